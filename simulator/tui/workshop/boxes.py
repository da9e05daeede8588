"""Small questions over a screen: one of a list, a line of text, a response, are you sure."""

from collections.abc import Callable, Sequence

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from simulator.present import pages
from simulator.present.asking import full, part_name, total
from simulator.tui.screens.shell import Answer, Modal
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.line import Line
from simulator.tui.widgets.listing import Listing
from simulator.tui.widgets.rows import Titles


class Box(Modal[Answer]):
    """A box with a title, something in it, and what can be pressed."""

    BINDINGS = [("escape", "back", "")]  # noqa: RUF012 - Textual's

    def __init__(self, title: str, about: str = "") -> None:
        """Ask *title*; *about* says more."""
        super().__init__()
        self.asks, self.about = title, about

    def inside(self) -> ComposeResult:
        """Draw what is asked."""
        yield from ()

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("Enter to choose · Escape to go back")

    def compose(self) -> ComposeResult:
        """Draw the box."""
        with Vertical(classes="box"):
            yield Static(Content(self.asks).stylize("bold $accent"))
            if self.about:
                yield Static(Content(self.about), classes="about")
            yield from self.inside()
            yield Static(Content(self.how()), classes="caption")

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)


class PickBox(Box[str]):
    """One of a list, by number, or with the arrows and Enter."""

    def __init__(self, title: str, rows: Sequence[tuple[str, str]], about: str = "") -> None:
        """Offer *rows*, each with what it gives."""
        super().__init__(title, about)
        self.offered = tuple(rows)

    def inside(self) -> ComposeResult:
        """Draw the list."""
        yield Listing(id="offered")

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("A number, or Enter on a line, to choose · Escape to go back")

    def on_mount(self) -> None:
        """Fill the list."""
        super().on_mount()
        found = self.query_one(Listing)
        for number, (_given, text) in enumerate(self.offered, 1):
            sign = f"{number}  " if number <= 9 else "   "  # noqa: PLR2004 - keys have one sign
            found.add_option(Option(Content.assemble((sign, "bold $accent"), Content(text))))
        found.highlighted = 0 if self.offered else None
        found.focus()

    def on_key(self, event: events.Key) -> None:
        """Take the line called by its number."""
        if event.character and event.character.isdecimal() and event.character.isascii():
            event.stop()
            self._take(int(event.character) - 1)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the line under the cursor."""
        self._take(event.option_index)

    def _take(self, place: int) -> None:
        if 0 <= place < len(self.offered):
            self.dismiss(self.offered[place][0])


class LineBox(Box[tuple[str, ...]]):
    """One or several lines of text; Enter goes to the next, and from the last one takes them."""

    def __init__(self, title: str, fields: Sequence[tuple[str, str, int]], about: str = "") -> None:
        """Ask for *fields*: what stands in each while it is empty, what is in it, its most."""
        super().__init__(title, about)
        self.fields = tuple(fields)

    def inside(self) -> ComposeResult:
        """Draw the fields."""
        for wanted, given, most in self.fields:
            yield Line(given, placeholder=wanted, max_length=most)

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query(Line).first().focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field, or give all."""
        fields = list(self.query(Line))
        place = fields.index(event.input) if event.input in fields else 0
        if place + 1 < len(fields):
            fields[place + 1].focus()
        else:
            self.dismiss(tuple(field.text for field in fields))


class SureBox(Box[bool]):
    """Asks before something that cannot be undone: the same key again does it."""

    def __init__(self, title: str, lines: Sequence[str], key: str) -> None:
        """Say what would happen in *lines*; *key* does it."""
        super().__init__(title)
        self.lines, self.key = tuple(lines), key

    def inside(self) -> ComposeResult:
        """Draw the lines."""
        with VerticalScroll(classes="reading"):
            yield Static(Content("\n\n".join(self.lines)))

    def on_mount(self) -> None:
        """Let the arrows read on."""
        super().on_mount()
        self.query_one(VerticalScroll).focus()

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("{key} again to confirm · Escape to go back", key=self.key)

    def on_key(self, event: events.Key) -> None:
        """Do it."""
        if event.character == self.key:
            event.stop()
            self.dismiss(True)  # noqa: FBT003 - a screen's answer


class ChooseBox(Box[tuple[str, ...]]):
    """A response of any kind, chosen as a participant would."""

    def __init__(
        self, title: str, ask: pages.Ask, picks: tuple[str, ...] = (),
        objects: Callable[[tuple[str, ...]], str] = lambda _picks: "",
    ) -> None:  # fmt: skip
        """Ask *ask*; *picks* are picked at first; *objects* says why others cannot be taken."""
        super().__init__(title)
        self.ask, self.picks, self.objects = ask, picks, objects

    @property
    def is_ticked(self) -> bool:
        """Whether several are ticked, in no order and for no part."""
        return self.ask.high > 1 and not (self.ask.ordered or self.ask.parts)

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        if self.ask.low == self.ask.high == 1:
            return self.language._("Press a letter to choose · Escape to go back")
        if self.is_ticked:
            return self.language._(
                "A letter ticks or unticks · Enter takes what is ticked · Escape to go back"
            )
        return super().how()

    def inside(self) -> ComposeResult:
        """Draw the choices."""
        names = {part: part_name(self.language, part) for part in self.ask.parts}
        titles = Titles(parts=names, total=lambda picks: total(self.language, self.ask, picks))
        self.choices = Choices(self.ask, titles)
        yield self.choices
        yield Static(id="told")

    def on_mount(self) -> None:
        """Begin with what is picked, keys in it."""
        super().on_mount()
        if self.picks:
            preset(self.choices, self.picks)
        self.choices.focus()

    def say(self, text: str) -> None:
        """Say something about what is chosen."""
        self.query_one("#told", Static).update(Content(text).stylize("bold"))

    def on_choices_responded(self, message: Choices.Responded) -> None:
        """Give the response; one that cannot be taken stays, to be mended."""
        if why := self.objects(message.picks):
            self.say(why)
        else:
            self.dismiss(message.picks)

    def on_choices_untouched(self) -> None:
        """Say how to choose; what was ticked beforehand is taken by a second Enter."""
        if self.is_ticked and self.choices.picking.picks:
            self.choices.is_touched = True
            self.say(
                self.language._("Enter again takes what is ticked; a letter ticks or unticks.")
            )
            return
        self.say(self.language._("Nothing is chosen yet: a number, or the arrows and then Enter."))

    def on_choices_unpicked(self) -> None:
        """Ask for a pick, or for the word that nothing is meant."""
        said = self.language._("Nothing is picked yet. A number picks one; 0 means none of these.")
        self.say(said)

    def on_choices_nothing(self) -> None:
        """Ask once more before nothing is taken, where that is an answer."""
        self.say(self.language._("None of these? Enter confirms it; a number picks one."))

    def on_choices_unsettled(self) -> None:
        """Show the order before it is taken."""
        self.say(self.language._("This is the order so far. Enter again confirms it."))

    def on_choices_unfinished(self, message: Choices.Unfinished) -> None:
        """Name the part that is missing."""
        part = part_name(self.language, message.choices.picking.part)
        self.say(self.language._("Still to be picked: {part}.", part=part))

    def on_choices_full(self) -> None:
        """Say why one more cannot be picked."""
        self.say(full(self.language, self.ask.high))


def preset(choices: Choices, picks: Sequence[str]) -> None:
    """Show *picks* as picked, as far as they are offered."""
    offered = {choice.id for choice in choices.ask.choices}
    known = [pick for pick in picks if pick in offered]
    if choices.ask.ordered and set(known) != offered:
        return
    choices.picking.picks = known
    choices.picking.placed = len(known) if choices.ask.ordered else 0
    if choices.is_mounted:
        choices.mark()


class ReadBox(Box[None]):
    """Something to read, as long as it is wanted."""

    BINDINGS = [("escape,enter,space,q", "back", "")]  # noqa: RUF012 - Textual's

    def __init__(self, title: str, lines: Sequence[Content]) -> None:
        """Show *lines*."""
        super().__init__(title)
        self.lines = tuple(lines)

    def inside(self) -> ComposeResult:
        """Draw the lines."""
        with VerticalScroll(classes="reading"):
            yield Static(Content("\n").join(self.lines))

    def how(self) -> str:
        """Return what can be pressed, in a sentence."""
        return self.language._("Escape to go back")

    def on_mount(self) -> None:
        """Let the arrows read on."""
        super().on_mount()
        self.query_one(VerticalScroll).focus()


class WholeBox(ReadBox):
    """Something to read that wants the whole screen."""
