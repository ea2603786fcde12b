"""Threats from people who hold a key, and what a lost machine tells: rows 1 to 12."""

from pathlib import Path

import pytest

from evalpanel.domain.errors import HasProblems, Refused, Unreadable
from evalpanel.domain.record import ApplicationEntry, MappingEntry, SheetEntry, TenderEntry
from evalpanel.exchange.dossier_reader import ChildDossierReader
from evalpanel.signing.keyfile import lock
from evalpanel.tui.auto_lock import IdleTime
from evalpanel.usecases import opening_package, rounds, scoring, sealing
from evalpanel.usecases.deciding_names import decide_on_name
from evalpanel.usecases.own_part import own_sheet_is_identical
from tests import panels
from tests.builders import a_criterion, an_item
from tests.domain import test_verification as records
from tests.exchange.hostile_pdfs import changed, plain, planted
from tests.faults.laptops import make_laptop, opened
from tests.panels import (
    ASSESSORS,
    LEAD,
    OUT,
    REASON,
    REF,
    SECRET,
    STRANGER,
    Play,
    person,
    play,
    the_rules,
)
from tests.sealing_exceptions import peeled
from tests.usecases import test_merging as seals
from tests.usecases import test_names as names
from tests.usecases import test_opening_package as packages

ANN, BEN, CAS = PANEL = ASSESSORS[:3]
AGE = b"age-encryption.org/v1\n"


def a_lost_laptop(tmp_path: Path) -> None:
    """Key file scrypt; SQLCipher DB (raw key from the seed); auto-lock.

    2,000 known strings: 0 hits in the database and its journal; no SQLite header.
    """
    known = [f"Reason number {number} of Ann" for number in range(2000)]
    with opened(make_laptop(tmp_path / "laptop", play("open"), ANN)) as laptop:
        desk, first = laptop.desk(), laptop.play.scores(ANN)[0]
        scoring.save_score(desk, REF, first.model_copy(update={"reason": "; ".join(known[:400])}))
        with desk.work() as work:
            work.documents.put("\n".join(known).encode())
            work.commit()
        written = {path.name: path.read_bytes() for path in laptop.home.glob("*.db*")}
    assert {"evalpanel.db", "evalpanel.db-wal"} <= set(written)
    for content in written.values():
        assert b"SQLite format 3" not in content
        assert not any(text.encode() in content for text in (*known, SECRET, "Alpha", ANN))
    key_file = lock(person(ANN), "zes kleine zebra's eten")
    assert key_file.startswith(AGE + b"-> scrypt ")
    assert ANN.encode() not in key_file
    seconds = iter((0.0, 899.0, 900.0))
    idle = IdleTime(15, lambda: next(seconds))
    assert [idle.is_over, idle.is_over] == [False, True]


def a_lost_stick() -> None:
    """Everything on it is age-encrypted (cards as well)."""
    words = (REASON, SECRET, "Alpha", "alpha-1", ANN, "Plan ")
    on_stick = [data for path, data in play("sealed").files.content.items() if path.parent == OUT]
    assert len(on_stick) == 10
    for data in on_stick:
        assert data.startswith(AGE)
        assert not any(word.encode() in data for word in words)


def an_evaluator_who_alters_what_was_sealed() -> None:
    """Commitment+signature; one commitment per signer."""
    found, other = play("scored"), play("scored").copy("altered")
    first = sealing.seal_sheet(found.desk(ANN), REF, OUT)
    seals.merge(found, ANN)
    better = other.scores(ANN)[0].model_copy(update={"score": "2"})
    scoring.save_score(other.desk(ANN), REF, better)
    second = sealing.seal_sheet(other.desk(ANN), REF, OUT)
    answer = seals.verdict(found, other.files.content[second.file])
    assert answer.verdict == "refused"
    assert first.code in str(answer.reason)
    assert second.code in str(answer.reason)


def a_chair_who_alters_a_sheet() -> None:
    """Inner signature, seal code in report, member's own check."""
    found = play("reported")
    record = found.record()
    assert records.no(record) == {}
    assert own_sheet_is_identical(found.desk(ANN), record)
    keys = [entry.sheet.sheet.member for entry in record.entries(SheetEntry)]
    nth = keys.index(person(ANN).sign_key)
    for forge in (lambda entry: records._score(entry, "2"), records._with_commitment):
        forged = records.change(SheetEntry, forge, nth)(record)
        assert ANN in records.no(forged)["seals"]
        assert not own_sheet_is_identical(found.desk(ANN), forged)


def a_chair_who_peeks() -> None:
    """Onion; with n-1 bundles no plaintext is obtainable, whatever the code."""
    found = play("sealed", "five")
    secrets = {
        name: (seals.outer(found, name)[1].part("release") or b"").decode() for name in ASSESSORS
    }
    for missing in ASSESSORS:
        others = [name for name in ASSESSORS if name != missing]
        for name in ASSESSORS:
            assert peeled(found, name, [secrets[other] for other in others]).startswith(AGE)
        asking = found.copy("sealed")
        seals.merge(asking, *others)
        with pytest.raises(Refused, match=missing):
            rounds.open_round(asking.lead, REF)
    assert peeled(found, ANN, [*secrets.values()]).startswith(b'{"sheet"')


def a_chair_who_swaps_keys() -> None:
    """Own-card check + roster hash signed."""
    found = play("issued")
    package, container = packages.issued(found)
    mine = packages.swap_card(package, ANN, release={"main": ("age1x",) * 8})
    other = packages.swap_card(package, BEN, sign_again=False, receive="age1x")
    unsaid = package.model_copy(update={"roster": mine.roster})
    for forged, says in ((mine, "own card is not"), (other, f"card of {BEN}"), (unsaid, "not")):
        data = packages.repacked(found, forged, tuple(dict.fromkeys(container.parts)))
        with pytest.raises((Refused, Unreadable), match=says):
            opening_package.open_package(found.desk(ANN), data)


def an_evaluator_who_looks_for_scores_of_others() -> None:
    """No copy ever on their machine; bundle only to chair."""
    found = play("open")
    for name in PANEL:
        for score in found.scores(name):
            told = score.model_copy(update={"reason": f"What only {name} thought"})
            scoring.save_score(found.desk(name), REF, told)
        sealing.seal_sheet(found.desk(name), REF, OUT)
    for mine in PANEL:
        assert f"What only {mine} thought".encode() in _everything_of(found, mine)
        for other in {*PANEL} - {mine}:
            assert f"What only {other} thought".encode() not in _everything_of(found, mine)
            with pytest.raises(Unreadable):
                person(mine).decrypt(found.files.content[found.seal(other)])


def _everything_of(found: Play, name: str) -> bytes:
    state = found.databases[name].state
    shelves = [body for shelf in state.shelves.values() for body in shelf.values()]
    ledgers = [body for ledger in state.ledgers.values() for _, body in ledger]
    return b"".join([*state.documents.values(), *shelves, *ledgers])


def weights_that_change_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Package hash in every sheet; revision chain."""
    heavier = [a_criterion("A", an_item("A1", "12")), a_criterion("B", an_item("B1", "8"))]
    monkeypatch.setitem(panels.VARIANTS, "heavier", {"criterion": heavier})
    seal = play("sealed").files.content[play("sealed").seal(ANN)]
    answer = seals.verdict(play("issued", "heavier"), seal)
    assert answer.verdict == "refused"
    assert "another package" in str(answer.reason)
    record = play("reported").record()
    edited = records.update(TenderEntry, rules=the_rules(criterion=heavier))(record)
    assert "rules were changed" in records.no(edited)["rule_hash"]


def candidates_that_change_places() -> None:
    """Salted SHA-256 commitment in the package."""
    record = play("reported").record()
    swapped = records.change(MappingEntry, records._swapped_codes)(record)
    codes = [entry.application.code for entry in record.entries(ApplicationEntry)[:2]]
    everywhere = swapped
    for nth, code in enumerate(reversed(codes)):
        everywhere = records.at(ApplicationEntry, "application.code", code, nth)(everywhere)
    for forged in (swapped, everywhere):
        assert "do not belong together" in records.no(forged)["record_chain"]


def names_that_leak() -> None:
    """Names vs file name, text, XMP/Info, objects, attachments; block on hit.

    Planted names at 8 places all found; after the scrub only visible text remains.
    """
    data = changed(planted, plain("Wij van Kadeveld"))
    survey = ChildDossierReader().survey(data, "plan.pdf", 9)
    assert {place for place, text in survey.handed_in if "adeveld" in text} >= {
        "properties", "metadata", "attachment", "file name", "bookmark", "link", "comment",
        "hidden part",
    }  # fmt: skip
    assert {place for place, text in survey.kept if "adeveld" in text} <= {"stream"}
    assert "Kadeveld" in str(survey.pages)
    found = names.betrayed()
    with pytest.raises(HasProblems, match="nothing was issued"):
        names.issue(found)
    with pytest.raises(Refused, match="reason is required"):
        decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason="")
    decide_on_name(found.lead, REF, "alpha", "Alpha Care", reason=names.WHY)
    assert names.issue(found).dossiers


def a_forged_bundle() -> None:
    """Signer must be on roster; an outsider's key is refused."""
    found = play("sealed")
    seal, container = seals.outer(found, ANN)
    answer = seals.verdict(found, seals.repacked(found, seal, container.parts, by=STRANGER))
    assert answer.verdict == "refused"
    assert "does not score" in str(answer.reason)
    package, container = packages.issued(play("issued"))
    forged = package.model_copy(update={"signer": person(STRANGER).sign_key})
    data = packages.repacked(found, forged, container.parts, STRANGER)
    with pytest.raises(Refused, match=f"does not come from {LEAD}"):
        opening_package.open_package(play("issued").desk(ANN), data)


def a_bundle_of_before() -> None:
    """Panel+package+roster+revision in manifest."""
    found, other = play("sealed"), play("carded")
    other.clock.move(days=1)
    for stage in ("issued", "open", "scored", "sealed"):
        getattr(panels, f"_{stage}")(other)
    old = seals.verdict(found, other.files.content[other.seal(ANN)])
    assert (old.verdict, old.member) == ("refused", ANN)
    assert "another package" in str(old.reason)
    seal, container = seals.outer(found, ANN)
    for change in ({"package": "0" * 64}, {"roster_sha256": "0" * 64}, {"panel_id": "0" * 32}):
        forged = seals.repacked(found, seal.model_copy(update=change), container.parts)
        assert "another package" in str(seals.verdict(found, forged).reason)
