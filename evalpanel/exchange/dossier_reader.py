"""Reading what candidates handed in; a PDF is read only in a process of its own."""

import sys
from collections.abc import Sequence
from pathlib import PurePath
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from evalpanel.domain.dossier import MARKDOWN, PDF, TEXT, DossierSurvey, DossierText
from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.child_process import Answer, run_child
from evalpanel.exchange.dossier_child import DAMAGED, EMPTY, ENCRYPTED
from evalpanel.exchange.plain_text import pages_of, text_of

CHILD = (sys.executable, "-I", "-B", "-m", "evalpanel.exchange.dossier_child")
SECONDS = 60.0
MAX_TEXT_BYTES = 32 << 20
MAX_PDF_BYTES = 60 << 20
MAX_SURVEY_BYTES = 128 << 20
_PDF_MARK = b"%PDF-"
_MARK_WITHIN = 1024
_MARKDOWN_ENDINGS = (".md", ".markdown")
_ANY_NAME = "the PDF"
_PAGES = TypeAdapter(tuple[tuple[str, ...], ...])
_SURVEY = TypeAdapter(DossierSurvey)
_AnswerT = TypeVar("_AnswerT")


class ChildDossierReader:
    """Reads PDF, Markdown and text; `command` is the program that reads PDFs, within `seconds`."""

    def __init__(self, command: Sequence[str] = CHILD, seconds: float = SECONDS) -> None:
        """Use this program and this time limit for PDFs."""
        self._command = tuple(command)
        self._seconds = seconds

    def read(self, data: bytes, name: str) -> DossierText:
        """The paragraphs of each page; content decides what a file is, its name must agree.

        Raises:
            Unreadable: not what the name says, encrypted, damaged, empty, or not UTF-8.
        """
        if _is_pdf(data):
            return DossierText(PDF, self._pdf_pages(data, name))
        ending = PurePath(name).suffix.lower()
        if ending == ".pdf":
            raise Unreadable(
                "{file} is not the PDF it claims to be.",
                hint="Ask the candidate for the PDF, or export it again.",
                file=name,
            )
        text = text_of(data)
        if text is None:
            raise Unreadable(
                "{file} is neither a PDF nor text in UTF-8.",
                hint="Save it as PDF, or as text with the encoding UTF-8.",
                file=name,
            )
        if not text.strip():
            raise Unreadable("{file} is empty.", hint="Ask the candidate for it.", file=name)
        return DossierText(MARKDOWN if ending in _MARKDOWN_ENDINGS else TEXT, pages_of(text))

    def first_pages(self, data: bytes, count: int) -> bytes:
        """A PDF of the first `count` pages with nothing in it but what is printed on them.

        Raises:
            Unreadable: not a PDF, encrypted or damaged.
            ValueError: `count` is below 1, a fault of the program.
        """
        if count < 1:
            raise ValueError("a dossier has at least one page")
        if not _is_pdf(data):
            raise _damaged(_ANY_NAME)
        return self._ask(("pages", str(count)), data, _ANY_NAME, MAX_PDF_BYTES)

    def survey(self, data: bytes, name: str, count: int) -> DossierSurvey:
        """Everything that can be searched in a dossier of which the panel gets `count` pages.

        Raises:
            Unreadable: as `read` does.
        """
        if not _is_pdf(data):
            return DossierSurvey(pages=self.read(data, name).pages)
        answer = self._ask(("survey", str(count)), data, name, MAX_SURVEY_BYTES)
        return _parsed(_SURVEY, answer, name)

    def _pdf_pages(self, data: bytes, name: str) -> tuple[tuple[str, ...], ...]:
        return _parsed(_PAGES, self._ask(("text",), data, name, MAX_TEXT_BYTES), name)

    def _ask(self, arguments: tuple[str, ...], data: bytes, name: str, limit: int) -> bytes:
        answer = run_child((*self._command, *arguments), data, self._seconds, limit)
        if answer.status == 0:
            return answer.output
        raise _reason(answer, name)


def _parsed(form: TypeAdapter[_AnswerT], answer: bytes, name: str) -> _AnswerT:
    """What the child answered, if it has the form that it should have."""
    try:
        return form.validate_json(answer)
    except ValidationError as error:
        raise _damaged(name) from error


def _is_pdf(data: bytes) -> bool:
    return _PDF_MARK in data[:_MARK_WITHIN]


def _reason(answer: Answer, name: str) -> Unreadable:
    if answer.status == ENCRYPTED:
        return Unreadable(
            "{file} is protected with a password.",
            hint="Ask the candidate for a PDF without password.",
            file=name,
        )
    if answer.status == EMPTY:
        return Unreadable(
            "{file} is a PDF without pages.", hint="Ask the candidate for it again.", file=name
        )
    if answer.status == DAMAGED:
        return _damaged(name)
    return Unreadable(
        "{file} takes too much time or memory to read.",
        hint="Print it to a new PDF, or ask the candidate for a simpler one.",
        file=name,
    )


def _damaged(name: str) -> Unreadable:
    return Unreadable(
        "{file} is a damaged PDF.", hint="Ask the candidate for the file again.", file=name
    )
