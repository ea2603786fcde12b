"""Scores and decisions as CSV, and whether they fit a rule set."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import Field

from evalpanel.domain.csv_table import (
    Columns,
    Line,
    at_line,
    demand_sound,
    read_table,
    write_table,
)
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.model import Model
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.scale import allowed_text, has_code

SCORE_COLUMNS = Columns(
    ("evaluator", "lot", "candidate", "item", "score", "reason"),
    ("plus", "minus", "reference", "question"),
)
DECISION_COLUMNS = Columns(
    ("lot", "candidate", "item", "score", "reason"),
    ("present", "agrees", "remark", "outside_reason", "internal_note"),
)
_IDS = frozenset({"evaluator", "lot", "candidate", "item", "score"})
_NAMES = frozenset({"present", "agrees"})
_Row = TypeVar("_Row", bound="ScoreRow | DecisionRow")


class ScoreRow(Model):
    """One evaluator's score in one cell; `score` is empty while not assessed, which is never 0."""

    evaluator: str
    lot: str
    candidate: str
    item: str
    score: str = ""
    reason: str = ""
    plus: str = ""
    minus: str = ""
    reference: str = ""
    question: str = ""
    line: int = Field(default=0, exclude=True, repr=False)
    """The line of the file that it came from; 0 for a row that came from elsewhere."""


class DecisionRow(Model):
    """The panel's score in one cell; nobody under `present` or `agrees` means all."""

    lot: str
    candidate: str
    item: str
    score: str = ""
    reason: str = ""
    present: tuple[str, ...] = ()
    agrees: tuple[str, ...] = ()
    remark: str = ""
    outside_reason: str = ""
    internal_note: str = ""
    line: int = Field(default=0, exclude=True, repr=False)
    """The line of the file that it came from; 0 for a row that came from elsewhere."""


def read_scores(data: bytes) -> tuple[ScoreRow, ...]:
    """The scores in a CSV file.

    Raises:
        Unreadable: not a table. HasProblems: with every problem and its line.
    """
    return _read(data, SCORE_COLUMNS, ScoreRow, ("evaluator", "lot", "candidate", "item"))


def read_decisions(data: bytes) -> tuple[DecisionRow, ...]:
    """The decisions in a CSV file.

    Raises:
        Unreadable: not a table. HasProblems: with every problem and its line.
    """
    return _read(data, DECISION_COLUMNS, DecisionRow, ("lot", "candidate", "item", "score"))


def write_scores(rows: Iterable[ScoreRow]) -> bytes:
    """The CSV of scores, with every column."""
    return write_table(SCORE_COLUMNS, (row.model_dump() for row in rows))


def write_decisions(rows: Iterable[DecisionRow]) -> bytes:
    """The CSV of decisions, with every column."""
    return write_table(DECISION_COLUMNS, (_joined(row) for row in rows))


def check_scores(
    rules: RuleSet,
    rows: Sequence[ScoreRow | DecisionRow],
    candidates: Container[str] | None = None,
) -> tuple[Problem, ...]:
    """Rows that do not fit the rules: unknown ids, and scores that are not on the scale.

    `candidates` None takes any id as a candidate.
    """
    return tuple(
        Problem(at_line(row.line or n), said)
        for n, row in enumerate(rows, 2)
        for said in _misfits(rules, row, candidates)
    )


def _read(
    data: bytes, columns: Columns, row_type: Callable[..., _Row], filled: tuple[str, ...]
) -> tuple[_Row, ...]:
    lines = read_table(data, columns)
    key = tuple(name for name in filled if name != "score")
    demand_sound([*_empty(lines, filled), *_twice(lines, key)])
    return tuple(row_type(**_values(line), line=line.number) for line in lines)


def _values(line: Line) -> dict[str, Any]:
    return {name: _value(name, text) for name, text in line.cells.items()}


def _value(name: str, text: str) -> str | tuple[str, ...]:
    if name in _NAMES:
        return tuple(part.strip() for part in text.split("|") if part.strip())
    return text.strip() if name in _IDS else text


def _empty(lines: Iterable[Line], filled: tuple[str, ...]) -> Iterator[Problem]:
    for line in lines:
        for name in filled:
            if not line.cells[name].strip():
                said = Sentence("The column {name} is empty on this line.", name=name)
                yield Problem(at_line(line.number), said)


def _twice(lines: Iterable[Line], key: tuple[str, ...]) -> Iterator[Problem]:
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        found = tuple(line.cells[name].strip() for name in key)
        if found in seen:
            said = Sentence(
                "Line {first} already has this lot, candidate and item.", first=seen[found]
            )
            yield Problem(at_line(line.number), said)
        seen.setdefault(found, line.number)


def _misfits(
    rules: RuleSet, row: ScoreRow | DecisionRow, candidates: Container[str] | None
) -> Iterator[Sentence]:
    if candidates is not None and row.candidate not in candidates:
        yield Sentence("There is no candidate {candidate}.", candidate=row.candidate)
    lots = rules.score_lots
    if row.lot not in lots:
        yield Sentence(
            "There is no lot {lot}; there are: {known}.", lot=row.lot, known=", ".join(lots)
        )
        return
    item = next((item for item in rules.items_under(row.lot) if item.id == row.item), None)
    if item is None:
        yield _no_item(rules, row)
    elif row.score and not has_code(rules.scale_of(item), row.score):
        yield Sentence(
            "The score {score} is not on the scale of {item}; possible: {allowed}.",
            score=row.score,
            item=row.item,
            allowed=allowed_text(rules.scale_of(item)),
        )


def _no_item(rules: RuleSet, row: ScoreRow | DecisionRow) -> Sentence:
    if any(gate.id == row.item for gate in rules.gates):
        return Sentence("{item} is a gate; it is met or not and has no score.", item=row.item)
    if any(dossier.id == row.item and not dossier.scored for dossier in rules.dossiers):
        return Sentence("{item} is not scored.", item=row.item)
    if any(item.id == row.item for item in rules.items):
        if rules.criterion_of(row.item).scope == "tender":
            return Sentence("{item} is scored once, under lot {lot}.", item=row.item, lot=ALL_LOTS)
        return Sentence("{item} is not scored under lot {lot}.", item=row.item, lot=row.lot)
    known = ", ".join(item.id for item in rules.items_under(row.lot))
    return Sentence("There is no item {item}; there are: {known}.", item=row.item, known=known)


def _joined(row: DecisionRow) -> dict[str, str]:
    texts = row.model_dump()
    return {name: "|".join(text) if name in _NAMES else text for name, text in texts.items()}
