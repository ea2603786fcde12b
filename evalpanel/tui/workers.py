"""Runs a use case in a thread; the screen gets one message with the result or the error."""

from collections.abc import Callable
from typing import Any

from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from evalpanel.domain.errors import EvalPanelError, Unreadable


class WorkDone(Message):
    """The work called `name` is done and gave `result`."""

    def __init__(self, name: str, result: Any) -> None:
        """Carry the result to the screen."""
        super().__init__()
        self.name = name
        self.result = result


class WorkFailed(Message):
    """The work called `name` failed with an error that has a sentence for people."""

    def __init__(self, name: str, error: EvalPanelError) -> None:
        """Carry the error to the screen."""
        super().__init__()
        self.name = name
        self.error = error


def run_in_thread(owner: Widget, name: str, function: Callable[[], Any]) -> Worker[None]:
    """Run the function in a thread and post `WorkDone` or `WorkFailed` to the owner.

    Only errors of the trade and of the system are caught; a fault of the program ends the app.
    The function must not touch widgets.
    """

    def job() -> None:
        try:
            result = function()
        except EvalPanelError as error:
            owner.post_message(WorkFailed(name, error))
        except OSError as error:
            owner.post_message(WorkFailed(name, _refused_by_system(error)))
        else:
            owner.post_message(WorkDone(name, result))

    return owner.run_worker(job, name=name, group=name, thread=True)


def _refused_by_system(error: OSError) -> Unreadable:
    what = error.strerror or type(error).__name__
    return Unreadable("The system refused {file}: {what}.", file=error.filename or "-", what=what)
