"""The terminal app, on top of everything else.

A guide for who adds a screen:

* A command is a class in a `commands.py` (or `<screen>_commands.py`): key, key that works
  everywhere, label, help. A screen lists its commands in `OFFERS`; keys, footer, ctrl+p and F1
  follow from that list. The screen handles a command with `@on(TheCommand)`.
* A screen derives from `panel_screen.DeskScreen` (`self.desk`, `self.workspace`, `self.reference`)
  and gives `TITLE_WORDS`, `EXPLANATION`, `compose_body()`; `show_place(*crumbs)` and
  `show_status(text)` fill the line on top. `is_possible(command)` hides what cannot be done now.
* Work on disk, database or keys: `self.begin("name", function, *arguments)`. It runs in a thread;
  then `take(name, result)` is called on the screen, or `fail(name, error)`, which shows the error.
  Work that opens a key file holds the whole program: `self.begin_with_key(…)` says so first.
* Questions: `dialogs` (Confirm, ShowError, AskText, AskPassphrase) and `pick_file.PickFile`,
  pushed with a callback; escape gives None.
* Text of people goes into `widgets.plain.Plain`, `Content` or anything with `markup=False`.
* Literals that are translated later, at run time, are wrapped in `msgids.msgid("…")`; all others
  in `evalpanel.language._("…")`.
* `screens.SCREENS` says which screen opens for which step of a tender.
* Tests build a desk with `tests/tui/desks.py` and wait with `tests/tui/pilot.py: settle`.
"""
