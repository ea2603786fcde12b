"""Reading dossiers: PDF, Markdown and text, and everything that pretends to be one."""

import io
import json
import os
import sys
from collections.abc import Callable, Sequence

import pikepdf
import pytest
from reportlab.lib.styles import (
    getSampleStyleSheet,
)
from reportlab.platypus import (
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
)

from evalpanel.domain.dossier import MARKDOWN, PDF, TEXT
from evalpanel.domain.errors import Unreadable
from evalpanel.exchange.child_process import run_child
from evalpanel.exchange.dossier_reader import ChildDossierReader

SENTENCE = "Wij werken met een vast team dat elke week met bewoners kijkt naar de flat. "
READER = ChildDossierReader()


@pytest.fixture(scope="session")
def pdf() -> bytes:
    out, styles = io.BytesIO(), getSampleStyleSheet()
    document = SimpleDocTemplate(out, title="Van Dijk BV", author="Van Dijk", invariant=1)
    story = [
        Paragraph("1. Aanpak", styles["Heading1"]),
        Paragraph(SENTENCE * 4, styles["BodyText"]),
        Paragraph('<a href="https://vandijk.example/">Eén prijs: €&nbsp;12</a>', styles["Normal"]),
        PageBreak(),
        Paragraph("2. Team", styles["Heading1"]),
        Paragraph("Wij bouwen duur-<br/>zaam en CO2-<br/>arm.", styles["BodyText"]),
        PageBreak(),
        Paragraph("3. Planning", styles["Heading1"]),
    ]
    document.build(story)
    return out.getvalue()


def edited(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def child(code: str, seconds: float = 20) -> ChildDossierReader:
    """A reader whose child runs this code."""
    return ChildDossierReader((sys.executable, "-c", code), seconds)


def test_a_pdf_gives_its_headings_and_paragraphs_per_page(pdf: bytes) -> None:
    read = READER.read(pdf, "aanpak.pdf")
    assert read.media == PDF
    assert read.pages == (
        ("1. Aanpak", (SENTENCE * 4).strip(), "Eén prijs: € 12"),
        ("2. Team", "Wij bouwen duurzaam en CO2-arm."),
        ("3. Planning",),
    )


def test_content_decides_and_not_the_name(pdf: bytes) -> None:
    assert READER.read(pdf, "aanpak.txt").media == PDF
    assert READER.read(b"tekst", "aanpak").media == TEXT


@pytest.mark.parametrize("data", [b"", b"Beste mensen", b"PK\x03\x04", b"\x89PNG\r\n"])
def test_what_is_not_the_pdf_it_claims_to_be_is_named(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"plan\.PDF is not the PDF it claims to be"):
        READER.read(data, "plan.PDF")


@pytest.mark.parametrize("name", ["plan.docx", "plan.txt"])
@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\x00", "één".encode("utf-16"), b"caf\xe9"])
def test_other_contents_and_encodings_are_named(name: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match="neither a PDF nor text in UTF-8"):
        READER.read(data, name)


def test_an_empty_text_is_named() -> None:
    with pytest.raises(Unreadable, match=r"plan\.md is empty"):
        READER.read("\ufeff \n\f\n".encode(), "plan.md")


def test_a_damaged_pdf_is_named(pdf: bytes) -> None:
    for data in (b"%PDF-1.7\nnothing", pdf[:60], b"%PDF-" + bytes(1000)):
        with pytest.raises(Unreadable, match=r"plan\.pdf is a damaged PDF"):
            READER.read(data, "plan.pdf")


def test_a_cut_or_changed_pdf_is_read_or_refused_but_never_more(pdf: bytes) -> None:
    for cut in range(500, len(pdf), 900):
        for data in (pdf[:cut], pdf[:cut] + b"\xff" * 40 + pdf[cut + 40 :]):
            try:
                assert READER.read(data, "plan.pdf").pages
            except Unreadable as error:
                assert "plan.pdf" in str(error)  # noqa: PT017 - both outcomes are right


def test_an_encrypted_pdf_is_named(pdf: bytes) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(user="geheim", owner="geheim"))
    with pytest.raises(Unreadable, match="protected with a password"):
        READER.read(out.getvalue(), "plan.pdf")
    with pytest.raises(Unreadable, match="protected with a password"):
        READER.first_pages(out.getvalue(), 1)


def test_a_pdf_without_pages_is_named(pdf: bytes) -> None:
    empty = edited(pdf, lambda document: document.pages.__delitem__(slice(None)))
    with pytest.raises(Unreadable, match="without pages"):
        READER.read(empty, "plan.pdf")
    with pytest.raises(Unreadable, match="without pages"):
        READER.first_pages(empty, 1)


def test_markdown_gives_paragraphs_and_form_feeds_give_pages() -> None:
    text = (
        "\ufeff# Aanpak\nWij werken\r\nsamen.\n\n- een\n- twee\n  vervolg\n1. drie\n"
        "| a | b |\n| 1 | 2 |\n\n\f\nPagina twee\n\f"
    )
    read = READER.read(text.encode(), "plan.md")
    assert read.media == MARKDOWN
    assert read.pages == (
        (
            "# Aanpak",
            "Wij werken samen.",
            "- een",
            "- twee vervolg",
            "1. drie",
            "| a | b |",
            "| 1 | 2 |",
        ),
        ("Pagina twee",),
    )


def test_an_empty_page_between_others_is_kept() -> None:
    assert READER.read(b"een\f\fdrie", "plan.txt").pages == (("een",), (), ("drie",))


def test_the_first_pages_are_kept_and_no_more(pdf: bytes) -> None:
    for count, kept in ((1, 1), (2, 2), (3, 3), (99, 3)):
        pages = READER.read(READER.first_pages(pdf, count), "p.pdf").pages
        assert pages == READER.read(pdf, "p.pdf").pages[:kept]


def test_the_same_pdf_gives_the_same_first_pages(pdf: bytes) -> None:
    assert READER.first_pages(pdf, 2) == READER.first_pages(pdf, 2)


def test_first_pages_need_a_pdf_and_a_number(pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        READER.first_pages(b"tekst", 1)
    with pytest.raises(ValueError, match="at least one"):
        READER.first_pages(pdf, 0)


def planted(document: pikepdf.Pdf) -> None:
    """Put a name in every place beside the page that can hold one."""
    document.attachments["prijs.txt"] = b"NAAM in bijlage"
    document.Root.OpenAction = pikepdf.Dictionary(
        S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert('NAAM')")
    )
    with document.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("NAAM", 0))
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = ["NAAM"]
    document.docinfo["/Author"] = "NAAM"
    page = document.pages[0]
    page.PieceInfo = pikepdf.Dictionary(X=pikepdf.String("NAAM"))
    page.AA = pikepdf.Dictionary(
        O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("NAAM"))
    )
    page.Resources.XObject = pikepdf.Dictionary(Fm=form(document))


def form(document: pikepdf.Pdf) -> pikepdf.Object:
    """A drawing with metadata of its own."""
    drawing = pikepdf.Stream(document, b"0 0 10 10 re f")
    drawing.Type, drawing.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    drawing.BBox = pikepdf.Array([0, 0, 10, 10])
    drawing.Metadata = document.make_indirect(pikepdf.Stream(document, b"<x>NAAM</x>"))
    drawing.PieceInfo = pikepdf.Dictionary(X=pikepdf.String("NAAM"))
    return document.make_indirect(drawing)


def everything_in(data: bytes) -> bytes:
    """All objects of a PDF with their streams unpacked."""
    with pikepdf.open(io.BytesIO(data)) as document:
        found = [document.trailer.unparse(resolved=True)]
        for item in document.objects:
            found.append(item.unparse(resolved=True))
            if isinstance(item, pikepdf.Stream):
                found.append(item.read_bytes())
    return b"\n".join(found)


def test_nothing_but_what_is_printed_survives(pdf: bytes) -> None:
    source = edited(pdf, planted)
    before, after = everything_in(source), everything_in(READER.first_pages(source, 3))
    hidden = (b"NAAM", b"vandijk.example", b"/JavaScript", b"/Annots", b"/Metadata")
    assert [name for name in hidden if name not in before] == []
    assert [name for name in hidden if name in after] == []


def test_keys_that_a_page_inherits_are_kept(pdf: bytes) -> None:
    def inherit(document: pikepdf.Pdf) -> None:
        document.Root.Pages.MediaBox = pikepdf.Array([0, 0, 300, 400])
        document.Root.Pages.Rotate = 90
        for page in document.pages:
            del page.obj["/MediaBox"]
            if "/Rotate" in page.obj:
                del page.obj["/Rotate"]

    with pikepdf.open(io.BytesIO(READER.first_pages(edited(pdf, inherit), 1))) as document:
        assert [int(number) for number in document.pages[0].mediabox] == [0, 0, 300, 400]
        assert document.pages[0].obj.Rotate == 90


def test_a_child_that_hangs_is_stopped(pdf: bytes) -> None:
    reader = child("import threading; threading.Event().wait()", seconds=0.3)
    with pytest.raises(Unreadable, match="too much time or memory"):
        reader.read(pdf, "bom.pdf")


def test_a_child_that_writes_without_end_is_stopped() -> None:
    code = "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 65536)"
    answer = run_child((sys.executable, "-c", code), b"", 30, 1 << 20)
    assert answer.status is None
    assert answer.output == b""


@pytest.mark.parametrize("code", ["import os; os.abort()", "raise MemoryError"])
def test_a_child_that_dies_is_told_in_one_sentence(pdf: bytes, code: str) -> None:
    with pytest.raises(Unreadable, match=r"bom\.pdf takes too much"):
        child(code).read(pdf, "bom.pdf")


def test_a_child_that_answers_nonsense_is_told(pdf: bytes) -> None:
    with pytest.raises(Unreadable, match="damaged"):
        child("print('nonsense')").read(pdf, "bom.pdf")


def test_a_child_may_end_before_it_has_read_everything() -> None:
    answer = run_child((sys.executable, "-c", "print(1)"), bytes(8 << 20), 30, 100)
    assert answer.status == 0
    assert answer.output.strip() == b"1"


def test_a_child_gets_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVALPANEL_PASSPHRASE", "geheim")
    code = "import json, os; print(json.dumps(dict(os.environ)))"
    answer = run_child((sys.executable, "-c", code), b"", 30, 100_000)
    assert "EVALPANEL_PASSPHRASE" not in json.loads(answer.output)


@pytest.mark.skipif(os.name != "posix", reason="this system sets no memory limit")
def test_a_child_has_a_memory_limit() -> None:
    code: Sequence[str] = (
        "from evalpanel.exchange.dossier_child import _limit_process",
        "_limit_process()",
        "bytearray(2 << 30)",
    )
    answer = run_child((sys.executable, "-c", "\n".join(code)), b"", 30, 100)
    assert answer.status == 1
