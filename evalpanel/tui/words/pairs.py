"""Applications without an outcome in a lot; nothing is ranked or reported before (R-20)."""

from evalpanel.domain.reconciliation import open_gates
from evalpanel.domain.text import one_line
from evalpanel.language import say
from evalpanel.tui.words.lots import lot_words
from evalpanel.usecases.preparation import Preparation


def open_pairs(found: Preparation) -> tuple[str, ...]:
    """Name, lot and what is lacking, for every pair that has no outcome yet."""
    names = {one.application.id: one_line(one.application.name) for one in found.applicants}
    admissions = [one for applicant in found.applicants for one in applicant.admissions]
    return tuple(
        f"{names[pair.candidate]}, {lot_words(pair.lot)}: {say(pair.why).rstrip('.')}"
        for pair in open_gates(admissions)
    )
