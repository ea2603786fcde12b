"""Key files from before, which stay beside the one in use and still open."""

from evalpanel.language import _
from evalpanel.settings import Workspace


def old_key_lines(workspace: Workspace) -> list[str]:
    """A line for each key file from before that is kept in a workspace."""
    return [
        _(
            "A key file from before is kept: {file}. It opens with the passphrase that it had; "
            "delete it when you no longer need it.",
            file=file,
        )
        for file in sorted(workspace.home.glob(f"{workspace.identity.name}.old*"))
    ]
