"""What the report screen says: what a report holds of my own, and who signs."""

from textual.content import Content

from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import standing_word, variant_word
from evalpanel.usecases.report_state import NotSigner, ReportState, Signer


def facts(state: ReportState | None, reference: str) -> str:
    """Which report this is, or how to get one."""
    if state is None and reference:
        return _("No report was made yet. F5 makes it.")
    if state is None:
        return _("F2 picks the report that you were given.")
    said = _(
        "{reference}, version {version}\n{file}\nroot {root}",
        reference=one_line(state.reference),
        version=state.version,
        file=state.file,
        root=state.root[:16] + "…",
    )
    if state.variant == "full":
        return said
    return f"{said}\n{variant_word(spoken(), state.variant)}"


def own(state: ReportState) -> Content:
    """Whether it holds what I sealed, and how many agreed scores differ from mine."""
    if state.flaw is not None:
        return Content(f"× {one_line(say(state.flaw))}").stylize("bold $error")
    if state.own_sheet_is_identical is None:
        return Content(_("– You sealed no scores on this laptop.")).stylize("$quiet")
    if not state.own_sheet_is_identical:
        words = _("× The report does NOT hold what you sealed. Do not sign; show your seal code.")
        return Content(words).stylize("bold $error")
    same = Content(_("✓ The report holds exactly what you sealed.")).stylize("$success")
    for seal in state.seals:
        code = _("seal code {code}", code=seal.code)
        if seal.took_the_place_of:
            code += ", " + _("in the place of {code}", code=seal.took_the_place_of)
        same += Content(f"\n· {code}")
    changed = _("Agreed scores that differ from yours: {count}.", count=len(state.changes))
    return same + Content(f"\n· {changed}")


def changes(state: ReportState) -> Content:
    """Every agreed score that differs from mine, with the reason of the panel."""
    lines = []
    for change in state.changes:
        where = f"{change.lot} · {change.candidate} · {change.item} {one_line(change.title)}"
        scores = _("you {own}, agreed {agreed}", own=change.own or "–", agreed=change.agreed)
        head = Content(f"{where}: ") + Content(scores).stylize("bold")
        lines.append(head + Content(f"\n  {one_line(change.reason)}"))
    return Content("\n").join(lines)


def signing(state: ReportState) -> str:
    """What is read before the passphrase is asked for."""
    act = _("You sign this report with your passphrase. It cannot be undone.")
    shown = changes(state).plain
    return "\n".join([state.file.name, "", own(state).plain, *([shown] if shown else []), "", act])


def signer_line(signer: Signer) -> Content:
    """Who signs, and whether it is done."""
    role = _("chair, certifies first") if signer.is_chair else _("member, approves")
    me = f" ({_('you')})" if signer.is_me else ""
    if signer.has_signed:
        mark = Content(_("✓ signed   ")).stylize("$success")
    else:
        mark = Content(_("○ not yet  ")).stylize("$accent")
    return mark + Content(f"{one_line(signer.name or _('the chair'))}{me} · {role}")


def absent_line(absent: NotSigner) -> Content:
    """Who does not sign, and why."""
    said = f"{one_line(absent.name)}: {standing_word(spoken(), absent.standing)}"
    return Content(f"– {said}. {one_line(absent.reason)}").stylize("$quiet")
