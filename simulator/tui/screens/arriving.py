"""What arrives in the room: posts one after the other, and with them the clock and the gauges."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.state import replay
from simulator.present import pages
from simulator.present.crowd import curves
from simulator.present.room import Room
from simulator.tui.screens.keeping import Keeping
from simulator.tui.widgets.bars import Gauges
from simulator.tui.widgets.channels import Channels
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.feed import Feed
from simulator.tui.widgets.steady import Steady

BEAT = 0.55
"""Seconds between two posts that arrive, where motion is on."""
TENSE = 40
"""A gauge below this makes the room look tense."""


class Arriving(Keeping):
    """The feed with its channels, under the clock and the gauges."""

    def __init__(self, conduct: Conduct) -> None:
        """Show what *conduct* brings."""
        super().__init__()
        # Held, not looked for: what was called for later may come when the screen is being left.
        self.feed = Feed()
        self._place = Steady(id="place")
        self._gauges = Gauges()
        self._channels = Channels()
        self._desk = Vertical(id="desk")
        self.conduct = conduct
        self.queue: list[pages.Item] = []
        self.after: Callable[[], None] | None = None
        self.timer: Timer | None = None
        self.before: dict[str, int] = {}
        self.unread: dict[str, int] = {}
        self.channel = ""
        self.doing = ""
        self.notice = ""
        """What is said of the last key, under the feed, until something happens."""
        self.notice_timer: Timer | None = None
        self.rest: e.Log = ()
        """What is to be shown once the trainee goes on."""
        self.seen: e.Log = ()
        """The part of the log that is on screen: what comes after is not told by the clock."""

    @property
    def sign(self) -> str:
        """What kind of play this is, where that must not be forgotten."""
        return ""

    @property
    def room(self) -> Room:
        """The pages of this exercise, in the language of now."""
        return Room(self.conduct.loaded, self.language)

    def body(self) -> ComposeResult:
        """Draw the head, the feed and the place of the decision."""
        with Horizontal(id="head"):
            yield self._place
            yield self._gauges
        with Beside(id="room"):
            with Below(id="left"):
                yield self._channels
                yield self.feed
                yield Steady(id="status")
            yield self._desk

    def head(self) -> None:
        """Draw the clock, the scene and the gauges."""
        texts = self.room.texts
        seen = replay(self.seen)
        clock = self.language.moment(self.room.scenario.starts, seen.clock)
        title = texts.of("scenario", "title")
        sign = f" {self.sign} " if self.sign else ""
        self._place.show(
            Content.assemble(
                (sign, "bold reverse"), (" " if sign else ""),
                (f"{clock}", "bold $accent"), "  ", Content(title),
            )
        )  # fmt: skip
        shown = self.room.gauges(seen.gauges, self.before or None)
        self._gauges.tell(shown, curves(self.room, self.seen))
        self.set_class(bool(shown) and min(gauge.value for gauge in shown) < TENSE, "tense")

    @property
    def names(self) -> dict[str, str]:
        """The channels and what they are called: "" is all of them."""
        texts = self.room.texts
        called = (
            texts.of("channels", channel.id, "name") for channel in self.room.scenario.channels
        )
        return {"": self.language._("All")} | {name: name for name in called}

    def tabs(self) -> None:
        """Draw the channels with their unread marks."""
        self._channels.tell(self.names, self.channel, self.unread)

    def status(self, text: str) -> None:
        """Say what is going on, under the feed."""
        self.doing = text
        self._draw_status()

    def say(self, text: str, seconds: float = 8) -> None:
        """Say something for a while where nothing has to be read, in place of what was said.

        It is gone when something happens; with no *seconds*, not before.
        """
        if self.notice_timer:
            self.notice_timer.stop()
        timed = bool(text and seconds)
        self.notice_timer = self.set_timer(seconds, lambda: self.say("")) if timed else None
        self.notice = text
        self._draw_status()

    def _draw_status(self) -> None:
        lines = [Content(self.notice).stylize("bold"), Content(self.doing)]
        line = next(iter(self.query("#status").results(Steady)), None)
        if line is None:
            return  # Not drawn yet, or not any more: a key can come that early.
        line.show(Content("\n").join(part for part in lines if part.plain))
        line.display = bool(self.notice or self.doing)

    # ---- one item after the other

    def show(self, log: e.Log, then: Callable[[], None], *, at_once: bool = False) -> None:
        """Show what *log* brings, one item after the other, then do *then*."""
        if not self.is_attached:
            return  # Left meanwhile.
        self.say("")
        self.queue = self.room.items(log)
        self.after = then
        self.seen = self.conduct.log[: len(self.conduct.log) - len(self.rest)]
        self.head()
        if at_once or not self.home.moves:
            self.hurry()
            return
        self.show_keys()
        self.arrive()

    def arrive(self) -> None:
        """Let the next item arrive."""
        if not self.queue:
            self.settle()
            return
        self.receive([self.queue.pop(0)])
        following = self.queue[0] if self.queue else None
        if isinstance(following, pages.Post) and not following.is_mine:
            self.status(self.language._("{who} is writing…", who=following.who))
        self.timer = self.set_timer(BEAT, self.arrive)

    def receive(self, items: list[pages.Item]) -> None:
        """Put *items* in the feed."""
        self.feed.add(items)
        posts = [item for item in items if isinstance(item, pages.Post)]
        for post in posts:
            if self.channel and post.where != self.channel:
                self.unread[post.where] = self.unread.get(post.where, 0) + 1
        if self.home.settings.bell and any(post.kind == "phone" for post in posts):
            self.app.bell()
        self.tabs()

    def hurry(self) -> None:
        """Show at once all that is still arriving."""
        if self.timer:
            self.timer.stop()
            self.timer = None
        rest, self.queue = self.queue, []
        self.receive(rest)
        self.settle()

    def settle(self) -> None:
        """Everything has arrived: do what comes after."""
        self.status("")
        then, self.after = self.after, None
        if then:
            then()
        self.show_keys()

    # ---- reading

    def action_channel(self, by: int) -> None:
        """Show the next channel, or all of them."""
        names = list(self.names)
        at = names.index(self.channel) if self.channel in names else 0
        self.open_channel(names[(at + by) % len(names)])

    def on_channels_chosen(self, message: Channels.Chosen) -> None:
        """Show the channel that was clicked."""
        self.open_channel(message.name)

    def open_channel(self, name: str) -> None:
        """Show the channel called *name*: what is new there is read now."""
        self.channel = name
        if name:
            self.unread.pop(name, None)
        else:
            self.unread = {}
        self.feed.show(name)
        self.tabs()

    def action_scroll_feed(self, by: int) -> None:
        """Read the feed back."""
        feed = self.feed
        feed.scroll_relative(y=by * max(feed.size.height - 2, 1), animate=False)
