"""Pages in plain text, one line after the other, wrapped to what reads well."""

import shutil
import textwrap
from typing import TextIO

from simulator.language import Language
from simulator.present import pages

WIDTH = 78


class Teller:
    """Prints lines and pages. Knows nothing of exercises, and asks nothing."""

    def __init__(self, language: Language, out: TextIO, *, converses: bool) -> None:
        """Speak *language*; *converses* when a person is there to press Enter between two steps."""
        self.language = language
        self.converses = converses
        self._out = out

    @property
    def width(self) -> int:
        """Columns to fill: the terminal's, up to what reads well; scripts always get the same."""
        if not self.converses:
            return WIDTH
        return max(20, min(shutil.get_terminal_size().columns - 1, WIDTH))

    def say(self, text: str = "", indent: str = "") -> None:
        """Print *text*, wrapped; blank lines stay."""
        for line in text.split("\n"):
            wrapped = textwrap.wrap(
                line, self.width, initial_indent=indent, subsequent_indent=indent,
                break_on_hyphens=False,
            )  # fmt: skip
            for part in wrapped or [""]:
                self._out.write(part + "\n")
        self._out.flush()

    def item(self, item: pages.Item) -> None:
        """Print one item of the feed."""
        _ = self.language._
        match item:
            case pages.Post():
                mine = _(" (you)") if item.is_mine else ""
                self.say(f"{item.when}, {item.where}, {item.who}{mine}{_(':')}")
                self.say(item.text, "  ")
            case pages.Found():
                self.say(_("{when}, you looked: {text}", when=item.when, text=item.looked))
                self.say(item.text, "  ")
            case pages.Note():
                self.say(item.text)
            case pages.Heading():
                self.say()
                lead = _("Somebody breaks in.") + " " if item.breaks_in else ""
                self.say(f"--- {lead}{item.title}, {item.when} ---")
                if item.brief:
                    self.say(item.brief)
            case pages.FrontPage():
                self.front_page(item)

    def front_page(self, page: pages.FrontPage) -> None:
        """Print tomorrow's front page."""
        self.say()
        self.say(f"=== {self.language._('Tomorrow, on the front page')} ===")
        self.say(page.headline)
        self.say()
        self.say(page.text)
        for post in page.lines:
            self.say(f"{post.who}{self.language._(':')} {post.text}", "  ")
        if page.epilogue:
            self.say()
        for post in page.epilogue:
            self.item(post)
        self.say()

    def gauge(self, gauge: pages.Gauge) -> str:
        """Return one gauge as a phrase."""
        change = f" ({gauge.change:+d})".replace("-", "−") if gauge.change else ""
        return f"{gauge.name} {gauge.value}{change}, {gauge.level}"

    def leaf(self, page: pages.Leaf) -> None:
        """Print a page of sections."""
        self.say()
        self.say(f"=== {page.title} ===")
        if page.lead:
            self.say(page.lead)
        for section in page.sections:
            if section.title:
                self.say()
                self.title(section.title)
            for line in section.lines:
                self.say(line, "  ")
        self.say()

    def title(self, text: str) -> None:
        """Print what stands over some lines, with a colon unless it asks or has its own."""
        title = text.rstrip(".")
        is_whole = ":" in title or title.endswith(("?", "!", "…"))
        self.say(title if is_whole else title + self.language._(":"))
