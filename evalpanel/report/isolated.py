"""Inspecting a report in a process of its own, since the file may come from anybody."""

import base64
import sys
from collections.abc import Callable, Sequence
from typing import Protocol

from pydantic import ValidationError

from evalpanel.domain.errors import Sentence, Unreadable
from evalpanel.domain.model import Model
from evalpanel.report.paper import ReportPaper
from evalpanel.report.revision import MAX_PDF_BYTES, not_a_report
from evalpanel.usecases.ports import PaperSignature, SignedPaper

CHILD = (sys.executable, "-I", "-B", "-m", "evalpanel.report.inspecting_child")
SECONDS = 240.0
MAX_ANSWER_BYTES = 512 << 20


class Ended(Protocol):
    """How a child ended: its exit status, or None if it was stopped, and what it wrote."""

    @property
    def status(self) -> int | None:
        """0 when it has an answer."""

    @property
    def output(self) -> bytes:
        """The answer."""


RunChild = Callable[[Sequence[str], bytes, float, int], Ended]
"""Runs a command on bytes, with most seconds and most bytes of the answer."""


class SentenceV1(Model):
    """A sentence between two processes."""

    template: str
    values: dict[str, "SentenceV1 | int | str"]


class SignatureV1(Model):
    """A signature as found."""

    field: str
    name: str
    key: str
    intact: bool
    sentence: SentenceV1


class InspectionV1(Model):
    """What a report holds, or in `refused` why it is none; the record is in base 64."""

    refused: SentenceV1 | None = None
    hint: str = ""
    record: str = ""
    pages: tuple[str, ...] = ()
    signatures: tuple[SignatureV1, ...] = ()
    fields: tuple[str, ...] = ()
    flaw: SentenceV1 | None = None


class IsolatedPaper(ReportPaper):
    """Prints and signs as ever; what others hand in is taken apart in a child."""

    def __init__(
        self, run: RunChild, command: Sequence[str] = CHILD, seconds: float = SECONDS
    ) -> None:
        """Run children so, with this command and time limit."""
        self._run, self._command, self._seconds = run, tuple(command), seconds

    def inspect(self, pdf: bytes) -> SignedPaper:
        """What the file holds and whether its signatures hold.

        Raises:
            Unreadable: the file is no report, or takes more time or memory than any report.
        """
        if len(pdf) > MAX_PDF_BYTES:
            raise not_a_report()
        ended = self._run(self._command, pdf, self._seconds, MAX_ANSWER_BYTES)
        if ended.status != 0:
            raise Unreadable(
                "The file takes too much time or memory to check; it is no report as we make them.",
                hint="Ask for a new copy of the report.",
            )
        try:
            found = InspectionV1.model_validate_json(ended.output)
        except ValidationError as error:
            raise not_a_report(error) from error
        if found.refused is not None:
            told = _sentence(found.refused)
            raise Unreadable(told.template, hint=found.hint, **told.values)
        return _paper(found)


def inspection_of(paper: SignedPaper) -> InspectionV1:
    """What the child answers for a report."""
    return InspectionV1(
        record=base64.b64encode(paper.record).decode(),
        pages=tuple(_whole(page) for page in paper.pages),
        signatures=tuple(
            SignatureV1(
                field=_whole(each.field),
                name=_whole(each.name),
                key=each.key,
                intact=each.intact,
                sentence=_said(each.sentence),
            )
            for each in paper.signatures
        ),
        fields=tuple(_whole(name) for name in paper.fields),
        flaw=_said(paper.flaw) if paper.flaw else None,
    )


def refusal_of(error: Unreadable) -> InspectionV1:
    """What the child answers for a file that is none."""
    hint = error.hint.template if error.hint else ""
    return InspectionV1(refused=_said(error.sentence), hint=hint)


def _paper(found: InspectionV1) -> SignedPaper:
    return SignedPaper(
        record=base64.b64decode(found.record),
        pages=found.pages,
        signatures=tuple(
            PaperSignature(each.field, each.name, each.key, each.intact, _sentence(each.sentence))
            for each in found.signatures
        ),
        fields=found.fields,
        flaw=_sentence(found.flaw) if found.flaw else None,
    )


def _said(sentence: Sentence) -> SentenceV1:
    return SentenceV1(
        template=sentence.template,
        values={name: _value(value) for name, value in sentence.values.items()},
    )


def _value(value: object) -> SentenceV1 | int | str:
    if isinstance(value, Sentence):
        return _said(value)
    return value if isinstance(value, int) else _whole(str(value))


def _sentence(said: SentenceV1) -> Sentence:
    values = {
        name: _sentence(value) if isinstance(value, SentenceV1) else value
        for name, value in said.values.items()
    }
    return Sentence(said.template, **values)


def _whole(text: str) -> str:
    """The text with half characters marked, so that it can be written as JSON."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
