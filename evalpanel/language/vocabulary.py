"""What the codes of rules and record are called, on paper and on screen."""

from __future__ import annotations

from collections.abc import Iterable

from evalpanel.domain.gates import PASSING, REFUSING
from evalpanel.language import Words


def role_word(words: Words, role: str) -> str:
    """A role on the panel."""
    return {
        "process_lead": words("process lead"),
        "chair": words("chair"),
        "assessor": words("assessor"),
        "alternate": words("alternate"),
        "secretary": words("secretary"),
        "observer": words("observer"),
    }.get(role, role)


def roles_text(words: Words, roles: Iterable[str]) -> str:
    """Such as `process lead, chair`."""
    return ", ".join(role_word(words, role) for role in roles)


def phase_word(words: Words, phase: str) -> str:
    """How far a tender has come on this laptop."""
    return {
        "draft": words("rules: draft"),
        "locked": words("rules locked"),
        "received": words("applications in"),
        "opened": words("opened"),
        "sealing": words("waiting for seals"),
        "sealed": words("all seals in"),
        "meeting": words("meeting"),
        "decided": words("decided"),
        "identified": words("names known"),
        "reported": words("report made"),
        "concluded": words("decision taken"),
        "archived": words("archived"),
        "declared": words("declared"),
        "scoring": words("scoring"),
        "handed_in": words("sealed ✓"),
        "stepped_back": words("stepped back"),
    }.get(phase, phase)


def measure_word(words: Words, measure: str) -> str:
    """What was decided on an interest of a member."""
    return {
        "none": words("no measure"),
        "recusal": words("recused"),
        "replacement": words("to be replaced"),
        "exclusion": words("candidate to be excluded"),
    }.get(measure, measure)


def entity_word(words: Words, role: str) -> str:
    """What a legal entity does in an application."""
    return {
        "lead": words("lead partner"),
        "member": words("member of the combination"),
        "relied_on": words("relied on"),
    }.get(role, role)


def outcome_word(words: Words, outcome: str) -> str:
    """What became of a candidate."""
    return {
        "selected": words("selected"),
        "not_selected": words("not selected"),
        "reserve": words("reserve"),
        "below_threshold": words("below the threshold"),
        "tied_at_cut": words("tied at the cut"),
        "late": words("received too late"),
        "excluded": words("excluded"),
        "unsuitable": words("unsuitable"),
        "set_aside": words("set aside"),
        "withdrawn": words("withdrawn"),
        "not_admitted": words("not admitted to the pool"),
        "knocked_out": words("below the threshold"),
        "failed": words("failed a requirement"),
        "open": words("a requirement is not judged"),
        "admitted": words("admitted to the panel"),
    }.get(outcome, outcome.replace("_", " "))


def gate_kind_word(words: Words, kind: str) -> str:
    """A kind of requirement."""
    return {
        "exclusion": words("ground for exclusion"),
        "suitability": words("suitability requirement"),
        "condition": words("execution condition"),
        "selection": words("selection requirement"),
    }.get(kind, kind)


def gate_word(words: Words, outcome: str) -> str:
    """The outcome of a requirement."""
    return {
        "met": words("met"),
        "comparable": words("comparable"),
        "accepted": words("accepted"),
        "failed": words("not met"),
        "not_accepted": words("not accepted"),
        "repair": words("repair asked"),
        "not_judged": words("not judged"),
    }.get(outcome, outcome)


def gate_sign(outcome: str) -> str:
    """A sign for the outcome of a requirement; the words always stand beside it."""
    if outcome in PASSING:
        return "✓"
    return "✗" if outcome in REFUSING else "○"


def clarification_word(words: Words, state: str) -> str:
    """Where a request for clarification stands."""
    return {
        "running": words("term is running"),
        "overdue": words("overdue"),
        "answered": words("answered"),
        "answered_late": words("answered too late"),
        "settled": words("settled"),
    }.get(state, state)


def evidence_word(words: Words, state: str) -> str:
    """The state of a piece of evidence."""
    return {
        "valid": words("valid"),
        "missing": words("missing"),
        "expired": words("expired"),
        "undated": words("without a date"),
        "to_confirm": words("to be confirmed anew"),
    }.get(state, state)


def evidence_kind_word(words: Words, kind: str) -> str:
    """A kind of evidence; one that the rules name in words of their own stays as it is."""
    return {
        "uea": words("own declaration (ESPD)"),
        "espd": words("own declaration (ESPD)"),
        "insurance_policy": words("insurance policy"),
        "trade_register_extract": words("extract from the trade register"),
        "conduct_certificate": words("certificate of conduct for tendering"),
        "tax_compliance_statement": words("statement of taxes paid"),
    }.get(kind.casefold(), kind.replace("_", " "))


def method_word(words: Words, method: str) -> str:
    """How the members' scores become one."""
    return {
        "consensus": words("one score agreed in the consensus meeting"),
        "mean": words("mean of the members' scores"),
        "median": words("median of the members' scores"),
        "trimmed_mean": words("mean without the highest and the lowest score"),
        "rank_sum": words("sum of the members' ranks"),
    }.get(method, method)


def fallback_word(words: Words, fallback: str) -> str:
    """What was announced for when the panel does not agree."""
    return {
        "none": words("none: the panel discusses until it agrees"),
        "majority": words("the majority decides"),
        "chair": words("the chair decides"),
        "mean": words("the mean of the members' scores counts"),
    }.get(fallback, fallback)


def tie_word(words: Words, step: str) -> str:
    """A step of the tie-break."""
    return {
        "draw": words("a draw"),
        "all_in": words("all who are equal are selected"),
        "all_out": words("none of those who are equal is selected"),
    }.get(step, words("most points on {criterion}", criterion=step))


def act_word(words: Words, kind: str) -> str:
    """An act of two persons."""
    return {
        "opening": words("opening of the applications"),
        "gate": words("outcome of a requirement"),
        "threshold": words("refusal below a threshold"),
        "identify": words("names joined to the codes"),
        "erratum": words("erratum"),
        "conflict": words("decision on an interest of a member"),
        "admit": words("admission of an application that was kept out"),
        "tie": words("decision between equals"),
        "panel_change": words("recusal or replacement of a member who scored"),
    }.get(kind, kind)


def round_word(words: Words, kind: str) -> str:
    """What a round is for."""
    return {
        "first": words("first round"),
        "late_candidate": words("a candidate let in late"),
        "reassessment": words("assessed again"),
        "delphi": words("scored again after discussion"),
        "replacement": words("scored by a replacement"),
    }.get(kind, kind)


def variant_word(words: Words, variant: str) -> str:
    """Which part of the record a report shows."""
    return {
        "full": words("full report"),
        "internal": words("for the decision, without the scores of members"),
        "shareable": words("to share, without names of the panel"),
    }.get(variant, variant)


def standing_word(words: Words, standing: str) -> str:
    """Whether a member signs the report."""
    return {
        "declined": words("declined"),
        "unreachable": words("could not be reached"),
        "signs": words("signs after all"),
    }.get(standing, standing)


def procedure_word(words: Words, procedure: str) -> str:
    """The kind of procedure."""
    if procedure.startswith("sas-"):
        variant = procedure.removeprefix("sas-").upper()
        return words(
            "procedure for social and other specific services ({variant})", variant=variant
        )
    return {
        "toelating": words("Admission procedure"),
        "openbaar": words("Open procedure"),
        "niet-openbaar": words("Restricted procedure"),
        "dialoog": words("Competitive dialogue"),
        "mvo": words("Negotiated procedure"),
    }.get(procedure, procedure)
