"""R-30: with codes per lot nobody on the panel can tell who is who from one lot to the next."""

from fractions import Fraction

import pytest

from evalpanel.domain.package import PackageV1
from evalpanel.domain.record import ApplicationEntry, MappingEntry, RecordV1
from evalpanel.domain.verification import check_record
from evalpanel.signing.signatures import SshSignatures
from evalpanel.usecases import lots
from evalpanel.usecases.kept_packages import load_package
from evalpanel.usecases.ranking import rank_lots
from tests.panels import ADMITTED, REF, Play, play


def _package(found: Play) -> PackageV1:
    with found.lead.work() as work:
        return load_package(work, work.packages.of(REF)[0])


def _verdicts(record: RecordV1) -> dict[str, bool | None]:
    return {check.check: check.ok for check in check_record(record, SshSignatures().verify)}


def test_every_lot_and_what_is_scored_for_all_of_them_has_codes_of_its_own() -> None:
    found = play("issued", "per_lot")
    package = _package(found)
    shown = {lot: {code for where, code, _ in package.cells() if where == lot}
             for lot in ("*", "1", "2")}  # fmt: skip
    assert {lot: len(codes) for lot, codes in shown.items()} == {"*": 3, "1": 3, "2": 3}
    assert len(frozenset[str]().union(*shown.values())) == 9
    assert shown["1"] == {found.code(name, "1") for name in ADMITTED}


def test_every_code_comes_with_the_dossiers_that_are_read_under_it() -> None:
    package = _package(play("issued", "per_lot"))
    assert {part.candidate for part in package.dossiers} == {c for _, c, _ in package.cells()}


def test_each_lot_is_ranked_under_its_own_codes_with_what_was_scored_for_all() -> None:
    found = play("closed", "per_lot")
    for lot in rank_lots(found.lead, REF).lots:
        assert [(one.candidate, one.rank, one.total) for one in lot.ranked] == [
            (found.code(name, lot.lot), rank, Fraction(total))
            for name, rank, total in zip(ADMITTED, (1, 2, 3), (16, 12, 8), strict=True)
        ]


def test_before_the_names_are_known_the_lots_tell_no_candidate_that_is_in_both() -> None:
    found = play("closed", "per_lot")
    overview, _ = lots.overview_lots(found.lead, REF)
    assert [one.lots for one in overview.candidates] == [("1",), ("2",)]


def test_after_it_both_codes_have_the_name() -> None:
    found = play("identified", "per_lot")
    names = rank_lots(found.lead, REF).names
    assert {names[found.code("alpha", lot)] for lot in ("1", "2")} == {"Alpha"}


def test_the_report_is_recomputed_from_all_codes() -> None:
    record = play("reported", "per_lot").record()
    mapping = record.the(MappingEntry)
    assert mapping is not None
    assert {"alpha", "alpha@1", "alpha@2"} <= mapping.codes.keys()
    assert set(_verdicts(record).values()) <= {True, None}


@pytest.mark.parametrize("lot", ["1", "2"])
def test_codes_that_were_exchanged_afterwards_are_found(lot: str) -> None:
    record = play("reported", "per_lot").record()
    entries = {e.application.id: e for e in record.entries(ApplicationEntry)}
    one, other = entries["alpha"].application, entries["bravo"].application
    swapped = one.model_copy(update={"lot_codes": {**one.lot_codes, lot: other.lot_codes[lot]}})
    leaves = tuple(
        leaf.model_copy(update={"entry": leaf.entry.model_copy(update={"application": swapped})})
        if leaf.entry == entries["alpha"] else leaf
        for leaf in record.leaves
    )  # fmt: skip
    assert _verdicts(record.model_copy(update={"leaves": leaves}))["record_chain"] is False
