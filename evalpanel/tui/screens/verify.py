"""Verify: one line per check, the signatures, and the verdict large in words."""

import re
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input

from evalpanel.domain.errors import EvalPanelError, WrongUsage
from evalpanel.domain.record import CHAIR_FIELD
from evalpanel.domain.text import one_line
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import standing_word
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.pick_file import PickFile
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.tui.screens.report_commands import GiveCodes, PickReport
from evalpanel.tui.widgets.plain import Plain
from evalpanel.tui.words.checks import check_lines
from evalpanel.usecases.file_kinds import RECORD, REPORT, ending_of
from evalpanel.usecases.ports import NOT_SIGNED, Desk
from evalpanel.usecases.verification import (
    CheckLine,
    NotSigningLine,
    SignatureLine,
    Verification,
    verify_record,
    verify_report,
)

_CODES = re.compile(r"[\s,;]+")
_MARKS = {True: ("✓", "$success"), False: ("×", "bold $error"), None: ("–", "$quiet")}


class VerifyScreen(DeskScreen):
    """Checks a report without trusting anybody; `file` is checked at once if it is given."""

    CSS_PATH = "verify.tcss"
    AUTO_FOCUS = ""
    OFFERS: ClassVar[tuple[type[Command], ...]] = (PickReport, GiveCodes)
    TITLE_WORDS = msgid("Verify a report")
    EXPLANATION = msgid(
        "Choose the PDF of a report (F2). Everything is checked: the signatures, the rules, the "
        "seals, the ranking (calculated again from the scores), and whether the print says the "
        "same as the data.\n\nA signature proves that nothing changed since; the codes prove "
        "whose it is. Type the seal code or card code that a member gave you (F3, several with "
        "spaces between): where it fits, the signature counts as compared ✓. A report that not "
        "everybody signed can be valid, and says so."
    )

    def compose_body(self) -> ComposeResult:
        """Verdict, codes, checks, signatures."""
        with Vertical(id="verify"):
            yield Plain(id="verdict")
            with Horizontal(id="codes-line"):
                yield Plain(_("Codes (F3)"), id="codes-label")
                yield Input(
                    placeholder=_("optional: seal or card codes of members"), id="codes",
                    compact=True,
                )  # fmt: skip
            with VerticalScroll(id="checks", classes="pane") as checks:
                checks.border_title = Content(_("Checks"))
                yield Plain(id="check-lines")
                yield Plain(id="signature-lines")

    def on_mount(self) -> None:
        """Check the file that was given, or ask for one."""
        self.verification: Verification | None = None
        self.show_place(_("Verify"))
        self.query_one("#verdict", Plain).show(_("F2 picks the report to be checked."))
        self._check()

    file: Path | None = None

    def take(self, name: str, result: Any) -> None:
        """Show the verdict."""
        self.log.debug(name)
        self.verification = result
        self._show(result)

    def fail(self, name: str, error: EvalPanelError) -> None:
        """No report at all is a verdict too."""
        self.verification = None
        if isinstance(error, WrongUsage):
            told = _("× Not checked: one of the codes is not a code.")
        else:
            told = _("× This file cannot be checked.")
        self.query_one("#verdict", Plain).show(told, "bold $error")
        self.query_one("#check-lines", Plain).show("")
        self.query_one("#signature-lines", Plain).show("")
        super().fail(name, error)

    @on(PickReport)
    def pick(self) -> None:
        """Choose a report or a record."""

        def chosen(file: Path | None) -> None:
            if file is not None:
                self.file = file
                self._check()

        start = self.workspace.reports
        self.app.push_screen(PickFile(_("Verify a report"), start, (REPORT, RECORD)), chosen)

    @on(GiveCodes)
    def give_codes(self) -> None:
        """Go to the codes."""
        self.query_one("#codes").focus()

    @on(Input.Submitted, "#codes")
    def compare(self) -> None:
        """Check again with the codes."""
        self._check()

    def _check(self) -> None:
        if self.file is not None:
            self.show_place(_("Verify"), self.file.name)
            self.query_one("#verdict", Plain).show(_("Checking…"))
            typed = self.query_one("#codes", Input).value
            codes = tuple(code for code in _CODES.split(typed) if code)
            self.begin("verify", _verify, self.desk, self.file, codes)

    def _show(self, found: Verification) -> None:
        is_record = self.file is not None and ending_of(self.file) == RECORD
        words, style = _verdict(found, is_record=is_record)
        self.query_one("#verdict", Plain).show(words, style)
        lines = [_check_line(check) for check in check_lines(found.checks)]
        self.query_one("#check-lines", Plain).update(Content("\n").join(lines))
        signatures = [_signature_line(found, signature) for signature in found.signatures]
        head = Content(
            _("Signatures: {signed} of {expected}", signed=found.signed, expected=found.expected)
        ).stylize("bold $secondary")
        absent = [_absent_line(line) for line in found.not_signing]
        body = Content("\n").join([Content(""), head, *signatures, *absent])
        self.query_one("#signature-lines", Plain).update(body)
        self.show_status(
            _("{signed} of {expected} signed", signed=found.signed, expected=found.expected)
        )
        self.query_one("#checks").scroll_home(animate=False)
        if not self.query_one("#codes").has_focus:
            self.query_one("#checks").focus()


def _verify(desk: Desk, file: Path, codes: tuple[str, ...]) -> Verification:
    data = desk.files.read(file)
    if ending_of(file) == RECORD:
        return verify_record(data, codes, desk.containers, desk.signatures, spoken())
    return verify_report(data, codes, desk.paper, desk.signatures, spoken())


def _verdict(found: Verification, *, is_record: bool) -> tuple[str, str]:
    if not found.valid:
        return _unsigned(found) or (_("× THE REPORT DOES NOT HOLD."), "bold $error")
    if is_record:
        return _("✓ THE RECORD HOLDS. What the panel signed is the report."), "bold $success"
    if not any(signature.field == CHAIR_FIELD for signature in found.signatures):
        return _("– THE DATA HOLD, BUT THE CHAIR HAS NOT SIGNED."), "bold $accent"
    if found.signed < _signers(found):
        missing = _signers(found) - found.signed
        return _("✓ THE REPORT HOLDS. {count} have not signed.", count=missing), "bold $success"
    if found.variant != "full":
        words = _("✓ THE REPORT HOLDS FOR WHAT IT SHOWS. The chair has certified this variant.")
        return words, "bold $success"
    return _all_signed(found), "bold $success"


def _unsigned(found: Verification) -> tuple[str, str] | None:
    """The milder verdict where nobody has signed, and everything else that was checked holds."""
    unsigned = spoken().say(NOT_SIGNED)
    if any(check.sentence != unsigned for check in found.checks if check.ok is False):
        return None
    words = _("○ NOT SIGNED YET. Everything else holds for what it shows.")
    if found.variant == "full":
        words = _("○ NOT SIGNED YET. Everything else holds; the chair signs first.")
    return words, "bold $accent"


def _all_signed(found: Verification) -> str:
    if found.not_signing:
        return _("✓ THE REPORT HOLDS. Everybody has signed but who is on record as not signing.")
    return _("✓ THE REPORT HOLDS. Everybody has signed.")


def _signers(found: Verification) -> int:
    """How many signatures the report has room for: nobody on record as not signing."""
    return found.expected - (len(found.not_signing) if found.variant == "full" else 0)


def _absent_line(line: NotSigningLine) -> Content:
    said = f"{one_line(line.member)}: {standing_word(spoken(), line.standing)}"
    return Content(f"– {said}. {one_line(line.reason)}").stylize("$quiet")


def _check_line(check: CheckLine) -> Content:
    sign, style = _MARKS[check.ok]
    return Content(f"{sign} ").stylize(style) + Content(one_line(check.sentence)).stylize(
        style if check.ok is False else ""
    )


def _signature_line(found: Verification, signature: SignatureLine) -> Content:
    sign, style = _MARKS[signature.intact]
    name = Content(f"{sign} {one_line(signature.name)}").stylize(style)
    if signature.pinned:
        return name + Content("  ") + Content(_("✓ code compared")).stylize("$success")
    codes = next((c for c in found.codes if c.member == signature.name), None)
    if codes is None:
        return name
    code = ", ".join(codes.seals) or codes.card
    kind = _("seal") if codes.seals else _("card")
    return name + Content("  " + _("○ compare the {kind} code {code}", kind=kind, code=code))
