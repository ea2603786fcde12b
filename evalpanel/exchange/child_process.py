"""Running another program on bytes that may be hostile, with limits on its time and answer."""

import contextlib
import os
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

_CHUNK = 1 << 16
_NEEDED_ON_WINDOWS = ("SYSTEMROOT", "WINDIR", "TEMP", "TMP")


@dataclass(frozen=True)
class Answer:
    """How a child ended: its exit status, or None if it was stopped, and what it wrote."""

    status: int | None
    output: bytes


def run_child(command: Sequence[str], data: bytes, seconds: float, limit: int) -> Answer:
    """Give `data` to a program and take at most `limit` bytes back within `seconds`.

    A child that takes longer or writes more is stopped. It gets next to no environment.
    """
    child = subprocess.Popen(  # noqa: S603 - our own command, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={name: os.environ[name] for name in _NEEDED_ON_WINDOWS if name in os.environ},
    )
    if child.stdin is None or child.stdout is None:
        raise RuntimeError("a child with pipes has pipes")
    taken = _Taken(child, child.stdout, limit)
    threads = [
        threading.Thread(target=_feed, args=(child.stdin, data), daemon=True),
        threading.Thread(target=taken.run, daemon=True),
    ]
    for thread in threads:
        thread.start()
    in_time = _wait(child, seconds)
    for thread in threads:
        thread.join()
    child.stdout.close()
    if not in_time or taken.is_too_much:
        return Answer(None, b"")
    return Answer(child.returncode, bytes(taken.output))


class _Taken:
    """What the child wrote so far; stops the child when it is too much."""

    def __init__(self, child: subprocess.Popen[bytes], stream: IO[bytes], limit: int) -> None:
        self._child, self._stream, self._limit = child, stream, limit
        self.output = bytearray()
        self.is_too_much = False

    def run(self) -> None:
        """Read until the child closes its end."""
        while chunk := self._stream.read(_CHUNK):
            self.output += chunk
            if len(self.output) > self._limit:
                self.is_too_much = True
                self._child.kill()
                return


def _feed(stream: IO[bytes], data: bytes) -> None:
    """Write everything, or as much as a child takes that ends early."""
    with contextlib.suppress(OSError):
        stream.write(data)
    with contextlib.suppress(OSError):
        stream.close()


def _wait(child: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the child ended by itself in time; otherwise it is stopped."""
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        return False
    return True
