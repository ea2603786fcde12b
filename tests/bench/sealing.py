"""Sealing a sheet against nothing but its age and signature operations."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from evalpanel.domain.people import RosterEntry
from evalpanel.domain.sheet import SEAL_NAMESPACE, SHEET_NAMESPACE
from evalpanel.usecases.ports import Desk, UnitOfWork
from evalpanel.usecases.sealing import lock_sheet, seal_sheet
from tests.bench.big_panel import BigPanel, big_panel, on_disk
from tests.bench.stopwatch import Race
from tests.tui.desks import a_desk, identity

EVALUATORS, CANDIDATES, ITEMS = 5, 24, 10
ROUNDS = 7


def races() -> Iterator[Race]:
    """240 scores with texts, in a panel of five: the act itself, and all that the member waits for.

    The act makes the bytes of the file from the sheet. Beside it the member waits for the drafts
    from the database, the search for names, the disk and its confirmation.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        panel = big_panel(EVALUATORS, CANDIDATES, ITEMS)
        me = panel.members[0]
        sheet = panel.sheet_of(me)
        bare = partial(_bare, panel, sheet.canonical())
        desks = iter(_ready_desks(panel, folder, ROUNDS + 1))
        size = f"{CANDIDATES * ITEMS} scores with texts"
        desktop = panel.desktop()
        with desks_work(panel, me) as (desk, work):
            yield Race(
                f"seal {size} / its age and signature operations",
                lambda: lock_sheet(desk, work, desktop, sheet.canonical(), None),
                bare,
                2,
                rounds=25,
            )
        yield Race(
            f"seal {size}, with names, database and disk / the same",
            lambda: seal_sheet(next(desks), panel.reference, folder),
            bare,
            rounds=ROUNDS,
        )


@contextmanager
def desks_work(panel: BigPanel, me: RosterEntry) -> Iterator[tuple[Desk, UnitOfWork]]:
    """A member's desk with the package open."""
    desk = a_desk(me.name)
    with desk.work() as work:
        panel.put_participation(work, me)
        yield desk, work


def _ready_desks(panel: BigPanel, folder: Path, number: int) -> list[Desk]:
    """A member with every cell scored, so many times."""
    me = panel.members[0]
    first = on_disk(a_desk(me.name), folder / "0")
    with first.work() as work:
        panel.put_drafts(work, me)
        work.commit()
    for copy in range(1, number):
        shutil.copytree(folder / "0", folder / str(copy))
    desks = [on_disk(a_desk(me.name), folder / str(copy)) for copy in range(number)]
    for desk in desks:
        with desk.work() as work:
            work.seals.of(panel.reference)
    return desks


def _bare(panel: BigPanel, sheet: bytes) -> bytes:
    """Two signatures, a layer of age per member and one for the organiser."""
    desk = a_desk(panel.members[0].name)
    layer = sheet + desk.me.sign(sheet, SHEET_NAMESPACE).encode()
    for entry in panel.members:
        layer = desk.envelopes.encrypt(layer, [panel.package.release_key(entry)])
    layer += desk.me.sign(layer[:1000], SEAL_NAMESPACE).encode()
    return desk.envelopes.encrypt(layer, [identity("Marieke van Dongen").receive_key])
