"""What to type next where a tie is open: a draw, a decision of two persons, or its confirmation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from evalpanel.cli.draw_lines import draw_part, next_lines
from evalpanel.domain.acts import Act
from evalpanel.domain.allocation import OpenChoice, OpenTie
from evalpanel.language import _
from evalpanel.usecases.acts import list_open_acts
from evalpanel.usecases.drawing import list_draws
from evalpanel.usecases.lifecycle import list_possible_steps
from evalpanel.usecases.ports import Desk
from evalpanel.usecases.ranking import RankedTender


def open_tie_lines(desk: Desk, reference: str, ranked: RankedTender) -> list[str]:
    """The next command for every tie in the lots that are shown, while it can still be broken."""
    lots = {lot.lot for lot in ranked.lots}
    ties = [tie for tie in ranked.ties if tie.lot in lots]
    if not (ties or ranked.choices):
        return []
    possible, acts = list_possible_steps(desk, reference), list_open_acts(desk, reference)
    lines: list[str] = []
    if "draw" in possible and ranked.rules.ranking.tie_break[-1:] == ("draw",):
        lines += [line for tie in ties for line in _to_draw(desk, reference, tie)]
    elif "tie" in possible:
        lines += [_to_decide(reference, tie, acts) for tie in ties]
    if "tie" in possible:
        lines += _to_choose(reference, ranked.choices, acts)
    return list(dict.fromkeys(lines))


def _to_draw(desk: Desk, reference: str, tie: OpenTie) -> list[str]:
    for found in list_draws(desk, reference):
        if found.held is None and found.lot == tie.lot and found.covers(tie.candidates):
            return next_lines(reference, draw_part(found))
    return [
        _(
            "Next: evalpanel draw invite {reference} --lot {lot} --at TIME --place P --by NAME "
            "--invited CANDIDATE …",
            reference=reference,
            lot=tie.lot,
        )
    ]


def _to_decide(reference: str, tie: OpenTie, acts: Iterable[Act]) -> str:
    asked = _asked(acts, tie.lot, tie.candidates)
    if asked:
        return _to_confirm(reference, asked)
    return _(
        "Next: evalpanel tie decide {reference} --lot {lot} --order CODES --reason R --ground G",
        reference=reference,
        lot=tie.lot,
    )


def _to_choose(reference: str, choices: Iterable[OpenChoice], acts: Iterable[Act]) -> Iterator[str]:
    for choice in choices:
        asked = _asked(acts, "", choice.lots)
        if asked:
            yield _to_confirm(reference, asked)
        else:
            yield _(
                "Next: evalpanel tie decide {reference} --candidate {code} --order LOTS "
                "--reason R --ground G",
                reference=reference,
                code=choice.candidate,
            )


def _asked(acts: Iterable[Act], lot: str, names: Iterable[str]) -> Act | None:
    """The decision between these equals that waits for a second person."""
    equals = sorted(names)
    return next(
        (
            act
            for act in acts
            if act.kind == "tie"
            and act.subject["lot"] == lot
            and sorted(act.subject["order"].split(" ")) == equals
        ),
        None,
    )


def _to_confirm(reference: str, act: Act) -> str:
    return _(
        "Next: evalpanel confirm {reference} {act} --identity OTHER.evkey",
        reference=reference,
        act=act.id,
    )
