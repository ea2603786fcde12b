"""A ranking as lines for people, the same for `rank` and `calculate`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from evalpanel.cli.output import table
from evalpanel.domain.calculation import LotResult
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import outcome_word


def ranking_lines(lots: Iterable[LotResult], names: Mapping[str, str]) -> list[str]:
    """Every lot with its candidates, best first, and why each number is what it is."""
    return [line for lot in lots for line in _lot_lines(lot, names)]


def _lot_lines(lot: LotResult, names: Mapping[str, str]) -> list[str]:
    lines = [_("Lot {lot}", lot=lot.lot)]
    if lot.ranking:
        lines += _ranking_table(lot, names)
    lines += lot.why
    for one in lot.ranking:
        lines.append(_("Why {candidate} has {total}:", candidate=one.candidate, total=one.total))
        lines += [f"  {why}" for why in one.why]
    lines += [
        _(
            "Missing: {item} of {candidate}, {evaluator}",
            item=hole.item,
            candidate=hole.candidate,
            evaluator=hole.evaluator or _("the panel's decision"),
        )
        for hole in lot.missing
    ]
    return lines


def _ranking_table(lot: LotResult, names: Mapping[str, str]) -> list[str]:
    heads = [_("Rank"), _("Candidate"), _("Total"), _("Outcome")]
    rows = [
        [str(one.rank or "-"), one.candidate, one.total, outcome_word(spoken(), one.outcome)]
        for one in lot.ranking
    ]
    if names:
        heads.insert(2, _("Name"))
        for one, row in zip(lot.ranking, rows, strict=True):
            row.insert(2, names.get(one.candidate, "-"))
    return table(heads, rows)
