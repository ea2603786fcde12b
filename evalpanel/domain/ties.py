"""Ties across a cut: the declared steps in their order, and what stands last (R-54, R-55)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import decimal_text
from evalpanel.domain.ranking_rules import TIE_ENDS

Group = tuple[str, ...]
"""Candidates that nothing tells apart so far, in the order of their ids."""


@dataclass(frozen=True)
class TieBreak:
    """The declared steps, and the value of every candidate on each of them (high is good)."""

    steps: tuple[str, ...]
    values: Mapping[str, Mapping[str, Fraction]]


@dataclass(frozen=True)
class Split:
    """Groups inside and outside a cut; `tied` is a group still across it, with `open_places`."""

    inside: tuple[Group, ...]
    tied: Group
    outside: tuple[Group, ...]
    open_places: int = 0
    why: tuple[Sentence, ...] = ()


def split_at(groups: Sequence[Group], places: int, tie_break: TieBreak | None) -> Split:
    """Cut after `places` candidates; a group across the cut goes through the tie-break, if any."""
    inside: list[Group] = []
    for n, group in enumerate(groups):
        if places <= 0:
            return Split(tuple(inside), (), tuple(groups[n:]))
        if len(group) > places:
            if tie_break is None:
                return Split(tuple(inside), group, tuple(groups[n + 1 :]), places)
            split = _resolve(group, places, tie_break)
            outside = (*split.outside, *groups[n + 1 :])
            return Split(
                (*inside, *split.inside), split.tied, outside, split.open_places, split.why
            )
        inside.append(group)
        places -= len(group)
    return Split(tuple(inside), (), ())


def _resolve(group: Group, places: int, tie_break: TieBreak) -> Split:
    """Apply one step after the other to the equals across the cut, and to nobody else."""
    before: tuple[Group, ...] = ()
    after: tuple[Group, ...] = ()
    why: list[Sentence] = []
    for step in tie_break.steps:
        if step in TIE_ENDS:
            return _end(step, before, group, after, places, why)
        parts = _parts(group, tie_break.values[step])
        why.append(_said(step, group, parts, tie_break.values[step]))
        split = split_at(parts, places, None)
        before, after = (*before, *split.inside), (*split.outside, *after)
        places -= sum(len(part) for part in split.inside)
        if not split.tied:
            return Split(before, (), after, 0, tuple(why))
        group = split.tied
    return _end("", before, group, after, places, why)


def _end(
    step: str,
    before: tuple[Group, ...],
    group: Group,
    after: tuple[Group, ...],
    places: int,
    why: list[Sentence],
) -> Split:
    names = ", ".join(group)
    if step == "all_in":
        said = Sentence(
            "{candidates} stay equal; all of them are in, as announced.", candidates=names
        )
        return Split((*before, group), (), after, 0, (*why, said))
    if step == "all_out":
        said = Sentence(
            "{candidates} stay equal; none of them is in, as announced.", candidates=names
        )
        return Split(before, (), (group, *after), 0, (*why, said))
    if step == "draw":
        said = Sentence(
            "{candidates} stay equal for {places} place(s); a draw decides, as announced.",
            candidates=names,
            places=places,
        )
    else:
        said = Sentence(
            "{candidates} stay equal for {places} place(s), and the rules do not say what decides. "
            "A recorded decision is needed.",
            candidates=names,
            places=places,
        )
    return Split(before, group, after, places, (*why, said))


def _parts(group: Group, values: Mapping[str, Fraction]) -> list[Group]:
    ordered = sorted(group, key=lambda candidate: (-values[candidate], candidate))
    return [tuple(part) for _, part in groupby(ordered, key=lambda c: values[c])]


def _said(step: str, group: Group, parts: list[Group], values: Mapping[str, Fraction]) -> Sentence:
    points = ", ".join(f"{c} {decimal_text(values[c])}" for part in parts for c in part)
    if len(parts) == 1:
        return Sentence(
            "{candidates} are equal at the cut; {step} does not tell them apart ({points}).",
            candidates=", ".join(group),
            step=step,
            points=points,
        )
    return Sentence(
        "{candidates} are equal at the cut; {step} tells them apart ({points}).",
        candidates=", ".join(group),
        step=step,
        points=points,
    )
