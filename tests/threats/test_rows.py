"""The threat table of `trust.md` section 3: each row, in its order, and the test of its answer.

What a row promises stands in the docstring of its test, and the test does what the third column of
the table asks for. The tests beside the modules go deeper.
"""

from collections.abc import Callable, Mapping
from inspect import signature

import pytest

from tests.threats import of_files, of_mishaps, of_paper, of_people

ROWS: Mapping[str, Callable[..., None]] = {
    "lost laptop": of_people.a_lost_laptop,
    "lost USB stick": of_people.a_lost_stick,
    "evaluator alters after sealing": of_people.an_evaluator_who_alters_what_was_sealed,
    "chair alters a sheet": of_people.a_chair_who_alters_a_sheet,
    "chair peeks": of_people.a_chair_who_peeks,
    "chair swaps roster/keys for one member": of_people.a_chair_who_swaps_keys,
    "evaluator sees others' scores": of_people.an_evaluator_who_looks_for_scores_of_others,
    "weights changed later": of_people.weights_that_change_later,
    "name↔code mapping swapped after scoring": of_people.candidates_that_change_places,
    "names leak": of_people.names_that_leak,
    "forged bundle": of_people.a_forged_bundle,
    "replay/old bundle": of_people.a_bundle_of_before,
    "truncated/corrupt": of_files.a_file_that_is_damaged,
    "zip bomb/slip/symlink/dup names": of_files.a_zip_that_is_a_trap,
    "deep/huge JSON": of_files.a_json_that_is_too_much,
    "reportlab markup injection": of_files.markup_in_a_report,
    "terminal escape / Rich / Textual markup": of_files.escapes_and_markup_on_a_terminal,
    "bidi/invisible spoofing": of_files.directions_and_invisible_letters,
    "CSV/spreadsheet formula": of_files.formulas_in_a_table,
    "PDF byte flip": of_paper.a_bit_that_flips,
    "incremental-update / shadow / sneaky signature": of_paper.a_revision_after_the_signatures,
    "chair mints a second certificate": of_paper.a_second_certificate_in_a_members_name,
    "signing in another's field": of_paper.a_signature_in_the_field_of_another,
    "signature removed (roll-back)": of_paper.a_signature_that_was_taken_off,
    "power loss / kill": of_mishaps.power_that_fails_and_a_process_that_is_killed,
    "log rewritten by its owner": of_mishaps.a_log_that_its_owner_wrote_anew,
    "chair opens, dislikes the result, restarts": of_mishaps.a_chair_who_begins_again,
    "wrong clock": of_mishaps.a_clock_that_is_set_back,
    "passphrase lost": of_mishaps.a_passphrase_that_is_lost,
    "USB swap/yank": of_mishaps.a_stick_that_is_full_swapped_or_pulled_out,
}


@pytest.mark.parametrize("answer", ROWS.values(), ids=ROWS.keys())
def test_the_answer_to(answer: Callable[..., None], request: pytest.FixtureRequest) -> None:
    answer(**{name: request.getfixturevalue(name) for name in signature(answer).parameters})


def test_each_row_has_a_test_of_its_own() -> None:
    assert len(set(ROWS.values())) == len(ROWS) == 30
