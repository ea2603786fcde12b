"""Choosing several files: walk through the folders, or paste their paths."""

from collections.abc import Iterable
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.widgets import Button, DirectoryTree, Input

from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.dialogs.pick_file import SuffixTree
from evalpanel.tui.last_folder import folder_to_begin, remember_folder
from evalpanel.tui.paths_in_text import paths_in_text
from evalpanel.tui.widgets.plain import Plain


class PickFiles(Dialog[tuple[Path, ...]]):
    """Files with one of the endings; enter in the tree adds one or takes it out again."""

    def __init__(self, title: str, start: Path, suffixes: tuple[str, ...], text: str = "") -> None:
        """Look in the start folder first."""
        super().__init__(title, text, _("Take in"))
        self._start = start
        self._suffixes = suffixes
        self.chosen: tuple[Path, ...] = ()

    def compose_field(self) -> ComposeResult:
        """The folders, a place for paths, and what was chosen."""
        yield SuffixTree(folder_to_begin(self.app, self._start, self._suffixes), self._suffixes)
        yield Input(placeholder=_("or paste paths here; a folder means all in it"), id="path",
                    compact=True)  # fmt: skip
        yield Plain(id="chosen", classes="quiet")
        yield Plain(id="complaint", classes="complaint")

    @on(DirectoryTree.FileSelected)
    def change(self, message: DirectoryTree.FileSelected) -> None:
        """Add the file, or take it out again."""
        if message.path in self.chosen:
            self._show(tuple(path for path in self.chosen if path != message.path))
        else:
            self._show((*self.chosen, message.path))

    @on(Input.Submitted)
    @on(Button.Pressed, "#agree")
    def agree(self) -> None:
        """Answer what was chosen and what was typed."""
        typed = paths_in_text(self.query_one("#path", Input).value)
        missing = [str(path) for path in typed if not path.exists()]
        files = tuple(dict.fromkeys((*self.chosen, *self._files(typed))))
        if missing:
            self._complain(_("There is no such file: {path}", path=", ".join(missing)))
        elif not files:
            self._complain(_("Choose a file with enter, or paste a path."))
        else:
            remember_folder(self.app, files[0])
            self.dismiss(files)

    def _files(self, paths: Iterable[Path]) -> Iterable[Path]:
        for path in paths:
            if path.is_dir():
                yield from sorted(p for p in path.iterdir() if p.suffix.lower() in self._suffixes)
            else:
                yield path

    def _show(self, chosen: tuple[Path, ...]) -> None:
        self.chosen = chosen
        names = ", ".join(path.name for path in chosen)
        self.query_one("#chosen", Plain).show(f"✓ {names}" if names else "")
        self._complain("")

    def _complain(self, text: str) -> None:
        self.query_one("#complaint", Plain).show(text)
