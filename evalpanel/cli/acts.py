"""How an act of two persons is answered."""

from __future__ import annotations

from evalpanel.cli.answers.candidates import ActAnswer
from evalpanel.cli.output import give
from evalpanel.domain.acts import Act
from evalpanel.language import _


def give_act(act: Act, *, as_json: bool) -> None:
    """Give an act: done, or how a second person confirms it."""
    answer = ActAnswer(
        reference=act.reference,
        act=act.id,
        kind=act.kind,
        done=act.is_confirmed,
        by=act.by,
        at=act.at,
        confirmed_by=act.confirmed_by or None,
        confirmed_at=act.confirmed_at or None,
    )
    give(answer, _lines(act), as_json=as_json)


def _lines(act: Act) -> list[str]:
    if act.is_confirmed:
        return [
            _(
                "{act} is done: asked for by {by}, confirmed by {other}.",
                act=act.id,
                by=act.by,
                other=act.confirmed_by,
            )
        ]
    return [
        _("{act} needs a second person and has no effect until then.", act=act.id),
        _(
            "Confirm it: evalpanel confirm {reference} {act} --identity OTHER.evkey",
            reference=act.reference,
            act=act.id,
        ),
    ]
