"""The chapters of the report, in the order in which they are printed."""
