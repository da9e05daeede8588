"""The bar of keys of a facilitator's screen, who has more of them than anybody."""

from textual.content import Content

from simulator.tui.widgets.bars import Keys


class AllKeys(Keys):
    """The bar of keys, with room for more of them."""

    def room(self) -> tuple[int, int]:
        """Return how many cells a line holds, and how many lines."""
        width, most = super().room()
        return width, most + (most > 1)

    def show(self, content: Content) -> None:
        """Show *content*, laid out anew: keys change seldom, and a line of them may come or go."""
        if self.drawn is None or not self.drawn.is_same(content):
            self.drawn = content
            self.update(content)

    def press(self, sign: str) -> str:
        """Return Textual's name of the key called *sign*."""
        _ = self.screen.language._  # type: ignore[attr-defined] # a screen of ours
        named = {_("Space"): "space", "+": "plus", "Tab": "tab"}
        return named.get(sign) or super().press(sign)
