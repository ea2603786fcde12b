"""Texts that people could type, or that files could bring in, to deceive a reader or a program.

Every class of `trust.md` 3: terminal escapes, bidirectional and invisible characters, markup of
Rich, Textual and reportlab, format strings, spreadsheet formulas, paths, long and foreign text.
"""

import unicodedata
from collections.abc import Iterator

LOCAL_FILE = "/etc/hostname"
"""What markup asks to be read; nothing may open it."""
ESCAPES = (
    "\x1b[31mred\x1b[0m", "\x1b[2J\x1b[H", "\x1b]0;title\x07", "\x1b]8;;https://x.example\x1b\\go\x1b]8;;\x1b\\",
    "\x1b]52;c;ZXZpbA==\x07", "\x1b[6n", "\x1bP+q544e\x1b\\", "\x1b_Gf=100\x1b\\", "\x1b[?1049h",
    "\x1bc", "\x1b(0lqk", "\x9b31mred", "\x9d0;title\x9c", "\x90q\x9c", "a\x07b", "abc\b\b\bxyz",
    "\x7f", "\x00", "a\x00b", "\x0e\x0f", "\x1a", "\x05", "\x13\x11", "50%\r100%",
)  # fmt: skip
LINES = (
    "Anna\nok  signatures  All 4 of 4 count.", "a\r\nb", "a\rb", "a\x0bb", "a\x0cb", "a\x85b",
    "a\u2028b", "a\u2029b", "\n\n\nend", "a\tb", "a\x1cb\x1db\x1eb\x1fb", "x\nExcluded: B7",
)  # fmt: skip
DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\u2061\u2064\ufeff\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e"
    "\u3164\uffa0\u206a\u206f\ufff9\ufffb\U000e0001\U000e0041\U000e007f\ufe00\ufe0f\U000e0100"
)
"""Characters without any width or ink of their own."""
UNUSABLE = (
    "\ue000", "\U0010fffd", "\ufdd0", "\ufffe", "\uffff", "\U0010ffff", "\u0378", "\ufffd",
)  # fmt: skip
TERMINAL_MARKUP = (
    "[red]x[/red]", "[/]", "[/red]", "[@click=app.quit]go[/]", "[@click='app.bell']x[/]",
    "[link=file:///etc/passwd]x[/link]", "[on red blink]x", "\\[red]", "\\", "[[", "]]", "[",
    "[b", "[$primary]x", "[bold]unbalanced", "[#ff0000]x[/#ff0000]", ":warning:", "[not a tag]",
)  # fmt: skip
PAPER_MARKUP = (
    f'<img src="{LOCAL_FILE}"/>', f'<img src="file://{LOCAL_FILE}" width="9" height="9"/>',
    '<a href="javascript:alert(1)">x</a>', '<link href="https://x.example">x</link>', "<b>x",
    "</b>", '<font color="red" size="99">x</font>', "<para>x</para>", "<para", "<br/>",
    "<!-- x -->",
    '<a name="x"/>', '<onDraw name="x" label="y"/>', "<seq id='x'/>", "&lt;b&gt;", "&#x1b;[31m",
    "&nosuch;", "&", "<", ">", "<![CDATA[x]]>", "<?xml version='1.0'?>",
    "<script>alert(1)</script>",
    '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;', "<super>x</super>", "<ul><li>x",
    "(x) Tj ET", "\\(", "endstream endobj",
)  # fmt: skip
FORMATS = (
    "{name}", "{0}", "{}", "{0.__class__}", "{name!r:>9}", "{{x}}", "{", "}", "{reference}", "%s",
    "%(name)s", "%n%n", "100%", "$name", "${name}", "#{x}", "`id`", "$(id)", "%d0%0a", "{file}",
)  # fmt: skip
FORMULAS = (
    "=1+1", '=HYPERLINK("https://x.example","x")', "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"x")', "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\uff1d1+1", "\uff0b1",
    "\uff0d1", "\uff20SUM(A1)", "'=1+1", "''", "'t Hof", "-", "- five of six", "\u22121",
)  # fmt: skip
TABLES = (
    'a"b', '"', '""', 'a;b,c\td', '"a\nb"', "a,b", ";", "sep=;",
)  # fmt: skip
PATHS = (
    "../../etc/passwd", "..\\..\\x", "/etc/passwd", "C:\\x", "CON", "nul.txt", "aux", ".", "..",
    "~root", "-rf", "--help", "a/b", "file\x00.pdf", "x" * 300, "LPT1", " ", "",
)  # fmt: skip
FLOODS = ("Z" + "\u0300\u0336" * 500, "x" * 10_000, "\u0489" * 40, "w " * 3_000, "ﷺ" * 40)
FOREIGN = (
    "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇳🇱", "مرحبا بالعالم", "שלום עולם", "नमस्ते दुनिया", "你好，世界", "สวัสดี",
    "ﾊﾝｶｸ", "Ꙭ", "ẞß", "İı", "Łukasz Šťastný", "Ｆｕｌｌ", "e\u0301", "Ω≈ç√", "½ ² ™",
    "‘quoted’ “x” – —", "null", "None", "true", "NaN", "1e309", "0x7f", "1/0", "ﬀ", "ǅ", "ȺȾ",
    "𝒩𝒶𝓂𝑒", "раураl",
)  # fmt: skip
SURROGATE = "a\ud800b\udcffc"
"""Comes in by arguments and file names that are no UTF-8; no file may hold it."""

ALL = (
    *ESCAPES, *LINES, *(f"a{mark}b" for mark in DIRECTIONS + INVISIBLE), *UNUSABLE,
    *TERMINAL_MARKUP, *PAPER_MARKUP, *FORMATS, *FORMULAS, *TABLES, *PATHS, *FLOODS, *FOREIGN,
)  # fmt: skip
"""All of them; each is text that UTF-8 can hold."""


def in_one_value(limit: int = 20_000) -> Iterator[str]:
    """All but the floods, joined into a few values; each piece stands between `«` and `»`."""
    held = ""
    for text in ALL:
        if len(text) > 400:  # a flood
            continue
        if len(held) + len(text) > limit:
            yield held
            held = ""
        held += f"«{text}» "
    yield held


def forbidden_in(shown: str, allowed: str = "\n\t") -> set[str]:
    """Characters in a shown text that act, hide or turn instead of showing."""
    return {
        f"U+{ord(char):04X}"
        for char in shown
        if char not in allowed
        and (char in DIRECTIONS + INVISIBLE or unicodedata.category(char) in _NOT_SHOWN)
    }


_NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
