"""Acts of two persons, seals and hashes, and how anyone can check this report."""

from __future__ import annotations

from evalpanel.domain.acts import Act
from evalpanel.domain.crockford import short_code
from evalpanel.domain.record import ActEntry, ChairEntry, LogEntry, MappingEntry, OpeningEntry
from evalpanel.language.vocabulary import act_word, gate_word, measure_word
from evalpanel.report import styles
from evalpanel.report.case import Case
from evalpanel.report.composer import Column, Composer
from evalpanel.report.sections.interests import effect_text

_TOLD = {
    "gate": ("candidate", "gate", "entity", "lot", "outcome", "reason"),
    "threshold": ("candidate", "lot", "reason"),
    "conflict": ("member", "name", "what", "measure"),
    "erratum": ("reason", "ground"),
    "admit": ("candidate", "reason"),
    "tie": ("lot", "candidates", "order", "reason", "ground"),
    "panel_change": ("member", "new", "effect", "reason"),
}
"""What of the subject of an act is printed; the attached record has all of it."""


def add_acts(page: Composer, case: Case) -> None:
    """What one person asked and another confirmed."""
    words = page.words
    page.chapter(words("Acts of two persons"))
    acts = [entry.act for entry in case.record.entries(ActEntry)]
    if not acts:
        page.text(words("There were no acts that needed two persons."))
        return
    columns = [
        Column(words("Act"), 0.2, styles.CELL_BOLD),
        Column(words("About"), 0.34),
        Column(words("Asked by"), 0.23),
        Column(words("Confirmed by"), 0.23),
    ]
    rows = [
        [
            act_word(words, act.kind),
            _about(page, case, act),
            f"{act.by}\n{page.date(act.at)}",
            f"{act.confirmed_by}\n{page.date(act.confirmed_at)}"
            if act.is_confirmed
            else words("not confirmed"),
        ]
        for act in acts
    ]
    page.table(columns, rows)


def _about(page: Composer, case: Case, act: Act) -> str:
    """What an act is about, with names in place of ids and words in place of codes."""
    told = []
    for key in _TOLD.get(act.kind, ()):
        value = act.subject.get(key, "*")
        match key:
            case "candidate" if value != "*":
                told.append(case.name_of(value))
            case "member" if value != "*":
                told.append(case.member_name(value))
            case "new" if value != "*":
                told.append(page.words("Replaced by {name}", name=case.member_name(value)))
            case "gate":
                told.append(f"{page.words('Requirement')} {value}")
            case "ground":
                told.append(f"{page.words('Legal ground')}: {value}")
            case "lot" if value != "*":
                told.append(f"{page.words('Lot')} {value}")
            case "outcome":
                told.append(gate_word(page.words, value))
            case "effect":
                told.append(
                    f"{page.words('Scores given before')}: {effect_text(page.words, value)}"
                )
            case "measure":
                told.append(measure_word(page.words, value))
            case _ if value and value != "*":
                told.append(value)
    return "\n".join(told) or "—"


def add_seals(page: Composer, case: Case) -> None:
    """The seal codes that members wrote down, and every hash that binds the record."""
    words = page.words
    page.chapter(words("Seals and hashes"))
    if not case.is_full:
        _add_hashes(page, case)
        return
    page.text(
        words(
            "At sealing each member was shown a code and asked to write it down. Where that code "
            "differs from the one printed here, this report rests on another sheet than the one "
            "that the member sealed."
        )
    )
    _add_codes(page, case)
    _add_hashes(page, case)


def _add_codes(page: Composer, case: Case) -> None:
    words = page.words
    columns = [
        Column(words("Member"), 0.36, styles.CELL_BOLD),
        Column(words("Seal code"), 0.32, styles.CELL_BOLD),
        Column(words("Sealed, claimed time"), 0.32),
    ]
    rows = [
        [
            case.member_name(sheet.member),
            short_code(entry.commitment),
            page.date(sheet.sealed_at),
        ]
        for entry, sheet in case.sheets
    ]
    page.table(columns, rows)


def _add_hashes(page: Composer, case: Case) -> None:
    words, record = page.words, case.record
    page.heading(words("Hashes"), room=110)
    pairs = [(words("Rules"), case.tender.rules_sha256), (words("Root of the record"), record.root)]
    for entry, package in case.packages:
        label = words("Package, round {round}", round=package.round)
        pairs.append((label + _of_panel(page, case, package.panel), entry.sha256))
    for sheet_entry, sheet in case.sheets:
        name = case.member_name(sheet.member)
        pairs.append((words("Sheet of {name}", name=name), sheet_entry.commitment))
    for opening in record.entries(OpeningEntry):
        label = words("Sheets, round {round}", round=opening.round)
        label += _of_panel(page, case, opening.panel)
        opened = words("opened by {name}, {time}", name=opening.by, time=page.date(opening.at))
        if not opening.by:
            opened = words("opened {time}", time=page.date(opening.at))
        pairs.append((label, f"{opening.sheets_sha256}\n{opened}"))
    for package in {package.panel: package for _, package in case.packages}.values():
        pairs.append(
            (words("Codes and names, committed before scoring"), package.mapping_commitment)
        )
    for chair in record.entries(ChairEntry):
        pairs.append((words("Card code of the chair"), chair.code))
    mapping = record.the(MappingEntry)
    if mapping is not None:
        pairs.append((words("Salt of that commitment"), mapping.salt))
    log = record.the(LogEntry)
    if log is not None:
        label = words("Log of the organiser, entry {number}", number=log.anchor.seq)
        pairs.append((label, log.anchor.hash))
    page.facts(pairs)


def _of_panel(page: Composer, case: Case, panel: str) -> str:
    """Which panel is meant, where there are several."""
    several = len(case.rules.panels) > 1
    return f", {page.words('Panel {panel}', panel=panel)}" if several else ""


def add_checking(page: Composer, case: Case) -> None:
    """Three plain steps."""
    words = page.words
    page.chapter(words("How to check this report"))
    page.said("1", _what_verify_does(page, case))
    page.said("2", _codes_to_compare(page) if case.is_full else _root_to_compare(page, case))
    page.said(
        "3",
        words(
            "Take the published rules and let “evalpanel tender check” show their hash. It must "
            "be {hash}.",
            hash=case.tender.rules_sha256,
        ),
    )
    page.text(
        words(
            "PDF readers show the signers as unknown, because their certificates were made by "
            "themselves. What counts is that the keys are those on the cards of the members."
        )
        if case.is_full
        else words(
            "PDF readers show the signer as unknown, because the chair made the certificate. What "
            "counts is that the key is the one on the card of the chair."
        ),
        styles.SMALL,
    )


def _what_verify_does(page: Composer, case: Case) -> str:
    """A variant lacks what the ranking of every method is calculated from."""
    if case.is_full:
        return page.words(
            "Run “evalpanel verify” on this file. It needs no network, no account and no "
            "passphrase. It checks the signatures, opens the attached record and calculates the "
            "ranking again."
        )
    return page.words(
        "Run “evalpanel verify” on this file. It needs no network, no account and no passphrase. "
        "It checks the signature, and whether what is shown belongs to the root of the record. "
        "What cannot be checked without the parts left out, it says; check that on the full report."
    )


def _root_to_compare(page: Composer, case: Case) -> str:
    return page.words(
        "Only the chair certifies this variant. Ask for the card code of the chair, or for "
        "the root that is printed in the full report; the root there must be {root}.",
        root=case.record.root,
    )


def _codes_to_compare(page: Composer) -> str:
    return page.words(
        "Ask each member for the seal code that he or she wrote down, and compare it with the code "
        "printed in this report. Compare the codes of the cards in the same way."
    )
