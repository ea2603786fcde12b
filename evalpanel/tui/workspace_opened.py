"""The message that a workspace is open."""

from textual.message import Message

from evalpanel.usecases.ports import Desk


class WorkspaceOpened(Message):
    """A person made or unlocked the workspace; the app goes on with this desk."""

    def __init__(self, desk: Desk) -> None:
        """Carry the desk to the app."""
        super().__init__()
        self.desk = desk
