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
        page.text(f"–  {said}", styles.LISTED)
    page.space(4)
    page.text(
        words(
            "Of what is left out, the attached record holds the hashes: numbers from which nothing "
            "can be read. Together with what is shown they give the root of the record, which is "
            "the same as in the full report that the panel signed. So nothing that is shown can "
            "differ from it."
        )
    )


def add_panel_in_numbers(page: Composer, case: Case) -> None:
    """How many members each panel was announced to have; nobody is named."""
    words = page.words
    page.chapter(words("The panel"))
    page.text(
        words(
            "The members of the panel are not named in this variant. The full report names them, "
            "with what makes each fit to judge, and with what each declared about interests in a "
            "candidate before anything was handed out."
        )
    )
    columns = [
        Column(words("Panel"), 0.5, styles.CELL_BOLD),
        Column(words("Sheets opened, claimed time"), 0.5),
    ]
    rows = [
        [
            words("Panel {panel}, round {round}", panel=opening.panel, round=opening.round),
            page.date(opening.at),
        ]
        for opening in case.openings
    ]
    page.table(columns, rows)
