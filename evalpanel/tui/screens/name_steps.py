"""Names in dossiers: what was found, which pages to look at, and what is decided (R-31)."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual import on

from evalpanel.domain.name_decisions import Measure
from evalpanel.domain.text import one_line
from evalpanel.language import _, say
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.choose import ChooseOne
from evalpanel.tui.dialogs.reason import AskReason
from evalpanel.tui.dialogs.why import Why
from evalpanel.tui.msgids import msgid
from evalpanel.tui.panel_screen import DeskScreen
from evalpanel.usecases.deciding_names import decide_on_name
from evalpanel.usecases.searching_names import (
    NameFound,
    PagesToSee,
    SearchedCandidate,
    search_dossiers,
)

_MEASURES: tuple[Measure, ...] = ("stays", "masked")


class SearchNames(Command):
    """Search the dossiers for names."""

    key = "n"
    anywhere = "f2"
    label = msgid("Names")
    help = msgid("Search the dossiers for names, and list the pages with pictures to look at.")


class NameSteps(DeskScreen):
    """What a screen does about names in dossiers; its tender is opened."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (SearchNames,)

    searched: tuple[SearchedCandidate, ...] = ()

    def take(self, name: str, result: Any) -> None:
        """Show what was found; search again after a decision."""
        if name == "names-search":
            self.show_status("")
            self.searched = result
            self._show_names()
        elif name == "names-decide":
            self.search_names()
        else:
            super().take(name, result)

    @on(SearchNames)
    def search_names(self) -> None:
        """Search all dossiers, and say how far it is."""
        self.show_status(_("One moment…"))
        self.begin("names-search", search_dossiers, self.desk, self.reference, self._tell_progress)

    def _tell_progress(self, done: int, total: int) -> None:
        words = _("Searched {done} of {total} dossiers.", done=done, total=total)
        self.app.call_from_thread(self.show_status, words)

    def _show_names(self) -> None:
        found = sorted((f for one in self.searched for f in one.found), key=lambda f: not f.blocks)
        to_see = [_to_see(one, pages) for one in self.searched for pages in one.to_see]
        title = _("Names in dossiers")
        if not found:
            nothing = _("No name was found; a name in a picture cannot be found.")
            self.app.push_screen(Why(title, [nothing, *to_see]))
            return
        options = [(str(number), _line(each)) for number, each in enumerate(found)]
        options += [("", words) for words in to_see]
        text = _("▲ keeps the package from being issued. Choose a name to decide on it.")
        self.ask(ChooseOne(title, text, options), lambda chosen: self._name_chosen(found, chosen))

    def _name_chosen(self, found: list[NameFound], number: str) -> None:
        """Nothing is to be decided on what does not go to the panel, or on a page."""
        if not number or not found[int(number)].remains:
            return
        each = found[int(number)]
        options = [("stays", _("It stays as it is")), ("masked", _("It is masked for the panel"))]
        text = _(
            "{candidate}, {dossier}, {place}: {text}\n\nOf a masked dossier the panel gets the "
            "words alone, without the PDF.",
            candidate=each.candidate,
            dossier=each.dossier,
            place=say(each.place),
            text=one_line(each.text),
        )
        self.ask(
            ChooseOne(_("What is done with this name?"), text, options),
            lambda measure: self._ask_about_name(each, measure),
        )

    def _ask_about_name(self, found: NameFound, measure: str) -> None:
        title = _("Why?")
        text = _("The reason is kept, and printed in the report.")
        chosen = next(each for each in _MEASURES if each == measure)
        self.ask(
            AskReason(title, text, _("Record"), 1),
            lambda why: self._decide_on_name(found, chosen, why),
        )

    def _decide_on_name(self, found: NameFound, measure: Measure, why: str) -> None:
        def decide() -> None:
            decide_on_name(
                self.desk, self.reference, found.candidate, found.term, reason=why, measure=measure
            )

        self.begin("names-decide", decide)


def _line(found: NameFound) -> str:
    """Sign, whose dossier, what stands where and whom it betrays."""
    sign = "▲" if found.blocks else "✓" if found.remains else "·"
    parts = (found.candidate, found.dossier, say(found.place), one_line(found.text))
    return f"{sign} {' · '.join(parts)} · {_standing(found)}"


def _standing(found: NameFound) -> str:
    if found.decision:
        return _("masked") if found.decision.measure == "masked" else _("stays")
    if not found.remains:
        return _("not for the panel")
    return _("betrays {whose}", whose=found.whose)


def _to_see(one: SearchedCandidate, pages: PagesToSee) -> str:
    return f"○ {one.id} · {pages.dossier} · {'; '.join(_what_to_see(pages))}"


def _what_to_see(pages: PagesToSee) -> Iterator[str]:
    if pages.pictures:
        yield _("look at the pictures on page {pages}", pages=_numbers(pages.pictures))
    if pages.wordless:
        yield _("no words on page {pages}: look at it", pages=_numbers(pages.wordless))
    if not pages.complete:
        yield _("not everything in the file could be searched")


def _numbers(pages: tuple[int, ...]) -> str:
    return ", ".join(map(str, pages))
