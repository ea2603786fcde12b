"""What a variant of the report leaves out, and the panel without its names (R-73, R-91)."""

from __future__ import annotations

from evalpanel.domain.variants import LEFT_OUT
from evalpanel.language.vocabulary import variant_word
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer


def add_left_out(page: Composer, case: Case) -> None:
    """Which variant this is, what it does not show, and how it hangs together with the full one."""
    words, record = page.words, case.record
    out = LEFT_OUT[record.variant]
    if not out:
        return
    page.chapter(words("What this variant leaves out"))
    page.text(
        words(
            "This is the variant {name}. {shown} entries of the record are shown in it, {hidden} "
            "are left out. Where it says that there was none of something, it may be among what "
            "was left out.",
            name=variant_word(words, record.variant),
            shown=len(record.leaves),
            hidden=len(record.hidden),
        )
    )
    for said in dict.fromkeys(words.say(sentence) for sentence in out.values()):
        page.text(f"–\u2002{said}", styles.LISTED)
    page.space(4)
    page.text(
        words(
            "Of what is left out, the attached record holds the hashes: numbers from which nothing "
            "can be read. Together with what is shown they give the root of the record. Whoever "
            "compares it with the root in the full report of this version sees whether anything "
            "that is shown differs from it."
        )
    )


def add_panel_in_numbers(page: Composer, case: Case) -> None:
    """When the sheets of each panel were opened; nobody is named."""
    words = page.words
    page.chapter(words("The panel"))
    page.text(
        words(
            "The members of the panel are not named in this variant; only the chair is, in his or "
            "her own signature. The full report names them, with what is recorded of their "
            "expertise and with what each declared about interests in a candidate."
        )
    )
    several = len(case.rules.panels) > 1
    columns = [
        Column(words("Panel") if several else words("Round"), 0.5, styles.CELL_BOLD),
        Column(words("Sheets opened, claimed time"), 0.5),
    ]
    rows = [
        [
            words("Panel {panel}, round {round}", panel=opening.panel, round=opening.round)
            if several
            else str(opening.round),
            page.date(opening.at),
        ]
        for opening in case.openings
    ]
    page.table(columns, rows)
