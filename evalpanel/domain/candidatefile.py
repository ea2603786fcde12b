"""Who applied, as a TOML file: read into values, with every problem at once."""

from collections.abc import Iterator
from json import dumps
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from pydantic import ValidationError

from evalpanel.domain.candidate_entries import (
    CandidateEntry,
    CandidateFile,
    EntityEntry,
    EvidenceEntry,
    GateEntry,
)
from evalpanel.domain.errors import HasProblems, Problem, Sentence
from evalpanel.domain.gates import REFUSING, needs_proportionality, outcomes_of
from evalpanel.domain.rule_ids import unknown_name
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.schema_problems import located_errors
from evalpanel.domain.toml_text import child, exact_document, read_toml

__all__ = [
    "CandidateEntry",
    "EntityEntry",
    "EvidenceEntry",
    "GateEntry",
    "read_candidates",
]

_NEED_A_REASON = REFUSING | {"comparable", "repair"}


def read_candidates(
    source: bytes | dict[str, Any], rules: RuleSet | None = None
) -> tuple[CandidateEntry, ...]:
    """The applications in a file or its document, tested against the rules where they are given.

    Raises:
        Unreadable: not TOML. HasProblems: with every problem and its path.
    """
    document, found = exact_document(read_toml(source) if isinstance(source, bytes) else source)
    problems = [*_problems_of_form(document, found)]
    sound = _sound_entries(document)
    problems += _twice(sound)
    for path, entry in sound:
        problems += _own_problems(path, entry)
        if rules is not None:
            problems += _misfits(path, entry, rules)
    if problems:
        raise HasProblems(
            "The candidates file has problems; nothing was taken.",
            tuple(problems),
            hint="Mend the file at the places named and try again.",
        )
    return tuple(entry for _, entry in sound)


def _problems_of_form(document: Any, found: tuple[Problem, ...]) -> Iterator[Problem]:
    wrong: list[Problem] = []
    try:
        CandidateFile.model_validate_json(dumps(document))
    except ValidationError as error:
        wrong = [problem for _, problem in located_errors(CandidateFile, document, error)]
    paths = {problem.path for problem in wrong}
    yield from (problem for problem in found if problem.path not in paths)
    yield from wrong


def _sound_entries(document: dict[str, Any]) -> list[tuple[str, CandidateEntry]]:
    """The applications whose form is right, with their paths, so that their meaning is tested."""
    entries = document.get("candidate")
    sound = []
    for n, entry in enumerate(entries if isinstance(entries, list) else []):
        try:
            sound.append((f"candidate[{n}]", CandidateEntry.model_validate_json(dumps(entry))))
        except ValidationError:
            continue
    return sound


def _twice(entries: list[tuple[str, CandidateEntry]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, entry in entries:
        if entry.id in seen:
            said = Sentence("The id {id} stands at {first} too.", id=entry.id, first=seen[entry.id])
            yield Problem(f"{path}.id", said)
        seen.setdefault(entry.id, f"{path}.id")


def _own_problems(path: str, entry: CandidateEntry) -> Iterator[Problem]:
    """What is wrong with an application whatever the rules are."""
    names = [entity.name for entity in entry.entities]
    for n, lot in enumerate(entry.lots):
        if lot in entry.lots[:n]:
            yield Problem(f"{path}.lots[{n}]", Sentence("The lot {lot} stands twice.", lot=lot))
    for n, name in enumerate(names):
        if name in names[:n]:
            said = Sentence("The entity {entity} stands twice.", entity=name)
            yield Problem(f"{path}.entity[{n}].name", said)
    if sum(entity.role == "lead" for entity in entry.entities) != 1:
        yield Problem(f"{path}.entity", Sentence("Exactly one entity has the role lead."))
    said_of = [(f"{path}.gate[{n}].entity", gate.entity) for n, gate in enumerate(entry.gates)]
    said_of += [(f"{path}.evidence[{n}].entity", e.entity) for n, e in enumerate(entry.evidence)]
    for place, name in said_of:
        if name and name not in names:
            yield Problem(place, unknown_name("entity", name, names))
    yield from _files(path, entry)
    yield from _judged_twice(path, entry)


def _files(path: str, entry: CandidateEntry) -> Iterator[Problem]:
    """Files lie next to the candidates file or in folders below it."""
    named = [(child(f"{path}.dossiers", name), file) for name, file in entry.dossiers.items()]
    named += [(f"{path}.evidence[{n}].file", e.file or "") for n, e in enumerate(entry.evidence)]
    for place, file in named:
        parts = PurePosixPath(file.replace("\\", "/")).parts
        is_absolute = PurePosixPath(file).is_absolute() or PureWindowsPath(file).anchor
        if is_absolute or ".." in parts:
            yield Problem(place, Sentence("A file lies next to this file or in a folder below it."))


def _judged_twice(path: str, entry: CandidateEntry) -> Iterator[Problem]:
    seen = set()
    for n, gate in enumerate(entry.gates):
        place = (gate.gate, gate.entity, gate.lot or ALL_LOTS)
        if place in seen:
            yield Problem(f"{path}.gate[{n}]", Sentence("This gate has an outcome twice."))
        seen.add(place)


def _misfits(path: str, entry: CandidateEntry, rules: RuleSet) -> Iterator[Problem]:
    """What does not fit the rule set."""
    lots = [lot.id for lot in rules.lots]
    for n, lot in enumerate(entry.lots):
        if lot not in lots:
            yield Problem(f"{path}.lots[{n}]", unknown_name("lot", lot, lots))
    kinds = [dossier.id for dossier in rules.dossiers]
    for name in entry.dossiers:
        kind, _, lot = name.partition("@")
        place = child(f"{path}.dossiers", name)
        if kind not in kinds:
            yield Problem(place, unknown_name("dossier", kind, kinds))
        elif "@" in name and lot not in lots:
            yield Problem(place, unknown_name("lot", lot, lots))
    for n, gate in enumerate(entry.gates):
        yield from _gate_misfits(f"{path}.gate[{n}]", gate, rules)


def _gate_misfits(path: str, entry: GateEntry, rules: RuleSet) -> Iterator[Problem]:
    gates = {gate.id: gate for gate in rules.gates}
    lots = [lot.id for lot in rules.lots]
    if entry.lot not in {"", ALL_LOTS, *lots}:
        yield Problem(f"{path}.lot", unknown_name("lot", entry.lot, lots))
    gate = gates.get(entry.gate)
    if gate is None:
        yield Problem(f"{path}.gate", unknown_name("gate", entry.gate, list(gates)))
        return
    if gate.per_entity and not entry.entity:
        said = Sentence("The gate {gate} is judged for each entity; name the entity.", gate=gate.id)
        yield Problem(f"{path}.entity", said)
    if entry.outcome not in outcomes_of(gate):
        said = Sentence(
            "Possible outcomes of gate {gate}: {allowed}.",
            gate=gate.id,
            allowed=", ".join(outcomes_of(gate)),
        )
        yield Problem(f"{path}.outcome", said)
    elif entry.outcome in _NEED_A_REASON and not entry.reason.strip():
        said = Sentence("The outcome {outcome} needs a reason.", outcome=entry.outcome)
        yield Problem(f"{path}.reason", said)
    elif needs_proportionality(gate, entry.outcome) and not entry.proportionality.strip():
        said = Sentence(
            "Gate {gate} is a facultative ground for exclusion: say why excluding is "
            "proportionate.",
            gate=gate.id,
        )
        yield Problem(f"{path}.proportionality", said)
