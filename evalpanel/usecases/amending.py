"""An erratum: asked for with the new rule set, confirmed by the chair, kept for ever (R-3)."""

from evalpanel.domain.acts import Act
from evalpanel.domain.canonical import canonical_bytes, read_canonical
from evalpanel.domain.errata import Erratum, rule_changes
from evalpanel.domain.errors import Refused
from evalpanel.domain.lifecycle import STEPS
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.rulefile import parse_rules, read_rules, rules_sha256
from evalpanel.domain.tender import Tender
from evalpanel.usecases.acts import ask_act
from evalpanel.usecases.journal import write_log
from evalpanel.usecases.names_in_reasons import demand_nameless
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.tenders import demand_reason, start_step


def ask_erratum(desk: Desk, reference: str, rule_file: bytes, *, reason: str, ground: str) -> Act:
    """Ask to replace the locked rules; the chair confirms, or another while there is none.

    Raises:
        HasProblems: the new rule set has problems.
        Refused: it changes nothing or another tender, or it is too late for a change.
    """
    document = read_rules(rule_file)
    rules = parse_rules(document)
    with desk.work() as work:
        tender = start_step(desk, work, reference, "erratum")
        demand_nameless(work, tender, reason, ground)
        _demand_all_closed(work, reference)
        if rules.reference != reference:
            raise Refused(
                "This rule set is for {other}, not for {reference}.",
                other=rules.reference,
                reference=reference,
            )
        sha256 = rules_sha256(document)
        if sha256 == tender.rules_sha256:
            raise Refused(
                "This rule set means the same as the locked one.",
                hint="For the planning: evalpanel tender plan {reference} MILESTONE DATE",
                reference=reference,
            )
        act = ask_act(
            desk,
            work,
            reference,
            f"erratum-{_next_number(work, reference)}",
            "erratum",
            before=tender.rules_sha256,
            after=sha256,
            document=work.documents.put(canonical_bytes(document)),
            reason=demand_reason(reason),
            ground=demand_reason(ground),
        )
        work.commit()
    return act


def amend_rules(desk: Desk, work: UnitOfWork, act: Act) -> None:
    """The effect of a confirmed erratum: the new rules hold, and the change is on record."""
    tender = start_step(desk, work, act.reference, "erratum")
    _demand_all_closed(work, act.reference)
    _demand_same_start(tender, act)
    _demand_chair(work, act)
    document = read_canonical(work.documents.get(act.subject["document"]))
    erratum = Erratum(
        reference=act.reference,
        number=_next_number(work, act.reference),
        before_sha256=tender.rules_sha256,
        after_sha256=act.subject["after"],
        changes=rule_changes(tender.rules, document),
        reason=act.subject["reason"],
        ground=act.subject["ground"],
        by=act.by,
        confirmed_by=act.confirmed_by,
        at=desk.now(),
    )
    work.register.add(erratum)
    work.tenders.put(
        tender.model_copy(update={"rules": document, "rules_sha256": erratum.after_sha256})
    )
    write_log(
        desk,
        work,
        "tender.erratum",
        act.reference,
        act.id,
        reason=erratum.reason,
        ground=erratum.ground,
        old=erratum.before_sha256,
        new=erratum.after_sha256,
    )


def list_errata(desk: Desk, reference: str) -> tuple[Erratum, ...]:
    """Every erratum that took effect, in order of time."""
    with desk.work() as work:
        return of_kind(work.register.of(reference, "erratum"), Erratum)


def _next_number(work: UnitOfWork, reference: str) -> int:
    return 1 + len(work.register.of(reference, "erratum"))


def _demand_all_closed(work: UnitOfWork, reference: str) -> None:
    """Sheets that were opened were made for the rules as they are, also those of one panel only."""
    if work.openings.of(reference):
        rule = STEPS["erratum"]
        raise Refused(rule.too_late.template, hint=rule.hint.template, reference=reference)


def _demand_same_start(tender: Tender, act: Act) -> None:
    if tender.rules_sha256 != act.subject["before"]:
        raise Refused(
            "The rules of {reference} changed after this erratum was asked for.",
            hint="Ask for it again with the rules as they are now.",
            reference=act.reference,
        )


def _demand_chair(work: UnitOfWork, act: Act) -> None:
    """Chair and process lead confirm together; before the chair's card is in, any two persons."""
    chairs = {m.entry.key: m.entry.name for m in work.members.of(act.reference)
              if "chair" in m.entry.roles}  # fmt: skip
    if chairs and not chairs.keys() & {act.by_key, act.confirmed_key}:
        raise Refused(
            "An erratum needs the chair: {chairs}.",
            hint="Let the chair confirm it: evalpanel confirm {reference} {act}",
            chairs=", ".join(chairs.values()),
            reference=act.reference,
            act=act.id,
        )
