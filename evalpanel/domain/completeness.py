"""Whether the scores of a lot are complete: nobody missing, no hole, every decision made."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalpanel.domain.candidatefile import CandidateEntry
from evalpanel.domain.consensus import is_outside
from evalpanel.domain.decisions import Verdict, weigh_decision
from evalpanel.domain.errors import Sentence
from evalpanel.domain.gates import REFUSING
from evalpanel.domain.moments import is_past
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.rules import ALL_LOTS, Item, RuleSet
from evalpanel.domain.score_table import scores_missing
from evalpanel.domain.scorefile import DecisionRow, ScoreRow
from evalpanel.domain.scoring import CellScores


@dataclass(frozen=True)
class Hole:
    """A score that is not there; `evaluator` None stands for the panel's decision."""

    evaluator: str | None
    candidate: str
    item: str


@dataclass(frozen=True)
class LotScores:
    """The scores of a lot as gathered; `why` says what keeps it from being ranked."""

    lot: str
    candidates: tuple[str, ...]
    cells: Mapping[tuple[str, str], CellScores]
    holes: tuple[Hole, ...]
    why: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]


def gather_lot(
    rules: RuleSet,
    lot_id: str,
    scores: Sequence[ScoreRow],
    decisions: Sequence[DecisionRow] | None,
    candidates: Sequence[CandidateEntry] | None,
) -> LotScores:
    """Everything that was scored for a lot, and what is missing (R-14, R-39, R-46)."""
    return _Gathering(rules, lot_id, scores, decisions, candidates).result()


class _Gathering:
    """The rows of one lot, by cell."""

    def __init__(
        self,
        rules: RuleSet,
        lot_id: str,
        scores: Sequence[ScoreRow],
        decisions: Sequence[DecisionRow] | None,
        candidates: Sequence[CandidateEntry] | None,
    ) -> None:
        self.rules, self.lot_id = rules, lot_id
        self.items = rules.scored_items(lot_id)
        self.places = {(rules.score_lot(lot_id, item.id), item.id) for item in self.items}
        self.scores = [one for one in scores if (one.lot, one.item) in self.places]
        self.has_decisions = decisions is not None
        self.named: dict[str, set[str]] = {}
        rows: list[ScoreRow | DecisionRow] = [*scores, *(decisions or ())]
        for row in rows:
            self.named.setdefault(row.lot, set()).add(row.candidate)
        self.decided = {
            (row.candidate, row.item): row
            for row in decisions or ()
            if (row.lot, row.item) in self.places
        }
        self.entries = candidates
        self.evaluators = {panel.id: self._evaluators(panel) for panel in self._panels()}
        self.given: dict[tuple[str, str], dict[str, str]] = {}
        for own in self.scores:
            if own.score:
                self.given.setdefault((own.candidate, own.item), {})[own.evaluator] = own.score

    def result(self) -> LotScores:
        """The gathered lot."""
        candidates = self._candidates()
        holes = tuple(self._holes(candidates))
        open_cells = [cell for cell in self._consensus_cells(candidates) if self._is_open(cell)]
        why = tuple(self._why(candidates, holes, open_cells))
        cells = {
            (candidate, item.id): self._cell(candidate, item)
            for candidate in candidates
            for item in self.items
        }
        return LotScores(self.lot_id, candidates, cells, holes, why, tuple(self._notes(candidates)))

    def _panels(self) -> list[Panel]:
        found = {(p := self._panel(item)).id: p for item in self.items}
        return list(found.values())

    def _panel(self, item: Item) -> Panel:
        return self.rules.panel_of(self.lot_id, item.id)

    def _evaluators(self, panel: Panel) -> tuple[str, ...]:
        own = {item.id for item in self.items if self._panel(item).id == panel.id}
        return tuple(sorted({row.evaluator for row in self.scores if row.item in own}))

    def _candidates(self) -> tuple[str, ...]:
        """Who is to be ranked: the applications that passed, or whoever has a row."""
        if self.entries is not None:
            return tuple(sorted(e.id for e in self.entries if self._takes_part(e)))
        return tuple(sorted(self.named.get(self.lot_id, set()) | self._only_shared()))

    def _only_shared(self) -> set[str]:
        """Who has rows under `*` and in no lot of its own: they may stand in any lot."""
        own = [names for lot, names in self.named.items() if lot != ALL_LOTS]
        return self.named.get(ALL_LOTS, set()) - set().union(*own)

    def _takes_part(self, entry: CandidateEntry) -> bool:
        applied = self.lot_id in entry.lots
        is_out = self._failed_gate(entry) or self._is_outside(entry) or self._is_late(entry)
        return applied and not is_out

    def _is_outside(self, entry: CandidateEntry) -> bool:
        """Whether it is not in the supplier pool (R-109); one with scores was let in after all."""
        return entry.admitted_to_pool is False and not self._was_scored(entry)

    def _is_late(self, entry: CandidateEntry) -> bool:
        """Whether it came in after the planned deadline; one with scores was let in after all."""
        planned = {milestone.id: milestone.planned for milestone in self.rules.milestones}
        is_late = "deadline" in planned and is_past(planned["deadline"], entry.received_at)
        return is_late and not self._was_scored(entry)

    def _was_scored(self, entry: CandidateEntry) -> bool:
        return any(row.candidate == entry.id for row in self.scores)

    def _failed_gate(self, entry: CandidateEntry) -> str:
        for gate in entry.gates:
            if gate.outcome in REFUSING and gate.lot in {"", ALL_LOTS, self.lot_id}:
                return gate.gate
        return ""

    def _holes(self, candidates: Collection[str]) -> Iterator[Hole]:
        for item in self.items:
            for evaluator in self.evaluators[self._panel(item).id]:
                for candidate in candidates:
                    if evaluator not in self.given.get((candidate, item.id), {}):
                        yield Hole(evaluator, candidate, item.id)
        for candidate, item in self._consensus_cells(candidates):
            if self.has_decisions and (candidate, item.id) not in self.decided:
                yield Hole(None, candidate, item.id)

    def _consensus_cells(self, candidates: Collection[str]) -> list[tuple[str, Item]]:
        items = [item for item in self.items if self._panel(item).method == "consensus"]
        return [(candidate, item) for item in items for candidate in candidates]

    def _verdict(self, row: DecisionRow, panel: Panel) -> Verdict:
        return weigh_decision(row.present, row.agrees, self.evaluators[panel.id], panel.fallback)

    def _is_open(self, cell: tuple[str, Item]) -> bool:
        candidate, item = cell
        row = self.decided.get((candidate, item.id))
        return row is not None and self._verdict(row, self._panel(item)) == "open"

    def _cell(self, candidate: str, item: Item) -> CellScores:
        given = self.given.get((candidate, item.id), {})
        row, panel = self.decided.get((candidate, item.id)), self._panel(item)
        if panel.method != "consensus" or row is None:
            return CellScores(given)
        by_mean = self._verdict(row, panel) == "by_mean"
        return CellScores(given, None if by_mean else row.score, by_mean)

    def _why(
        self,
        candidates: Collection[str],
        holes: Collection[Hole],
        open_cells: Collection[tuple[str, Item]],
    ) -> Iterator[Sentence]:
        if not candidates and self.entries is None:
            yield Sentence("There are no scores for lot {lot}.", lot=self.lot_id)
            return
        if candidates:
            for panel in self._panels():
                yield from _wrong_number(panel, self.evaluators[panel.id])
        own = sum(hole.evaluator is not None for hole in holes)
        if own:
            yield scores_missing(own)
        if self._consensus_cells(candidates) and not self.has_decisions:
            yield Sentence("The panel decides by consensus, and no decisions were given.")
        if len(holes) == own + 1:
            yield Sentence("One decision is missing.")
        elif len(holes) > own:
            yield Sentence("{count} decisions are missing.", count=len(holes) - own)
        for candidate, item in open_cells:
            yield Sentence(
                "{candidate}, {item}: not everybody agrees, so the decision does not count.",
                candidate=candidate,
                item=item.id,
            )

    def _notes(self, candidates: Collection[str]) -> Iterator[Sentence]:
        for panel in self._panels() if candidates else ():
            found = len(self.evaluators[panel.id])
            if found != panel.scoring_members:
                yield Sentence(
                    "Panel {panel} went on with {found} of {announced} evaluators, as announced.",
                    panel=panel.id,
                    found=found,
                    announced=panel.scoring_members,
                )
        yield from self._unexplained(candidates)
        for entry in self.entries or ():
            if self.lot_id in entry.lots:
                yield from self._not_ranked(entry)

    def _unexplained(self, candidates: Collection[str]) -> Iterator[Sentence]:
        """Agreed scores that nobody gave, without the reason for it that a meeting asks (R-45).

        They count, as `contract.md` says of a decision on which all present agree.
        """
        for candidate, item in self._consensus_cells(candidates):
            row = self.decided.get((candidate, item.id))
            given = tuple(self.given.get((candidate, item.id), {}).values())
            is_agreed = row is not None and self._verdict(row, self._panel(item)) == "agreed"
            if row is None or not given or not is_agreed:
                continue
            if is_outside(row.score, given) and not row.outside_reason.strip():
                yield Sentence(
                    "{candidate}, {item}: nobody gave {score}, and outside_reason does not say "
                    "why the panel does.",
                    candidate=candidate,
                    item=item.id,
                    score=row.score,
                )

    def _not_ranked(self, entry: CandidateEntry) -> Iterator[Sentence]:
        if gate := self._failed_gate(entry):
            yield Sentence(
                "{candidate} did not pass gate {gate} and is not ranked.",
                candidate=entry.id,
                gate=gate,
            )
        elif self._is_outside(entry):
            yield Sentence(
                "{candidate} is not admitted to the supplier pool and is not ranked.",
                candidate=entry.id,
            )
        elif self._is_late(entry):
            yield Sentence(
                "{candidate} came in after the deadline and is not ranked.", candidate=entry.id
            )


def _wrong_number(panel: Panel, evaluators: Collection[str]) -> Iterator[Sentence]:
    most = panel.scoring_members
    if not panel.least_members <= len(evaluators) <= most:
        yield Sentence(
            "Panel {panel} was announced with {announced} evaluators; {found} scored: {names}.",
            panel=panel.id,
            announced=most,
            found=len(evaluators),
            names=", ".join(evaluators) or "-",
        )
