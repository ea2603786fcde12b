"""A member opens a revision: checked against the package that is here, and said what it means."""

from collections import Counter
from collections.abc import Iterator

from evalpanel.domain.carry_over import cell_change
from evalpanel.domain.errata import rule_changes
from evalpanel.domain.errors import Refused, Sentence
from evalpanel.domain.package import PackageV1
from evalpanel.domain.revisions import Issued, joined, left, revision_flaw
from evalpanel.usecases.ports import Desk, UnitOfWork

_MOST_CHANGES = 12
"""How many changed places of the rules are told; the rest are counted."""


def demand_follows(known: Issued, sha256: str, package: PackageV1) -> None:
    """Refuse another package of a round, unless it is a newer revision that changes what it says.

    Raises:
        Refused: an older revision, one for other people, or no revision of this package at all.
    """
    known_sha256, before = known
    names = {"reference": package.reference, "organiser": package.organiser}
    if sha256 in before.lineage:
        raise Refused(
            "This is an older revision of the package of {reference}; revision {number} is open "
            "here.",
            hint="Go on with what is open; ask {organiser} if this file came after it.",
            number=before.revision,
            **names,
        )
    if known_sha256 not in package.lineage:
        raise Refused(
            "Another package of {reference} is already open here; its scores are kept.",
            hint="Ask {organiser} which package counts.",
            **names,
        )
    why = revision_flaw(before, known_sha256, package)
    if why is None:
        return
    if before.revision < package.revision - 1 and before.rules_sha256 != package.rules_sha256:
        raise Refused(
            "Revision {number} follows one that is not open here yet.",
            hint="Open the revisions in their order; ask {organiser} for the one between.",
            number=package.revision,
            **names,
        )
    raise Refused(
        "This revision of the package of {reference} is not right: {why}",
        hint="Do not score it; ask {organiser} how this can be.",
        why=why,
        **names,
    )


def keep_drafts(desk: Desk, work: UnitOfWork, known: Issued, sha256: str, after: PackageV1) -> None:
    """What was written goes on with the new panel; after an erratum only what is confirmed."""
    known_sha256, before = known
    if before.rules_sha256 != after.rules_sha256:
        return
    mine = set(after.to_score(desk.me.sign_key))
    for draft in work.drafts.of(after.reference, known_sha256):
        if draft.score.cell in mine and not work.drafts.get(after.reference, sha256,
                                                            *draft.score.cell):  # fmt: skip
            work.drafts.put(draft.model_copy(update={"package": sha256}))


def revision_lines(
    desk: Desk, work: UnitOfWork, known: Issued | None, after: PackageV1
) -> tuple[Sentence, ...]:
    """What a later revision changes and why, by name, and what it means for the own scores."""
    if not after.lineage:
        return ()
    head = Sentence(
        "This is revision {number} of the package: {why}",
        number=after.revision,
        why=after.revised_because.strip(),
    )
    if known is None or known[1] == after:
        return (head,)
    before = known[1]
    own = _own_lines(desk, work, known, after)
    return (head, *_people_lines(before, after), *_rule_lines(before, after), *own)


def _people_lines(before: PackageV1, after: PackageV1) -> Iterator[Sentence]:
    gone = [entry.name for key in left(before, after) if (entry := before.entry_of(key))]
    if gone:
        yield Sentence("No longer scoring: {names}.", names=", ".join(gone))
    for key in joined(before, after):
        entry = after.entry_of(key)
        if entry:
            yield Sentence(
                "Scoring from now on: {name}, with card {code}.",
                name=entry.name,
                code=entry.signed.code,
            )


def _rule_lines(before: PackageV1, after: PackageV1) -> Iterator[Sentence]:
    changes = rule_changes(before.rules, after.rules)
    for change in changes[:_MOST_CHANGES]:
        yield Sentence(
            "The rules changed at {path}: {before} → {after}",
            path=change.place,
            before=change.before,
            after=change.after,
        )
    if len(changes) > _MOST_CHANGES:
        yield Sentence(
            "More places where the rules changed: {count}.", count=len(changes) - _MOST_CHANGES
        )


def _own_lines(desk: Desk, work: UnitOfWork, known: Issued, after: PackageV1) -> Iterator[Sentence]:
    before_sha256, before = known
    me = desk.me.sign_key
    seal = work.seals.get(*after.key, me)
    is_sealed = seal is not None and bool(seal.package)
    if after.revises == "roster":
        if seal is not None and is_sealed:
            yield Sentence(
                "Your sheet under {code} stays as it is; seal it once more for the new panel.",
                code=seal.code,
            )
        return
    if seal is not None and is_sealed:
        yield Sentence(
            "Your sheet under {code} does not count any more; seal a new one.", code=seal.code
        )
    drafts = work.drafts.of(after.reference, before_sha256)
    cells = set(after.to_score(me))
    given = [d.score.cell for d in drafts if not d.score.is_empty and d.score.cell in cells]
    whys = Counter(str(cell_change(before, after, me, cell) or "") for cell in given)
    if whys[""]:
        yield Sentence(
            "Scores of yours that still stand: {count}. Look at them and carry them over.",
            count=whys[""],
        )
    if len(given) > whys[""]:
        yield Sentence(
            "Scores to give anew, because what they rest on was changed: {count}.",
            count=len(given) - whys[""],
        )
