"""What a rule set says of the contract to come: how long it lasts and can be prolonged."""

from fractions import Fraction
from itertools import groupby

from evalpanel.domain.errors import Sentence
from evalpanel.domain.exact import Figure, decimal_text, exact
from evalpanel.domain.rule_types import Years
from evalpanel.domain.toml_model import TomlModel


class Contract(TomlModel):
    """The term of the contract: its first years and, in order, each option to prolong it."""

    years: Years
    options: tuple[Years, ...] = ()
    framework: bool = False
    reason: str = ""
    """Why a framework agreement can last more than four years."""

    @property
    def most_years(self) -> Fraction:
        """How long the contract lasts when every option is used."""
        return sum(map(exact, self.options), exact(self.years))

    @property
    def duration(self) -> Sentence:
        """The term in words: `6 years + 2 × 2 years, at most 10 years`."""
        years = Figure(decimal_text(exact(self.years)))
        if not self.options:
            return Sentence("{years} years", years=years)
        return Sentence(
            "{years} years + {options} years, at most {most} years",
            years=years,
            options=self._options_text(),
            most=Figure(decimal_text(self.most_years)),
        )

    def _options_text(self) -> Figure:
        """Options with equals in a row taken together: `2 × 2 + 1`."""
        groups = [(years, len(list(same))) for years, same in groupby(map(exact, self.options))]
        return Figure(
            " + ".join(
                decimal_text(years) if count == 1 else f"{count} × {decimal_text(years)}"
                for years, count in groups
            )
        )
