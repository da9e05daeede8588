"""A list of titles to choose from."""

from typing import Literal

from textual import events
from textual.widgets import OptionList


class Listing(OptionList):
    """An OptionList whose titles are text, and that may be filled again at any moment."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        """Begin empty."""
        super().__init__(id=id, markup=False)

    async def _on_click(self, event: events.Click) -> None:
        # What was clicked may be gone by now, which Textual does not expect.
        clicked = event.style.meta.get("option")
        if clicked is not None and clicked >= self.option_count:
            event.prevent_default()
            return
        await super()._on_click(event)

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        # The lines may not be laid out, where the window is too small to show them.
        if (self.highlighted or 0) in self._index_to_line:
            super()._move_page(direction)
