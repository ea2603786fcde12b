"""A PDF reduced to its first pages and what is printed on them; runs in a process of its own."""

import io

import pikepdf

from evalpanel.exchange.jpeg import picture_only

_PAGE_KEYS = frozenset(
    {
        "/Type",
        "/Parent",
        "/Contents",
        "/Resources",
        "/MediaBox",
        "/CropBox",
        "/Rotate",
        "/UserUnit",
        "/Group",
    }
)
_INHERITED = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_HIDDEN_KEYS = (
    "/Metadata", "/PieceInfo", "/LastModified", "/AA", "/AF", "/OPI", "/Measure", "/Ref",
    "/Alternates", "/StructParent", "/StructParents",
)  # fmt: skip
_ELSEWHERE = ("/F", "/FFilter", "/FDecodeParms", "/Level1")
"""Keys with which a stream takes its content from somewhere else."""
_DEEPEST = 64


class NoPagesError(Exception):
    """The PDF is sound but has no page."""


def first_pages(data: bytes, count: int) -> bytes:
    """A new PDF of the first `count` pages; the same input gives the same bytes.

    Only page contents and what they draw with are taken over: no metadata, attachments, scripts,
    links, forms, comments, bookmarks or thumbnails.

    Raises:
        NoPagesError: there is no page to keep.
        PasswordError: a password is needed.
        PdfError: the file cannot be read.
    """
    with pikepdf.open(io.BytesIO(data)) as source, pikepdf.new() as target:
        if not len(source.pages):
            raise NoPagesError
        for page in list(source.pages)[:count]:
            _reduce(page.obj)
            target.pages.append(page)
        _strip_objects(target)
        out = io.BytesIO()
        target.remove_unreferenced_resources()
        target.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            recompress_flate=False,
        )
    return out.getvalue()


def _reduce(page: pikepdf.Object) -> None:
    """Keep the keys of a page that print something, inherited ones included."""
    for key in _INHERITED:
        value = _inherited(page, key)
        if value is not None:
            page[key] = value
    for key in list(page.keys()):
        if key not in _PAGE_KEYS:
            del page[key]


def _inherited(page: pikepdf.Object, key: str) -> pikepdf.Object | None:
    node: pikepdf.Object | None = page
    for _ in range(_DEEPEST):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return node.get(key) if node is not None else None


def _strip_objects(pdf: pikepdf.Pdf) -> None:
    """Take away what images and forms carry beside what they draw."""
    for item in pdf.objects:
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            for key in _HIDDEN_KEYS:
                if key in item:
                    del item[key]
        if isinstance(item, pikepdf.Stream):
            _strip_stream(item)
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]


def _strip_stream(stream: pikepdf.Stream) -> None:
    """A stream holds its own content, a photograph no more than its picture, and no PostScript."""
    for key in _ELSEWHERE:
        if key in stream:
            del stream[key]
    if str(stream.get("/Subtype", "")) == "/PS":
        stream.write(b"")
        stream.Subtype, stream.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 0, 0])
    elif stream.get("/Filter") == pikepdf.Name.DCTDecode:
        stream.write(picture_only(stream.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
