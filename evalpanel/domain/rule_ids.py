"""Checks of a rule set: ids that stand twice, and names of things that do not exist."""

from collections.abc import Iterable, Iterator

from evalpanel.domain.criterion_rules import Criterion
from evalpanel.domain.errors import Problem, Sentence
from evalpanel.domain.ranking_rules import TIE_ENDS
from evalpanel.domain.rule_draft import Draft
from evalpanel.domain.rules import ALL_LOTS, RuleSet
from evalpanel.domain.text import shortened


def duplicate_ids(draft: Draft) -> Iterator[Problem]:
    """Ids that stand twice in their section; criteria and items share one space of names."""
    rules = draft.rules
    for section, ids in {
        "source": [source.id for source in rules.sources],
        "panel": [panel.id for panel in rules.panels],
        "scale": [scale.id for scale in rules.scales],
        "dossier": [dossier.id for dossier in rules.dossiers],
        "lot": [lot.id for lot in rules.lots],
        "gate": [gate.id for gate in rules.gates],
        "milestone": [milestone.id for milestone in rules.milestones],
    }.items():
        yield from _twice((f"{section}[{n}].id", name) for n, name in enumerate(ids))
    yield from _twice(_scored_ids(draft))


def reserved_ids(draft: Draft) -> Iterator[Problem]:
    """Ids that already mean something else."""
    for n, lot in enumerate(draft.rules.lots):
        if lot.id == ALL_LOTS:
            yield Problem(f"lot[{n}].id", Sentence("A lot cannot be called *; it means all lots."))
    for path, name in _scored_ids(draft):
        if name in TIE_ENDS:
            yield Problem(path, Sentence("{id} is a word of the tie-break.", id=name))


def unknown_scales(draft: Draft) -> Iterator[Problem]:
    """Items with a scale that is not in the file."""
    if draft.knows("scale"):
        known = [scale.id for scale in draft.rules.scales]
        for path, _, item in draft.items():
            if item.scale not in known:
                yield Problem(f"{path}.scale", unknown_name("scale", item.scale, known))


def unknown_lots(draft: Draft) -> Iterator[Problem]:
    """Panels, criteria and gates for lots that are not in the file."""
    if not draft.knows("lot"):
        return
    known = [lot.id for lot in draft.rules.lots]
    for section, named in {
        "panel": [panel.lots for panel in draft.rules.panels],
        "criterion": [criterion.lots for criterion in draft.rules.criteria],
        "gate": [gate.lots for gate in draft.rules.gates],
    }.items():
        for n, lots in enumerate(named):
            yield from _names(f"{section}[{n}].lots", lots, known, "lot")


def panels_of_items(draft: Draft) -> Iterator[Problem]:
    """Criteria of panels that are not in the file, and items with no panel or more than one."""
    rules = draft.rules
    if not (draft.knows("criterion") and draft.knows("lot")):
        return
    known = [criterion.id for criterion in rules.criteria]
    for n, panel in enumerate(rules.panels):
        yield from _names(f"panel[{n}].criteria", panel.criteria, known, "criterion")
    for n, criterion in enumerate(rules.criteria):
        for lot in _scored_under(rules, criterion):
            count = len(rules.panels_of(lot, criterion.items[0].id))
            if count != 1:
                yield Problem(f"criterion[{n}]", _panels(count, lot))


def unknown_dossiers(draft: Draft) -> Iterator[Problem]:
    """Items on dossiers that are not in the file or are not scored (R-5)."""
    if not draft.knows("dossier"):
        return
    known = {dossier.id: dossier for dossier in draft.rules.dossiers}
    for path, _, item in draft.items():
        yield from _names(f"{path}.dossiers", item.dossiers, list(known), "dossier")
        for n, name in enumerate(item.dossiers):
            if name in known and not known[name].scored:
                yield Problem(f"{path}.dossiers[{n}]", _not_scored(name))
        if not item.dossiers:
            yield Problem(f"{path}.dossiers", Sentence("An item names at least one dossier."))


def unknown_goals(draft: Draft) -> Iterator[Problem]:
    """Items with a goal that is not in the list of goals, which counts from 1."""
    if "goals" in draft.doubtful:
        return
    count = len(draft.rules.goals)
    for path, _, item in draft.items():
        for n, goal in enumerate(item.goals):
            if not 1 <= goal <= count:
                said = Sentence(
                    "There is no goal {goal}; goals has {count}.", goal=goal, count=count
                )
                yield Problem(f"{path}.goals[{n}]", said)


def _scored_ids(draft: Draft) -> list[tuple[str, str]]:
    criteria = [(f"criterion[{n}].id", c.id) for n, c in enumerate(draft.rules.criteria)]
    return criteria + [(f"{path}.id", item.id) for path, _, item in draft.items()]


def _scored_under(rules: RuleSet, criterion: Criterion) -> list[str]:
    """The lots in which a criterion gets scores of its own; `*` where it is scored once."""
    if criterion.scope == "tender":
        return [ALL_LOTS]
    return [lot.id for lot in rules.lots if criterion in rules.criteria_in(lot.id)]


def _twice(entries: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for path, name in entries:
        if name in seen:
            yield Problem(
                path, Sentence("The id {id} stands at {first} too.", id=name, first=seen[name])
            )
        seen.setdefault(name, path)


def _names(path: str, names: tuple[str, ...], known: list[str], kind: str) -> Iterator[Problem]:
    for n, name in enumerate(names):
        if name not in known:
            yield Problem(f"{path}[{n}]", unknown_name(kind, name, known))
        elif name in names[:n]:
            yield Problem(f"{path}[{n}]", Sentence("{name} stands twice.", name=name))


def unknown_name(kind: str, name: str, known: list[str]) -> Sentence:
    """What is said of a name that the rule set does not know."""
    return Sentence(
        "There is no {kind} {name}; there are: {known}.",
        kind=kind,
        name=shortened(name),
        known=", ".join(known) or "-",
    )


def _not_scored(name: str) -> Sentence:
    return Sentence(
        "The dossier {dossier} is not scored, so no item can ask about it.", dossier=name
    )


def _panels(count: int, lot: str) -> Sentence:
    if lot == ALL_LOTS:
        return Sentence(
            "A criterion that is scored once for all its lots needs one panel; it has {count}.",
            count=count,
        )
    if count == 0:
        return Sentence("No panel scores this criterion in lot {lot}.", lot=lot)
    return Sentence("{count} panels score this criterion in lot {lot}.", count=count, lot=lot)
