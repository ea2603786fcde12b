"""The codes in a report: compared with those that a user types, and listed for the others."""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from evalpanel.domain.crockford import could_be_code, grouped, plain, short_code
from evalpanel.domain.errors import Sentence, WrongUsage
from evalpanel.domain.model import Model
from evalpanel.domain.record import ChairEntry, MemberEntry, RecordV1, SheetEntry
from evalpanel.domain.registered_event import of_kind
from evalpanel.domain.reopenings import SupersededSheet
from evalpanel.domain.variants import readable
from evalpanel.domain.verification import Check
from evalpanel.language import Words


class CodeLine(Model):
    """The codes of a member, to be compared with what the member wrote down."""

    member: str
    card: str
    seal: str
    """The code of the sheet that the member sealed last; empty for who did not score."""
    seals: tuple[str, ...] = ()
    """Every code: one per panel and round, a sheet that was sealed anew under both its codes."""


def typed_codes(codes: Sequence[str]) -> tuple[str, ...]:
    """Codes as they were typed, in the form in which they are printed.

    Raises:
        WrongUsage: a text that no code can be.
    """
    for code in codes:
        if not could_be_code(code):
            raise WrongUsage(
                "{code} is not a code.",
                hint="A seal code or card code has four groups of four letters and digits, such "
                "as HTX8-KJT8-HHDY-Z41N; compare it with what the member wrote down.",
                code=code,
            )
    return tuple(grouped(plain(code), "-") for code in codes)


def check_codes(record: RecordV1, wanted: Sequence[str]) -> Check:
    """Whether every code that was typed is in the report; not made where none was."""
    if not wanted:
        return Check(
            "codes",
            ok=None,
            sentence=Sentence(
                "No codes were given: compare the codes below with what the members wrote down."
            ),
        )
    known = set(_all_codes(record))
    unknown = [code for code in wanted if code not in known]
    if unknown:
        sentence = Sentence("The code {code} is not in this report.", code=unknown[0])
        return Check("codes", ok=False, sentence=sentence)
    sentence = Sentence("Given codes that are in this report: {count}.", count=len(wanted))
    return Check("codes", ok=True, sentence=sentence)


def seal_codes(record: RecordV1, member: str) -> tuple[str, ...]:
    """The codes of a member's sheets by panel and round; one that was taken back comes first."""
    standing = [
        (entry.sheet.panel, entry.sheet.round, 1, entry.commitment)
        for entry in record.entries(SheetEntry)
        if entry.sheet.member == member
    ]
    earlier = [
        (found.panel, found.round, 0, found.commitment)
        for found in of_kind(record.register(), SupersededSheet)
        if found.member == member
    ]
    found = sorted((*standing, *earlier), key=itemgetter(0, 1, 2))
    return tuple(short_code(commitment) for *_, commitment in found)


def code_lines(record: RecordV1, words: Words) -> tuple[CodeLine, ...]:
    """The codes of every member; a variant to share shows that of the chair alone."""
    lines = [
        CodeLine(
            member=entry.entry.name,
            card=entry.entry.signed.code,
            seal=seals[-1] if seals else "",
            seals=seals,
        )
        for entry in record.entries(MemberEntry)
        for seals in [seal_codes(record, entry.entry.key)]
    ]
    if record.variant == "shareable":
        chairs = readable(record).entries(ChairEntry)
        lines += [CodeLine(member=words("the chair"), card=one.code, seal="") for one in chairs]
    return tuple(lines)


def _all_codes(record: RecordV1) -> Iterator[str]:
    for entry in record.entries(MemberEntry):
        yield entry.entry.signed.code
    for chair in readable(record).entries(ChairEntry):
        yield chair.code
    sheets = [entry.commitment for entry in record.entries(SheetEntry)]
    earlier = [found.commitment for found in of_kind(record.register(), SupersededSheet)]
    yield from map(short_code, (*sheets, *earlier))
