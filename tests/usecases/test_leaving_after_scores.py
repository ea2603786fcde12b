"""R-15: who scored leaves by an act of two persons, because by then all know whom it helps."""

import pytest

from evalpanel.domain.acts import Act
from evalpanel.domain.conflicts import Effect
from evalpanel.domain.errors import Refused
from evalpanel.domain.panel_changes import Recusal
from evalpanel.usecases import confirming, conflicts, panel_changes, ranking
from evalpanel.usecases.meeting import open_meeting
from tests import panels
from tests.domain.test_verification import no
from tests.panels import ASSESSORS, LEAD, REF, SECOND, person, play

ANN = ASSESSORS[0]


@pytest.mark.parametrize("effect", ["void", "kept"])
def test_who_scored_leaves_by_an_act_of_two_persons(effect: Effect) -> None:
    """R-15: the one who asks cannot confirm; until then every score counts as before."""
    found = play("round", "recusal_mean")
    before = ranking.rank_lots(found.lead, REF).lots
    act = panel_changes.recuse_member(found.lead, REF, ANN, reason="A brother", effect=effect)
    assert isinstance(act, Act)
    assert ranking.rank_lots(found.lead, REF).lots == before
    with pytest.raises(Refused, match="needs two persons"):
        confirming.confirm(found.lead, REF, act.id, person(LEAD))
    confirming.confirm(found.lead, REF, act.id, person(SECOND))
    with found.lead.work() as work:
        [recusal] = (e for e in work.register.of(REF) if isinstance(e, Recusal))
    assert (recusal.by, recusal.approved_by, recusal.effect) == (LEAD, SECOND, effect)
    assert (ranking.rank_lots(found.lead, REF).lots == before) is (effect == "kept")


def test_a_case_decided_after_the_opening_takes_two_persons_where_scores_go() -> None:
    """R-11, R-15: a decision without a measure does not."""
    found = play("round", "recusal_mean")
    for name in ("Alpha", "Bravo"):
        conflicts.raise_case(found.lead, REF, ANN, name, what="Shares", alleged_by="Charlie Ltd")
    none = conflicts.decide_case(
        found.lead, REF, ANN, "Alpha", measure="none", facts="Sold", reason="Long ago"
    )
    assert none is None
    act = conflicts.decide_case(
        found.lead, REF, ANN, "Bravo", measure="recusal", facts="Has them", reason="Interest"
    )
    assert isinstance(act, Act)
    assert len(open_meeting(found.lead, REF).members) == 3
    found.confirm_all()
    for stage in ("identified", "reported"):
        getattr(panels, f"_{stage}")(found)
    assert no(found.record()) == {}
