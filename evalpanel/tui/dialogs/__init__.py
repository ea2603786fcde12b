"""Questions and statements over a screen, one per module."""
