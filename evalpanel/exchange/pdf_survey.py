"""All that can be searched in a PDF, before and after it is reduced; in a process of its own."""

import io
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from evalpanel.exchange.pdf_passages import Passage, passages_of, readable_runs, within_limits
from evalpanel.exchange.pdf_text import pages_of

_DEEPEST_FORM = 8


def survey(data: bytes, reduced: bytes) -> dict[str, Any]:
    """The pages of words, every other passage, and what stays of it in the first pages.

    `handed_in` and `kept` are lists of place and text; `images` are page numbers, from 1.

    Raises:
        PdfError, PdfiumError: the file cannot be read.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        handed_in, all_of_it = within_limits(chain(passages_of(pdf), _earlier(data)))
    with pikepdf.open(io.BytesIO(reduced)) as pdf:
        kept, all_kept = within_limits(passages_of(pdf))
    return {
        "pages": pages_of(data),
        "handed_in": handed_in,
        "kept": kept,
        "images": _pages_with_images(reduced),
        "complete": all_of_it and all_kept,
    }


def _earlier(data: bytes) -> Iterator[Passage]:
    """What can be read in the bytes of the file: earlier versions and parts nothing points at."""
    return (("file", run) for run in readable_runs(data))


def _pages_with_images(data: bytes) -> list[int]:
    """The numbers of the pages that show a picture."""
    document = pypdfium2.PdfDocument(data)
    shown = []
    for number in range(len(document)):
        page = document[number]
        kinds = (pdfium.FPDF_PAGEOBJ_IMAGE,)
        if next(iter(page.get_objects(filter=kinds, max_depth=_DEEPEST_FORM)), None):
            shown.append(number + 1)
        page.close()
    return shown
