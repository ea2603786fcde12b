"""Scoring alone: what is to be scored, what was written, and every change saved at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from evalpanel.domain.errors import HasProblems, Problem, Refused, Sentence
from evalpanel.domain.excuses import excused_in
from evalpanel.domain.package import Assignment, Cell, PackageV1
from evalpanel.domain.reopenings import reopened_in
from evalpanel.domain.rules import ALL_LOTS, Panel, RuleSet
from evalpanel.domain.scale import allowed_text, has_code
from evalpanel.domain.scorefile import ScoreRow, read_scores, write_scores
from evalpanel.domain.seats import lots_without
from evalpanel.domain.sheet import Draft, Gap, Score, ShownOrder, State, gaps, state_of
from evalpanel.domain.tender import StoredPackage
from evalpanel.usecases.former_round import former_scores
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.loaded_scores import log_loaded
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.standing_seals import binding_seal


@dataclass(frozen=True)
class Desktop:
    """What a member works on: the package, the rules, the cells to score and the scores so far."""

    package: PackageV1
    stored: StoredPackage
    rules: RuleSet
    panel: Panel
    order: tuple[ShownOrder, ...]
    """The drawn order of the candidates per lot and item, items in the order of the rules.

    What is scored once for all lots comes first.
    """
    scores: dict[Cell, Score]
    saved_at: str
    """When the last change was saved, empty if nothing was written."""
    sealed_code: str
    """The seal code once sealed; nothing can change after that."""
    seal_again: bool = False
    """Whether the panel was revised since: the same sheet is to be sealed for the new one."""
    recused_lots: tuple[str, ...] = ()
    """The lots of this panel in which others score and the owner does not; never whose (R-12)."""

    on_standby: bool = False
    """Whether the owner is an alternate: the scores stay closed without stepping in (R-15)."""
    stepped_back: str = ""
    """Why the owner does not score in this round any more, empty while he or she does."""
    reopened: str = ""
    """Why the sheet may change that was sealed before, empty if none was reopened (R-35)."""

    @property
    def package_sha256(self) -> str:
        """What names the package."""
        return self.stored.sha256

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells to score, in the order in which they are shown."""
        return tuple(
            (shown.lot, code, shown.item) for shown in self.order for code in shown.candidates
        )

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What keeps the sheet from being sealed."""
        return gaps(self.cells, self.scores, self.panel.reason_min_words)

    def state(self, cell: Cell) -> State:
        """Open, draft or complete."""
        return state_of(self.scores.get(cell), self.panel.reason_min_words)

    def score(self, cell: Cell) -> Score:
        """The score in a cell, empty where nothing was written."""
        return self.scores.get(cell) or Score(lot=cell[0], candidate=cell[1], item=cell[2])


def open_desktop(desk: Desk, reference: str, panel: str = "", number: int = 0) -> Desktop:
    """Everything the owner of the workspace needs to score a tender.

    The newest round that is not sealed yet, or the newest; with `number` that round.

    Raises:
        Refused: no package of this tender is open here, or nothing in it is for me to score.
    """
    with desk.work() as work:
        return desktop_of(desk, work, reference, panel, number)


def save_score(desk: Desk, reference: str, score: Score, panel: str = "") -> Draft:
    """Save one cell; acknowledged only when it is safely stored.

    Raises:
        Refused: sealed, not mine to score, or a score off the scale (R-38).
    """
    with desk.work() as work:
        stored, package = _opened(desk, work, reference, panel)
        _demand_unsealed(desk, work, stored, package)
        problem = _cell_problem(desk, package, score.cell, score.score)
        if problem:
            raise Refused(problem)
        draft = keep_draft(desk, work, stored, score)
        work.commit()
    return draft


def load_scores(desk: Desk, reference: str, data: bytes, panel: str = "") -> int:
    """Take scores from a CSV file, all or none; gives the number of cells.

    Raises:
        HasProblems: every row that cannot be taken, with its line.
    """
    rows = read_scores(data)
    with desk.work() as work:
        stored, package = _opened(desk, work, reference, panel)
        _demand_unsealed(desk, work, stored, package)
        problems = [p for row in rows if (p := _row_problem(desk, package, row))]
        if problems:
            raise HasProblems(
                "The scores have problems; nothing was taken.",
                tuple(problems),
                hint="Mend the file and load it again.",
            )
        drafts = work.drafts.of(reference, stored.sha256)
        known = {draft.score.cell: draft.score for draft in drafts}
        scores = [_score_of(row) for row in rows]
        for score in scores:
            keep_draft(desk, work, stored, score)
        log_loaded(desk, work, package, known, scores)
        work.commit()
    return len(rows)


def export_scores(desk: Desk, reference: str, *, empty: bool = False, panel: str = "") -> bytes:
    """The own scores as CSV; with `empty` the full grid of what is to be scored.

    In a Delphi round the own score of the round before stands where nothing was given yet (R-43).
    """
    desktop = open_desktop(desk, reference, panel)
    given = {} if empty else {**former_scores(desk, desktop.package), **_written(desktop)}
    scores = (given.get(c, Score(lot=c[0], candidate=c[1], item=c[2])) for c in desktop.cells)
    return write_scores(
        tuple(ScoreRow.model_validate({"evaluator": desk.me.name, **s.to_json()}) for s in scores)
    )


def _written(desktop: Desktop) -> dict[Cell, Score]:
    return {cell: score for cell, score in desktop.scores.items() if not score.is_empty}


def history(desk: Desk, reference: str, package: str, cell: Cell) -> tuple[Draft, ...]:
    """Every saved version of a cell, oldest first."""
    with desk.work() as work:
        return work.draft_history.of(reference, package, *cell)


def drawn_order(
    desk: Desk, package_sha256: str, lot: str, item: str, codes: Iterable[str]
) -> tuple[str, ...]:
    """The candidates of an item in my own drawn order, which I can always repeat (R-36)."""
    return tuple(
        sorted(
            codes,
            key=lambda code: desk.me.keyed_hash(
                "\0".join((package_sha256, lot, item, code)).encode()
            ),
        )
    )


def desktop_of(
    desk: Desk, work: UnitOfWork, reference: str, panel: str = "", number: int = 0
) -> Desktop:
    """The desktop in an open unit of work."""
    stored, package = _opened(desk, work, reference, panel, number)
    mine = [a for a in package.assignments if a.member == desk.me.sign_key]
    on_standby = not mine
    mine = mine or [a for a in package.standby if a.member == desk.me.sign_key]
    mine.sort(key=lambda assignment: assignment.lot != ALL_LOTS)
    if not mine:
        raise Refused(
            "Nothing in {reference} is for you to score.",
            hint="Only assessors and alternates score, and the chair where that was announced.",
            reference=reference,
        )
    rules = package.rule_set
    seal = binding_seal(desk, work, stored, package)
    drafts = work.drafts.of(reference, stored.sha256)
    return Desktop(
        package=package,
        stored=stored,
        rules=rules,
        panel=next(found for found in rules.panels if found.id == package.panel),
        order=tuple(_shown_order(desk, stored, assignment) for assignment in mine),
        scores={draft.score.cell: draft.score for draft in drafts},
        saved_at=max((draft.saved_at for draft in drafts), default=""),
        recused_lots=(
            ()
            if package.kind == "replacement" or on_standby
            else lots_without(package, desk.me.sign_key)
        ),
        sealed_code=seal.code if seal else "",
        seal_again=seal is not None and seal.package != stored.sha256,
        on_standby=on_standby,
        stepped_back=stepped_back(desk, work, package),
        reopened=_reopened(desk, work, package),
    )


def _shown_order(desk: Desk, stored: StoredPackage, assignment: Assignment) -> ShownOrder:
    lot, item = assignment.lot, assignment.item
    drawn = drawn_order(desk, stored.sha256, lot, item, assignment.candidates)
    return ShownOrder(lot=lot, item=item, candidates=drawn)


def _opened(
    desk: Desk, work: UnitOfWork, reference: str, panel: str, number: int = 0
) -> tuple[StoredPackage, PackageV1]:
    """The package to work on: the newest of mine that is not sealed, else the newest of mine."""
    found = sorted(
        (p for p in work.packages.of(reference)
         if panel in ("", p.panel) and number in (0, p.round)),
        key=lambda stored: stored.round,
    )  # fmt: skip
    if not found:
        raise Refused(
            "No package of {reference} is open on this laptop.",
            hint="Open it first: evalpanel open FILE.evpack. If you were recused or replaced there "
            "is none for you: you have no part any more.",
            reference=reference,
        )
    opened = [(stored, load_package(work, stored)) for stored in found]
    mine = [pair for pair in opened if pair[1].to_score(desk.me.sign_key)]
    unsealed = [pair for pair in mine if not _is_sealed(desk, work, *pair)]
    return (unsealed or mine or opened)[-1]


def _is_sealed(desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1) -> bool:
    """Whether nothing more is to be sealed, not even the same sheet for a revised panel."""
    if stepped_back(desk, work, package):
        return True
    seal = binding_seal(desk, work, stored, package)
    return seal is not None and seal.package == stored.sha256


def stepped_back(desk: Desk, work: UnitOfWork, package: PackageV1) -> str:
    """The reason with which the owner stepped back from the round of a package, or empty."""
    found = excused_in(work.register.of(package.reference, "excuse"), package)
    return found[desk.me.sign_key].reason if desk.me.sign_key in found else ""


def _reopened(desk: Desk, work: UnitOfWork, package: PackageV1) -> str:
    entries = work.register.of(package.reference, "reopening")
    found = reopened_in(entries, package, desk.me.sign_key)
    return found[-1].reason if found else ""


def keep_draft(desk: Desk, work: UnitOfWork, stored: StoredPackage, score: Score) -> Draft:
    """Keep a score as a draft, in the place of the one before and in its history."""
    draft = Draft(
        reference=stored.reference, package=stored.sha256, score=score, saved_at=desk.now()
    )
    work.drafts.put(draft)
    work.draft_history.add(draft)
    return draft


def _demand_unsealed(
    desk: Desk, work: UnitOfWork, stored: StoredPackage, package: PackageV1
) -> None:
    demand_no_excuse(desk, work, package)
    seal = binding_seal(desk, work, stored, package)
    if seal:
        raise Refused(
            "Your sheet of {reference} is sealed under code {code}; it can no longer change.",
            hint="If it must, ask the process lead to reopen it before the round is opened.",
            reference=package.reference,
            code=seal.code,
        )


def demand_no_excuse(desk: Desk, work: UnitOfWork, package: PackageV1) -> None:
    """Refuse whoever stepped back from the round of a package: nothing is scored in it any more."""
    why = stepped_back(desk, work, package)
    if why:
        raise Refused(
            "You stepped back from round {round} of {reference}; it is closed for you.",
            hint="Tell the process lead if this was a mistake. Your reason: {why}",
            round=package.round,
            reference=package.reference,
            why=why,
        )


def _cell_problem(desk: Desk, package: PackageV1, cell: Cell, code: str) -> Sentence | None:
    lot, candidate, item = cell
    if not any(
        (a.member, a.lot, a.item) == (desk.me.sign_key, lot, item) and candidate in a.candidates
        for a in chain(package.assignments, package.standby)
    ):
        return Sentence(
            "Item {item} of candidate {candidate} in lot {lot} is not for you to score.",
            lot=lot,
            candidate=candidate,
            item=item,
        )
    scale = package.rule_set.scale_of(package.rule_set.item(item))
    if code and not has_code(scale, code):
        return Sentence(
            "{code} is not on the scale of {item}; possible: {codes}.",
            code=code,
            item=item,
            codes=allowed_text(scale),
        )
    return None


def _row_problem(desk: Desk, package: PackageV1, row: ScoreRow) -> Problem | None:
    place = f"{row.evaluator}, {row.lot}, {row.candidate}, {row.item}"
    if row.evaluator != desk.me.name:
        return Problem(
            place,
            Sentence(
                "the evaluator must be you, {name}; scores of others cannot be loaded here.",
                name=desk.me.name,
            ),
        )
    sentence = _cell_problem(desk, package, (row.lot, row.candidate, row.item), row.score)
    return Problem(place, sentence) if sentence else None


def _score_of(row: ScoreRow) -> Score:
    document = row.to_json()
    return Score.model_validate({name: document[name] for name in Score.model_fields})
