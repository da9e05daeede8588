"""The room: the feed, the gauges, the clock, and the open decision. Everything happens here."""

import math
import secrets
from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from simulator.conduct.conduct import Conduct, Refused
from simulator.exercise import events as e
from simulator.exercise.commands import Expire, Inquire, Respond, TakeHint
from simulator.exercise.state import replay
from simulator.present import pages
from simulator.present.asking import ask, mentor, part_name
from simulator.present.briefing import briefing, plan
from simulator.present.crowd import audience, curves
from simulator.present.museum import exhibit
from simulator.present.room import Room, split
from simulator.tui.screens.front_page import FrontPageScreen
from simulator.tui.screens.leaf import BriefingScreen, LeafScreen
from simulator.tui.screens.send import ConfidenceScreen, SendScreen
from simulator.tui.screens.shell import Shell
from simulator.tui.widgets.bars import Gauges
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.feed import Feed

BEAT = 0.55
"""Seconds between two posts that arrive, where motion is on."""
QUIET = 1.1
"""The beat of silence after a post goes out."""
TICK = 0.5
TENSE = 40
"""A gauge below this makes the room look tense."""


class RoomScreen(Shell):
    """One exercise being played."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("p", "plan", ""), ("w", "people", ""), ("i", "briefing", ""), ("h", "hint", ""),
        ("left_square_bracket", "channel(-1)", ""), ("right_square_bracket", "channel(1)", ""),
        ("escape", "leave", ""), ("question_mark,f1", "app.help", ""), ("s", "stop_clock", ""),
        ("y", "let_pass", ""), ("pageup", "scroll_feed(-1)", ""),
        ("pagedown", "scroll_feed(1)", ""),
    ]  # fmt: skip

    def __init__(self, conduct: Conduct, *, wrecks: bool = False, seed: int | None = None) -> None:
        """Play *conduct*; *wrecks* for fun, where nothing is graded."""
        super().__init__()
        self.conduct = conduct
        self.wrecks = wrecks
        self.seed = secrets.randbelow(2**31) if seed is None else seed
        self.queue: list[pages.Item] = []
        self.after: Callable[[], None] | None = None
        self.timer: Timer | None = None
        self.before: dict[str, int] = {}
        self.unread: dict[str, int] = {}
        self.channel = ""
        self.seconds: float | None = None
        self.waits = False
        """Whether the crowd has reacted and Enter goes on."""
        self.rest: e.Log = ()
        self.more = ""
        """Why, for those who press the key after the mentor's sentence."""
        self.seen: e.Log = ()
        """The part of the log that is on screen: what comes after is not told by the clock."""
        self.exhibits: list[str] = []
        self.asked_to_leave = False
        self.last: Choices | None = None
        """The decision that was open last: what was picked there stays picked after a look."""
        self.choices: Choices | None = None
        """The open decision, where one lies on the desk."""
        self.is_ending = False
        """Whether the front page waits for the room to be in front again."""

    # ---- drawing

    @property
    def room(self) -> Room:
        """The pages of this exercise, in the language of now."""
        return Room(self.conduct.loaded, self.language)

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        if self.queue:
            return [("·", _("any key shows the rest"))]
        if self.waits:
            why = [("m", _("why"))] if self.more else []
            return [(_("Enter"), _("go on")), *why, ("p", _("plan")), (_("Esc"), _("leave"))]
        pausing = [("s", _("stop the clock"))] if self.is_counting else []
        return [
            *self.choosing(), *pausing, ("?", _("help")), (_("Esc"), _("leave")), ("p", _("plan")),
            ("w", _("who")), ("h", _("hint")), ("[ ]", _("channels")), ("i", _("briefing")),
            (_("PgUp"), _("read back")),
        ]  # fmt: skip

    def choosing(self) -> list[tuple[str, str]]:
        """Return the keys of the open decision."""
        _ = self.language._
        if self.choices is None:
            return []
        asked = self.choices.ask
        letters = " ".join(look.letter for look in asked.looks)
        looks = [(letters, _("look"))] if letters else []
        order = [(_("Shift+↑↓"), _("order"))] if asked.ordered else []
        confirm = [] if self.choices.is_single else [(_("Enter"), _("confirm"))]
        let = [("y", _("let it pass"))] if asked.is_pass_possible else []
        return [(f"1-{len(asked.choices)}", _("choose")), *confirm, *order, *looks, *let]

    @property
    def is_counting(self) -> bool:
        """Whether a real countdown runs."""
        return self.seconds is not None and not math.isinf(self.seconds)

    def body(self) -> ComposeResult:
        """Draw the head, the feed and the place of the decision."""
        with Horizontal(id="head"):
            yield Static(id="place")
            yield Gauges()
        with Horizontal(id="room"):
            with Vertical(id="left"):
                yield Static(id="channels")
                yield Feed()
                yield Static(id="status")
            yield Vertical(id="desk")

    def on_mount(self) -> None:
        """Begin: history first, then what happens."""
        feed = self.query_one(Feed)
        feed.mine = self.language._("(you)")
        feed.add(self.room.history())
        if self.conduct.state.is_started:
            self.set_interval(TICK, self.count_down, name="countdown")
            self.show(self.conduct.log, self.ask, at_once=True)
            return
        self.set_interval(TICK, self.count_down, name="countdown")
        if self.wrecks:
            said = self.language._("Choose as badly as you can: nothing is graded, all is hung.")
            self.app.notify(said, markup=False, timeout=8)
        if self.conduct.loaded.scenario.is_tutorial:
            self.begin()
            return
        page = BriefingScreen(briefing(self.room))

        def read(_: None) -> None:
            if page.begins:
                self.begin()
            else:
                self.dismiss()

        self.app.push_screen(page, read)

    def begin(self) -> None:
        """Start the exercise."""
        settings = self.home.settings
        wishes = self.home.wishes
        first = self.conduct.start(
            self.seed,
            mode=wishes.mode or settings.mode,
            timed=wishes.timed or settings.timed,
            route=wishes.route,
        )
        self.show(first, self.ask)

    def head(self) -> None:
        """Draw the clock, the scene and the gauges."""
        texts = self.room.texts
        seen = replay(self.seen)
        clock = self.language.moment(self.room.scenario.starts, seen.clock)
        title = texts.of("scenario", "title")
        self.query_one("#place", Static).update(
            Content.assemble((f"{clock}", "bold $accent"), "  ", Content(title))
        )
        shown = self.room.gauges(seen.gauges, self.before or None)
        self.query_one(Gauges).show(shown, curves(self.room, self.seen))
        self.set_class(bool(shown) and min(gauge.value for gauge in shown) < TENSE, "tense")

    def tabs(self) -> None:
        """Draw the channels with their unread marks."""
        _, texts = self.language._, self.room.texts
        parts: list[Content] = []
        names = ["", *(texts.of("channels", c.id, "name") for c in self.room.scenario.channels)]
        for name in names:
            new = self.unread.get(name, 0)
            label = (name or _("All")) + (f" ●{new}" if new else "")
            parts += [
                Content(label).stylize("bold reverse" if name == self.channel else "dim"),
                Content("  "),
            ]
        self.query_one("#channels", Static).update(Content.assemble(*parts))

    def status(self, text: str) -> None:
        """Say what is going on, under the feed."""
        self.query_one("#status", Static).update(Content(text))

    # ---- what arrives

    def show(self, log: e.Log, then: Callable[[], None], *, at_once: bool = False) -> None:
        """Show what *log* brings, one item after the other, then do *then*."""
        if not self.is_attached:
            return  # Left meanwhile.
        self.queue = self.room.items(log)
        self.after = then
        self.seen = self.conduct.log[: len(self.conduct.log) - len(self.rest)]
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
        self.query_one(Feed).add(items)
        posts = [item for item in items if isinstance(item, pages.Post)]
        for post in posts:
            if self.channel and post.where != self.channel:
                self.unread[post.where] = self.unread.get(post.where, 0) + 1
        if self.home.settings.bell and any(post.kind == "phone" for post in posts):
            self.app.bell()
        self.tabs()
        self.head()

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

    # ---- the decision

    def ask(self) -> None:
        """Put the open decision on the desk; at the end, the front page."""
        if self.conduct.state.is_over:
            self.finish()
            return
        page = ask(self.room, self.conduct)
        if page is None:
            return
        _ = self.language._
        titles = {"looks": _("Look closer first, if you like")}
        titles |= {part: part_name(self.language, part) for part in page.parts}
        self.desk(Choices(page, titles, self.last))
        if self.conduct.state.timed and page.seconds and self.seconds is None:
            self.seconds = float(page.seconds)

    def desk(self, *widgets: Static | Choices) -> None:
        """Replace what lies on the desk."""
        first = widgets[0] if widgets else None
        self.choices = first if isinstance(first, Choices) else None
        self.last = self.choices or self.last
        desk = self.query_one("#desk", Vertical)
        desk.remove_children()
        desk.mount(*widgets)
        if self.choices:
            self.call_after_refresh(self.choices.focus)

    def hears(self, message: Choices.Looked | Choices.Changed | Choices.Responded) -> bool:
        """Whether a message is of the decision that is open, and in front."""
        return message.choices is self.choices and self.app.screen is self and not self.queue

    def on_choices_looked(self, message: Choices.Looked) -> None:
        """Look closer."""
        if not self.hears(message):
            return
        self.act(Inquire(message.inquiry))

    def on_choices_changed(self, message: Choices.Changed) -> None:
        """Preview a message that is being composed."""
        choices = message.choices
        if self.hears(message) and choices.ask.parts:
            text = [
                c.text
                for part in choices.ask.parts
                for c in choices.ask.choices
                if c.part == part and c.id in message.picks
            ]
            self.status(self.language.quoted(" ".join(text)))

    def on_choices_responded(self, message: Choices.Responded) -> None:
        """Show a public post as people will see it, then send it."""
        if not self.hears(message):
            return
        page = message.choices.ask
        words = self.words(page, message.picks)
        if not words:
            self.sure(page, message.picks)
            return

        def sent(yes: bool | None) -> None:  # noqa: FBT001 - a screen's answer
            if yes:
                self.sure(page, message.picks)

        self.app.push_screen(SendScreen(self.room.texts.of("organisation", "name"), words), sent)

    def words(self, page: pages.Ask, picks: tuple[str, ...]) -> str:
        """Return the words that *picks* would publish; "" if there are none yet."""
        chosen = {choice.id: choice for choice in page.choices if choice.id in picks}
        if page.parts:
            if len(chosen) != len(page.parts):
                return ""
            return " ".join(
                c.text for part in page.parts for c in chosen.values() if c.part == part
            )
        return "\n\n".join(
            chosen[pick].quote for pick in picks if pick in chosen and chosen[pick].quote
        )

    def sure(self, page: pages.Ask, picks: tuple[str, ...]) -> None:
        """Ask how sure the trainee is, where the scene does."""
        if not page.asks_confidence or self.wrecks:
            self.respond(page, picks, None)
            return
        self.app.push_screen(ConfidenceScreen(), lambda sure: self.respond(page, picks, sure))

    def respond(self, page: pages.Ask, picks: tuple[str, ...], sure: int | None) -> None:
        """Give the response and let the crowd react."""
        self.before = dict(self.conduct.state.gauges)
        try:
            log = self.conduct.do(Respond(picks, sure))
        except Refused as refused:
            self.refuse(refused.reason, page)
            return
        self.react(log, page.scene, picks)

    def refuse(self, reason: str, page: pages.Ask) -> None:
        """Say why a response was refused."""
        _ = self.language._
        said = {
            "budget": _("Together they take longer than you have."),
            "parts": _("Pick one of each part."),
        }.get(reason, page.how)
        self.app.notify(said, markup=False, severity="warning")

    def react(self, log: e.Log, scene: str, picks: tuple[str, ...]) -> None:
        """Let the crowd react first, then the mentor; what comes next waits for a key."""
        self.seconds = None
        reaction, self.rest = split(log)
        self.desk(Static("", classes="pause"))
        published = any(isinstance(event, e.Published) for event in reaction)

        def said() -> None:
            self.comment(scene, picks)

        def react() -> None:
            self.show(reaction, said)

        if published and self.home.moves:
            reading, wrote = audience(self.conduct)
            self.status(
                self.language._("{reading} reading, {wrote} writing…", reading=reading, wrote=wrote)
            )
            self.set_timer(QUIET, react)
        else:
            react()

    def comment(self, scene: str, picks: tuple[str, ...]) -> None:
        """Let the mentor say one sentence, or hang a mistake in the museum."""
        _ = self.language._
        widgets: list[Static] = []
        if self.wrecks:
            widgets += [
                Static(self.hang(code), classes="exhibit") for code in self.mistakes(scene, picks)
            ] or [Static(Content(_("Nothing classic in that. Try worse.")), classes="mentor")]
        elif self.conduct.state.mode == "learning" and picks:
            sentence, more = mentor(self.room, scene, picks)
            self.more = more
            if sentence:
                widgets.append(
                    Static(
                        Content.assemble((_("Mentor"), "bold $accent"), "\n", Content(sentence)),
                        classes="mentor",
                    )
                )
                if more:
                    widgets.append(Static(Content(_("m: why")), classes="caption"))
        if not widgets and not self.rest:
            self.go_on()
            return
        self.waits = True
        widgets.append(Static(Content(_("Enter goes on")), classes="caption"))
        self.desk(*widgets)
        self.focus_feed()
        self.show_keys()

    def focus_feed(self) -> None:
        """Let keys reach the screen rather than a decision that is over."""
        self.query_one(Feed).focus()

    def mistakes(self, scene: str, picks: tuple[str, ...]) -> list[str]:
        """Return the known mistakes in a response."""
        key = self.conduct.loaded.key.get(scene)
        if key is None:
            return []
        return [code for pick in picks if pick in key.items for code in key.items[pick].errors]

    def hang(self, code: str) -> Content:
        """Hang a mistake in the museum and return its card."""
        settings = self.home.settings
        self.exhibits.append(code)
        if code not in settings.museum:
            settings.museum = (*settings.museum, code)
            self.home.keep()
        section = exhibit(self.language, code, cases=settings.cases)
        return Content.assemble(
            (section.title, "bold $error"), "\n", Content("\n".join(section.lines))
        )

    def go_on(self) -> None:
        """Show what comes next."""
        self.waits = False
        rest, self.rest = self.rest, ()
        self.desk()
        self.show(rest, self.ask)

    def act(self, command: Inquire | Expire) -> None:
        """Do something that is not a response."""
        scene = self.conduct.state.scene
        self.before = dict(self.conduct.state.gauges)
        try:
            log = self.conduct.do(command)
        except Refused:
            return
        given = next((event for event in log if isinstance(event, e.ResponseGiven)), None)
        if given is not None:
            self.react(log, scene, given.picks)
        else:
            self.show(log, self.ask)

    # ---- the countdown

    def count_down(self) -> None:
        """Let the real countdown go on, where one is running and nothing is in front of it."""
        if self.seconds is None or not self.is_counting or self.app.screen is not self:
            return
        if self.queue or self.choices is None:
            return
        self.seconds -= TICK
        if self.seconds <= 0:
            self.seconds = None
            self.act(Expire("clock"))
            return
        self.status(
            self.language._("{seconds} s left. s stops the clock.", seconds=int(self.seconds))
        )

    def action_stop_clock(self) -> None:
        """Stop the countdown of this decision."""
        if self.is_counting:
            self.seconds = math.inf
            self.status(self.language._("The clock is stopped."))
            self.show_keys()

    def action_let_pass(self) -> None:
        """Let the time run out, where there is a limit."""
        if self.choices and self.choices.ask.is_pass_possible and not self.queue:
            self.act(Expire("let-pass"))

    # ---- the end

    def finish(self) -> None:
        """Show tomorrow's front page, then look back."""
        if self.app.screen is not self:
            # Something was opened while the last posts arrived: it is read first.
            self.is_ending = True
            return
        if not self.wrecks:
            self.home.finished(self.conduct.loaded.scenario.id)
        ended = next(event for event in self.conduct.log if isinstance(event, e.ExerciseEnded))
        page = self.room.front_page(ended)
        self.replace(FrontPageScreen(page, self.conduct, wrecks=self.wrecks))

    def on_screen_resume(self) -> None:
        """End now what ended behind another screen; else, keys go to the decision again."""
        if self.is_ending:
            self.call_after_refresh(self.finish)
        elif self.choices and self.choices.is_mounted:
            self.choices.focus()

    # ---- keys

    def on_choices_untouched(self) -> None:
        """Say how to choose to somebody who presses Enter."""
        self.app.notify(
            self.language._("Nothing is chosen yet: a number, or the arrows and then Enter."),
            markup=False,
        )

    def on_key(self, event: events.Key) -> None:
        """Any key shows the rest; Enter goes on."""
        if self.queue and not event.key.startswith("ctrl+"):
            event.stop()
            event.prevent_default()
            self.hurry()
        elif self.waits and event.key in {"enter", "space"}:
            event.stop()
            self.go_on()
        elif self.waits and event.key == "m" and self.more:
            event.stop()
            leaf = pages.Leaf(
                self.language._("Why"), (pages.Section("", tuple(self.more.split("\n"))),)
            )
            self.app.push_screen(LeafScreen(leaf))

    def on_click(self) -> None:
        """Do on a click what any key does."""
        if self.queue:
            self.hurry()
        elif self.waits:
            self.go_on()

    def action_plan(self) -> None:
        """Open the plan."""
        self.app.push_screen(LeafScreen(plan(self.room)))

    def action_people(self) -> None:
        """Open who is who."""
        self.app.push_screen(LeafScreen(self.room.people(self.conduct)))

    def action_briefing(self) -> None:
        """Open the briefing."""
        self.app.push_screen(LeafScreen(briefing(self.room)))

    def action_hint(self) -> None:
        """Show the hint, in learning mode."""
        if self.choices is None or self.queue:
            return
        page = self.choices.ask
        if self.conduct.state.mode == "assessment" or not page.hint:
            self.app.notify(self.language._("There is no hint here."), markup=False)
            return
        self.conduct.do(TakeHint())
        self.app.notify(page.hint, title=self.language._("Hint"), markup=False, timeout=12)

    def action_channel(self, by: int) -> None:
        """Show the next channel, or all of them."""
        texts = self.room.texts
        names = ["", *(texts.of("channels", c.id, "name") for c in self.room.scenario.channels)]
        at = names.index(self.channel) if self.channel in names else 0
        self.channel = names[(at + by) % len(names)]
        if self.channel:
            self.unread.pop(self.channel, None)
        else:
            self.unread = {}
        self.query_one(Feed).show(self.channel)
        self.tabs()

    def action_scroll_feed(self, by: int) -> None:
        """Read the feed back."""
        feed = self.query_one(Feed)
        feed.scroll_relative(y=by * max(feed.size.height - 2, 1), animate=False)

    def action_leave(self) -> None:
        """Leave the play, asked twice."""
        if self.asked_to_leave:
            self.dismiss()
            return
        self.asked_to_leave = True
        _ = self.language._
        said = _("Escape again leaves this play. It is not kept: it will begin anew.")
        self.app.notify(said, markup=False, timeout=4)
        self.set_timer(4, self.stay)

    def stay(self) -> None:
        """Forget that leaving was asked for."""
        self.asked_to_leave = False
