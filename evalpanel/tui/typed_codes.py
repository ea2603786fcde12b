"""Choosing a score by typing its code: `8`, or `1` and then `0`."""

from collections.abc import Sequence


class TypedCodes:
    """Collects the signs of a code until it can only mean one score."""

    def __init__(self) -> None:
        """Nothing was typed yet."""
        self.typed = ""

    def take(self, sign: str, codes: Sequence[str]) -> str:
        """Add a sign; gives the code once no other code begins with it, else nothing."""
        self.typed += "." if sign == "," else sign
        fitting = [code for code in codes if code.startswith(self.typed)]
        if not fitting:
            self.typed = ""
            return ""
        if fitting == [self.typed]:
            self.typed = ""
            return fitting[0]
        return ""

    def settle(self, codes: Sequence[str]) -> str:
        """End the waiting: what was typed, if it is a code itself."""
        typed, self.typed = self.typed, ""
        return typed if typed in codes else ""
