"""R-26: the same legal entity in two applications for one lot is found, and decided about."""

from evalpanel.domain.application import Application, Entity
from evalpanel.domain.same_entity import SameEntityDecision, shared_entities


def applies(name: str, *entities: tuple[str, str], lots: tuple[str, ...] = ("1",)) -> Application:
    return Application(
        reference="T-1", id=name, name=name, received="", late=False, lots=lots,
        entities=tuple(
            Entity(name=entity, role="member" if number else "lead", registration=registration)
            for number, (entity, registration) in enumerate(entities)
        ),
        evidence=(), forbidden_words=(), dossiers=(),
    )  # fmt: skip


def found(*applications: Application) -> list[tuple[str, str, dict[str, str]]]:
    return [(s.lot, s.entity, dict(s.roles)) for s in shared_entities(applications, ())]


def test_alone_and_in_a_combination() -> None:
    alone = applies("alone", ("Radar B.V.", "11"), lots=("1", "2"))
    together = applies("combi", ("Anker", "22"), ("RADAR  bv", "11"), lots=("2", "3"))
    assert found(alone, together) == [("2", "Radar B.V.", {"alone": "lead", "combi": "member"})]


def test_two_combinations_and_a_third() -> None:
    combis = [applies(n, (f"Lead {n}", n), ("Shared", "11")) for n in ("a", "b", "c")]
    assert found(*combis) == [("1", "Shared", dict.fromkeys("abc", "member"))]


def test_without_a_registration_the_name_tells() -> None:
    one, other = applies("a", ("Stichting  De Brug", "")), applies("b", ("stichting de brug", "7"))
    assert found(one, other) == [("1", "Stichting  De Brug", {"a": "lead", "b": "lead"})]
    same_name = applies("c", ("Stichting De Brug", "8"))
    assert found(applies("b", ("Stichting De Brug", "7")), same_name) == []


def test_other_lots_and_other_entities_are_nothing_to_decide() -> None:
    assert found(applies("a", ("A", "1")), applies("b", ("A", "1"), lots=("2",))) == []
    assert found(applies("a", ("A", "1")), applies("b", ("B", "2"))) == []
    assert found(applies("a", ("A", "1"), ("A again", "1"))) == []


def test_a_decision_counts_for_the_applications_that_it_weighed() -> None:
    decision = SameEntityDecision(
        reference="T-1", entity="A", lot="1", candidates=("a", "b"), decision="Both stay",
        by="Ann", at="now",
    )  # fmt: skip
    two = [applies("b", ("A", "1")), applies("a", ("A", "1"))]
    [shared] = shared_entities(two, [decision])
    assert shared.decision == decision
    [again] = shared_entities([*two, applies("c", ("A", "1"))], [decision])
    assert again.decision is None
    assert decision.key == ("T-1", "same_entity_decision")
