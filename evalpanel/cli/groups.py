"""How commands are grouped: a noun with its verbs, or verbs that stand on their own."""

import typer


def noun(help_text: str) -> typer.Typer:
    """A group such as `tender`, whose help is plain text."""
    return typer.Typer(
        help=help_text, no_args_is_help=True, rich_markup_mode=None, add_completion=False
    )


def verbs() -> typer.Typer:
    """A group of commands such as `seal` and `merge` that are used without its name."""
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback()(_together)
    return app


def _together() -> None:
    """Keep a single command a group, so that it is found by its name."""
