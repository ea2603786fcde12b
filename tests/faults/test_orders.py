"""Five seals in all 120 orders, each given twice: the same `sheets_sha256` (R-41)."""

from tests.conftest import heavy
from tests.faults import orders
from tests.faults.campaigns import SEED
from tests.faults.conftest import Tell


def test_the_order_of_the_seals_never_matters(tell: Tell) -> None:
    counts = tell(orders.run(heavy(orders.ALL), SEED)).counts
    assert counts["distinct sheets_sha256"] == 1
    assert counts["seals given"] == 10 * counts["orders"]
