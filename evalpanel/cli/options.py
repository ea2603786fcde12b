"""Arguments and options that several commands share, each declared once."""

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.domain.errors import Unreadable


def made_folder(folder: Path | None) -> Path | None:
    """The folder, made if only its last part is new: a stick that is not there stays an error."""
    if folder is None or folder.is_dir():
        return folder
    try:
        folder.mkdir()
    except OSError as error:
        raise Unreadable(
            "The folder {folder} is not there and cannot be made.",
            hint="Check the name, and whether the stick is in.",
            folder=folder,
        ) from error
    return folder


Reference = Annotated[str, typer.Argument(metavar="REF", help="The reference of the tender.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer with one JSON object.")]
PanelName = Annotated[
    str, typer.Option("--panel", metavar="P", help="The panel, where the rule set has several.")
]
OutFolder = Annotated[
    Path,
    typer.Option(
        "--out",
        metavar="DIR",
        callback=made_folder,
        help="The folder to write to, such as a USB stick.",
    ),
]
Reason = Annotated[str, typer.Option("--reason", metavar="R", help="Why; it is kept and shown.")]
CandidateId = Annotated[str, typer.Argument(metavar="CANDIDATE", help="The id of the candidate.")]
RulesFile = Annotated[Path, typer.Argument(metavar="RULES.toml", help="The rule set.")]
MemberName = Annotated[str, typer.Argument(metavar="MEMBER", help="The name of the member.")]
Lots = Annotated[
    list[str] | None, typer.Option("--lot", metavar="L", help="A lot; may be repeated.")
]
ApprovedBy = Annotated[
    str, typer.Option("--approved-by", metavar="WHO", help="Who approved it; you, if not given.")
]
Effect = Annotated[
    str,
    typer.Option("--effect", metavar="E", help="Whether scores already given are void or kept."),
]
