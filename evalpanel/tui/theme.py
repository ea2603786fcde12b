"""The two looks of the app: a quiet dark ground or paper, one accent for where you are."""

from textual.theme import Theme

DARK = Theme(
    name="evalpanel",
    dark=True,
    primary="#3d6d84",
    secondary="#5f93ab",
    accent="#e5a548",
    foreground="#d8dee4",
    background="#12161c",
    surface="#12161c",
    panel="#1b222b",
    success="#7fb88a",
    warning="#e5a548",
    error="#e2736b",
    variables={
        "border-blurred": "#2c4452",
        "footer-background": "#1b222b",
        "footer-key-foreground": "#e5a548",
        "footer-description-foreground": "#9aa7b2",
        "block-cursor-background": "#24404e",
        "block-cursor-foreground": "#f2f5f7",
        "block-cursor-blurred-background": "#1d2d37",
        "block-cursor-blurred-foreground": "#d8dee4",
        "input-selection-background": "#6b5423",
        "quiet": "#8b98a4",
        "marked": "#3f3218",
    },
)
"""The look at night and on the beamer."""

LIGHT = Theme(
    name="evalpanel-light",
    dark=False,
    primary="#3d6d84",
    secondary="#2d5d75",
    accent="#8a5300",
    foreground="#1d242b",
    background="#f6f5f1",
    surface="#f6f5f1",
    panel="#e8e7e1",
    success="#2b6b3c",
    warning="#8a5300",
    error="#a3261c",
    variables={
        "border-blurred": "#a9b9c2",
        "footer-background": "#e8e7e1",
        "footer-key-foreground": "#8a5300",
        "footer-description-foreground": "#4b555e",
        "block-cursor-background": "#cfe0e8",
        "block-cursor-foreground": "#10161b",
        "block-cursor-blurred-background": "#dfe7ea",
        "block-cursor-blurred-foreground": "#1d242b",
        "input-selection-background": "#f0dcae",
        "quiet": "#57626c",
        "marked": "#f4e6c3",
    },
)
"""The look of paper."""
