"""Dossiers in Markdown or plain text: pages end at a form feed, paragraphs at a blank line."""

import re

_HEADING = re.compile(r"#{1,6}\s")
_STARTS = re.compile(r"#{1,6}\s|([-*+•]|\d{1,3}[.)])\s|\||>|```|~~~")
"""What begins a heading, list item, table row, quotation or code."""
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def text_of(data: bytes) -> str | None:
    """The text of UTF-8 bytes, with or without byte order mark; None for any other content."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return None if _CONTROL.search(text) else text.replace("\r\n", "\n").replace("\r", "\n")


def pages_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The paragraphs of each page; headings, list items and table rows stand alone."""
    return tuple(_paragraphs(page) for page in text.rstrip("\f\n ").split("\f"))


def _paragraphs(page: str) -> tuple[str, ...]:
    found: list[str] = []
    joins = False
    for line in (line.strip() for line in page.split("\n")):
        if not line or not joins or _STARTS.match(line):
            found.append(line)
        else:
            found[-1] += f" {line}"
        joins = bool(line) and not _HEADING.match(line)
    return tuple(paragraph for paragraph in found if paragraph)
