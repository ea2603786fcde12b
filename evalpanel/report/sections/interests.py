"""Conflicts of interest and the measures taken: cases, recusals, replacements (R-11, R-15)."""

from __future__ import annotations

from collections.abc import Sequence

from evalpanel.domain.conflicts import Case as Interest
from evalpanel.domain.conflicts import ConflictCase, cases_of
from evalpanel.domain.panel_changes import Change, Recusal, changes_of
from evalpanel.domain.people import Member
from evalpanel.domain.record import MemberEntry
from evalpanel.language import Words
from evalpanel.language.vocabulary import measure_word
from evalpanel.report import styles
from evalpanel.report.case import Case, joined
from evalpanel.report.composer import Column, Composer


def add_interests(page: Composer, case: Case) -> None:
    """Every declared or alleged interest and what was decided, and who left the panel."""
    words = page.words
    page.chapter(words("Conflicts of interest and measures"))
    changes = changes_of(case.register)
    interests = cases_of([_member(case, entry) for entry in case.members], case.register)
    if not interests and changes:
        page.text(
            words(
                "No interest in a candidate is recorded as declared or alleged; why members were "
                "recused or replaced stands below."
            )
        )
    elif not interests:
        page.text(words("None: no interest in a candidate is recorded as declared or alleged."))
    for interest in interests:
        _add_interest(page, case, interest)
    _add_changes(page, case, changes)


def _member(case: Case, found: MemberEntry) -> Member:
    reference = case.report.reference
    return Member(reference=reference, entry=found.entry, declaration=found.declaration)


def _add_interest(page: Composer, case: Case, interest: Interest) -> None:
    words, decided = page.words, interest.decided
    title = words("{member}: interest in {name}", member=interest.member_name, name=interest.name)
    page.heading(title, room=130)
    came = words("alleged by {name}", name=interest.alleged_by) if interest.alleged_by else ""
    pairs = [
        (words("Interest"), interest.what),
        (words("Came up"), came or words("declared by the member")),
    ]
    if decided is None:
        page.facts([*pairs, (words("Measure"), words("not decided"))])
        return
    page.facts([*pairs, *_measure(page, decided)])
    for label, text in (
        (words("Facts:"), decided.facts),
        (words("Investigation:"), decided.investigation),
        (words("Reason of the measure:"), decided.reason),
    ):
        if text:
            page.said(label, text)
    for earlier in case.happened(ConflictCase):
        if earlier.place == decided.place and earlier != decided:
            page.text(_replaced(page, earlier), styles.SMALL)


def _measure(page: Composer, decided: ConflictCase) -> list[tuple[str, str]]:
    words = page.words
    leaves = decided.measure in ("recusal", "replacement")
    return [
        (words("Measure"), measure_word(words, decided.measure)),
        (words("Lots"), (joined(decided.lots) or words("every lot")) if leaves else ""),
        (words("Scores given before"), effect_text(words, decided.effect) if leaves else ""),
        (words("Decided by"), joined([decided.decided_by, page.date(decided.at)])),
    ]


def _replaced(page: Composer, earlier: ConflictCase) -> str:
    return page.words(
        "Replaces the decision of {time}: {measure}. {reason}",
        time=page.date(earlier.at),
        measure=measure_word(page.words, earlier.measure),
        reason=earlier.reason,
    )


def effect_text(words: Words, effect: str) -> str:
    """What becomes of the scores that a member gave before (R-15)."""
    return words("do not count") if effect == "void" else words("still count")


def _add_changes(page: Composer, case: Case, changes: Sequence[Change]) -> None:
    """Who left the panel and who came in their place."""
    words = page.words
    if not changes:
        page.text(words("Nobody was recused or replaced."))
        return
    page.heading(words("Recusals and replacements"), room=120)
    columns = [
        Column(words("Who"), 0.25, styles.CELL_BOLD),
        Column(words("Lots"), 0.1),
        Column(words("Reason"), 0.29),
        Column(words("Scores given before"), 0.14),
        Column(words("Approved by"), 0.22),
    ]
    page.table(columns, [_change_row(page, case, change) for change in changes])


def _change_row(page: Composer, case: Case, change: Change) -> list[str]:
    words = page.words
    if isinstance(change, Recusal):
        who = words("{name} was recused", name=case.member_name(change.member))
        reason = change.reason
    else:
        who = words(
            "{old} was replaced by {new}",
            old=case.member_name(change.old),
            new=case.member_name(change.new),
        )
        informed = words("yes") if change.candidates_informed else words("no")
        reason = f"{change.reason}\n{words('Candidates informed: {answer}', answer=informed)}"
    return [
        who,
        joined(change.lots) or words("all"),
        reason,
        effect_text(words, change.effect),
        f"{change.approved_by}\n{page.date(change.at)}",
    ]
