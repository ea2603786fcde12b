"""The kinds of files of what seldom happens: stepping back, reopening, stepping in."""

from collections.abc import Callable, Mapping
from pathlib import Path

from evalpanel.domain.errors import Refused
from evalpanel.domain.excuses import EXCUSE_NAMESPACE
from evalpanel.domain.reopenings import REOPEN_NAMESPACE
from evalpanel.domain.standby import STEP_IN_NAMESPACE
from evalpanel.usecases import excusing, merging, reopening
from tests import sealing_exceptions
from tests.faults.containers import sign_as_stranger
from tests.faults.file_kinds import INSIDE, FileKind, at_stage, encrypted
from tests.faults.steps import ANN
from tests.panels import OUT, REF, Play


def merged_by_lead(found: Play, file: Path) -> Callable[[bytes], None]:
    """Takes a file in as the process lead does; a verdict of refused is an error."""

    def read(data: bytes) -> None:
        found.files.content[file] = data
        verdict = merging.merge_seals(found.lead, REF, [file]).files[0]
        if verdict.verdict == "refused":
            raise Refused(verdict.reason or "")

    return read


def _excuse() -> FileKind:
    found = at_stage("open")
    made = excusing.step_back(found.desk(ANN), REF, OUT, reason="My sister applied")
    forgers = {**INSIDE, "stranger": sign_as_stranger(EXCUSE_NAMESPACE)}
    good = found.files.content[made.file]
    return encrypted(".evexcuse", good, found.lead, merged_by_lead(found, made.file), forgers)


def _reopening() -> FileKind:
    found = at_stage("merged")
    made = reopening.reopen_seal(found.lead, REF, ANN, OUT, reason="Two plans were mixed up")
    desk = found.desk(ANN)
    return encrypted(
        ".evreopen",
        found.files.content[made.file],
        desk,
        lambda data: reopening.take_reopening(desk, data),
        {**INSIDE, "stranger": sign_as_stranger(REOPEN_NAMESPACE)},
    )


def _step_in() -> FileKind:
    found = sealing_exceptions.with_alternate()
    ann, *others = found.scorers
    sealing_exceptions.seal(found, *others)
    excuse = sealing_exceptions.step_back(found, ann).file
    names = (*others, sealing_exceptions.DEE)
    sealing_exceptions.merge(found, excuse, *(found.seal(name) for name in names))
    sealing_exceptions.replace(found)
    made = sealing_exceptions.step_in(found)
    forgers = {**INSIDE, "stranger": sign_as_stranger(STEP_IN_NAMESPACE)}
    good = found.files.content[made.file]
    return encrypted(".evstepin", good, found.lead, merged_by_lead(found, made.file), forgers)


EXCEPTIONS: Mapping[str, Callable[[], FileKind]] = {
    ".evexcuse": _excuse,
    ".evreopen": _reopening,
    ".evstepin": _step_in,
}
