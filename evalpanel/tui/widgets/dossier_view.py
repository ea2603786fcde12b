"""A dossier to read: paragraphs with their page and number, one of them under the cursor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from evalpanel.domain.dossier import MARKDOWN
from evalpanel.domain.text import clean_text, one_line
from evalpanel.language import Words, _
from evalpanel.tui.msgids import msgid
from evalpanel.usecases.dossiers import Dossier

_FIRST_WORDS = 6


@dataclass(frozen=True)
class Passage:
    """A paragraph and where it stands."""

    dossier: str
    page: int
    number: int
    text: str
    is_heading: bool = False

    def reference(self, words: Words, *, with_title: bool) -> str:
        """Such as `p. 1 ¶3 “First words …”`, in the language of the tender."""
        first = " ".join(one_line(self.text).split()[:_FIRST_WORDS])
        place = words("p. {page} ¶{number}", page=self.page, number=self.number)
        title = f"{self.dossier}, " if with_title else ""
        return f"{title}{place} “{first} …”"


class DossierView(VerticalScroll, can_focus=True):
    """Up and down go from paragraph to paragraph, through long ones line by line."""

    DEFAULT_CSS = """
    DossierView {
        .passage { height: auto; margin-bottom: 1; padding: 0 1; }
        .passage.-here { background: $marked; }
        .page-mark { color: $quiet; }
        .question { color: $quiet; margin-bottom: 1; padding: 0 1; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "step(1)", msgid("Next paragraph"), show=False),
        Binding("up", "step(-1)", msgid("Paragraph before"), show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        """Show nothing yet."""
        super().__init__(id=id, classes="pane")
        self.passages: tuple[Passage, ...] = ()
        self.has_many = False
        self._shown: list[Static] = []
        self._here = 0
        self._title = ""
        self.hint = ""
        """What the lower border says."""

    def show(self, title: str, question: str, dossiers: Sequence[Dossier]) -> None:
        """Show dossiers under a question; the title is followed by the page."""
        self._title = title
        self.has_many = len(dossiers) > 1
        self.passages = tuple(p for dossier in dossiers for p in _passages(dossier))
        self._here = 0
        self.remove_children()
        self._shown = [Static(_paragraph(p), classes="passage") for p in self.passages]
        head = Static(Content(clean_text(question)), classes="question")
        self.mount(head, *self._with_marks(dossiers))
        self.scroll_home(animate=False)
        self._mark()

    @property
    def here(self) -> Passage | None:
        """The paragraph under the cursor."""
        return self.passages[self._here] if self.passages else None

    def action_step(self, direction: int) -> None:
        """Go to another paragraph, after scrolling through the rest of a long one."""
        if not self.passages:
            return
        if self._scrolls_within(direction):
            self.scroll_relative(y=3 * direction, animate=False)
            return
        self._here = min(max(self._here + direction, 0), len(self.passages) - 1)
        self._mark()
        self._shown[self._here].scroll_visible(animate=False, top=direction < 0)
        if self._here == 0:
            self.scroll_home(animate=False)

    def _scrolls_within(self, direction: int) -> bool:
        """Whether a part of the paragraph is out of sight on the side we are going to."""
        region = self._shown[self._here].virtual_region
        if direction > 0:
            return region.bottom > self.scroll_offset.y + self.scrollable_content_region.height
        return region.y < self.scroll_offset.y

    def _with_marks(self, dossiers: Sequence[Dossier]) -> list[Static]:
        """The paragraphs with a line before every page, and what was withheld after the last."""
        shown: list[Static] = []
        for passage, paragraph in zip(self.passages, self._shown, strict=True):
            if passage.number == 1:
                words = _("{title}, page {page}", title=passage.dossier, page=passage.page)
                shown.append(Static(Content(f"── {words} ──"), classes="page-mark"))
            shown.append(paragraph)
        for dossier in dossiers:
            count = dossier.part.withheld
            if count:
                words = _("{count} pages beyond the limit were withheld.", count=count)
                shown.append(Static(Content(f"▲ {words}"), classes="page-mark"))
        if not dossiers:
            shown.append(Static(Content(_("There is no dossier for this item."))))
        return shown

    def _mark(self) -> None:
        for index, paragraph in enumerate(self._shown):
            paragraph.set_class(index == self._here, "-here")
        here = self.here
        pages = len({(p.dossier, p.page) for p in self.passages})
        place = _("page {page}/{pages}", page=here.page, pages=pages) if here else ""
        name = here.dossier if here and here.dossier not in self._title else ""
        self.border_title = Content(" · ".join(p for p in (self._title, place, name) if p))
        self.border_subtitle = Content(self.hint)


def _passages(dossier: Dossier) -> list[Passage]:
    return [
        Passage(one_line(dossier.title), page, number, *_heading(dossier, text))
        for page, paragraphs in enumerate(dossier.pages, 1)
        for number, text in enumerate(paragraphs, 1)
    ]


def _heading(dossier: Dossier, text: str) -> tuple[str, bool]:
    """The text without the marks of a Markdown heading, and whether it had them."""
    plain = text.lstrip("#")
    is_heading = dossier.part.media == MARKDOWN and plain != text and "\n" not in text
    return (plain.strip(), True) if is_heading else (text, False)


def _paragraph(passage: Passage) -> Content:
    text = Content(clean_text(passage.text))
    words = text.stylize("bold") if passage.is_heading else text
    return Content(f"¶{passage.number} ").stylize("dim") + words
