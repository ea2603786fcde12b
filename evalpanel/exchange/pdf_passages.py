"""Every string in a PDF, seen or not, for the search for names; runs in a process of its own.

`trust.md` 5: all objects are gone through one by one and references are never followed, since
pages and their parents point at each other.
"""

import re
import zlib
from collections.abc import Iterable, Iterator

import pikepdf

MOST_CHARACTERS = 8 << 20
"""Characters that are given back of one file; after them the search is not complete."""
_LONGEST_PASSAGE = 1 << 16
_LONGEST_STREAM = 32 << 20
_SHORTEST_RUN = 4
_PLAIN_RUN = re.compile(rb"[\x20-\x7e\t\xa0-\xff]{%d,}" % _SHORTEST_RUN)
_WIDE_RUN = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){%d,}" % _SHORTEST_RUN)
_WIDE_BIG_RUN = re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){%d,}" % _SHORTEST_RUN)
_PLACES = {
    "/Author": "properties", "/Title": "properties", "/Subject": "properties",
    "/Keywords": "properties", "/Creator": "properties", "/Producer": "properties",
    "/Company": "properties", "/URI": "link", "/JS": "script", "/F": "file name",
    "/UF": "file name", "/Desc": "file name", "/V": "form field", "/DV": "form field",
    "/TU": "form field", "/Contents": "comment", "/BaseFont": "font", "/FontName": "font",
    "/FontFamily": "font", "/ActualText": "spoken text", "/Alt": "spoken text",
}  # fmt: skip
_KINDS = {"/Metadata": "metadata", "/EmbeddedFile": "attachment", "/XRef": "", "/ObjStm": ""}

_OTHER, _STREAM, _IMAGE = "hidden part", "stream", "image"
_BOOKMARK, _FORM = "bookmark", "form field"
_OF_THE_FORMAT = (
    "Alternate Annots Ascent BBox BaseFont BitsPerComponent BlackIs1 CIDFontType0 CIDFontType2 "
    "CIDSystemInfo CIDToGIDMap CapHeight Catalog CharProcs ColorSpace Colors Columns Contents "
    "Count CropBox DCTDecode Decode DecodeParms Descent DescendantFonts DeviceCMYK DeviceGray "
    "DeviceN DeviceRGB Differences Domain Encoding ExtGState Filter First FirstChar Flags "
    "FlateDecode Font FontBBox FontDescriptor FontFile FontFile2 FontFile3 FontMatrix FontName "
    "Form FormType Function Functions Group Height ICCBased ID Image ImageB ImageC ImageI "
    "ImageMask Indexed Info Intent Interpolate ItalicAngle Kids Last LastChar Leading Length "
    "Length1 Length2 Length3 Mask Matrix MediaBox Metadata Name Next ObjStm Ordering Outlines PDF "
    "Page Pages PaintType Parent Pattern PatternType Predictor Prev ProcSet Properties Range "
    "Registry Resources Root Rotate SMask Separation Shading ShadingType Size StemH StemV Subtype "
    "Supplement Text TilingType ToUnicode Transparency TrueType Type Type0 Type1 Type3 UserUnit "
    "Widths Width WinAnsiEncoding XHeight XObject XRef XStep YStep"
)
_VOCABULARY = frozenset(_OF_THE_FORMAT.split())
"""What the format itself calls its parts; it betrays nobody."""

Passage = tuple[str, str]
"""A place in words of the program, and a text that stands there."""
UNREAD: Passage = ("", "")
"""Stands for something that is too long to be searched."""


def passages_of(pdf: pikepdf.Pdf) -> Iterator[Passage]:
    """The strings and names in every object, and what can be read in every stream."""
    yield from _strings(pdf.trailer.get("/Info", pikepdf.Dictionary()), "properties")
    for item in pdf.objects:
        yield from _strings(item, _OTHER)
        if isinstance(item, pikepdf.Stream):
            yield from _stream(item)


def readable_runs(data: bytes) -> Iterator[str]:
    """Runs of characters in bytes of any kind, one or two bytes each."""
    for match in _PLAIN_RUN.finditer(data):
        yield match.group().decode("latin-1")
    for match in _WIDE_RUN.finditer(data):
        yield match.group().decode("utf-16-le")
    for match in _WIDE_BIG_RUN.finditer(data):
        yield match.group().decode("utf-16-be")


def within_limits(found: Iterable[Passage]) -> tuple[list[Passage], bool]:
    """As many different passages as are given back, and whether these are all."""
    kept: dict[Passage, None] = {}
    room, complete = MOST_CHARACTERS, True
    for place, text in found:
        complete = complete and (place, text) != UNREAD
        for start in range(0, len(text), _LONGEST_PASSAGE):
            passage = (place, _whole_characters(text[start : start + _LONGEST_PASSAGE]))
            if passage in kept:
                continue
            room -= len(passage[1])
            if room < 0:
                return list(kept), False
            kept[passage] = None
    return list(kept), complete


def _whole_characters(text: str) -> str:
    """The text with half characters marked, so that it can be written as JSON."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _strings(item: pikepdf.Object, place: str) -> Iterator[Passage]:
    """What stands in one object; what it refers to has its own turn."""
    todo: list[tuple[str, pikepdf.Object | pikepdf.Dictionary]] = [(place, item)]
    while todo:
        place, found = todo.pop()
        if isinstance(found, pikepdf.Stream):
            found = found.stream_dict
        if isinstance(found, pikepdf.String):
            yield place, _text(found)
        elif isinstance(found, pikepdf.Name):
            yield from _named(str(found)[1:], place)
        elif isinstance(found, pikepdf.Dictionary):
            for key, value in found.items():
                yield from _named(str(key)[1:], place)
                if not _refers(value):
                    todo.append((_place(found, str(key), place), value))
        elif isinstance(found, pikepdf.Array):
            todo += [(place, value) for value in found if not _refers(value)]


def _named(name: str, place: str) -> Iterator[Passage]:
    if name not in _VOCABULARY:
        yield place, name


def _text(found: pikepdf.Object) -> str:
    """A string; marked as UTF-16 or UTF-8, or in the letters of PDF."""
    raw = bytes(found)
    return str(found) if raw[:3] == b"\xef\xbb\xbf" or raw[:2] in (b"\xfe\xff", b"\xff\xfe") else (
        _plain(found, raw)
    )  # fmt: skip


def _plain(found: pikepdf.Object, raw: bytes) -> str:
    """Bytes without a mark may be UTF-8 all the same."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return str(found)


def _refers(value: object) -> bool:
    return isinstance(value, pikepdf.Object) and value.is_indirect


def _place(parent: pikepdf.Dictionary, key: str, place: str) -> str:
    if key == "/Title" and ("/Dest" in parent or "/A" in parent or "/Parent" in parent):
        return _BOOKMARK
    if key == "/T" and ("/FT" in parent or "/Kids" in parent):
        return _FORM
    return _PLACES.get(key, place)


def _stream(stream: pikepdf.Stream) -> Iterator[Passage]:
    """What can be read in a stream: unpacked, or as it is where it cannot be unpacked."""
    place = _KINDS.get(str(stream.get("/Type", "")), _STREAM)
    if str(stream.get("/Subtype", "")) == "/Image":
        place = _IMAGE
    if not place:
        return
    data = _bytes(stream, unpacked=place != _IMAGE)
    if len(data) > _LONGEST_STREAM:
        yield UNREAD
    data = data[:_LONGEST_STREAM]
    if place in ("metadata", "attachment"):
        yield place, data.decode("utf-8", "ignore")
    for run in readable_runs(data):
        yield place, run


def _bytes(stream: pikepdf.Stream, *, unpacked: bool) -> bytes:
    """The content; an image stays packed, as its pixels hold no words but its header may."""
    packed = stream.read_raw_bytes()
    if not unpacked:
        return packed
    try:
        if stream.get("/Filter") == pikepdf.Name.FlateDecode and "/DecodeParms" not in stream:
            return zlib.decompressobj().decompress(packed, _LONGEST_STREAM + 1)
        return stream.read_bytes()
    except (pikepdf.PdfError, zlib.error):
        return packed
