"""Arguments and options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

Reference = Annotated[str, typer.Argument(metavar="REF", help="The reference of the tender.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")]
PanelName = Annotated[
    str, typer.Option("--panel", metavar="P", help="The panel, where the rule set has several.")
]
OutFolder = Annotated[
    Path, typer.Option("--out", metavar="DIR", help="The folder to write to, such as a USB stick.")
]
Reason = Annotated[str, typer.Option("--reason", metavar="R", help="Why; it is kept and shown.")]
RulesFile = Annotated[Path, typer.Argument(metavar="RULES.toml", help="The rule set.")]
