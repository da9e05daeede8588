"""A text that is drawn again only when it is another."""

from rich.cells import cell_len
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static


class Steady(Static):
    """A text that leaves the screen as it is laid out, where its own shape stays what it was.

    To lay a screen out costs more than to draw a post: a clock, a gauge or a counter never does it.
    """

    drawn: Content | None = None

    def show(self, content: Content) -> None:
        """Show *content*."""
        before, self.drawn = self.drawn, content
        if before is None:
            self.update(content)
        elif not before.is_same(content):
            self.update(content, layout=self._shape(before) != self._shape(content))

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 - Textual's
    ) -> bool:
        """Take another height as it is: nothing in a text that does not scroll has to move for it.

        As usual, it would have the whole screen laid out a second time. With another width it has:
        how high a text that wraps is was worked out with the width that it had before.
        """
        is_as_wide = self._size.width == size.width
        return super()._size_updated(
            size, virtual_size, container_size, layout=layout and not is_as_wide
        )

    def _shape(self, content: Content) -> object:
        lengths = [cell_len(line) for line in content.plain.split("\n")]
        if max(lengths) > self.content_size.width:
            return content.plain  # It may be wrapped anywhere.
        width = self.styles.width
        return lengths if width is not None and width.is_auto else (len(lengths), bool(content))
