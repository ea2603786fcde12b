"""The ranking as it follows from a record, and where the one that stands in it differs."""

from functools import cached_property
from typing import Any

from evalpanel.domain.calculation import LotResult, lot_result
from evalpanel.domain.codes import lots_by_code, shared_codes
from evalpanel.domain.draw_entries import drawn_orders
from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.domain.lot_ranking import LotRanking
from evalpanel.domain.record import (
    ApplicationEntry,
    DecisionEntry,
    PackageEntry,
    RankingEntry,
    RecordV1,
    SheetEntry,
    TenderEntry,
)
from evalpanel.domain.record_chain import standing
from evalpanel.domain.recount import rank_evaluation
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reserves import fill_places
from evalpanel.domain.rulefile import parse_rules
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tie_decisions import orders_in
from evalpanel.domain.withdrawals import Withdrawal, left_places


class Recomputed:
    """What follows from sheets, decisions, draws and the register of a record, counted once.

    Raises:
        EvalPanelError: reading what cannot be counted.
    """

    def __init__(self, record: RecordV1) -> None:
        """Nothing is counted before it is asked for."""
        self._record = record
        self._applications = [e.application for e in record.entries(ApplicationEntry)]
        self._register = record.register()

    @cached_property
    def rules(self) -> RuleSet:
        """The rule set in the record."""
        tender = self._record.the(TenderEntry)
        return parse_rules(tender.rules if tender else {})

    @cached_property
    def rankings(self) -> tuple[LotRanking, ...]:
        """The ranking of every lot."""
        record, shared = self._record, shared_codes(self._applications)
        rankings = rank_evaluation(
            self.rules,
            [entry.package for entry in record.entries(PackageEntry)],
            [entry.sheet.sheet for entry in record.entries(SheetEntry)],
            [entry.decision for entry in record.entries(DecisionEntry)],
            self._admitted(),
            drawn_orders(self._register),
            self._register,
            shared,
        )
        return fill_places(self.rules, rankings, self._left(), shared, orders_in(self._register))

    def _admitted(self) -> dict[str, tuple[str, ...]]:
        """The lots for which each candidate (by code) may be ranked, from the judgements."""
        return lots_by_code(
            (
                entry.application,
                [
                    lot
                    for lot in entry.application.lots
                    if standing(self._record, entry, self.rules, lot, as_ranked=True).standing
                    == "admitted"
                ],
            )
            for entry in self._record.entries(ApplicationEntry)
        )

    def _left(self) -> frozenset[tuple[str, str]]:
        """Lot and code of every candidate that withdrew after the ranking was fixed."""
        withdrawals = of_kind(self._register, Withdrawal)
        return left_places(withdrawals, {a.id: a.codes_by_lot for a in self._applications})


def ranking_flaw(record: RecordV1, count: Recomputed) -> Sentence | None:
    """Where the ranking in the record is another one than follows, or None."""
    if record.the(TenderEntry) is None:
        return Sentence("The record lacks its rules.")
    try:
        computed = [_figures(lot_result(count.rules, ranking)) for ranking in count.rankings]
    except EvalPanelError as error:
        return Sentence("The ranking cannot be recomputed: {why}", why=error.sentence)
    recorded = [_figures(entry.result) for entry in record.entries(RankingEntry)]
    if computed == recorded:
        return None
    return _difference(computed, recorded)


def _figures(result: LotResult) -> dict[str, Any]:
    """What follows from scores alone: all but the words."""
    document = result.to_json()
    document.pop("why")
    for row in document["ranking"]:
        row.pop("why")
    return document


def _difference(computed: list[dict[str, Any]], recorded: list[dict[str, Any]]) -> Sentence:
    for mine, theirs in zip(computed, recorded, strict=False):
        rows = {row["candidate"]: row for row in theirs["ranking"]}
        for row in mine["ranking"]:
            found = rows.get(row["candidate"])
            if found != row:
                return Sentence(
                    "The ranking of lot {lot} was changed: {candidate} has {total} points at rank "
                    "{rank} by the scores, and {other} at rank {other_rank} in the report.",
                    lot=mine["lot"],
                    candidate=row["candidate"],
                    total=row["total"],
                    rank=row["rank"] or "-",
                    other=found["total"] if found else "-",
                    other_rank=(found["rank"] if found else None) or "-",
                )
    return Sentence("The ranking in the report is not the one that follows from the scores.")
