"""`panel unsigned`: a member who does not sign the report, with the reason."""

from __future__ import annotations

from typing import Annotated

import typer

from evalpanel.cli.answers.papers import NotSigningAnswer
from evalpanel.cli.options import AsJson, MemberName, Reason, Reference
from evalpanel.cli.output import give
from evalpanel.cli.session import session_of
from evalpanel.domain.errors import WrongUsage
from evalpanel.domain.unsigned import Standing
from evalpanel.language import _, spoken
from evalpanel.language.vocabulary import standing_word
from evalpanel.usecases.not_signing import record_not_signing


def unsigned(
    context: typer.Context,
    reference: Reference,
    member: MemberName,
    reason: Reason,
    declined: Annotated[
        bool, typer.Option("--declined", help="The member does not want to sign.")
    ] = False,
    unreachable: Annotated[
        bool, typer.Option("--unreachable", help="The member could not be reached.")
    ] = False,
    signs: Annotated[bool, typer.Option("--signs", help="The member signs after all.")] = False,
    as_json: AsJson = False,
) -> None:
    """Note that a member does not sign; the report made after it says so, with the reason."""
    chosen: list[Standing] = []
    chosen += ["declined"] if declined else []
    chosen += ["unreachable"] if unreachable else []
    chosen += ["signs"] if signs else []
    if len(chosen) != 1:
        raise WrongUsage(
            "Does {name} decline, or is {name} out of reach?",
            hint="Give one of --declined, --unreachable and --signs.",
            name=member,
        )
    done = record_not_signing(session_of(context).desk(), reference, member, chosen[0], reason)
    answer = NotSigningAnswer(member=member, standing=done.standing, reason=done.reason, at=done.at)
    lines = [
        _("{name}: {standing}.", name=member, standing=standing_word(spoken(), done.standing)),
        _("Reports that were made stay as they are. Next: make a new version: "
          "evalpanel report {reference} --out F.pdf", reference=reference),
    ]  # fmt: skip
    give(answer, lines, as_json=as_json)
