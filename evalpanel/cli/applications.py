"""`receive`, `opening` and `confirm`: what came in, and acts of two persons."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from evalpanel.cli.acts import give_act
from evalpanel.cli.answers.candidates import FilePart, ReceiveAnswer, ReceivedPart
from evalpanel.cli.failures import speaking_of
from evalpanel.cli.groups import verbs
from evalpanel.cli.options import AsJson, Reference
from evalpanel.cli.output import give, note, table
from evalpanel.cli.passphrases import passphrase_of_other
from evalpanel.cli.session import session_of
from evalpanel.domain.application import Application
from evalpanel.language import _
from evalpanel.usecases.applications import ask_opening, receive_applications
from evalpanel.usecases.confirming import confirm as confirm_act
from evalpanel.usecases.same_entities import list_shared_entities

app = verbs()

CandidatesFile = Annotated[
    Path, typer.Argument(metavar="CANDIDATES.toml", help="Who applied, with which files.")
]


@app.command()
def receive(
    context: typer.Context,
    reference: Reference,
    candidates: CandidatesFile,
    as_json: AsJson = False,
) -> None:
    """Register what came in and when; dossiers are found beside the file."""
    desk = session_of(context).desk()
    with speaking_of(candidates):
        data = desk.files.read(candidates)
        found = receive_applications(desk, reference, data, candidates.parent)
    answer = ReceiveAnswer(
        reference=reference, applications=tuple(_received(application) for application in found)
    )
    heads = (_("Id"), _("Name"), _("Received"), _("Files"), "")
    rows = [(a.id, a.name, a.received, str(len(a.files)), _refused(a)) for a in answer.applications]
    give(answer, table(heads, rows), as_json=as_json)
    for shared in list_shared_entities(desk, reference):
        note(
            _(
                "Lot {lot}: {entity} stands in {candidates}. Record what was decided: "
                "evalpanel candidate decide {reference} ENTITY --decision D",
                lot=shared.lot,
                entity=shared.entity,
                candidates=", ".join(shared.roles),
                reference=reference,
            )
        )


@app.command()
def opening(context: typer.Context, reference: Reference, as_json: AsJson = False) -> None:
    """Ask to open the applications; a second person confirms. Late ones stay closed."""
    give_act(ask_opening(session_of(context).desk(), reference), as_json=as_json)


@app.command()
def confirm(
    context: typer.Context,
    reference: Reference,
    act: Annotated[str, typer.Argument(metavar="ACT", help="The id of the act.")],
    identity: Annotated[
        Path, typer.Option("--identity", metavar="OTHER.evkey", help="The other's key file.")
    ],
    identity_passphrase_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A file with the other's passphrase.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Confirm an act as the second person, with your own key file."""
    from evalpanel.bootstrap import unlock_identity

    desk = session_of(context).desk()
    with speaking_of(identity):
        other = unlock_identity(identity, passphrase_of_other(identity_passphrase_file))
    give_act(confirm_act(desk, reference, act, other), as_json=as_json)


def _refused(part: ReceivedPart) -> str:
    if part.late:
        return _("too late")
    return "" if part.admitted_to_pool is not False else _("not admitted to the pool")


def _received(application: Application) -> ReceivedPart:
    return ReceivedPart(
        id=application.id,
        name=application.name,
        received=application.received,
        late=application.late,
        admitted_to_pool=application.admitted_to_pool,
        lots=application.lots,
        files=tuple(
            FilePart(
                dossier=d.dossier,
                lot=d.lot,
                file=d.file,
                sha256=d.sha256,
                pages=d.pages,
                read=d.read,
            )
            for d in application.dossiers
        ),
    )
