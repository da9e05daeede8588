"""Containers through which one sees: they place what is in them and draw nothing of their own.

Textual draws a blank for a container and then throws it away, line by line, under what lies in it.
"""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip


class _Clear:
    def render_lines(self, crop: Region) -> list[Strip]:  # noqa: ARG002 - Textual's
        """Draw nothing: what lies under it is seen."""
        return []


class Below(_Clear, Vertical):
    """One under the other."""


class Beside(_Clear, Horizontal):
    """One beside the other."""
