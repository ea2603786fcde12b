"""Faults survived: kills, full disks, damaged files; `python -m tests.faults` runs all counts."""
