"""What the screen for seals says of each member and each file, in words and colours."""

from textual.content import Content

from evalpanel.domain.text import one_line
from evalpanel.language import _, say, spoken
from evalpanel.language.vocabulary import roles_text
from evalpanel.tui.msgids import msgid
from evalpanel.usecases.merging import FileVerdict, MemberStatus

VERDICTS = {
    "accepted": ("✓", msgid("taken in"), "$success"),
    "already_here": ("·", msgid("was already here"), "$quiet"),
    "refused": ("×", msgid("refused"), "$error"),
}
"""Sign, words and colour of a verdict."""


def member_row(member: MemberStatus) -> Content:
    """Two lines: who and whether sealed; then card, declaration and package."""
    name = Content(one_line(member.name)).stylize("bold")
    roles = Content(f"  {roles_text(spoken(), member.roles)}").stylize("$quiet")
    checks = (
        _mark(member.card_confirmed, _("card {code}", code=member.card_code)),
        _mark(True, _("declaration")),
        _mark(member.handed_out, _("package")),
    )
    return Content("\n").join(
        [name + roles + Content("  ") + _seal(member), Content("  ") + Content("  ").join(checks)]
    )


def _seal(member: MemberStatus) -> Content:
    if member.stepped_back:
        return Content(_("· stepped back")).stylize("$quiet")
    if member.on_standby:
        return _standby(member)
    if member.reopened:
        return Content(_("○ reopened; the new seal is not in")).stylize("$accent")
    if member.seal_code:
        return Content(_("✓ sealed {code}", code=member.seal_code)).stylize("$success")
    if member.scores:
        return Content(_("○ seal not in")).stylize("$accent")
    return Content(_("does not score")).stylize("$quiet")


def _standby(member: MemberStatus) -> Content:
    """An alternate, as the role says: nobody waits for the seal."""
    if member.stepped_in:
        return Content(_("✓ stepped in {code}", code=member.seal_code)).stylize("$success")
    if member.seal_code:
        return Content(_("✓ {code}, closed", code=member.seal_code)).stylize("$quiet")
    return Content(_("no seal is waited for")).stylize("$quiet")


def _mark(done: bool, words: str) -> Content:
    return Content(f"{'✓' if done else '○'} {words}").stylize("$success" if done else "$accent")


def verdict_line(found: FileVerdict) -> Content:
    """What became of a file, whose it is, and why it was refused."""
    sign, words, colour = VERDICTS[found.verdict]
    who = f" · {one_line(found.member)}" if found.member else ""
    line = Content(f"{sign} {_(words)}").stylize(f"bold {colour}")
    line += Content(f"  {one_line(found.file.name)}{who}")
    for told in (found.reason, found.hint):
        line += Content(f"\n    {one_line(say(told))}") if told else Content("")
    return line
