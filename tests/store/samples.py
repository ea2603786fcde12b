"""A value of each stored kind, with text that has tripped databases before."""

from evalpanel.domain.acts import Act
from evalpanel.domain.application import Application, GateJudgement
from evalpanel.domain.audit import Event
from evalpanel.domain.consensus import Decision
from evalpanel.domain.people import (
    CardV1,
    DeclarationV1,
    Member,
    RosterEntry,
    SignedCard,
    SignedDeclaration,
)
from evalpanel.domain.sheet import Draft, OpenedSheet, Score, SealFile
from evalpanel.domain.tender import (
    Opening,
    Participation,
    ReportFile,
    Shift,
    StoredPackage,
    Tender,
)
from evalpanel.domain.withdrawals import Withdrawal

ODD = "é ş ł 字 🏡 \u202e \x00 \\u0000 '; DROP TABLE draft; -- % _ {name} \r\n\t"
"""Accents, other scripts, an emoji, a text direction, NUL, quotes, patterns, line ends."""
REFERENCE = "TPF-2026-01"
AT = "2026-11-23T09:00:00Z"


def tender(reference: str = REFERENCE, title: str = ODD) -> Tender:
    """A tender whose rule set holds every JSON type."""
    rules = {"a": [1, "2", None, True, {"b": ODD}], ODD: {}}
    return Tender(
        reference=reference, title=title, panel_id="p", rules=rules, rules_sha256="0" * 64
    )


def shift(reference: str = REFERENCE, reason: str = ODD) -> Shift:
    """A milestone that moved."""
    return Shift(
        reference=reference, milestone="award", planned="2027-01-01", reason=reason, by="A", at=AT
    )


def withdrawal(reason: str = ODD) -> Withdrawal:
    """Something that happened beside the normal course."""
    return Withdrawal(
        reference=REFERENCE, candidate="wilgentij", lots=("1",), reason=reason, by="A", at=AT
    )


def application(reference: str = REFERENCE, id: str = "wilgentij") -> Application:
    """An application."""
    return Application(
        reference=reference,
        id=id,
        name=ODD,
        received=AT,
        late=False,
        lots=("1", "2"),
        entities=(),
        evidence=(),
        forbidden_words=(ODD,),
        dossiers=(),
    )


def judgement(candidate: str = "wilgentij", outcome_reason: str = ODD) -> GateJudgement:
    """A judgement of a gate."""
    return GateJudgement(
        reference=REFERENCE,
        candidate=candidate,
        gate="S-1",
        entity="*",
        lot="*",
        outcome="met",
        reason=outcome_reason,
        by="A",
        confirmed_by="",
        at=AT,
    )


def act(id: str = "opening") -> Act:
    """An act of two persons."""
    return Act(
        reference=REFERENCE,
        id=id,
        kind="opening",
        subject={"what": ODD},
        by="A",
        by_key="00",
        by_signature="s",
        at=AT,
    )


def member(sign: str = "ab" * 32, name: str = ODD) -> Member:
    """A member of the panel."""
    card = CardV1(
        panel_id="p",
        name=name,
        organisation=ODD,
        function="f",
        sign=sign,
        receive="age1",
        release={"main": ("age1",)},
        pdf="02",
        invite="i",
        declaration="d",
    )
    declaration = DeclarationV1(
        version=1,
        panel_id="p",
        invite="i",
        member=sign,
        name=name,
        conflicts=(),
        statement=ODD,
        declared_at=AT,
    )
    entry = RosterEntry(
        signed=SignedCard(card=card, signature="s"), roles=("assessor",), panels=("1",)
    )
    return Member(
        reference=REFERENCE,
        entry=entry,
        declaration=SignedDeclaration(declaration=declaration, signature="s"),
    )


def participation(reference: str = REFERENCE) -> Participation:
    """A tender that one takes part in."""
    return Participation(
        reference=reference, title=ODD, panel_id="p", invite="i", card="", card_code=""
    )


def package(round_number: int = 1, panel: str = "P") -> StoredPackage:
    """A package."""
    return StoredPackage(
        reference=REFERENCE,
        panel=panel,
        round=round_number,
        sha256="0" * 64,
        manifest="m",
        signature=ODD,
        at=AT,
    )


def draft(candidate: str = "C-1", reason: str = ODD, item: str = "K1.1") -> Draft:
    """A score as it stands."""
    score = Score(lot="1", candidate=candidate, item=item, score="3", reason=reason)
    return Draft(reference=REFERENCE, package="pk", score=score, saved_at=AT)


def seal(member_key: str = "ab" * 32, round_number: int = 1) -> SealFile:
    """A merged seal."""
    return SealFile(
        reference=REFERENCE,
        panel="P",
        round=round_number,
        member=member_key,
        commitment="0" * 64,
        file=ODD,
        document="1" * 64,
        at=AT,
    )


def opening(round_number: int = 1) -> Opening:
    """An opened round."""
    return Opening(
        reference=REFERENCE, panel="P", round=round_number, by="A", at=AT, sheets_sha256="0" * 64
    )


def sheet(member_key: str = "ab" * 32) -> OpenedSheet:
    """An opened sheet."""
    return OpenedSheet(
        reference=REFERENCE, panel="P", round=1, member=member_key, inner=ODD, signature="s"
    )


def decision(version: int = 1, round_number: int = 1) -> Decision:
    """An agreed score."""
    return Decision(
        reference=REFERENCE,
        panel="P",
        round=round_number,
        lot="1",
        candidate="C-1",
        item="K1.1",
        version=version,
        score="3",
        reason=ODD,
        present=("A", "B"),
        agrees=("A",),
        by="A",
        at=AT,
    )


def report(version: int = 1) -> ReportFile:
    """A report."""
    return ReportFile(
        reference=REFERENCE, version=version, path=ODD, root="r", record="0" * 64, at=AT
    )


def event(what: str = "score.saved") -> Event:
    """An event of the log."""
    return Event(
        at=AT,
        by="A",
        what=what,
        reference=REFERENCE,
        subject="C-1",
        details={"before": None, "after": ["3", 3, ODD]},
        reason=ODD,
    )
