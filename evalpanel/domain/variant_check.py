"""What can be checked of a variant of the record, which leaves entries out (R-73).

A check that needs what was left out is not made (`ok` is None) and says so; it is made on the full
report. That this has the same root, only a comparison shows.
"""

from collections.abc import Callable, Iterator, Mapping
from itertools import pairwise

from evalpanel.domain.consensus import latest_decisions
from evalpanel.domain.errors import EvalPanelError, Sentence
from evalpanel.domain.exact import exact
from evalpanel.domain.excuses import Excuse
from evalpanel.domain.lot_numbers import Cells, CellScores
from evalpanel.domain.lot_ranking import LotRanking, rank_lot
from evalpanel.domain.ranking_check import Recomputed
from evalpanel.domain.record import DecisionEntry, RankingEntry, RecordV1, Verify
from evalpanel.domain.reopenings import Reopening
from evalpanel.domain.revisions import Revision
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.standby import SteppedIn
from evalpanel.domain.variants import readable
from evalpanel.domain.verification import (
    CONTRADICTIONS,
    Check,
    check_record,
    container_flaw,
    judged,
    rule_flaw,
)

_FULL = Sentence("This needs what the variant leaves out; check it on the full report.")
_IN_INTERNAL = frozenset({"record_chain", "draws"})
"""What is checked on the internal variant as on the full record."""
_NEED_SHEETS = (Excuse, Reopening, Revision, SteppedIn)
"""What happened to seals can be followed only with the sheets."""
_BY_AGREEMENT = frozenset({"thresholds", "outcomes", "ranking_recomputed"})
"""What is checked on it as well where agreed scores alone decide."""


def check_variant(record: RecordV1, verify: Verify) -> Iterator[Check]:
    """Every check of a record that can be made on what this variant shows."""
    if record.variant == "full":
        yield from check_record(record, verify)
        return
    made: Mapping[str, Callable[[], Check]] = {
        "container": lambda: _container(record),
        "rule_hash": lambda: _rule_hash(readable(record)),
        "ranking_recomputed": lambda: _ranking(readable(record)),
    }
    as_full = _as_full(record)
    for check in check_record(readable(record), verify):
        name = check.check
        if name in as_full:
            yield check
        else:
            yield made[name]() if name in made else Check(name, ok=None, sentence=_FULL)


def _as_full(record: RecordV1) -> frozenset[str]:
    """The checks that are made on a variant as on the full record."""
    if record.variant == "shareable":
        return frozenset()
    if any(isinstance(entry, _NEED_SHEETS) for entry in record.register()):
        return _IN_INTERNAL - {"record_chain"}
    try:
        return _IN_INTERNAL | (_BY_AGREEMENT if _is_agreed(Recomputed(record).rules) else set())
    except (EvalPanelError, *CONTRADICTIONS):
        return _IN_INTERNAL


def _is_agreed(rules: RuleSet) -> bool:
    """Whether nothing but agreed scores counts, so that no sheet is needed to count."""
    return all(panel.method == "consensus" and panel.fallback != "mean" for panel in rules.panels)


def _container(record: RecordV1) -> Check:
    return judged(
        "container",
        lambda: container_flaw(record),
        Sentence(
            "{shown} entries are shown and {hidden} are left out, under one root. Compare it with "
            "the root of the full report of this version: they must be the same.",
            shown=len(record.leaves),
            hidden=len(record.hidden),
        ),
    )


def _rule_hash(record: RecordV1) -> Check:
    good = Sentence("The rules are the ones that were locked.")
    return judged("rule_hash", lambda: rule_flaw(record), good)


def _ranking(record: RecordV1) -> Check:
    """Whether the totals follow from what was agreed, and the order from the totals."""
    try:
        rules = Recomputed(record).rules
        computed = {one.lot: one for one in _rankings(record, rules)}
    except (EvalPanelError, *CONTRADICTIONS):
        return Check("ranking_recomputed", ok=None, sentence=_FULL)
    return judged(
        "ranking_recomputed",
        lambda: _ranking_flaw(record, computed),
        Sentence("The totals follow from the agreed scores and the rules, the order from them."),
    )


def _rankings(record: RecordV1, rules: RuleSet) -> Iterator[LotRanking]:
    """Every lot by its agreed scores alone; raises where something else counts too."""
    if not _is_agreed(rules):
        raise LookupError
    for entry in record.entries(RankingEntry):
        lot, codes = entry.result.lot, [row.candidate for row in entry.result.ranking]
        yield rank_lot(rules, lot, codes, _cells(record, rules, lot, codes))


def _cells(record: RecordV1, rules: RuleSet, lot: str, codes: list[str]) -> Cells:
    latest = latest_decisions(entry.decision for entry in record.entries(DecisionEntry))
    agreed = {cell: found.score for cell, found in latest.items()}
    return {
        (code, item.id): CellScores({}, agreed[(rules.score_lot(lot, item.id), code, item.id)])
        for item in rules.scored_items(lot)
        for code in codes
    }


def _ranking_flaw(record: RecordV1, computed: Mapping[str, LotRanking]) -> Sentence | None:
    for entry in record.entries(RankingEntry):
        lot, rows = entry.result.lot, entry.result.ranking
        totals = {one.candidate: one.total for one in computed[lot].ranked}
        for row in rows:
            if exact(row.total_exact) != totals[row.candidate]:
                return Sentence(
                    "The total of {candidate} in lot {lot} does not follow from the agreed scores.",
                    candidate=row.candidate,
                    lot=lot,
                )
        ranked = [row for row in rows if row.rank is not None]
        order = sorted(ranked, key=lambda row: row.rank or 0)
        if any(totals[b.candidate] > totals[a.candidate] for a, b in pairwise(order)):
            return Sentence("The order of lot {lot} does not follow from the totals.", lot=lot)
    return None
