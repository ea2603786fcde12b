"""PDFs that want something: to run, to open, to follow, to hide, or to take all memory and time."""

import io
import zlib
from collections.abc import Callable
from functools import cache

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from reportlab.pdfgen import canvas

NAME = "Kadeveld"
ESCAPE = "\x1b]0;Kadeveld\x07\x1b[31m"
BIDI = "\u202eKadeveld\u202c"
MEGABYTE = bytes(1 << 20)


@cache
def bomb(size: int = 400) -> bytes:
    """That many megabytes of nothing in a thousandth of it, made without unpacking them."""
    packing = zlib.compressobj(9, wbits=-15)
    piece = packing.compress(MEGABYTE) + packing.flush(zlib.Z_FULL_FLUSH)
    check = zlib.adler32(b"")
    for _ in range(size):
        check = zlib.adler32(MEGABYTE, check)
    return b"\x78\xda" + piece * size + b"\x03\x00" + check.to_bytes(4)


def plain(text: str = "Wij werken met een vast team.", pages: int = 2) -> bytes:
    """A PDF with a line on every page."""
    out = io.BytesIO()
    drawing = canvas.Canvas(out, invariant=1)
    for _ in range(pages):
        drawing.drawString(72, 700, text)
        drawing.showPage()
    drawing.save()
    return out.getvalue()


def changed(change: Callable[[Pdf], None], data: bytes = b"") -> bytes:
    """The plain PDF with a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data or plain())) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def _dictionary(**keys: object) -> Dictionary:
    return Dictionary({f"/{key}": value for key, value in keys.items()})


def _annotated(pdf: Pdf, **keys: object) -> None:
    note = _dictionary(Type=Name.Annot, Rect=Array([0, 0, 99, 99]), **keys)
    pdf.pages[0].Annots = Array([pdf.make_indirect(note)])


def _linked(pdf: Pdf, **action: object) -> None:
    _annotated(pdf, Subtype=Name.Link, A=_dictionary(**action))


def _opens(pdf: Pdf, **action: object) -> None:
    pdf.Root.OpenAction = _dictionary(**action)


def _rich(pdf: Pdf) -> None:
    asset = pdf.make_indirect(Stream(pdf, b"SWF Kadeveld"))
    content = Dictionary(Assets=Dictionary(Names=Array([String("Kadeveld.swf"), asset])))
    _annotated(pdf, Subtype=Name.RichMedia, RichMediaContent=content)


def _form(pdf: Pdf) -> None:
    field = Dictionary(
        FT=Name.Tx, T=String("field"), V=String(NAME), Type=Name.Annot, Subtype=Name.Widget,
        Rect=Array([0, 0, 9, 9]),
    )  # fmt: skip
    field = pdf.make_indirect(field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=Stream(pdf, b"<xfa>Kadeveld</xfa>"))
    pdf.pages[0].Annots = Array([field])


def _attached(pdf: Pdf) -> None:
    pdf.attachments["Kadeveld.txt"] = b"Kadeveld"


def _drawn(pdf: Pdf, name: str, **keys: object) -> Stream:
    """Something drawn on the first page."""
    drawing = Stream(pdf, b"0 0 10 10 re f", Type=Name.XObject, **keys)
    pdf.pages[0].Resources = Dictionary(
        XObject=Dictionary({f"/{name}": pdf.make_indirect(drawing)})
    )
    pdf.pages[0].Contents = Stream(pdf, f"/{name} Do".encode())
    return drawing


def _refers_elsewhere(pdf: Pdf) -> None:
    _drawn(
        pdf, "Fm", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
        Ref=Dictionary(F=String("//kadeveld.example/x.pdf"), Page=0),
    )  # fmt: skip


def _takes_from_elsewhere(pdf: Pdf) -> None:
    drawing = _drawn(pdf, "Fm", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    drawing.F = Dictionary(FS=Name.URL, F=String("http://kadeveld.example/x"))


def _postscript(pdf: Pdf) -> None:
    _drawn(pdf, "Ps", Subtype=Name.PS).write(b"(Kadeveld) run")


def _photographed(pdf: Pdf) -> None:
    notes = b"\xff\xe1\x00\x12Exif\0\0Kadeveld\0\0" + b"\xff\xfe\x00\x0aKadeveld"
    picture = _drawn(
        pdf, "Im", Subtype=Name.Image, Width=1, Height=1, ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )  # fmt: skip
    picture.write(
        b"\xff\xd8\xff\xe0\x00\x04\0\0" + notes + b"\xff\xda\x00\x02\x00\xff\xd9",
        filter=Name.DCTDecode,
    )


def _escapes(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = ESCAPE
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(ESCAPE, 0))


JS = {"S": Name.JavaScript, "JS": String(f"app.alert('{NAME}')")}
ACTIVE: dict[str, bytes] = {
    "javascript at opening": changed(lambda pdf: _opens(pdf, **JS)),
    "javascript of a page": changed(
        lambda pdf: pdf.pages[0].obj.__setitem__("/AA", Dictionary(O=_dictionary(**JS)))
    ),
    "javascript of the file": changed(
        lambda pdf: pdf.Root.__setitem__("/AA", Dictionary(WC=_dictionary(**JS)))
    ),
    "javascript by name": changed(
        lambda pdf: pdf.Root.__setitem__(
            "/Names",
            Dictionary(JavaScript=Dictionary(Names=Array([String(NAME), _dictionary(**JS)]))),
        )
    ),
    "launch": changed(lambda pdf: _opens(pdf, S=Name.Launch, F=String("Kadeveld.exe"))),
    "link to a site": changed(
        lambda pdf: _linked(pdf, S=Name.URI, URI=String("https://kadeveld.example/"))
    ),
    "link to a file": changed(
        lambda pdf: _linked(pdf, S=Name.GoToR, F=String("//kadeveld.example/x.pdf"), D=Array([0]))
    ),
    "submit": changed(
        lambda pdf: _linked(pdf, S=Name.SubmitForm, F=String("https://kadeveld.example/"))
    ),
    "import": changed(lambda pdf: _linked(pdf, S=Name.ImportData, F=String("Kadeveld.fdf"))),
    "chained": changed(lambda pdf: _linked(pdf, S=Name.GoTo, D=Array([0]), Next=_dictionary(**JS))),
    "rich media": changed(_rich),
    "form and xfa": changed(_form),
    "attachment": changed(_attached),
    "reference to another file": changed(_refers_elsewhere),
    "stream of another file": changed(_takes_from_elsewhere),
    "postscript": changed(_postscript),
    "notes in a photograph": changed(_photographed),
    "escapes in properties and bookmarks": changed(_escapes),
}
"""PDFs that can be read, with something in them that acts or tells."""


def _parts(*objects: str, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF put together by hand, so that it may hold what no library writes."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size "
    return out + f"{end}{len(places) + 1} {trailer}>>\nstartxref\n{len(out)}\n%%EOF\n".encode()


_CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]{}>>"


def _one_page(page: str, *more: str) -> bytes:
    pages = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return _parts(_CATALOG, pages, _PAGE.format(page), *more)


def _packed(data: bytes, **keys: object) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        stream = Stream(pdf, b"")
        stream.write(data, filter=Name.FlateDecode)
        for key, value in keys.items():
            stream[f"/{key}"] = value
        pdf.pages[0].Contents = pdf.make_indirect(stream)

    return change


def beside(packed: bytes) -> Callable[[Pdf], None]:
    """A stream that no page shows."""

    def change(pdf: Pdf) -> None:
        stream = Stream(pdf, b"")
        stream.write(packed, filter=Name.FlateDecode)
        pdf.Root.PieceInfo = pdf.make_indirect(stream)

    return change


def _many_pages(pdf: Pdf) -> None:
    for _ in range(3_000):
        pdf.pages.append(pdf.pages[0])


def _huge_picture(pdf: Pdf) -> None:
    picture = _drawn(
        pdf, "Im", Subtype=Name.Image, Width=10**6, Height=10**6, ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
    )  # fmt: skip
    picture.write(bomb(), filter=Name.FlateDecode)


def _draws_itself(pdf: Pdf) -> None:
    drawing = _drawn(pdf, "Fm", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    own = pdf.pages[0].Resources.XObject.Fm
    own.write(b"/Fm Do /Fm Do")
    own.Resources = Dictionary(XObject=Dictionary(Fm=own))
    del drawing


def _names_in_circles(pdf: Pdf) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.Names = Dictionary(EmbeddedFiles=node, Dests=node)
    item = pdf.make_indirect(Dictionary(Title=String(NAME)))
    item.Next = item
    item.First = item
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))


def _locked(owner: str, user: str) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(plain())) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner=owner, user=user))
    return out.getvalue()


GREEDY: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"%PDF-",
    "half": lambda: plain()[: len(plain()) // 2],
    "without end": lambda: plain()[:-60],
    "without start": lambda: b"%PDF-1.4\n" + plain()[200:],
    "noise": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400,
    "another kind of file before it": lambda: b"<script>Kadeveld</script>" + plain(),
    "locked": lambda: _locked("geheim", "geheim"),
    "locked for changes only": lambda: _locked("geheim", ""),
    "page tree in a circle": lambda: _parts(_CATALOG, "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "page that is its own parent": lambda: _parts(
        _CATALOG, "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 3 0 R>>"
    ),
    "two billion pages": lambda: _parts(_CATALOG, "<</Type/Pages/Kids[]/Count 2147483647>>"),
    "fewer than no pages": lambda: _parts(_CATALOG, "<</Type/Pages/Kids[]/Count -5>>"),
    "reference to itself": lambda: _one_page("/Contents 4 0 R", "4 0 R"),
    "length of itself": lambda: _one_page(
        "/Contents 4 0 R", "<</Length 4 0 R>>\nstream\nKadeveld\nendstream"
    ),
    "filter without end": lambda: _one_page(
        "/Contents 4 0 R",
        f"<</Length 8/Filter[{'/FlateDecode' * 5000}]>>\nstream\nKadeveld\nendstream",
    ),
    "deep arrays": lambda: _one_page("/Contents " + "[" * 100_000 + "]" * 100_000),
    "deep dictionaries": lambda: _one_page("/X " + "<</X " * 50_000 + "1" + ">>" * 50_000),
    "page of no size": lambda: _one_page("/MediaBox[0 0 1e38 1e38]/UserUnit 1e38"),
    "catalog that is missing": lambda: _parts("<</Type/Pages>>", trailer="/Root 9 0 R"),
    "table that points at itself": lambda: _parts(
        _CATALOG, "<</Type/Pages/Kids[]/Count 0>>", trailer="/Root 1 0 R/Prev 9"
    ),
    "bomb on a page": lambda: changed(_packed(bomb(20))),
    "bomb in a bomb": lambda: changed(
        _packed(zlib.compress(bomb(20)), Filter=Array([Name.FlateDecode] * 2))
    ),
    "bomb beside the pages": lambda: changed(beside(bomb())),
    "picture of a million by a million": lambda: changed(_huge_picture),
    "three thousand pages": lambda: changed(_many_pages),
    "drawing of itself": lambda: changed(_draws_itself),
    "names in circles": lambda: changed(_names_in_circles),
    "a million saved states": lambda: changed(_packed(zlib.compress(b"q " * 1_000_000))),
    "a million letters": lambda: changed(
        _packed(zlib.compress(b"BT /F1 9 Tf " + b"(Kadeveld) Tj " * 125_000 + b"ET"))
    ),
}
"""PDFs that are damaged, locked or without measure."""


def planted(pdf: Pdf) -> None:
    """The name in every place that a PDF has beside its pages."""
    pdf.docinfo["/Author"] = NAME
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [NAME]
    pdf.attachments["Kadeveld.txt"] = b"door Kadeveld"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(NAME, 0))
    link = Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]),
        Contents=String(NAME),
        A=Dictionary(S=Name.URI, URI=String("https://kadeveld.nl/")),
    )  # fmt: skip
    field = Dictionary(FT=Name.Tx, T=String("x"), V=String(NAME))
    pdf.pages[0].Annots = Array([pdf.make_indirect(link)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]))
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert('Kadeveld')"))
    pdf.Root.PieceInfo = Dictionary(X=String(NAME))
