"""ctrl+p: every command of the screen that can be given now, by name."""

from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from evalpanel.language import _
from evalpanel.tui.commands import Command
from evalpanel.tui.panel_screen import PanelScreen


class CommandProvider(Provider):
    """Finds commands of the screen under the palette."""

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for command in self._possible():
            give = partial(self.screen.post_message, command())
            yield DiscoveryHit(_shown(command), give, text=_(command.label), help=_(command.help))

    async def search(self, query: str) -> Hits:
        """The commands whose label or help fits what was typed."""
        matcher = self.matcher(query)
        for command in self._possible():
            score = max(matcher.match(_(command.label)), matcher.match(_(command.help)) / 2)
            if score > 0:
                give = partial(self.screen.post_message, command())
                yield Hit(score, _shown(command), give, text=_(command.label), help=_(command.help))

    def _possible(self) -> list[type[Command]]:
        screen = self.screen
        if not isinstance(screen, PanelScreen):
            return []
        return [command for command in screen.offers() if screen.is_possible(command)]


def _shown(command: type[Command]) -> Content:
    keys = command.keys()
    return Content(_(command.label)) + Content(f"  {keys}" if keys else "").stylize("dim")
