"""A journal whose end is damaged: what was committed before the damage is there, and whole.

This is what a power cut leaves, which a kill does not show (`trust.md` 4g). Pages of the journal
are encrypted and checked, so damage is never taken for content.
"""

import shutil
import tempfile
from pathlib import Path
from random import Random

from evalpanel.store.unit_of_work import SqlUnitOfWork
from evalpanel.usecases import scoring
from tests.faults.errands import ERRANDS, planned_scores
from tests.faults.figures import Figures
from tests.faults.health import expect_whole
from tests.faults.laptops import Laptop, make_laptop
from tests.panels import REF

_ROUNDS = 20


def run(count: int, seed: int) -> Figures:
    """Damage that many tails; AssertionError where something before the damage is not there."""
    chance = Random(seed)  # noqa: S311 - chooses places, no secrets
    figures = Figures("torn journal")
    with tempfile.TemporaryDirectory() as folder:
        torn, sizes = _unfinished(Path(folder))
        for number in range(count):
            laptop = Laptop(Path(folder) / f"run-{number}", torn.name, torn.play)
            shutil.copytree(torn.home, laptop.home)
            at = _damage(_journal(laptop), chance)
            promised = sum(size <= at for size in sizes)
            _expect_prefix(laptop, promised, figures)
            shutil.rmtree(laptop.home)
    figures.count("tails damaged", count)
    return figures


def _unfinished(folder: Path) -> tuple[Laptop, list[int]]:
    """A laptop as a power cut finds it, and the size of the journal after each commit."""
    errand = next(errand for errand in ERRANDS if errand.name == "scoring")
    laptop = make_laptop(folder / "laptop", errand.play(), errand.who)
    sizes, desk = [], laptop.desk()
    for score in planned_scores(laptop, _ROUNDS):
        scoring.save_score(desk, REF, score)
        sizes.append(_journal(laptop).stat().st_size)
    assert sizes == sorted(set(sizes)), "the journal began anew meanwhile"
    torn = Laptop(folder / "torn", laptop.name, laptop.play)
    shutil.copytree(laptop.home, torn.home)
    laptop.close()
    torn.home.joinpath("evalpanel.db-shm").unlink()
    return torn, sizes


def _journal(laptop: Laptop) -> Path:
    return laptop.home / "evalpanel.db-wal"


def _damage(journal: Path, chance: Random) -> int:
    """Damage the journal from some place on; gives the place."""
    data = bytearray(journal.read_bytes())
    at = chance.randrange(len(data))
    kind = chance.randrange(4)
    if kind == 0:
        del data[at:]
    elif kind == 1:
        data[at:] = bytes(len(data) - at)
    elif kind == 2:
        data[at:] = chance.randbytes(len(data) - at)
    else:
        data[at] ^= 1 << chance.randrange(8)
    journal.write_bytes(data)
    return at


def _expect_prefix(laptop: Laptop, promised: int, figures: Figures) -> None:
    try:
        expect_whole(laptop)
        with SqlUnitOfWork(laptop.open()) as work:
            kept = [draft.score for draft in work.draft_history.of()]
        assert kept == planned_scores(laptop, _ROUNDS)[: len(kept)], "not the first scores"
        assert len(kept) >= promised, f"{promised} lie before the damage, {len(kept)} are there"
        scoring.save_score(laptop.desk(), REF, planned_scores(laptop)[0])
        figures.count("commits before the damage", promised)
        figures.count("commits kept", len(kept))
    finally:
        laptop.close()
