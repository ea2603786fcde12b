"""Dossiers in a package, for whoever holds it."""

from evalpanel.domain.dossier import DossierPart
from evalpanel.usecases import scoring
from evalpanel.usecases.dossiers import read_dossiers
from tests.panels import ASSESSORS, REF, play


def test_the_organiser_and_the_member_read_the_same() -> None:
    found = play("open")
    member = found.desk(ASSESSORS[0])
    desktop = scoring.open_desktop(member, REF)
    cell = ("1", found.codes["alpha"], "A1")
    for desk in (member, found.lead):
        [dossier] = read_dossiers(desk, desktop.package, desktop.rules, cell)
        assert dossier.title == "Plan"
        assert (len(dossier.pages), dossier.part.withheld) == (2, 1)
    assert read_dossiers(member, desktop.package, desktop.rules, ("1", "Z9", "A1")) == ()


def test_a_version_for_the_lot_comes_before_the_general_one() -> None:
    found = play("open")
    member = found.desk(ASSESSORS[0])
    desktop = scoring.open_desktop(member, REF)
    code = found.codes["alpha"]
    general = next(part for part in desktop.package.dossiers if part.candidate == code)
    own: DossierPart = general.model_copy(update={"lot": "1"})
    package = desktop.package.model_copy(update={"dossiers": (general, own)})
    [dossier] = read_dossiers(member, package, desktop.rules, ("1", code, "A1"))
    assert dossier.part.lot == "1"
