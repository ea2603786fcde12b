"""A revision of a package whose round is not open: after somebody left, or after an erratum.

What was sealed before stays bound: the same sheet is sealed again for a revised panel, and after
an erratum a new one names the sheet whose place it takes (`trust.md` 2.4).
"""

from pathlib import Path

from evalpanel.domain.canonical import read_canonical, sha256_hex
from evalpanel.domain.dossier import DossierPart
from evalpanel.domain.errors import Refused
from evalpanel.domain.names_in_text import MASK
from evalpanel.domain.package import PackageV1, Revising, roster_sha256
from evalpanel.domain.panel_rules import Panel
from evalpanel.domain.revisions import Committed, Revision, revision_flaw
from evalpanel.domain.rounds import size_flaw
from evalpanel.domain.rules import RuleSet
from evalpanel.domain.tender import StoredPackage, Tender
from evalpanel.usecases.assigning import AssignedRound, reassign_round
from evalpanel.usecases.conflicts import demand_decided
from evalpanel.usecases.deciding_names import demand_anonymous
from evalpanel.usecases.handing_out import Outbox, write_and_commit
from evalpanel.usecases.inviting import invite_of
from evalpanel.usecases.issued_rounds import issued_rounds
from evalpanel.usecases.journal import log_head
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.names_in_reasons import demand_nameless
from evalpanel.usecases.packing import Contents, IssuedPackage, dossier_parts, write_package
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.readiness import demand_declared
from evalpanel.usecases.standing_seals import standing_seal
from evalpanel.usecases.tenders import demand_reason, rules_of, start_step

Unopened = tuple[StoredPackage, PackageV1]


def revise_packages(
    desk: Desk, reference: str, folder: Path, *, reason: str, panel: str = ""
) -> tuple[IssuedPackage, ...]:
    """Write a revision of every package whose panel or rules are not as they were.

    Raises:
        Refused: nothing changed, no reason, an act or interest waits, a newcomer has not
            declared, the panel is not the announced one, or the round is open.
    """
    with desk.work() as work:
        tender = start_step(desk, work, reference, "revise", panel)
        why = demand_reason(reason)
        demand_nameless(work, tender, why)
        demand_decided(work, tender)
        demand_declared(desk, work, tender, work.members.of(reference))
        outbox = Outbox(folder)
        written = [
            found
            for unopened in _unopened(work, reference, panel)
            if (found := _revise(desk, work, tender, unopened, why, outbox))
        ]
        if not written:
            raise Refused(
                "Neither the panel nor the rules of {reference} changed since the package was "
                "issued.",
                hint="Let somebody leave first: evalpanel panel replace {reference} OLD NEW "
                "--reason R",
                reference=reference,
            )
        write_and_commit(desk, work, outbox.files)
    return tuple(written)


def _unopened(work: UnitOfWork, reference: str, panel: str) -> list[Unopened]:
    found = issued_rounds(work, reference, panel)
    return [(s, load_package(work, s)) for s in found if not work.openings.get(*s.key)]


def _revise(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    unopened: Unopened,
    why: str,
    outbox: Outbox,
) -> IssuedPackage | None:
    """The next revision of a package, or None where it would be the same."""
    stored, before = unopened
    rules = rules_of(tender)
    panel = next(found for found in rules.panels if found.id == before.panel)
    assigned = reassign_round(work, tender, rules, panel, before)
    changes: Revising = "rules" if tender.rules_sha256 != before.rules_sha256 else "roster"
    if changes == "roster" and _is_same(before, assigned):
        return None
    after = _next_revision(desk, work, tender, unopened, assigned, why)
    after = after.model_copy(update={"revises": changes})
    made: Contents = {}
    if changes == "rules":
        shown = {a.id for a in work.applications.of(before.reference)
                 if not assigned.candidates.isdisjoint(a.codes)}  # fmt: skip
        demand_anonymous(desk, work, tender, shown)
        dossiers, made = _dossiers_now(desk, work, rules, panel, before, assigned)
        after = after.model_copy(
            update={
                "rules": tender.rules,
                "rules_sha256": tender.rules_sha256,
                "dossiers": dossiers,
                "rules_revisions": before.rules_revisions + 1,
            }
        )
    _demand_sound(work, stored, before, PackageV1.from_document(after.to_json()), panel)
    work.register.add(_revision(desk, work, unopened, changes, why))
    return write_package(desk, work, after, made, outbox)


def _next_revision(
    desk: Desk,
    work: UnitOfWork,
    tender: Tender,
    unopened: Unopened,
    assigned: AssignedRound,
    why: str,
) -> PackageV1:
    """The package over the panel as it is now, everything else as it was."""
    stored, before = unopened
    return before.model_copy(
        update={
            "revision": before.revision + 1,
            "lineage": (*before.lineage, stored.sha256),
            "revised_because": why,
            "issued_at": desk.now(),
            "invite": invite_of(desk, work, tender).fingerprint(),
            "roster": assigned.roster,
            "roster_sha256": roster_sha256(assigned.roster),
            "assignments": assigned.assignments,
            "standby": assigned.standby,
            "keeps": assigned.keeps,
            "anchor": log_head(work),
        }
    )


def _is_same(before: PackageV1, assigned: AssignedRound) -> bool:
    now = (assigned.roster, set(assigned.assignments), set(assigned.standby))
    return now == (before.roster, set(before.assignments), set(before.standby))


def _demand_sound(
    work: UnitOfWork, stored: StoredPackage, before: PackageV1, after: PackageV1, panel: Panel
) -> None:
    flaw = size_flaw(panel, after)
    if flaw:
        raise Refused(
            flaw,
            hint="Let somebody take the empty seat: evalpanel panel replace {reference} OLD NEW "
            "--reason R",
            reference=before.reference,
        )
    why = revision_flaw(before, stored.sha256, after, is_next=True)
    if why:
        raise Refused("The package of panel {panel} cannot be revised: {why}", panel=panel.id,
                      why=why)  # fmt: skip
    if after.revises == "rules":
        return
    for entry in after.scoring_members():
        cells = (sorted(one.to_score(entry.key)) for one in (before, after))
        if standing_seal(work, stored, entry.key) and len({tuple(c) for c in cells}) > 1:
            raise Refused(
                "{name} has sealed, and would score other cells in the revised panel.",
                hint="What was sealed cannot change; replace the member who left by somebody else.",
                name=entry.name,
            )


def _revision(
    desk: Desk, work: UnitOfWork, unopened: Unopened, changes: Revising, why: str
) -> Revision:
    stored, before = unopened
    return Revision(
        reference=before.reference,
        panel=before.panel,
        round=before.round,
        sha256=stored.sha256,
        manifest=read_canonical(work.documents.get(stored.manifest)),
        signature=stored.signature,
        changes=changes,
        reason=why,
        seals=tuple(
            Committed(member=seal.member, commitment=seal.commitment)
            for seal in sorted(work.seals.of(*before.key), key=lambda seal: seal.member)
            if seal.package
        ),
        by=desk.me.name,
        at=desk.now(),
    )


def _dossiers_now(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    panel: Panel,
    before: PackageV1,
    assigned: AssignedRound,
) -> tuple[tuple[DossierPart, ...], Contents]:
    """The dossiers as the rules ask for them now; what the panel has already stays to the byte.

    Unless a name in it was masked since, or a mask was taken away (R-31).
    """
    everybody = [(found, found.lots) for found in work.applications.of(before.reference)]
    built, made = dossier_parts(desk, work, rules, panel, everybody, assigned.candidates)
    known = {_about(part): part for part in before.dossiers}
    kept = tuple(
        part if _is_masked_anew(work, known.get(_about(part), part), made[part.text])
        else known.get(_about(part), part)
        for part in built
    )  # fmt: skip
    return kept, made


def _is_masked_anew(work: UnitOfWork, known: DossierPart, text: bytes) -> bool:
    if known.text == sha256_hex(text):
        return False
    return any(MASK.encode() in each for each in (text, work.documents.get(known.text)))


def _about(part: DossierPart) -> tuple[object, ...]:
    return (part.candidate, part.lot, part.dossier, part.original_sha256, part.pages, part.withheld)
