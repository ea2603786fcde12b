"""When the app locks by itself: after some time without key or mouse."""

import time
from collections.abc import Callable

LOOK_SECONDS = 5.0
"""How often the app looks whether it is time."""


def seconds_passed() -> float:
    """Seconds on a clock that nobody sets back, and that runs on while a laptop sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class IdleTime:
    """How long nobody did anything; `clock` gives seconds."""

    def __init__(self, minutes: int, clock: Callable[[], float] = seconds_passed) -> None:
        """Call it enough after so many minutes; never with 0."""
        self._limit = minutes * 60
        self._clock = clock
        self._last = clock()

    def begin_anew(self) -> None:
        """Somebody did something."""
        self._last = self._clock()

    @property
    def is_over(self) -> bool:
        """Whether it is time to lock."""
        return bool(self._limit) and self._clock() - self._last >= self._limit
