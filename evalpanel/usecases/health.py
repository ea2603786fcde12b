"""Whether a machine and a workspace are fit for the work: one check, one sentence."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.usecases.placing import Place, demand_good_place, place_warning

MIN_ROOM = 500 << 20
"""Bytes that should be free: the largest package, and a backup beside the database."""
MIN_COLUMNS = 80
MIN_PYTHON = (3, 11)
_CLOCK_SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class Library:
    """A library that evalpanel builds on."""

    name: str
    wanted: str
    """The versions that it was tested with, such as `>=46,<51`."""
    found: str
    """The version that is here; empty where there is none."""
    fits: bool


@dataclass(frozen=True)
class Machine:
    """What can be seen of a machine and a workspace without a passphrase."""

    python: tuple[int, int, int]
    libraries: tuple[Library, ...]
    """Empty where evalpanel is not installed as a package."""
    home: Path
    place: Place
    is_there: bool
    has_identity: bool
    open_to_others: tuple[Path, ...]
    """Folders and files of the workspace that others on this machine may enter or read."""
    room: int | None
    """Bytes that are free; None where the system does not say."""
    leftovers: int
    """Temporary files of runs that were killed."""
    now: datetime
    newest: datetime | None
    """The latest time at which something here was written."""
    language: str
    columns: int
    is_terminal: bool
    shows_signs: bool
    """Whether the terminal can show all letters and signs."""
    tools: tuple[tuple[str, bool], ...]
    """Programs with which others check what evalpanel makes, and whether they are here."""


@dataclass(frozen=True)
class HealthCheck:
    """One check: `ok` is None where it says nothing or does not matter."""

    check: str
    ok: bool | None
    sentence: Sentence


def examine(machine: Machine) -> tuple[HealthCheck, ...]:
    """Every check that needs no passphrase."""
    return (
        _python(machine),
        _libraries(machine),
        *_place(machine),
        _identity(machine),
        _permissions(machine),
        _room(machine),
        _leftovers(machine),
        check_clock(machine.now, machine.newest),
        _language(machine),
        _terminal(machine),
        *_tools(machine),
    )


def check_clock(now: datetime, last: datetime | None) -> HealthCheck:
    """A clock that is behind what was written last was set back; that is told and blocks nothing.

    `trust.md` 3, wrong clock: the order of the log counts, not the claimed times.
    """
    if last is None or now + _CLOCK_SLACK >= last:
        said = Sentence("The clock says {now}.", now=_shown(now))
        return HealthCheck("clock", True, said)
    said = Sentence(
        "The clock says {now}, but something here was written at {last}: set the clock right. "
        "Nothing is blocked; the order of the log counts.",
        now=_shown(now),
        last=_shown(last),
    )
    return HealthCheck("clock", False, said)


def _python(machine: Machine) -> HealthCheck:
    fits = machine.python[:2] >= MIN_PYTHON
    version = ".".join(map(str, machine.python))
    said = (
        Sentence("Python {version}.", version=version)
        if fits
        else Sentence("Python {version} is too old: install 3.11 or newer.", version=version)
    )
    return HealthCheck("python", fits, said)


def _libraries(machine: Machine) -> HealthCheck:
    bad = [library for library in machine.libraries if not library.fits]
    if not machine.libraries:
        said = Sentence("evalpanel is not installed as a package; its libraries are not compared.")
        return HealthCheck("libraries", None, said)
    if bad:
        parts = (f"{one.name} {one.found or '-'} ({one.wanted})" for one in bad)
        said = Sentence(
            "Libraries are missing or untested: {names}. Install evalpanel anew.",
            names=", ".join(parts),
        )
        return HealthCheck("libraries", False, said)
    count = len(machine.libraries)
    return HealthCheck("libraries", True, Sentence("All {count} libraries fit.", count=count))


def _place(machine: Machine) -> Iterator[HealthCheck]:
    place, home = machine.place, machine.home
    try:
        demand_good_place(place, home)
    except EvalPanelError as error:
        yield HealthCheck("place", False, error.sentence)
        return
    if place.kind == "unknown":
        said = Sentence("{home}: the system does not say on what disk it lies.", home=home)
        yield HealthCheck("place", None, said)
    else:
        system = place.system or place.mount
        said = Sentence(
            "{home} lies on a disk of this computer ({system}).", home=home, system=system
        )
        yield HealthCheck("place", True, said)
    warning = place_warning(place, home)
    if warning:
        yield HealthCheck("synchronised", False, warning)


def _identity(machine: Machine) -> HealthCheck:
    if machine.has_identity:
        return HealthCheck("identity", True, Sentence("There is a key file."))
    if machine.is_there:
        said = Sentence(
            "There is no key file here: make one with evalpanel identity new, or come back with "
            "evalpanel identity restore or evalpanel restore."
        )
        return HealthCheck("identity", False, said)
    said = Sentence("There is no workspace yet; it is made when you begin.")
    return HealthCheck("identity", None, said)


def _permissions(machine: Machine) -> HealthCheck:
    if not machine.open_to_others:
        said = Sentence("Others on this computer cannot enter the workspace.")
        return HealthCheck("permissions", True if machine.is_there else None, said)
    said = Sentence(
        "Others on this computer may enter or read: {paths}. Take their rights away: "
        "chmod -R go= {home}",
        paths=", ".join(map(str, machine.open_to_others)),
        home=machine.home,
    )
    return HealthCheck("permissions", False, said)


def _room(machine: Machine) -> HealthCheck:
    if machine.room is None:
        said = Sentence("The system does not say how much room there is.")
        return HealthCheck("room", None, said)
    fits = machine.room >= MIN_ROOM
    room = machine.room >> 20
    said = (
        Sentence("Free on the disk: {room} MiB.", room=room)
        if fits
        else Sentence("Only {room} MiB are free; make room, at least {least}.", room=room,
                      least=MIN_ROOM >> 20)
    )  # fmt: skip
    return HealthCheck("room", fits, said)


def _leftovers(machine: Machine) -> HealthCheck:
    if not machine.leftovers:
        return HealthCheck("leftovers", True, Sentence("No run left anything half done."))
    said = Sentence(
        "{count} temporary files of stopped runs are here; they go by themselves when the "
        "workspace is opened, an hour after they were written.",
        count=machine.leftovers,
    )
    return HealthCheck("leftovers", None, said)


def _language(machine: Machine) -> HealthCheck:
    said = Sentence("The language is {language}; --lang changes it.", language=machine.language)
    return HealthCheck("language", True, said)


def _terminal(machine: Machine) -> HealthCheck:
    if not machine.is_terminal:
        return HealthCheck("terminal", None, Sentence("The answer does not go to a terminal."))
    if machine.columns < MIN_COLUMNS:
        said = Sentence(
            "The terminal is {columns} characters wide; the app needs {least}.",
            columns=machine.columns,
            least=MIN_COLUMNS,
        )
        return HealthCheck("terminal", False, said)
    if not machine.shows_signs:
        said = Sentence("The terminal cannot show all letters; set it to UTF-8.")
        return HealthCheck("terminal", False, said)
    said = Sentence("The terminal is {columns} characters wide.", columns=machine.columns)
    return HealthCheck("terminal", True, said)


def _tools(machine: Machine) -> Iterator[HealthCheck]:
    for name, is_here in machine.tools:
        said = (
            Sentence("{tool} is here.", tool=name)
            if is_here
            else Sentence("{tool} is not here; evalpanel works without it.", tool=name)
        )
        yield HealthCheck(f"tool_{name.replace('-', '_')}", True if is_here else None, said)


def _shown(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
