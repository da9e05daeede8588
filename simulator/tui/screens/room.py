"""The room: the feed, the gauges, the clock, and the open decision. Everything happens here.

It is built in layers: what arrives (`arriving.py`), what follows a response (`reacting.py`), the
decision (`deciding.py`); here, how it begins and what its keys do.
"""

import asyncio
import secrets
from contextlib import suppress
from typing import Protocol

from textual import events

from simulator.conduct.conduct import Conduct
from simulator.conduct.late import LateKeeper
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.asking import answered, finds
from simulator.present.briefing import briefing, plan
from simulator.present.helping import helping
from simulator.present.room import split
from simulator.store.faults import StoreFault
from simulator.tui.screens.deciding import Deciding
from simulator.tui.screens.leaf import BriefingScreen, LeafScreen
from simulator.tui.widgets.feed import Feed
from simulator.tui.work import begin


class Closing(Protocol):
    """What keeps an exercise."""

    def close(self) -> None:
        """Let another window go on with it."""


class RoomScreen(Deciding):
    """One exercise being played."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("p", "plan", ""), ("w", "people", ""), ("i", "briefing", ""), ("h", "hint", ""),
        ("left_square_bracket", "channel(-1)", ""), ("right_square_bracket", "channel(1)", ""),
        ("escape", "leave", ""), ("question_mark,f1", "help", ""), ("f", "finds", ""),
        ("v", "whole", ""),
        ("s", "stop_clock", ""),
        ("y", "let_pass", ""), ("pageup", "scroll_feed(-1)", ""),
        ("pagedown", "scroll_feed(1)", ""),
    ]  # fmt: skip

    def __init__(
        self,
        conduct: Conduct,
        *,
        wrecks: bool = False,
        seed: int | None = None,
        keeper: Closing | None = None,
        resumes: bool = False,
    ) -> None:
        """Play *conduct*; *wrecks* for fun, where nothing is graded.

        *keeper*, if there is one, is closed when the room is left. Where it *resumes*, what the
        mentor said last is said again: perhaps nobody read it.
        """
        super().__init__(conduct, wrecks=wrecks)
        self.keeper = keeper
        self.resumes = resumes
        self.seed = secrets.randbelow(2**31) if seed is None else seed
        self.asked_to_leave = False

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        if self.queue:
            return [("·", _("any key shows the rest"))]
        if self.waits:
            why = [("m", _("why"))] if self.more else []
            back = (_("PgUp"), _("read back"))
            return [
                (_("Enter"), _("go on")),
                *why,
                back,
                (_("PgDn"), _("read on")),
                ("p", _("plan")),
                (_("Esc"), _("leave")),
            ]
        pausing = [("s", _("stop the clock"))] if self.is_counting else []
        return [
            *self.choosing(), *pausing, ("?", _("help")), (_("Esc"), _("leave")), ("p", _("plan")),
            ("w", _("who")), ("h", _("hint")), ("[ ]", _("channels")), ("i", _("briefing")),
            (_("PgUp"), _("read back")),
        ]  # fmt: skip

    # ---- beginning

    def on_mount(self) -> None:
        """Say in the feed what it cannot know, then begin."""
        feed = self.feed
        feed.mine = self.language._("(you)")
        feed.nothing = self.language._("Nothing has come here yet.")
        self.open(feed)

    def open(self, feed: Feed) -> None:
        """Begin: history first, then what happens."""
        feed.add(self.room.history())
        if self.conduct.state.is_started:
            self.go_back_in()
            return
        if self.conduct.loaded.scenario.is_tutorial:
            if who := self.room.texts.of("organisation", "role"):
                feed.add([pages.Note(who)])
            self.begin()
            return
        page = BriefingScreen(briefing(self.room))

        def read(_: None) -> None:
            if page.begins:
                self.begin()
            else:
                self.dismiss()

        self.app.push_screen(page, read)

    def go_back_in(self) -> None:
        """Show what happened so far, then what was last on the desk."""
        log = self.conduct.log
        at = max((n for n, x in enumerate(log) if isinstance(x, e.ResponseGiven)), default=-1)
        given = log[at] if at >= 0 else None
        acted = any(isinstance(event, (e.InquiryMade, e.HintTaken)) for event in log[at + 1 :])
        if not self.resumes or acted or not isinstance(given, e.ResponseGiven):
            self.show(log, self.ask, at_once=True)
            return
        reaction, self.rest = split(log[at:])
        scene, picks = given.scene, given.picks
        self.show(log[:at] + reaction, lambda: self.comment(scene, picks), at_once=True)

    def begin(self) -> None:
        """Start the exercise."""
        settings = self.home.settings
        wishes = self.home.wishes
        command = self.conduct.opening(
            self.seed,
            mode=wishes.mode or settings.mode,
            timed=wishes.timed or settings.timed,
            route=wishes.route,
        )
        first = self.conduct.decide(command)
        self.conduct.accept(first)
        if isinstance(self.keeper, LateKeeper):
            # Nothing is decided yet: it is shown while the store opens, and kept before a decision.
            self.keeper.defer(first)
            self.app.call_after_refresh(self.keep_beginning, self.keeper)
        self.show(first, self.ask)
        if self.wrecks:
            said = self.language._(
                "Choose as badly as you can: nothing is graded. Each classic mistake is collected "
                "on a card to read again, in the museum on home."
            )
            self.say(said, 0)

    def keep_beginning(self, keeper: LateKeeper) -> None:
        """Keep the beginning; if that fails, the first decision says so."""

        async def flush() -> None:
            with suppress(StoreFault):
                await asyncio.to_thread(keeper.flush)

        begin(self, flush)

    def on_unmount(self) -> None:
        """Let another window go on with this exercise."""
        if self.keeper is not None:
            self.keeper.close()

    def on_screen_resume(self) -> None:
        """End now what ended behind another screen; else, keys go to the decision again."""
        if self.is_ending:
            self.call_after_refresh(self.finish)
        elif self.choices and self.choices.is_mounted:
            self.choices.focus()

    # ---- keys

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
            self.app.push_screen(LeafScreen(self.more))

    def on_click(self) -> None:
        """Do on a click what any key does."""
        if self.queue:
            self.hurry()
        elif self.waits:
            self.go_on()

    def action_plan(self) -> None:
        """Open the plan."""
        self.app.push_screen(LeafScreen(plan(self.room)))

    def action_finds(self) -> None:
        """Read again what looking closer has shown."""
        self.app.push_screen(LeafScreen(finds(self.room, self.conduct)))

    def action_help(self) -> None:
        """Show the help page, with what the bars of this crisis stand for."""
        self.app.push_screen(LeafScreen(helping(self.language, self.room)))

    def action_whole(self) -> None:
        """Show whole what is being answered."""
        about = self.choices.ask.about if self.choices else None
        if about is not None:
            self.app.push_screen(LeafScreen(answered(self.room, about)))

    def action_people(self) -> None:
        """Open who is who."""
        self.app.push_screen(LeafScreen(self.room.people(self.conduct)))

    def action_briefing(self) -> None:
        """Open the briefing."""
        self.app.push_screen(LeafScreen(briefing(self.room)))

    def action_leave(self) -> None:
        """Leave the play, asked twice."""
        if self.asked_to_leave:
            self.dismiss()
            return
        self.asked_to_leave = True
        _ = self.language._
        kept = _("Escape again leaves this play. What you decided is kept.")
        lost = _("Escape again leaves this play. It is not kept: it will begin anew.")
        said = kept if self.conduct.is_kept else lost
        self.say(said, 4)
        self.set_timer(4, self.stay)

    def stay(self) -> None:
        """Forget that leaving was asked for."""
        self.asked_to_leave = False
