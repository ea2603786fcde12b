"""Each row of the threat table of `trust.md` section 3 has its one test here, in its order.

The first words of the docstring of a test are the threat, then comes its countermeasure. The tests
beside the modules go deeper; these do what the third column of the table asks for.
"""

from tests.threats import test_of_files, test_of_mishaps, test_of_paper, test_of_people

ROWS = (
    "lost laptop",
    "lost USB stick",
    "evaluator alters after sealing",
    "chair alters a sheet",
    "chair peeks",
    "chair swaps roster/keys for one member",
    "evaluator sees others' scores",
    "weights changed later",
    "name↔code mapping swapped after scoring",
    "names leak",
    "forged bundle",
    "replay/old bundle",
    "truncated/corrupt",
    "zip bomb/slip/symlink/dup names",
    "deep/huge JSON",
    "reportlab markup injection",
    "terminal escape / Rich / Textual markup",
    "bidi/invisible spoofing",
    "CSV/spreadsheet formula",
    "PDF byte flip",
    "incremental-update / shadow / sneaky signature",
    "chair mints a second certificate",
    "signing in another's field",
    "signature removed (roll-back)",
    "power loss / kill",
    "log rewritten by its owner",
    "chair opens, dislikes the result, restarts",
    "wrong clock",
    "passphrase lost",
    "USB swap/yank",
)
MODULES = (test_of_people, test_of_files, test_of_paper, test_of_mishaps)


def test_every_row_of_the_table_has_its_one_test_in_its_order() -> None:
    tests = [
        value
        for module in MODULES
        for name, value in vars(module).items()
        if name.startswith("test_") and getattr(value, "__module__", "") == module.__name__
    ]
    assert tuple(str(test.__doc__).partition(": ")[0] for test in tests) == ROWS
    assert len(set(ROWS)) == len(ROWS) == 30
