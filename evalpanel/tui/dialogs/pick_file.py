"""Choosing a file or a folder: type the path, or walk through the folders."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Button, DirectoryTree, Input

from evalpanel.language import _
from evalpanel.tui.dialogs.dialog import Dialog
from evalpanel.tui.last_folder import folder_to_begin, last_folder, remember_folder
from evalpanel.tui.msgids import msgid
from evalpanel.tui.widgets.plain import Plain


class SuffixTree(DirectoryTree):
    """Folders and the files with certain endings; backspace goes to the folder above."""

    ICON_NODE = "► "
    ICON_NODE_EXPANDED = "▼ "
    ICON_FILE = "  "
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace", "folder_above", msgid("Folder above"), show=False)
    ]

    def __init__(self, start: Path, suffixes: tuple[str, ...]) -> None:
        """Start in a folder; no suffixes shows folders only."""
        super().__init__(start, id="tree")
        self._suffixes = suffixes

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """What is shown."""
        return [path for path in paths if not path.name.startswith(".") and self._fits(path)]

    def action_folder_above(self) -> None:
        """Show the folder above."""
        self.path = Path(self.path).absolute().parent

    def _fits(self, path: Path) -> bool:
        return path.suffix.lower() in self._suffixes or path.is_dir()


class PickFile(Dialog[Path]):
    """One file with one of the endings (such as `.evpack`)."""

    def __init__(self, title: str, start: Path, suffixes: tuple[str, ...], text: str = "") -> None:
        """Look in the start folder first, or at home if nothing that fits lies there."""
        super().__init__(title, text, _("Choose"))
        self._start = start
        self._suffixes = suffixes

    def compose_field(self) -> ComposeResult:
        """The folders, and the path to type."""
        yield SuffixTree(self._first_folder(), self._suffixes)
        yield Input(placeholder=_("or type the path here"), id="path", compact=True)
        yield Plain(self.keys_text(), classes="quiet")
        yield Plain(id="complaint", classes="complaint")

    def keys_text(self) -> str:
        """The keys that are not obvious."""
        return _("tab: to the path · backspace: folder above")

    def _first_folder(self) -> Path:
        return folder_to_begin(self.app, self._start, self._suffixes)

    def is_good(self, path: Path) -> bool:
        """Whether the path can be the answer."""
        return path.is_file()

    @on(DirectoryTree.FileSelected)
    def choose(self, message: DirectoryTree.FileSelected) -> None:
        """Answer the file that was chosen in the tree."""
        self._answer(message.path)

    @on(DirectoryTree.DirectorySelected)
    def enter_folder(self, message: DirectoryTree.DirectorySelected) -> None:
        """Put the folder in the path field."""
        self.query_one("#path", Input).value = str(message.path)

    @on(Input.Submitted)
    @on(Button.Pressed, "#agree")
    def take_typed(self) -> None:
        """Answer the path that was typed."""
        typed = self.query_one("#path", Input).value.strip().strip("\"'")
        self._answer(Path(typed).expanduser() if typed else None)

    def _answer(self, path: Path | None) -> None:
        if path is not None and self.is_good(path):
            remember_folder(self.app, path)
            self.dismiss(path)
        elif path is not None:
            self.query_one("#complaint", Plain).show(_("There is no such file: {path}", path=path))
        else:
            self.query_one("#complaint", Plain).show(_("Choose a file above, or type its path."))


class PickFolder(PickFile):
    """One folder to write to; it is made if its parent exists."""

    def __init__(self, title: str, start: Path, text: str = "") -> None:
        """Suggest the start folder."""
        super().__init__(title, start, (), text)

    def keys_text(self) -> str:
        """The path has the focus here."""
        return _("shift+tab: folders, enter takes one · backspace: folder above")

    def _first_folder(self) -> Path:
        """The folder that was chosen the last time, or the suggested one."""
        return last_folder(self.app) or self._start

    def on_mount(self) -> None:
        """Suggest the folder and let it be typed over."""
        field = self.query_one("#path", Input)
        field.value = str(self._first_folder())
        field.focus()

    def is_good(self, path: Path) -> bool:
        """Whether the folder is there, or could be made."""
        with suppress(OSError):
            path.mkdir(exist_ok=True)
        return path.is_dir()
