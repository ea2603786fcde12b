"""evalpanel: score dossiers fairly with a panel, offline, and prove it afterwards."""

__version__ = "0.1.0"
