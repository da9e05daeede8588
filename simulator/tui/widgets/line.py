"""A field for one line of typed text: inert, of a limited length, however it came in."""

from textual import events
from textual.widgets import Input

from simulator import safe


class Line(Input):
    """An Input that cleans and cuts what is pasted, instead of refusing it whole."""

    def on_mount(self) -> None:
        """Blink only where things may move."""
        self.cursor_blink = bool(getattr(self.app, "moves", True))

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        room = (self.max_length or safe.MAX_LENGTH) - len(self.value) + len(self.selected_text)
        if room > 0:
            self.replace(safe.line(event.text, room), *sorted(self.selection))

    @property
    def text(self) -> str:
        """What was typed, made inert."""
        return safe.line(self.value, self.max_length or safe.MAX_LENGTH)
