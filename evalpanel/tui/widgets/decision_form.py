"""The decision of the panel on one item: score, reason, who agrees, and what is said beside it."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input, TextArea

from evalpanel.domain.criterion_rules import Scale
from evalpanel.domain.scale import allowed_text, codes_of, has_code, meaning_of
from evalpanel.language import _
from evalpanel.tui.meeting_notes import DraftDecision
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.widgets.step_choice import StepChoice
from evalpanel.tui.widgets.tick_box import TickBox
from evalpanel.tui.widgets.writing_area import WritingArea


class DecisionForm(VerticalScroll, can_focus=False):
    """Only scores of the scale can be chosen; nothing is filled in beforehand."""

    DEFAULT_CSS = """
    DecisionForm {
        #meaning { height: auto; max-height: 3; color: $quiet; }
        #range-score { width: 1fr; }
        TextArea { height: 2; }
        #reason { height: 4; }
        Plain.label { color: $secondary; height: 1; }
        .member { height: 1; }
        .member Plain { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
        .small { height: auto; }
    }
    """

    class Changed(Message):
        """Something in the form changed."""

    def __init__(self, scale: Scale, members: Sequence[str], needed_words: int) -> None:
        """A form for these members (names)."""
        super().__init__(id="decision", classes="pane")
        self._scale = scale
        self._members = tuple(members)
        self._needed = needed_words
        self._given: tuple[str, ...] = ()

    def compose(self) -> ComposeResult:
        """Score and meaning, reason, outside reason, members, remark, note."""
        codes = codes_of(self._scale) if self._scale.range is None else ()
        yield StepChoice(codes, id="score")
        yield Input(id="range-score", compact=True)
        yield Plain(id="meaning")
        yield Plain(id="reason-label", classes="label")
        yield WritingArea(id="reason")
        with Vertical(id="outside", classes="small"):
            yield Plain(_("▲ Nobody gave this score: why?"), classes="label")
            yield WritingArea(id="outside-reason")
        yield Plain(_("Who agrees? (F4: all)"), classes="label")
        for number, name in enumerate(self._members):
            with Horizontal(classes="member"):
                yield Plain(name)
                yield TickBox(_("present"), id=f"present-{number}")
                yield TickBox(_("agrees"), id=f"agrees-{number}")
        yield Plain(_("Minority view (in the report)"), classes="label")
        yield WritingArea(id="remark")
        yield Plain(_("Internal note"), classes="label")
        yield WritingArea(id="note")

    def show(self, draft: DraftDecision, scale: Scale, given: Sequence[str]) -> None:
        """Show a draft on a scale; `given` are the codes that the members gave."""
        self._scale, self._given = scale, tuple(given)
        is_range = scale.range is not None
        choice, number = self.query_one(StepChoice), self.query_one("#range-score", Input)
        choice.display, number.display = not is_range, is_range
        number.placeholder = allowed_text(scale)
        with self.prevent(Input.Changed, TextArea.Changed):
            choice.offer(() if is_range else codes_of(scale), draft.score)
            number.value = draft.score
            self._text("reason").text = draft.reason
            self._text("outside-reason").text = draft.outside_reason
            self._text("remark").text = draft.remark
            self._text("note").text = draft.internal_note
        for index, name in enumerate(self._members):
            self._box("present", index).value = name in draft.present
            self._box("agrees", index).value = name in draft.agrees
        self.scroll_home(animate=False)
        self._refresh_words()

    def draft(self) -> DraftDecision:
        """What stands in the form now."""
        return DraftDecision(
            score=self._score(),
            reason=self._text("reason").text,
            outside_reason=self._text("outside-reason").text if self._is_outside() else "",
            remark=self._text("remark").text,
            internal_note=self._text("note").text,
            present=self._ticked("present"),
            agrees=self._ticked("agrees"),
        )

    def focus_score(self) -> None:
        """Put the cursor on the score."""
        is_range = self._scale.range is not None
        (self.query_one("#range-score") if is_range else self.query_one(StepChoice)).focus()

    def all_agree(self) -> None:
        """Tick everybody who is present."""
        for index, _name in enumerate(self._members):
            self._box("agrees", index).value = self._box("present", index).value
        self._changed()

    @on(StepChoice.Changed)
    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(TickBox.Changed)
    def take_change(self, message: Message) -> None:
        """Show what follows from the change and tell the screen."""
        message.stop()
        if isinstance(message, TickBox.Changed):
            self._absent_does_not_agree()
        self._changed()

    def _changed(self) -> None:
        self._refresh_words()
        self.post_message(self.Changed())

    def _absent_does_not_agree(self) -> None:
        for index, _name in enumerate(self._members):
            if not self._box("present", index).value:
                self._box("agrees", index).value = False

    def _refresh_words(self) -> None:
        score = self._score()
        known = bool(score) and has_code(self._scale, score)
        meaning = meaning_of(self._scale, score) if known else None
        if meaning:
            words = f"{score} {meaning.label}: {meaning.definition}"
        elif score and not known:
            words = _("× not on the scale; possible: {codes}", codes=allowed_text(self._scale))
        elif not score:
            words = _("No score chosen yet: ← → or type it.")
        else:
            words = ""
        self.query_one("#meaning", Plain).show(words)
        self.query_one("#outside").display = self._is_outside()
        count = len(self._text("reason").text.split())
        mark = "✓" if count >= self._needed else "○"
        self.query_one("#reason-label", Plain).show(
            _("{mark} Reason for the letter: {count}/{needed} words",
              mark=mark, count=count, needed=self._needed)
        )  # fmt: skip

    def _is_outside(self) -> bool:
        score = self._score()
        return bool(score) and has_code(self._scale, score) and score not in self._given

    def _score(self) -> str:
        if self._scale.range is None:
            return self.query_one(StepChoice).chosen
        return self.query_one("#range-score", Input).value.strip()

    def _text(self, name: str) -> TextArea:
        return self.query_one(f"#{name}", TextArea)

    def _box(self, kind: str, index: int) -> TickBox:
        return self.query_one(f"#{kind}-{index}", TickBox)

    def _ticked(self, kind: str) -> tuple[str, ...]:
        return tuple(
            name for index, name in enumerate(self._members) if self._box(kind, index).value
        )
