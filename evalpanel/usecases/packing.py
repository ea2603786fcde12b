"""A package as a file: its dossiers as parts, written for everybody on the roster."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from evalpanel.domain.application import Application
from evalpanel.domain.canonical import canonical_bytes, sha256_hex
from evalpanel.domain.dossier import PDF, DossierPart, HandedIn
from evalpanel.domain.errors import Refused
from evalpanel.domain.package import PACKAGE_NAMESPACE, PackageV1
from evalpanel.domain.rules import ALL_LOTS, Panel, RuleSet
from evalpanel.usecases.assigning import Admitted
from evalpanel.usecases.deciding_names import shown_dossier
from evalpanel.usecases.file_kinds import PACKAGE
from evalpanel.usecases.handing_out import Outbox, file_stem
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.kept_packages import keep_package
from evalpanel.usecases.ports import Desk, UnitOfWork

_TEXT, _DOCUMENT = "text", "document"
Contents = dict[str, bytes]
"""What the parts of a package hold, by SHA-256."""


@dataclass(frozen=True)
class IssuedPackage:
    """A package as written: for which panel, in which file, under which hash."""

    panel: str
    round: int
    file: Path
    sha256: str
    candidates: int
    withheld_pages: int


def write_package(
    desk: Desk,
    work: UnitOfWork,
    package: PackageV1,
    made: Contents,
    outbox: Outbox,
) -> IssuedPackage:
    """Keep a package, lay its file out for everybody on the roster, and log it.

    `made` holds its dossiers, but for those that are kept here from before.
    """
    parts = list(_parts(work, package, made))
    packed = desk.containers.pack(package.to_json(), parts, desk.me, PACKAGE_NAMESPACE)
    container = desk.containers.unpack(packed, PACKAGE_NAMESPACE)
    sha256 = keep_package(work, package, container, package.issued_at).sha256
    _note_handed_out(work, package)
    recipients = [entry.signed.card.receive for entry in package.roster]
    name = f"{file_stem(package)}{PACKAGE}"
    file = outbox.put(name, desk.envelopes.encrypt(packed, recipients))
    withheld = {f"{d.candidate} {d.dossier}": d.withheld for d in package.dossiers if d.withheld}
    write_log(
        desk,
        work,
        "package.revise" if package.lineage else "package.issue",
        package.reference,
        package.panel,
        package=sha256,
        old=package.lineage[-1] if package.lineage else "",
        new=sha256,
        roster=package.roster_sha256,
        withheld_pages=withheld,
        reason=package.revised_because or package.reason,
    )
    codes = len({code for _, code, _ in package.cells()})
    return IssuedPackage(package.panel, package.round, file, sha256, codes, sum(withheld.values()))


def _parts(work: UnitOfWork, package: PackageV1, made: Contents) -> Iterator[tuple[str, bytes]]:
    """The parts of its file in the order of its dossiers."""
    for part in package.dossiers:
        for role, sha256 in ((_TEXT, part.text), (_DOCUMENT, part.document)):
            if sha256:
                yield role, made[sha256] if sha256 in made else work.documents.get(sha256)


def _note_handed_out(work: UnitOfWork, package: PackageV1) -> None:
    for entry in package.roster:
        member = work.members.get(package.reference, entry.key)
        if member is not None:
            work.members.put(member.model_copy(update={"handed_out": True}))


def dossier_parts(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    panel: Panel,
    admitted: Admitted,
    candidates: AbstractSet[str],
) -> tuple[tuple[DossierPart, ...], Contents]:
    """The dossiers of these candidates (codes) for the items of a panel, and what they hold.

    They stand in the order of the codes: that of receipt or of the names would tell whose they are.
    """
    parts: list[DossierPart] = []
    made: Contents = {}
    wanted = {
        dossier
        for lot in rules.score_lots
        for item in rules.items_under(lot)
        if rules.panel_of(lot, item.id).id == panel.id
        for dossier in item.dossiers
    }
    for application, lots in admitted:
        for handed_in in application.dossiers:
            if not handed_in.read or handed_in.dossier not in wanted:
                continue
            reached = {handed_in.lot} if handed_in.lot in lots else set()
            where = (ALL_LOTS, *lots) if handed_in.lot == ALL_LOTS else reached
            codes = {application.code_in(lot) for lot in where}
            if codes & candidates:
                _demand_that_nothing_is_set_aside(rules, application, handed_in)
            for code in sorted(codes & candidates):
                part, contents = _dossier_part(desk, work, rules, application, code, handed_in)
                parts.append(part)
                made |= contents
    return tuple(sorted(parts, key=lambda part: part.candidate)), made


def _demand_that_nothing_is_set_aside(
    rules: RuleSet, application: Application, handed_in: HandedIn
) -> None:
    """R-23: where excess sets a dossier aside, the panel does not read its first pages instead."""
    kind = rules.dossier(handed_in.dossier)
    if kind.on_excess == "set_aside" and handed_in.pages > (kind.max_pages or handed_in.pages):
        raise Refused(
            "{dossier} of {name} has {pages} pages; what has more than {most} is set aside, "
            "as announced.",
            hint="Two persons set the application aside: evalpanel gate set {reference} "
            "{candidate} GATE failed --reason …",
            dossier=kind.title,
            name=application.name,
            pages=handed_in.pages,
            most=kind.max_pages or handed_in.pages,
            reference=rules.reference,
            candidate=application.id,
        )


def _dossier_part(
    desk: Desk,
    work: UnitOfWork,
    rules: RuleSet,
    application: Application,
    code: str,
    handed_in: HandedIn,
) -> tuple[DossierPart, Contents]:
    data = work.documents.get(handed_in.sha256)
    limit = rules.dossier(handed_in.dossier).max_pages or handed_in.pages
    text = desk.dossiers.read(data, handed_in.file)
    shown = shown_dossier(desk, work, rules, application, handed_in, text.pages[:limit])
    words = canonical_bytes([list(page) for page in shown.pages])
    is_pdf = text.media == PDF and shown.with_file
    document = desk.dossiers.first_pages(data, limit) if is_pdf else None
    part = DossierPart(
        candidate=code,
        lot=handed_in.lot,
        dossier=handed_in.dossier,
        media=text.media,
        original_sha256=handed_in.sha256,
        pages=len(shown.pages),
        withheld=len(text.pages) - len(shown.pages),
        text=sha256_hex(words),
        document=sha256_hex(document) if document is not None else None,
    )
    return part, {sha256_hex(each): each for each in (words, document) if each is not None}
