"""What the checks of `verify`, `fsck` and `doctor` are called where people read them.

In answers with `--json` a check keeps its code, such as `record_chain`.
"""

from evalpanel.language import Words


def report_check(words: Words, check: str) -> str:
    """A check of a report or its record."""
    return {
        "signatures": words("signatures"),
        "container": words("record"),
        "rule_hash": words("rules"),
        "seals": words("sealed sheets"),
        "record_chain": words("cards, packages and acts"),
        "log": words("log"),
        "draws": words("draws"),
        "thresholds": words("thresholds"),
        "outcomes": words("outcomes"),
        "ranking_recomputed": words("ranking"),
        "printed_equals_record": words("print"),
        "codes": words("codes"),
    }.get(check, check)


def workspace_check(words: Words, check: str) -> str:
    """A check of what is stored in a workspace."""
    return {
        "database": words("database"),
        "values": words("contents of the database"),
        "documents": words("stored files"),
        "log": words("log"),
        "anchors": words("log and files that went out"),
        "rules": words("rules"),
        "cards": words("cards"),
        "packages": words("packages"),
        "seals": words("seals"),
        "sheets": words("opened sheets"),
        "acts": words("acts"),
        "records": words("reports"),
    }.get(check, check)


def health_check(words: Words, check: str) -> str:
    """A check of a computer and a workspace."""
    return {
        "libraries": words("libraries"),
        "place": words("place"),
        "synchronised": words("synchronised folder"),
        "identity": words("key file"),
        "permissions": words("permissions"),
        "room": words("room on the disk"),
        "leftovers": words("leftovers"),
        "clock": words("clock"),
        "language": words("language"),
        "terminal": words("terminal"),
        "database": words("database"),
        "clock_and_log": words("clock and log"),
    }.get(check, check.removeprefix("tool_").replace("_", "-"))
