"""What of a tender waits beside its course: interests to decide, seats to fill, a revision."""

from dataclasses import dataclass

from evalpanel.domain.archive import archived_by
from evalpanel.domain.errors import Sentence
from evalpanel.domain.panel_changes import changes_of
from evalpanel.domain.seats import ShortLot, seats_of
from evalpanel.domain.tender import Tender
from evalpanel.usecases.conflicts import cases_in
from evalpanel.usecases.panel_changes import lots_short_of
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.revision_needs import RevisionNeed, revision_needs
from evalpanel.usecases.tenders import get_tender, rules_of


@dataclass(frozen=True)
class OpenMatters:
    """What must be settled before the tender can go on."""

    interests: int = 0
    """How many declared or alleged interests nobody decided on (R-11)."""
    short: tuple[ShortLot, ...] = ()
    """Lots with a seat that somebody left and nobody took, before the issue (R-12, R-14)."""
    revisions: tuple[RevisionNeed, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Each for people; nobody is named who has an interest."""
        return (
            *self._interests,
            *(
                Sentence(
                    "A seat is empty: lot {lot} has {found} of {needed} members of panel {panel}.",
                    lot=each.lot,
                    found=each.found,
                    needed=each.needed,
                    panel=each.panel,
                )
                for each in self.short
            ),
            *(need.sentence for need in self.revisions),
        )

    @property
    def _interests(self) -> tuple[Sentence, ...]:
        if not self.interests:
            return ()
        if self.interests == 1:
            return (Sentence("One interest of a member is not decided yet."),)
        return (
            Sentence("{count} interests of members are not decided yet.", count=self.interests),
        )


def list_matters(desk: Desk, reference: str) -> OpenMatters:
    """What waits for a tender; nothing once it is archived."""
    with desk.work() as work:
        tender = get_tender(work, reference)
        if archived_by(work.register.of(reference)):
            return OpenMatters()
        return open_matters(work, tender)


def open_matters(work: UnitOfWork, tender: Tender) -> OpenMatters:
    """The same in an open unit of work."""
    return OpenMatters(
        interests=sum(case.is_open for case in cases_in(work, tender.reference)),
        short=() if work.packages.of(tender.reference) else _short(work, tender),
        revisions=revision_needs(work, tender),
    )


def _short(work: UnitOfWork, tender: Tender) -> tuple[ShortLot, ...]:
    """Only where somebody left: while the panel is being appointed no seat is empty yet."""
    changes = changes_of(work.register.of(tender.reference))
    if not changes:
        return ()
    rules, members = rules_of(tender), work.members.of(tender.reference)
    roster = [member.entry for member in members]
    return tuple(
        short
        for panel in rules.panels
        for short in lots_short_of(rules, panel, members, changes)
        if short.found < len(seats_of(panel, roster, changes))
    )
