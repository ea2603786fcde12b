"""Where the program starts: a command, or without one the terminal app."""

import sys

from evalpanel.settings import Workspace


def main() -> None:
    """Run the command line of this process and leave with its exit status."""
    from evalpanel.cli.run import run

    sys.exit(run(sys.argv[1:], _open_app))


def _open_app(workspace: Workspace, language: str, passphrase: str) -> None:
    """Open the terminal app, which is loaded only now."""
    from evalpanel.tui.app import run_app

    run_app(workspace, language, passphrase)


if __name__ == "__main__":
    main()
