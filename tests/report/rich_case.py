"""The case of the tests with everything in its record that can happen beside the normal course."""

from typing import Any

from evalpanel.domain.acts import Act
from evalpanel.domain.application import GateJudgement
from evalpanel.domain.evidence import Evidence
from evalpanel.domain.record import (
    ActEntry,
    ApplicationEntry,
    MemberEntry,
    PublicEntry,
    RankingEntry,
    RecordV1,
    RegisterEntry,
    ReportEntry,
    TenderEntry,
    make_record,
)
from evalpanel.domain.renewals import Renewal
from evalpanel.domain.tender import Shift
from evalpanel.domain.variants import with_public
from tests.report.case_data import REFERENCE, SECRETARY, SIGNERS, key_of, made_up_hash
from tests.report.case_fixtures import make_case
from tests.report.register_data import (
    LEAD,
    SECOND,
    course_events,
    draw_events,
    gate_events,
    panel_events,
)
from tests.report.sealing_data import sealing_events


def make_rich_case(language: str = "en") -> RecordV1:
    """The record: every kind of entry in the register at least once, in no order of time."""
    shown = (leaf.entry for leaf in make_case(language=language).leaves)
    entries = [_richer(entry) for entry in shown if not isinstance(entry, PublicEntry)]
    members = [entry for entry in entries if isinstance(entry, MemberEntry)]
    ama = next(member for member in members if member.entry.name == "Ama Osei")
    renewal = Renewal(
        reference=REFERENCE, before=ama.entry, declaration=ama.declaration, by=LEAD,
        at="2026-06-02T12:00:00Z",
    )  # fmt: skip
    happened = [
        *course_events(), renewal, *panel_events(), *gate_events(), *draw_events(),
        *sealing_events(),
    ]  # fmt: skip
    acts = [
        _act("threshold", candidate="W6", lot="1", below="total=22<24", reason="Te weinig punten."),
        _act("admit", candidate="tuindek", reason="De storing lag aan onze kant."),
        _act(
            "conflict", member=key_of(SIGNERS[2]), name="Stichting Wilgentij Ouderenzorg",
            what="moeder huurde er tot 2019", measure="none", lots="", facts="", effect="void",
        ),
    ]  # fmt: skip
    numbers = iter(range(100_000))
    registered = (RegisterEntry.model_validate({"entry": e}) for e in happened)
    return make_record(
        with_public([*entries, *registered, *acts]),
        lambda: made_up_hash("rich", next(numbers))[:32],
    )


def _richer(entry: Any) -> Any:
    match entry:
        case TenderEntry():
            return entry.model_copy(update={"shifts": (_shift(),)})
        case MemberEntry() if entry.entry.name == "Ama Osei":
            return entry.model_copy(update={"expertise": {"SC-1": "tien jaar ouderenzorg"}})
        case ApplicationEntry() if entry.application.id == "sluiskolk":
            return entry.model_copy(update={"judgements": (*entry.judgements, _facultative())})
        case ApplicationEntry() if entry.application.id == "zonnewende":
            piece = Evidence(
                kind="uea", entity=entry.application.entities[0].name, dated="2026-05-20",
                valid_until="", sha256=None,
            )  # fmt: skip
            application = entry.application.model_copy(update={"evidence": (piece,)})
            return entry.model_copy(update={"application": application})
        case RankingEntry():
            return RankingEntry(result=_with_threshold(entry.result))
    return _without_last_signer(entry) if isinstance(entry, ReportEntry) else entry


def _without_last_signer(entry: ReportEntry) -> ReportEntry:
    """The last member could not be reached."""
    return entry.model_copy(update={"signers": entry.signers[:-1]})


def _with_threshold(result: Any) -> Any:
    *others, last = result.ranking
    out = last.model_copy(
        update={
            "outcome": "below_threshold",
            "rank": None,
            "why": (*last.why, "The total of 22 points is below the threshold of 24."),
        }
    )
    return result.model_copy(update={"ranking": (*others, out)})


def _shift() -> Shift:
    return Shift(
        reference=REFERENCE, milestone="selection", planned="2026-08", reason="vakantie",
        by=LEAD, at="2026-06-20T09:00:00Z",
    )  # fmt: skip


def _facultative() -> GateJudgement:
    return GateJudgement(
        reference=REFERENCE, candidate="sluiskolk", gate="G-2", entity="*", lot="*",
        outcome="failed", reason="Eerder wanprestatie.", proportionality="Recent en ernstig.",
        evidence_reason="", by=LEAD, confirmed_by=SECOND, at="2026-06-03T11:00:00Z",
    )  # fmt: skip


def _act(kind: Any, **subject: str) -> ActEntry:
    return ActEntry(
        act=Act(
            reference=REFERENCE, id=kind, kind=kind, subject=subject, by=LEAD,
            by_key=key_of(SIGNERS[0]), by_signature="-", at="2026-06-25T12:00:00Z",
            confirmed_by=SECOND, confirmed_key=key_of(SECRETARY), confirmed_signature="-",
            confirmed_at="2026-06-25T13:00:00Z",
        )
    )  # fmt: skip
