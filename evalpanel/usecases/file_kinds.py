"""What a file is by its ending, so that another one than was meant is named at once."""

from pathlib import Path

from evalpanel.domain.errors import Sentence, Unreadable

INVITATION, CARD, PACKAGE = ".evinvite", ".evcard", ".evpack"
SEAL, REOPENING = ".evseal", ".evreopen"
EXCUSE, STEP_IN = ".evexcuse", ".evstepin"
REPORT, RECORD = ".pdf", ".evrecord"

_KINDS = {
    INVITATION: Sentence("It is an invitation; read it with: evalpanel declare FILE --out DIR"),
    CARD: Sentence(
        "It is a card; the process lead takes it in: evalpanel panel add REF FILE --role ROLE"
    ),
    PACKAGE: Sentence("It is a package; open it with: evalpanel open FILE"),
    REOPENING: Sentence("It reopens a sheet; its member opens it: evalpanel open FILE"),
    SEAL: Sentence("It is a seal; the process lead takes it in: evalpanel merge REF FILE"),
    EXCUSE: Sentence(
        "A member steps back with it; the process lead takes it in: evalpanel merge REF FILE"
    ),
    STEP_IN: Sentence(
        "An alternate steps in with it; the process lead takes it in: evalpanel merge REF FILE"
    ),
    RECORD: Sentence("It is a record; check it with: evalpanel verify FILE"),
    REPORT: Sentence("If it is a report, check it with: evalpanel verify FILE"),
}


def ending_of(file: Path) -> str:
    """The ending of a file's name in small letters, such as `.evseal`."""
    return file.suffix.lower()


def demand_kind(file: Path, *wanted: str) -> None:
    """Refuse a file that by its ending is for another command; any other name is looked into.

    Raises:
        Unreadable: it is another kind of file; the sentence says what reads it.
    """
    ending = ending_of(file)
    if ending in _KINDS and ending not in wanted:
        raise Unreadable(
            "{file} is not the kind of file that this command reads. {what}",
            file=file,
            what=_KINDS[ending],
        )
