"""Scores and decisions as CSV, and whether they fit a rule set."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from pydantic import Field

from evalpanel.domain.csv_table import (
    Columns,
    Line,
    at_line,
    demand_sound,
    read_lines,
    write_table,
)
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.model import Model
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.scale import allowed_text, has_code
from evalpanel.domain.text import shortened

SCORE_COLUMNS = Columns(
    ("evaluator", "lot", "candidate", "item", "score", "reason"),
    ("plus", "minus", "reference", "question"),
    names=frozenset({"evaluator", "lot", "candidate", "item"}),
)
DECISION_COLUMNS = Columns(
    ("lot", "candidate", "item", "score", "reason"),
    ("present", "agrees", "remark", "outside_reason", "internal_note"),
    names=frozenset({"lot", "candidate", "item"}),
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


def read_scores(
    data: bytes, rules: RuleSet | None = None, candidates: Container[str] | None = None
) -> tuple[ScoreRow, ...]:
    """The scores in a CSV file, tested against the rules where they are given.

    Raises:
        Unreadable: not a table. HasProblems: with every problem and its line.
    """
    filled = ("evaluator", "lot", "candidate", "item")
    return _read(data, SCORE_COLUMNS, ScoreRow, filled, rules, candidates)


def read_decisions(
    data: bytes, rules: RuleSet | None = None, candidates: Container[str] | None = None
) -> tuple[DecisionRow, ...]:
    """The decisions in a CSV file, tested against the rules where they are given.

    Raises:
        Unreadable: not a table. HasProblems: with every problem and its line.
    """
    filled = ("lot", "candidate", "item", "score")
    return _read(data, DECISION_COLUMNS, DecisionRow, filled, rules, candidates)


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


def demand_fitting(
    rules: RuleSet,
    rows: Sequence[ScoreRow | DecisionRow],
    candidates: Container[str] | None = None,
) -> None:
    """Refuse rows that do not fit the rules, every problem at once."""
    demand_sound(check_scores(rules, rows, candidates))


def _read(
    data: bytes,
    columns: Columns,
    row_type: Callable[..., _Row],
    filled: tuple[str, ...],
    rules: RuleSet | None,
    candidates: Container[str] | None,
) -> tuple[_Row, ...]:
    lines, problems = read_lines(data, columns)
    key = tuple(name for name in filled if name != "score")
    whole = [line for line in lines if all(line.cells[name].strip() for name in filled)]
    rows = tuple(row_type(**_values(line), line=line.number) for line in whole)
    misfits = check_scores(rules, rows, candidates) if rules is not None else ()
    demand_sound([*problems, *_empty(lines, filled), *_twice(whole, key), *misfits])
    return rows


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
                "Line {first} already has the same {columns}.",
                first=seen[found],
                columns=", ".join(key),
            )
            yield Problem(at_line(line.number), said)
        seen.setdefault(found, line.number)


def _misfits(
    rules: RuleSet, row: ScoreRow | DecisionRow, candidates: Container[str] | None
) -> Iterator[Sentence]:
    if candidates is not None and row.candidate not in candidates:
        yield Sentence("There is no candidate {candidate}.", candidate=shortened(row.candidate))
    lots = rules.score_lots
    if row.lot not in lots:
        yield Sentence(
            "There is no lot {lot}; there are: {known}.",
            lot=shortened(row.lot),
            known=", ".join(lots),
        )
        return
    item = next((item for item in rules.items_under(row.lot) if item.id == row.item), None)
    if item is None:
        yield _no_item(rules, row)
    elif row.score and not has_code(rules.scale_of(item), row.score):
        yield Sentence(
            "The score {score} is not on the scale of {item}; possible: {allowed}.",
            score=shortened(row.score),
            item=row.item,
            allowed=allowed_text(rules.scale_of(item)),
        )


def _no_item(rules: RuleSet, row: ScoreRow | DecisionRow) -> Sentence:
    if any(item.id == row.item for item in rules.items):
        if rules.criterion_of(row.item).scope == "tender":
            return Sentence("{item} is scored once, under lot {lot}.", item=row.item, lot=ALL_LOTS)
        return Sentence("{item} is not scored under lot {lot}.", item=row.item, lot=row.lot)
    if any(gate.id == row.item for gate in rules.gates):
        return Sentence("{item} is a gate; it is met or not and has no score.", item=row.item)
    if any(dossier.id == row.item and not dossier.scored for dossier in rules.dossiers):
        return Sentence("{item} is not scored.", item=row.item)
    known = ", ".join(item.id for item in rules.items_under(row.lot))
    item = shortened(row.item)
    return Sentence("There is no item {item}; there are: {known}.", item=item, known=known)


def _joined(row: DecisionRow) -> dict[str, str]:
    texts = row.model_dump()
    return {name: "|".join(text) if name in _NAMES else text for name, text in texts.items()}
