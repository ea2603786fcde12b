"""The own assessment of one cell: score, reason, plus, minus, place in the dossier, question."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, TextArea

from evalpanel.domain.criterion_rules import Scale
from evalpanel.domain.scale import allowed_text, codes_of, has_code, meaning_of, plain_code
from evalpanel.domain.sheet import Score
from evalpanel.language import _
from evalpanel.tui.msgids import msgid
from evalpanel.tui.typed_codes import TypedCodes
from evalpanel.tui.widgets.plain import Plain, as_content
from evalpanel.tui.widgets.step_scale import StepChosen, StepScale
from evalpanel.tui.widgets.writing_area import WritingArea

FIELDS = ("reason", "plus", "minus", "reference", "question")
_CODE_PAUSE_SECONDS = 0.8
"""How long `1` waits for a `0` where both 1 and 10 are scores."""
LABELS = {
    "plus": msgid("+ plus"),
    "minus": msgid("− minus"),
    "reference": msgid("¶ where"),
    "question": msgid("? ask"),
}


class AssessmentChanged(Message):
    """The member changed the assessment; `score` is how it stands now."""

    def __init__(self, score: Score) -> None:
        """Carry the score."""
        super().__init__()
        self.score = score


class AssessmentForm(VerticalScroll, can_focus=False):
    """Shows one score and tells every change; a score off the scale is never told."""

    DEFAULT_CSS = """
    AssessmentForm {
        .labelled { height: auto; }
        .labelled Plain { width: 9; color: $secondary; }
        .labelled TextArea { width: 1fr; height: 1; margin-bottom: 0; }
        #reason-label { margin-top: 1; color: $secondary; height: 1; }
        #reason { height: 4; }
        #range { display: none; }
        #range-meaning { display: none; color: $quiet; height: auto; }
        &.-range { StepScale { display: none; } #range, #range-meaning { display: block; } }
        #warnings { color: $warning; height: auto; }
    }
    """

    def __init__(self, *, id: str) -> None:
        """Show nothing yet."""
        super().__init__(id=id, classes="pane")
        self._score: Score | None = None
        self._scale: Scale | None = None
        self._is_filling = False
        self._typed = TypedCodes()

    def compose(self) -> ComposeResult:
        """Scale, fields, warnings."""
        yield StepScale(id="scale")
        number = _("type the score")
        yield Input(id="range", placeholder=number, compact=True, select_on_focus=False)
        yield Plain(id="range-meaning")
        yield Plain(_("Reason"), id="reason-label")
        yield _field("reason")
        for name, label in LABELS.items():
            with Horizontal(classes="labelled"):
                yield Plain(_(label))
                yield _field(name)
        yield Plain(id="warnings")

    def collect(self) -> Score | None:
        """The assessment as it stands in the fields, if it holds a key not told of yet."""
        if self._score is None:
            return None
        texts = {name: self.query_one(f"#{name}", TextArea).text for name in FIELDS}
        now = self._score.model_copy(update=texts)
        return now if now != self._score else None

    def show(self, title: str, scale: Scale, score: Score, *, read_only: bool) -> None:
        """Show a score on a scale; changes by the program are not told."""
        self._score, self._scale = score, scale
        self.border_title = as_content(title)
        self.set_class(scale.range is not None, "-range")
        self.query_one(StepScale).show(scale, score.score)
        self.query_one(StepScale).disabled = read_only
        self._is_filling = True
        with self.prevent(TextArea.Changed, Input.Changed):
            number = self.query_one("#range", Input)
            number.value, number.disabled = score.score, read_only
            for name in FIELDS:
                area = self.query_one(f"#{name}", TextArea)
                if area.text != getattr(score, name):
                    area.load_text(getattr(score, name))
                area.read_only = read_only
        self._is_filling = False
        self._show_range_meaning()

    def show_state(self, reason_label: str, warnings: str) -> None:
        """Show what is still missing, and warnings."""
        self.query_one("#reason-label", Plain).show(reason_label)
        self.query_one("#warnings", Plain).show(warnings, "$warning")

    def show_saved(self, text: str) -> None:
        """Show in the lower border whether everything is saved."""
        self.border_subtitle = Content(text)

    def choose(self, code: str) -> None:
        """Take a code of the scale as the score."""
        if self._score is None or self._scale is None or not has_code(self._scale, code):
            return
        self._change(score=plain_code(self._scale, code))
        self.query_one(StepScale).show(self._scale, code)

    def take_sign(self, key: str, sign: str) -> bool:
        """Take a key pressed outside text fields, if it is a letter or part of a code."""
        if self._scale is None or self._score is None:
            return False
        if self._scale.range is None and sign and self.query_one(StepScale).code_for(sign):
            self.choose(self.query_one(StepScale).code_for(sign))
        elif sign and sign in "0123456789.,":
            self._take_digit(self._scale, sign)
        elif key == "enter" and self._typed.typed:
            self._settle_code()
        else:
            return False
        return True

    def focus_score(self) -> None:
        """Go to the scale, or to the number on a range."""
        is_range = self._scale is not None and self._scale.range is not None
        self.query_one("#range" if is_range else "#scale").focus()

    def focus_field(self, name: str) -> None:
        """Go to the end of a text field."""
        area = self.query_one(f"#{name}", TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    def _take_digit(self, scale: Scale, sign: str) -> None:
        if scale.range is not None:
            field = self.query_one("#range", Input)
            field.focus()
            field.value = sign
            field.cursor_position = len(sign)
            return
        code = self._typed.take(sign, codes_of(scale))
        if code:
            self.choose(code)
        elif self._typed.typed:
            self.set_timer(_CODE_PAUSE_SECONDS, self._settle_code)
        else:
            self.notify(_("{code} is not on this scale.", code=sign), markup=False)

    def _settle_code(self) -> None:
        if self._scale is not None:
            code = self._typed.settle(codes_of(self._scale))
            if code:
                self.choose(code)

    def cite(self, reference: str) -> None:
        """Add a place in the dossier to the references."""
        area = self.query_one("#reference", TextArea)
        area.text = f"{area.text.rstrip()}; {reference}" if area.text.strip() else reference

    @on(StepChosen)
    def take_step(self, message: StepChosen) -> None:
        """A step was chosen in the scale."""
        message.stop()
        self.choose(message.code)

    @on(TextArea.Changed)
    def take_text(self, message: TextArea.Changed) -> None:
        """A text changed."""
        message.stop()
        name = message.text_area.id or ""
        if self._score is not None and getattr(self._score, name) != message.text_area.text:
            self._change(**{name: message.text_area.text})

    @on(Input.Changed, "#range")
    def take_number(self, message: Input.Changed) -> None:
        """A number was typed: it counts once it is on the scale; empty is not assessed."""
        message.stop()
        value = message.value.strip().replace(",", ".")
        if self._scale and self._score and (not value or has_code(self._scale, value)):
            code = plain_code(self._scale, value) if value else ""
            if code != self._score.score:
                self._change(score=code)
        self._show_range_meaning()

    def _change(self, **changes: str) -> None:
        if self._score is not None and not self._is_filling:
            self._score = self._score.model_copy(update=changes)
            self.post_message(AssessmentChanged(self._score))

    def _show_range_meaning(self) -> None:
        if self._scale is None or self._scale.range is None:
            return
        value = self.query_one("#range", Input).value.strip().replace(",", ".")
        if value and not has_code(self._scale, value):
            words = _("{code} is not a score; possible: {codes}. Not saved.",
                      code=value, codes=allowed_text(self._scale))  # fmt: skip
        else:
            found = meaning_of(self._scale, value) if value else None
            words = f"{found.label}: {found.definition}" if found else allowed_text(self._scale)
        self.query_one("#range-meaning", Plain).show(words)


def _field(name: str) -> TextArea:
    return WritingArea(
        id=name, tab_behavior="focus", show_line_numbers=False, compact=True, soft_wrap=True
    )
