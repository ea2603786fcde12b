"""Dossiers: what a candidate handed in, and the part of it that assessors see."""

from dataclasses import dataclass

from evalpanel.domain.errors import Sentence
from evalpanel.domain.model import Model

PDF = "application/pdf"
MARKDOWN = "text/markdown"
TEXT = "text/plain"


_AS_THE_PDF_HAS_THEM = Sentence("pages as the PDF has them")
_BY_FORM_FEED = Sentence("a page of text ends at a form feed")


def count_method(media: str) -> Sentence:
    """How the pages of a dossier of this media type are counted (R-23)."""
    return _AS_THE_PDF_HAS_THEM if media == PDF else _BY_FORM_FEED


@dataclass(frozen=True)
class DossierText:
    """The words of a dossier: its media type and the paragraphs of each page."""

    media: str
    pages: tuple[tuple[str, ...], ...]


class DossierSurvey(Model):
    """Everything in a dossier that can be searched for names, and pictures to look at."""

    pages: tuple[tuple[str, ...], ...]
    """The words, as `DossierText` has them."""
    handed_in: tuple[tuple[str, str], ...] = ()
    """Place and text of everything else in the file: properties, links, attachments and so on."""
    kept: tuple[tuple[str, str], ...] = ()
    """The same of the file that the panel gets."""
    images: tuple[int, ...] = ()
    """Pages with a picture, in which no word can be searched."""
    complete: bool = True
    """Whether all could be searched."""


class HandedIn(Model):
    """A dossier as it was handed in, known by the hash of its bytes."""

    dossier: str
    lot: str
    """`*`, or the lot that this version is for."""
    file: str
    media: str
    sha256: str
    pages: int
    read: bool
    """Whether the panel sees it; False for a dossier that is not scored (R-5)."""


class DossierPart(Model):
    """A dossier in a package: known by code, as the panel sees it."""

    candidate: str
    lot: str
    dossier: str
    media: str
    original_sha256: str
    pages: int
    withheld: int
    """Pages beyond the announced limit, not in the package (R-23)."""
    text: str
    """SHA-256 of the text part: canonical JSON, a list of pages, each a list of paragraphs."""
    document: str | None
    """SHA-256 of the PDF part without metadata, where the dossier is a PDF."""
