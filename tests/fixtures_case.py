"""The Thuisplusflats case of `fixtures/`: where it lies and how it is meant to end."""

from pathlib import Path

CASE = Path(__file__).parent.parent / "fixtures" / "thuisplusflats"

EXPECTED_RANKING = (
    ("peilschaal", 1, 34),
    ("zonnewende", 2, 30),
    ("wilgentij", 3, 28),
    ("lantaarnhof", 4, 28),
    ("kadeveld", 5, 22),
    ("ooievaarspoort", 5, 22),
)
"""Id, rank and total of the scored candidates; SC-2 decides between the two with 28."""

LATE = "tuindek"
"""The candidate whose application came in after the deadline."""

FAILED = "sluiskolk"
"""The candidate that fails gate S-2."""
