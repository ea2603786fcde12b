"""Merging and opening a large round against nothing but decrypting, verifying and storing it."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from sqlcipher3 import dbapi2

from evalpanel.domain.sheet import SEAL_NAMESPACE, SHEET_NAMESPACE
from evalpanel.usecases.merging import merge_seals
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.rounds import open_round
from tests.bench.big_panel import LEAD, BigPanel, big_panel
from tests.bench.stopwatch import Race
from tests.tui.desks import a_desk

EVALUATORS, CANDIDATES, ITEMS = 9, 200, 40
ROUNDS = 3
MOST_MEGABYTES = 500
_MEGABYTE = 1 << 20
_COLUMNS = ("lot", "candidate", "item", "score", "reason", "plus", "minus", "reference", "question")
_TABLE = f"CREATE TABLE score (member, {', '.join(_COLUMNS)})"
_INSERT = f"INSERT INTO score VALUES (?, {', '.join('?' for _ in _COLUMNS)})"  # noqa: S608 - our own words


def races() -> Iterator[Race]:
    """72,000 scores with reasons, from nine files to a database on disk."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        panel = big_panel(EVALUATORS, CANDIDATES, ITEMS)
        files = [panel.seal_of(entry, folder) for entry in panel.members]
        leads = iter([panel.desk_of_lead(folder / f"lead-{n}") for n in range(ROUNDS + 1)])
        numbers = count()
        yield Race(
            f"merge and open {EVALUATORS} seals of {CANDIDATES} × {ITEMS} / decrypt, verify, store",
            lambda: _merge(panel, next(leads), files),
            lambda: _bare(panel, files, folder / f"bare-{next(numbers)}.db"),
            3,
            rounds=ROUNDS,
        )
    peak = _peak_megabytes()
    kept = "ok" if peak <= MOST_MEGABYTES else "TOO MUCH"
    sys.stdout.write(f"  memory at most {peak} MB, promised {MOST_MEGABYTES}  {kept}\n")


def _merge(panel: BigPanel, lead: Desk, files: Sequence[Path]) -> None:
    merge_seals(lead, panel.reference, files)
    open_round(lead, panel.reference)


def _bare(panel: BigPanel, files: Sequence[Path], target: Path) -> None:
    """Each file decrypted, its container and sheet verified and parsed, each score a row."""
    lead = a_desk(LEAD)
    opened = [
        lead.containers.unpack(lead.me.decrypt(file.read_bytes()), SEAL_NAMESPACE) for file in files
    ]
    secrets = {one.signer: (one.part("release") or b"").decode() for one in opened}
    database = dbapi2.connect(str(target))
    database.execute("PRAGMA key = \"x'" + "00" * 32 + "'\"")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute(_TABLE)
    for one in opened:
        layer = one.part("onion") or b""
        for entry in reversed(panel.members):
            layer = lead.envelopes.decrypt(layer, secrets[entry.key])
        content = json.loads(layer)
        inner = content["sheet"].encode()
        if not lead.signatures.verify(one.signer, inner, SHEET_NAMESPACE, content["signature"]):
            raise ValueError("a seal of the race is not sound")
        scores = json.loads(inner)["scores"]
        rows = [(one.signer, *(score[column] for column in _COLUMNS)) for score in scores]
        database.executemany(_INSERT, rows)
    database.commit()
    database.close()


def _peak_megabytes() -> int:
    """The most memory this process has held, which counts the races before this one too."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // _MEGABYTE if sys.platform == "darwin" else peak * 1024 // _MEGABYTE
