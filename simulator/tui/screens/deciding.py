"""The decision on the desk: looking closer, choosing, sending, and the real countdown."""

import math
from contextlib import suppress
from functools import partial

from simulator.conduct.conduct import Conduct, Refused
from simulator.exercise import events as e
from simulator.exercise.commands import Expire, Inquire, Respond, TakeHint
from simulator.present import pages
from simulator.present.asking import ask, full, part_name, total
from simulator.present.mentor import shortened
from simulator.scenario.prose import one_line
from simulator.tui.screens.reacting import Reacting
from simulator.tui.screens.send import ConfidenceScreen, SendScreen
from simulator.tui.widgets.choices import Choices
from simulator.tui.widgets.rows import Titles

TICK = 0.5
"""Seconds between two looks at the countdown."""


class Deciding(Reacting):
    """The room where a decision is taken."""

    def __init__(self, conduct: Conduct, *, wrecks: bool = False) -> None:
        """Ask what *conduct* asks; *wrecks* for fun, where nothing is graded."""
        super().__init__(conduct, self.ask, wrecks=wrecks)

    def on_mount(self) -> None:
        """Let the countdown tick; it counts where there is one."""
        self.set_interval(TICK, self.count_down, name="countdown")

    def choosing(self) -> list[tuple[str, str]]:
        """Return the keys of the open decision."""
        _ = self.language._
        if self.choices is None:
            return []
        asked, below = self.choices.ask, self.choices.below
        about = [("v", _("the post"))] if asked.about else []
        more = [("↓", self.language.n("{count} more below", "{count} more below", below))]
        whole = [("↑↓", _("whole text"))] if self.choices.is_folded else []
        letters = " ".join(look.letter for look in asked.looks)
        looks = [(letters, _("look"))] if letters else []
        looks += [("f", _("found"))] if asked.found else []
        order = [(_("Shift+↑↓"), _("order"))] if asked.ordered else []
        order += [("← →", _("part"))] if asked.parts else []
        confirm = [] if self.choices.is_single else [(_("Enter"), _("confirm"))]
        confirm += [("0", _("none of these"))] if not asked.low else []
        let = [("y", _("let it pass"))] if asked.is_pass_possible else []
        picking = self.choices.picking
        most = max(int(picking.sign(choice)) for choice in picking.shown() or asked.choices)
        return [
            (f"1-{most}", _("choose")),
            *(more if below else whole),
            *confirm,
            *order,
            *looks,
            *about,
            *let,
        ]

    @property
    def is_counting(self) -> bool:
        """Whether a real countdown runs."""
        return self.seconds is not None and not math.isinf(self.seconds)

    @property
    def is_taken(self) -> bool:
        """Whether something still arrives, or is on its way to the disk."""
        return bool(self.queue) or self.is_keeping

    def ask(self) -> None:
        """Put the open decision on the desk; at the end, the front page."""
        if self.conduct.state.is_over:
            self.finish()
            return
        page = ask(self.room, self.conduct)
        if page is None:
            return
        self.feed.to_end()
        self.desk(Choices(page, self.titles(page), self.last))
        self.call_after_refresh(self.spare)
        if self.conduct.state.timed and page.seconds and self.seconds is None:
            self.seconds = float(page.seconds)

    def spare(self) -> None:
        """Leave out the line about the post that is answered where the feed shows it whole."""
        if self.choices is None or self.choices.ask.about is None:
            return
        is_seen = self.feed.shows(self.choices.ask.about.address)
        for line in self.choices.query("#about"):
            line.display = not is_seen

    def on_feed_placed(self) -> None:
        """Know anew what the feed shows."""
        self.spare()

    def titles(self, page: pages.Ask) -> Titles:
        """Return what stands around the rows of the decision."""
        _ = self.language._
        begins = page.about and one_line(page.about.text)
        looked = ", ".join(shortened(one.looked) for one in page.found)
        return Titles(
            looks=_("Look closer first, if you like"),
            about=_("{who}: {text}", who=page.about.who, text=begins) if page.about else "",
            found=_("✓ Looked at (f reads it again): {looked}", looked=looked) if looked else "",
            parts={part: part_name(self.language, part) for part in page.parts},
            total=partial(total, self.language, page),
        )

    # ---- the response

    def hears(self, message: Choices.Looked | Choices.Told) -> bool:
        """Whether a message is of the decision that is open, and in front."""
        return message.choices is self.choices and self.app.screen is self and not self.is_taken

    def on_choices_looked(self, message: Choices.Looked) -> None:
        """Look closer."""
        if not self.hears(message):
            return
        self.act(Inquire(message.inquiry))

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

    def on_choices_untouched(self) -> None:
        """Say how to choose to somebody who presses Enter."""
        self.say(self.language._("Nothing is chosen yet: a number, or the arrows and then Enter."))

    def on_choices_unpicked(self, message: Choices.Unpicked) -> None:
        """Ask for a pick, or for the word that nothing is meant."""
        said = self.language._("Nothing is picked yet. A number picks one; 0 means none of these.")
        self.tell(message, said)

    def on_choices_nothing(self, message: Choices.Nothing) -> None:
        """Ask once more before nothing is taken, where that is an answer."""
        said = self.language._("None of these? Enter confirms it; a number picks one.")
        self.tell(message, said)

    def on_choices_unasked(self) -> None:
        """Take the question away: another key would be read as its answer."""
        self.say("")

    def tell(self, message: Choices.Told, said: str) -> None:
        """Say something about the open decision."""
        if self.hears(message):
            self.say(said)

    def on_choices_unsettled(self, message: Choices.Unsettled) -> None:
        """Show the order as it stands before it is taken."""
        self.tell(message, self.language._("This is the order so far. Enter again confirms it."))

    def on_choices_unfinished(self, message: Choices.Unfinished) -> None:
        """Name the part that is missing."""
        part = part_name(self.language, message.choices.picking.part)
        self.tell(message, self.language._("Still to be picked: {part}.", part=part))

    def on_choices_full(self, message: Choices.Full) -> None:
        """Say why one more cannot be picked."""
        self.tell(message, full(self.language, message.choices.ask.high))

    def on_choices_moved(self) -> None:
        """Tell among the keys whether there is more below."""
        self.show_keys()

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
            self.obey(Respond(picks, sure), lambda log: self.react(log, page.scene, picks))
        except Refused as refused:
            self.refuse(refused.reason, page)

    def refuse(self, reason: str, page: pages.Ask) -> None:
        """Say why a response was refused."""
        _ = self.language._
        said = {
            "budget": _("Together they take longer than you have: put something out again."),
            "parts": _("Pick one of each part."),
        }.get(reason, page.how)
        self.say(said)

    def act(self, command: Inquire | Expire) -> None:
        """Do something that is not a response."""
        scene = self.conduct.state.scene
        self.before = dict(self.conduct.state.gauges)

        def done(log: e.Log) -> None:
            given = next((event for event in log if isinstance(event, e.ResponseGiven)), None)
            if given is not None:
                self.react(log, scene, given.picks)
            else:
                self.show(log, self.ask)

        with suppress(Refused):
            self.obey(command, done)

    def action_hint(self) -> None:
        """Show the hint, in learning mode."""
        if self.choices is None or self.is_taken:
            return
        page = self.choices.ask
        if self.conduct.state.mode == "assessment" or not page.hint:
            self.say(self.language._("There is no hint here."))
            return

        def taken(_log: e.Log) -> None:
            hint = self.language._("Hint") + self.language._(":")
            self.say(f"{hint} {page.hint}", 0)

        self.obey(TakeHint(), taken)

    # ---- the countdown

    def count_down(self) -> None:
        """Let the real countdown go on, where one is running and nothing is in front of it."""
        if self.seconds is None or not self.is_counting or self.app.screen is not self:
            return
        if self.is_taken or self.choices is None:
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
        if self.choices and self.choices.ask.is_pass_possible and not self.is_taken:
            self.act(Expire("let-pass"))
