"""Dutch and English: every sentence of the program has a translation."""
