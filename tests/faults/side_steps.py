"""The steps beside the normal course: excuses, reopenings, records, variants, logs and backups."""

from evalpanel.domain.shown_log import LogV1, show_log
from evalpanel.exchange.stored_zip import StoredZips
from evalpanel.store.backup import snapshot
from evalpanel.usecases import (
    backups,
    excusing,
    record_files,
    reopening,
    variant_reports,
    verifying_log,
)
from evalpanel.usecases.ports import Desk
from tests.faults.laptops import Laptop
from tests.panels import ASSESSORS, LEAD, REF

ANN = ASSESSORS[0]


def step_back(desk: Desk, laptop: Laptop) -> None:
    """A member steps back."""
    excusing.step_back(desk, REF, laptop.stick, reason="My sister applied")


def reopen(desk: Desk, laptop: Laptop) -> None:
    """The lead gives a seal back."""
    reopening.reopen_seal(desk, REF, ANN, laptop.stick, reason="Two plans were mixed up")


def write_record(desk: Desk, laptop: Laptop) -> None:
    """The record on its own."""
    record_files.write_record(desk, REF, laptop.stick / "T-1.evrecord")


def print_variant(desk: Desk, laptop: Laptop) -> None:
    """The report for everybody."""
    variant_reports.make_variant_report(desk, REF, laptop.stick / "shareable.pdf", "shareable")


OLDER_LOG = LogV1(reference=REF, owner=LEAD, log=show_log((), REF)).canonical()
"""A log is written over an older one, and over nothing else."""


def export_log(desk: Desk, laptop: Laptop) -> None:
    """The log of the tender."""
    verifying_log.export_log(desk, REF, laptop.stick / "log.json")


def back_up(desk: Desk, laptop: Laptop) -> None:
    """The whole workspace; another key file does as well here."""
    key_file = laptop.home / "identity.evkey"
    key_file.write_bytes(b"a key file")
    backups.make_backup(
        desk,
        StoredZips(),
        lambda: snapshot(laptop.open(), laptop.home),
        key_file,
        laptop.stick,
    )
