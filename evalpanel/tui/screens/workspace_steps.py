"""What can be done with the workspace as a whole: a backup, another passphrase."""

from typing import Any, ClassVar

from textual import on

from evalpanel import bootstrap
from evalpanel.bootstrap.backups import back_up
from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.dialogs.dialog import Tell
from evalpanel.tui.dialogs.new_passphrase import AskNewPassphrase, PassphraseChange
from evalpanel.tui.dialogs.pick_file import PickFolder
from evalpanel.tui.msgids import msgid
from evalpanel.tui.screens.home_steps import HomeSteps
from evalpanel.tui.words.moments import shown_moment
from evalpanel.usecases.backups import BackupMade


class MakeBackup(Command):
    """Copy the workspace to one file."""

    label = msgid("Backup")
    help = msgid("Copy everything on this laptop, encrypted, to one file on a stick or disk.")
    in_footer = False


class ChangePassphrase(Command):
    """Choose another passphrase."""

    label = msgid("Change passphrase")
    help = msgid("Choose another passphrase; your keys and your recovery sheet stay the same.")
    in_footer = False


class WorkspaceSteps(HomeSteps):
    """Both stand in the list of commands (ctrl+p) at home."""

    OFFERS: ClassVar[tuple[type[Command], ...]] = (MakeBackup, ChangePassphrase)

    def take(self, name: str, result: Any) -> None:
        """Say what was done."""
        if name == "backup":
            self.app.push_screen(Tell(_("Backup"), _backup_text(result)))
        elif name == "passphrase":
            text = _(
                "✓ The passphrase was changed. Your recovery sheet stays the same.\n\nBackups and "
                "copies of your key file from before still open with the old passphrase: make a "
                "new backup, and destroy the old ones if somebody may know the old passphrase."
            )
            self.app.push_screen(Tell(_("Change passphrase"), text))
        else:
            super().take(name, result)

    def show_owner(self) -> None:
        """Say in the line on top whose workspace this is."""
        me = self.desk.me
        self.show_status(" · ".join(part for part in (me.name, me.organisation) if part))

    @on(MakeBackup)
    def ask_backup(self) -> None:
        """Ask where the backup goes."""
        text = _("Best on a stick or disk that you keep apart from this laptop. Your passphrase "
                 "opens it, and so does your recovery sheet.")  # fmt: skip
        dialog = PickFolder(_("Backup in the folder"), self.workspace.backups, text)

        def chosen(folder: Any) -> None:
            self.begin_with_key("backup", back_up, self.workspace, self.desk, folder)

        self.ask(dialog, chosen)

    @on(ChangePassphrase)
    def ask_passphrase(self) -> None:
        """Ask for the old passphrase and the new one."""
        text = _("It takes a few seconds; your keys and your recovery sheet stay the same.")
        dialog = AskNewPassphrase(_("Change passphrase"), text, _("Change passphrase"))

        def answered(change: PassphraseChange) -> None:
            self.begin_with_key(
                "passphrase", bootstrap.change_passphrase, self.workspace, change.old, change.new
            )

        self.ask(dialog, answered)


def _backup_text(made: BackupMade) -> str:
    return _(
        "✓ Saved and read back: {file}\n\nIt holds {count} tenders as they were at {time}. To come "
        "back from it: evalpanel restore FILE, with your passphrase of today or your recovery "
        "sheet.",
        file=made.file,
        count=made.manifest.tenders,
        time=shown_moment(made.manifest.at),
    )
