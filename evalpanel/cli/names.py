"""`candidate scan`, `overlook` and `mask`: names where nobody should be known (R-31)."""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import Annotated

import typer

from evalpanel.cli.answers.names import (
    NameDecisionAnswer,
    NameFoundPart,
    NameScanAnswer,
    NameWrittenPart,
    PagesPart,
    SearchedPart,
)
from evalpanel.cli.options import AsJson, CandidateId, Reason, Reference
from evalpanel.cli.output import give, note, table
from evalpanel.cli.run import finish
from evalpanel.cli.session import session_of
from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.name_decisions import NameDecision
from evalpanel.language import _, say
from evalpanel.usecases.deciding_names import decide_on_name
from evalpanel.usecases.names_in_reasons import NameWritten, list_names_in_reasons
from evalpanel.usecases.searching_names import (
    NameFound,
    PagesToSee,
    SearchedCandidate,
    search_dossiers,
)

_SECOND = 1.0
Term = Annotated[str, typer.Option("--term", metavar="T", help="The name as the scan gives it.")]


def scan(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """Search dossiers and reasons for names, and list the pages that a person must look at."""
    desk = session_of(context).desk()
    searched = search_dossiers(desk, reference, _Progress())
    written = list_names_in_reasons(desk, reference)
    answer = NameScanAnswer(
        reference=reference,
        blocks=any(f.blocks for c in searched for f in c.found) or any(w.blocks for w in written),
        candidates=tuple(map(_searched, searched)),
        reasons=tuple(map(_written, written)),
    )
    give(answer, _lines(answer), as_json=as_json)
    if answer.blocks:
        note(
            _(
                "What BLOCKS keeps the package or the report back. Let it stay: candidate "
                "overlook {reference} CANDIDATE --term T --reason R; or mask it: candidate mask, "
                "with the same words.",
                reference=reference,
            )
        )
    finish(done=not answer.blocks)


def overlook(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    term: Term,
    reason: Reason,
    where: Annotated[
        str, typer.Option("--in", metavar="W", help="In dossiers (default) or reasons.")
    ] = "dossiers",
    as_json: AsJson = False,
) -> None:
    """Let a name stay that was found, with the reason; it goes into the record."""
    if where not in ("dossiers", "reasons"):
        raise WrongUsage("--in is dossiers or reasons, not {where}.", where=where)
    desk = session_of(context).desk()
    decision = decide_on_name(
        desk,
        reference,
        candidate,
        term,
        reason=reason,
        where="reasons" if where == "reasons" else "dossiers",
    )
    _give_decision(decision, as_json=as_json)


def mask(
    context: typer.Context,
    reference: Reference,
    candidate: CandidateId,
    term: Term,
    reason: Reason,
    as_json: AsJson = False,
) -> None:
    """Mask a name in the words that the panel gets; a PDF then goes as words alone."""
    desk = session_of(context).desk()
    decision = decide_on_name(desk, reference, candidate, term, reason=reason, measure="masked")
    _give_decision(decision, as_json=as_json)


class _Progress:
    """Says how far the search is, at most once in a second, and then its end."""

    def __init__(self) -> None:
        self._said, self._has_said = monotonic(), False

    def __call__(self, done: int, total: int) -> None:
        if monotonic() - self._said >= _SECOND or (done == total and self._has_said):
            self._said, self._has_said = monotonic(), True
            note(_("Searched {done} of {total} dossiers.", done=done, total=total))


def _give_decision(decision: NameDecision, *, as_json: bool) -> None:
    answer = NameDecisionAnswer(
        reference=decision.reference,
        candidate=decision.candidate,
        where=decision.where,
        term=decision.term,
        measure=decision.measure,
        reason=decision.reason,
        by=decision.by,
        at=decision.at,
    )
    stays = _("{term} of {candidate} stays.", term=decision.term, candidate=decision.candidate)
    hidden = _("{term} of {candidate} is masked in every package that is issued from now on.",
               term=decision.term,
               candidate=decision.candidate)  # fmt: skip
    give(answer, [hidden if decision.measure == "masked" else stays], as_json=as_json)


def _searched(found: SearchedCandidate) -> SearchedPart:
    return SearchedPart(
        id=found.id,
        name=found.name,
        code=found.code,
        found=tuple(map(_found, found.found)),
        look_at=tuple(map(_pages, found.to_see)),
    )


def _found(found: NameFound) -> NameFoundPart:
    return NameFoundPart(
        dossier=found.dossier,
        lot=found.lot,
        place=say(found.place),
        term=found.term,
        text=found.text,
        whose=found.whose,
        sure=found.sure,
        remains=found.remains,
        blocks=found.blocks,
        measure=found.decision.measure if found.decision else None,
        reason=found.decision.reason if found.decision else None,
        by=found.decision.by if found.decision else None,
    )


def _pages(found: PagesToSee) -> PagesPart:
    return PagesPart(
        dossier=found.dossier,
        lot=found.lot,
        pictures=found.pictures,
        wordless=found.wordless,
        complete=found.complete,
    )


def _written(found: NameWritten) -> NameWrittenPart:
    lot, code, item = found.cell
    return NameWrittenPart(
        candidate=found.candidate or code,
        lot=lot,
        item=item,
        writer=found.writer or None,
        part=say(found.part),
        term=found.term,
        text=found.text,
        whose=found.whose,
        blocks=found.blocks,
        reason=found.decision.reason if found.decision else found.member_says or None,
    )


def _lines(answer: NameScanAnswer) -> Iterator[str]:
    rows = [
        (one.id, part.dossier, part.text, part.whose, _standing(part), part.place)
        for one in answer.candidates
        for part in one.found
    ]
    heads = (_("Candidate"), _("Dossier"), _("Found"), _("Betrays"), _("State"), _("Place"))
    yield from table(heads, rows) if rows else [_("No name was found in the dossiers.")]
    for one in answer.candidates:
        for part in one.look_at:
            yield f"{one.id}, {part.dossier}: {_to_see(part)}"
    for written in answer.reasons:
        who = written.writer or _("the panel")
        state = _("stays: {reason}", reason=written.reason) if written.reason else _("BLOCKS")
        where = ", ".join(filter(None, (who, written.item, written.candidate)))
        yield f"{where} ({written.part}): {written.text} {state}"


def _standing(part: NameFoundPart) -> str:
    if part.measure:
        return _("masked") if part.measure == "masked" else _("stays")
    if part.blocks:
        return _("BLOCKS")
    return _("not for the panel")


def _to_see(part: PagesPart) -> str:
    said = []
    if part.pictures:
        said.append(_("look at the pictures on page {pages}", pages=_numbers(part.pictures)))
    if part.wordless:
        said.append(_("no words on page {pages}: look at it", pages=_numbers(part.wordless)))
    if not part.complete:
        said.append(_("not everything in the file could be searched"))
    return "; ".join(said)


def _numbers(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages))
