"""Bad input: one clear sentence, the right exit status, and nothing lost or half-written."""

import errno
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import pytest

from evalpanel.bootstrap import open_desk
from evalpanel.cli.passphrases import read_passphrase
from evalpanel.domain.people import InviteV1
from evalpanel.domain.sheet import SEAL_NAMESPACE
from evalpanel.exchange.file_layer import FileLayer
from evalpanel.settings import Workspace
from evalpanel.usecases.declaring import declare
from evalpanel.usecases.peeling import read_seal
from evalpanel.usecases.ports import Desk
from tests.cli.shell import REFERENCE, Ran, Shell, Stage

LEAD, SECRETARY, ASSESSOR = "marieke-van-dongen", "ruben-kastelein", "jelle-de-wit"


def _desk(stage: Stage, key: str) -> Desk:
    return open_desk(Workspace(stage.home(key)), read_passphrase(stage.passphrase(key)))


def _demand(done: Ran, status: int, *words: str) -> None:
    """The status, every word in what was said, and neither a trace nor an answer."""
    assert done.status == status, done.err
    assert all(word in done.err for word in words), done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def _seal_of(stage: Stage, key: str) -> Path:
    ends = {ASSESSOR: "Jelle-de-Wit"}
    return next(stage.travelling.glob(f"*{ends[key]}.evseal"))


def _merge(shell: Shell, stage: Stage, *files: Path) -> Sequence[dict[str, object]]:
    done = shell("merge", REFERENCE, *files, "--json", *stage.owner(LEAD))
    assert done.status == 1
    found: Sequence[dict[str, object]] = done.document()["files"]
    return found


def test_a_wrong_passphrase_opens_nothing(shell: Shell, finished: Stage, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("not the passphrase at all\n", encoding="utf-8")

    done = shell("tender", "list", "--home", finished.home(LEAD), "--passphrase-file", wrong)

    _demand(done, 3, "passphrase")


def test_a_short_passphrase_makes_no_workspace(shell: Shell, tmp_path: Path) -> None:
    short = tmp_path / "short.txt"
    short.write_text("kort\n", encoding="utf-8")

    done = shell("identity", "new", "--name", "A", "--home", tmp_path / "ws",
                 "--passphrase-file", short)  # fmt: skip

    _demand(done, 1, "12")
    assert not (tmp_path / "ws" / "identity.evkey").exists()


def test_a_workspace_is_never_taken_over(shell: Shell, finished: Stage) -> None:
    before = (finished.home(LEAD) / "identity.evkey").read_bytes()

    done = shell("identity", "new", "--name", "A", *finished.owner(LEAD))

    _demand(done, 1, "somebody's already")
    assert (finished.home(LEAD) / "identity.evkey").read_bytes() == before


def test_a_rule_set_that_changed_after_the_lock_is_refused(shell: Shell, locked: Stage) -> None:
    rules = locked.papers / "rules.toml"
    shown = shell("tender", "show", REFERENCE, "--json", *locked.owner(LEAD)).document()
    rules.write_text(
        rules.read_text(encoding="utf-8").replace("select = 3 ", "select = 4 "), encoding="utf-8"
    )

    done = shell("tender", "new", rules, *locked.owner(LEAD))

    _demand(done, 1, REFERENCE, "locked", "tender plan")
    again = shell("tender", "show", REFERENCE, "--json", *locked.owner(LEAD)).document()
    assert again == shown


def test_a_changed_comment_is_no_change_of_the_rules(shell: Shell, locked: Stage) -> None:
    rules = locked.papers / "rules.toml"
    rules.write_text("# nieuw\n" + rules.read_text(encoding="utf-8"), encoding="utf-8")

    assert shell("tender", "new", rules, *locked.owner(LEAD)).status == 0


def test_a_dossier_that_is_not_the_pdf_it_claims_to_be_stops_the_registration(
    shell: Shell, locked: Stage
) -> None:
    (locked.papers / "zonnewende" / "prestatiedossier.pdf").write_text("geen PDF", encoding="utf-8")
    candidates = locked.papers / "candidates.toml"

    done = shell("receive", REFERENCE, candidates, *locked.owner(LEAD))

    _demand(done, 1, "zonnewende.dossiers.prestatiedossier", "PDF")
    listed = shell("candidate", "list", REFERENCE, "--json", *locked.owner(LEAD)).document()
    assert listed["candidates"] == []


def test_one_person_cannot_be_both_in_an_act_of_two(shell: Shell, locked: Stage) -> None:
    owner = locked.owner(LEAD)
    assert shell("receive", REFERENCE, locked.papers / "candidates.toml", *owner).status == 0
    assert shell("opening", REFERENCE, *owner).status == 0

    done = shell("confirm", REFERENCE, "opening", *owner,
                 "--identity", locked.home(LEAD) / "identity.evkey",
                 "--identity-passphrase-file", locked.passphrase(LEAD))  # fmt: skip

    _demand(done, 1, "two persons")
    listed = shell("candidate", "list", REFERENCE, "--json", *owner).document()["candidates"]
    assert {one["code"] for one in listed} == {None}


def test_a_card_made_for_another_invitation_is_refused(
    shell: Shell, declared: Stage, tmp_path: Path
) -> None:
    desk = _desk(declared, SECRETARY)
    with desk.work() as work:
        participation = work.participations.get(REFERENCE)
        assert participation is not None
        invite = InviteV1.from_bytes(work.documents.get(participation.invite))
    other = invite.model_copy(update={"panel_id": "0" * 32})
    card = declare(desk, other, (), tmp_path).file

    done = shell("panel", "add", REFERENCE, card, "--role", "secretary", *declared.owner(LEAD))

    _demand(done, 1, "Ruben Kastelein", "another invitation", str(card))
    members = shell("panel", "list", REFERENCE, "--json", *declared.owner(LEAD)).document()
    assert members["members"] == []


def test_a_role_that_does_not_exist_is_refused(shell: Shell, declared: Stage) -> None:
    card = next(declared.travelling.glob("*Jelle-de-Wit.evcard"))

    done = shell("panel", "add", REFERENCE, card, "--role", "boss", *declared.owner(LEAD))

    _demand(done, 2, "boss", "assessor")


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (lambda data: data[: len(data) // 2], ""),
        (lambda _: b"nothing of the kind", ""),
        (lambda _: b"", ""),
    ],
)
def test_a_damaged_package_is_not_opened(
    shell: Shell, finished: Stage, spoil: object, word: str
) -> None:
    package = next(finished.travelling.glob("*.evpack"))
    assert callable(spoil)
    package.write_bytes(spoil(package.read_bytes()))

    done = shell("open", package, *finished.owner(ASSESSOR))

    _demand(done, 3, package.name, word)


def test_a_package_for_others_is_not_opened(shell: Shell, finished: Stage, tmp_path: Path) -> None:
    words = tmp_path / "passphrase.txt"
    words.write_text("een heel ander wachtwoord\n", encoding="utf-8")
    mine = ("--home", tmp_path / "ws", "--passphrase-file", words)
    recovery = tmp_path / "recovery.txt"
    made = shell(
        "identity", "new", "--name", "Vreemde", "--recovery-file", recovery, "--json", *mine
    )
    assert made.document()["recovery_code"] is None
    package = next(finished.travelling.glob("*.evpack"))

    done = shell("open", package, *mine)

    _demand(done, 3, package.name)
    assert len(recovery.read_text(encoding="utf-8").split()) == 14


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"score": "7"}, "10, 8, 6, 4, 2"),
        ({"evaluator": "Ama Osei"}, "Jelle de Wit"),
        ({"candidate": "zonnewende"}, "zonnewende"),
    ],
)
def test_scores_that_do_not_fit_are_named_and_none_is_taken(
    shell: Shell, scored: Stage, tmp_path: Path, change: dict[str, str], word: str
) -> None:
    owner = scored.owner(ASSESSOR)
    before = shell("score", "export", REFERENCE, *owner).out
    file = tmp_path / "scores.csv"
    file.write_text(_changed(before, change), encoding="utf-8")

    done = shell("score", "load", REFERENCE, file, *owner)

    _demand(done, 1, word, str(file))
    assert shell("score", "export", REFERENCE, *owner).out == before


def test_a_missing_reason_keeps_the_sheet_from_being_sealed(
    shell: Shell, scored: Stage, tmp_path: Path
) -> None:
    owner = scored.owner(ASSESSOR)
    file = tmp_path / "scores.csv"
    text = shell("score", "export", REFERENCE, *owner).out
    file.write_text(_changed(text, {"reason": ""}), encoding="utf-8")
    assert shell("score", "load", REFERENCE, file, *owner).status == 0

    done = shell("seal", REFERENCE, "--out", tmp_path, *owner)

    assert done.status == 1
    assert "1 of 24" in done.err
    assert not list(tmp_path.glob("*.evseal"))
    gap = shell("score", "status", REFERENCE, "--json", *owner).document()["open"]
    assert [(one["lacks_score"], one["words_missing"]) for one in gap] == [(False, 8)]


def test_a_full_disk_keeps_the_sheet_open_and_writes_no_half_seal(
    shell: Shell, scored: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = scored.owner(ASSESSOR)

    def full(_: FileLayer, file: BinaryIO, data: bytes) -> None:
        file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(FileLayer, "write", full)
        done = shell("seal", REFERENCE, "--out", tmp_path / "stick", *owner)

    assert done.status == 3
    assert "full" in done.err
    assert not list((tmp_path / "stick").iterdir())
    assert shell("score", "status", REFERENCE, "--json", *owner).document()["seal_code"] is None
    assert shell("seal", REFERENCE, "--out", tmp_path / "stick", *owner).status == 0


def test_a_damaged_seal_does_not_stop_the_others(
    shell: Shell, finished: Stage, tmp_path: Path
) -> None:
    good = _seal_of(finished, ASSESSOR)
    cut, foreign = tmp_path / "cut.evseal", tmp_path / "foreign.evseal"
    cut.write_bytes(good.read_bytes()[:200])
    shutil.copy(next(finished.travelling.glob("*.evpack")), foreign)

    verdicts = _merge(shell, finished, cut, foreign, tmp_path / "gone.evseal", good)

    assert [one["verdict"] for one in verdicts] == ["refused", "refused", "refused", "already_here"]
    assert all(one["reason"] for one in verdicts[:3])


def test_a_seal_of_somebody_who_does_not_score_is_refused(
    shell: Shell, finished: Stage, tmp_path: Path
) -> None:
    file = _reseal(finished, tmp_path, by=SECRETARY, commitment="11" * 32)

    (verdict,) = _merge(shell, finished, file)

    assert verdict["verdict"] == "refused"
    assert "does not score" in str(verdict["reason"])


def test_two_different_seals_of_one_member_show_both_codes(
    shell: Shell, finished: Stage, tmp_path: Path
) -> None:
    status = shell("score", "status", REFERENCE, "--json", *finished.owner(ASSESSOR)).document()
    file = _reseal(finished, tmp_path, by=ASSESSOR, commitment="11" * 32)

    (verdict,) = _merge(shell, finished, file)

    assert verdict["verdict"] == "refused"
    assert verdict["member"] == "Jelle de Wit"
    assert status["seal_code"] in str(verdict["reason"])
    assert "248H-248H-248H-248H" in str(verdict["reason"])


@pytest.mark.parametrize("place", ["the pages", "the record"])
def test_one_changed_byte_fails_the_verification(shell: Shell, finished: Stage, place: str) -> None:
    assert shell("verify", finished.report).status == 0
    data = bytearray(finished.report.read_bytes())
    at = data.index(b"/EmbeddedFile") + 600 if place == "the record" else len(data) // 3
    data[at] ^= 1
    finished.report.write_bytes(bytes(data))

    done = shell("verify", finished.report, "--json")

    answer = done.document()
    assert done.status == 1
    assert answer["valid"] is False
    failed = {check["check"]: check["sentence"] for check in answer["checks"] if not check["ok"]}
    assert re.search("changed|tampered", failed["signatures"])


def test_a_code_that_is_not_in_the_report_fails_the_verification(
    shell: Shell, finished: Stage
) -> None:
    status = shell("score", "status", REFERENCE, "--json", *finished.owner(ASSESSOR)).document()

    pinned = shell("verify", finished.report, "--code", status["seal_code"], "--json")
    strange = shell("verify", finished.report, "--code", "0000-0000-0000-0000", "--json")

    assert pinned.status == 0
    assert [one["pinned"] for one in pinned.document()["signatures"]].count(True) == 1
    assert strange.status == 1


def test_nobody_signs_twice(shell: Shell, finished: Stage) -> None:
    before = finished.report.read_bytes()

    done = shell("sign", finished.report, *finished.owner(ASSESSOR))

    _demand(done, 1, "already signed")
    assert finished.report.read_bytes() == before


def _changed(csv_text: str, change: dict[str, str]) -> str:
    """The table with some cells of its first row changed."""
    import csv
    import io

    rows = list(csv.DictReader(io.StringIO(csv_text)))
    rows[0] = {**rows[0], **change}
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _reseal(stage: Stage, folder: Path, *, by: str, commitment: str) -> Path:
    """A seal like the assessor's, but signed by somebody and committing to something else."""
    lead, signer = _desk(stage, LEAD), _desk(stage, by)
    _, container = read_seal(lead, _seal_of(stage, ASSESSOR).read_bytes())
    manifest = {**container.manifest, "signer": signer.me.sign_key, "commitment": commitment}
    packed = signer.containers.pack(manifest, container.parts, signer.me, SEAL_NAMESPACE)
    file = folder / "other.evseal"
    file.write_bytes(signer.envelopes.encrypt(packed, [lead.me.receive_key]))
    return file
