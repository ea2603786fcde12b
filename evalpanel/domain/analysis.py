"""What `analyse --json` answers (`contract.md`): the agreement of evaluators, lot by lot."""

from typing import Literal

from pydantic import Field

from evalpanel.domain.model import Model


class AlphaFigures(Model):
    """Krippendorff's alpha over the units candidate × item, by metric."""

    nominal: float
    ordinal: float
    interval: float


class KendallFigures(Model):
    """Kendall's W, corrected for ties, over the candidates' totals per evaluator."""

    w: float
    chi2: float
    df: int


class IccFigures(Model):
    """Intraclass correlations of the candidates' totals; null where one divides by zero."""

    single: float | None = Field(alias="2,1")
    average: float | None = Field(alias="2,k")
    consistent: float | None = Field(alias="3,1")


class LotAgreement(Model):
    """The agreement in one lot; what is undefined is null, with a reason under `why`."""

    lot: str
    evaluators: int
    candidates: int
    krippendorff_alpha: AlphaFigures | None
    kendall_w: KendallFigures | None
    icc: IccFigures | None
    severity: dict[str, float] | None
    rank_agreement: dict[str, float | None] | None
    why: dict[str, str]
    notes: tuple[str, ...]


class Analysis(Model):
    """What `analyse --json` answers; figures are rounded to 6 digits from exact ones."""

    format: Literal["evalpanel/analysis/1"] = Field(default="evalpanel/analysis/1", alias="schema")
    lots: tuple[LotAgreement, ...]
