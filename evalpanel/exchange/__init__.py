"""The files that travel between the members of a panel."""
