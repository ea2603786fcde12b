"""The threat table of `trust.md` section 3: one test per row, each named after its threat."""
