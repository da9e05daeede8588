"""Home: the library by level, the handbook, the museum. One obvious thing to press."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from scoring.principles import PRINCIPLES
from simulator.present.cards import Card
from simulator.tui.screens import telling
from simulator.tui.screens.mined import Mined
from simulator.tui.widgets.clear import Below, Beside
from simulator.tui.widgets.listing import Listing
from simulator.tui.work import begin

BREATH = 0.05
"""Seconds after the first frame in which nothing is read, so that it reaches the terminal."""
GO_ON = "go on "
"""Before the id of an exercise, in the list: no crisis is called so."""


class HomeScreen(Mined):
    """The first screen."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("b", "handbook", ""), ("m", "museum", ""), ("l", "language", ""), ("t", "theme", ""),
        ("o", "motion", ""), ("question_mark,f1", "app.help", ""), ("x", "wreck", ""),
        ("a", "mode", ""), ("c", "clock", ""), ("q", "app.quit", ""), ("d", "debrief", ""),
        ("p", "progress", ""), ("h", "history", ""), ("r", "drill", ""), ("u", "profile", ""),
        # The list is short: these read the card beside it, which the keyboard cannot enter.
        Binding("pageup", "read_card(-1)", priority=True),
        Binding("pagedown", "read_card(1)", priority=True),
    ]  # fmt: skip

    def __init__(self) -> None:
        """Nothing was offered yet."""
        super().__init__()
        self.has_drilled = False
        """Whether the drills that the command line asked for were opened."""
        self.offered = ("", "")
        """The exercise that the list offers to go on with, and the crisis it advises."""

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        return telling.keys(self.home)

    def body(self) -> ComposeResult:
        """Draw the library and the card of the crisis under the cursor."""
        yield Static(id="home-title", classes="title")
        yield Static(id="home-mine")
        with Beside(id="library"):
            with Below(id="shelf"):
                yield Listing(id="titles")
                yield Static(id="home-menu")
            with VerticalScroll(id="card", can_focus=False):
                yield Static(id="card-text")
        yield Static(id="home-settings")

    def on_mount(self) -> None:
        """Fill the library with what it showed last."""
        self.cards = self.home.remembered()

    def on_screen_resume(self) -> None:
        """Draw again: something may have been played."""
        self.fill()
        if self.app.is_headless:
            self.call_after_refresh(self.read)
        else:
            self.set_timer(BREATH, self.read)  # Not at once: what was drawn is still on its way.

    def look_up(self) -> None:
        """Ask the store about whoever plays; draw it when it is there."""
        if self.home.opening is not None and self.home.opening.has_begun:
            begin(self, self._tell, exclusive=True)

    async def _tell(self) -> None:
        await self.home.look_up()
        # While the store was asked, this screen may have been left and emptied.
        if self.is_attached and self.query("#home-title"):
            self.fill()
        if self.home.wishes.drills and self.home.mine and not self.has_drilled:
            self.has_drilled = True
            self.action_drill()

    def read(self) -> None:
        """Read the library; draw it where it is not what is shown."""
        from simulator.present.briefing import card

        cards = [card(loaded, self.language) for loaded in self.home.library()]
        if cards != self.cards:
            self.cards = cards
            self.home.remember(cards)
            self.fill()
        self.look_up()

    def fill(self) -> None:
        """Draw everything in the language of now."""
        _ = self.language._
        title = Content.assemble(
            ("BAD BUZZ  ", "bold $accent"),
            _("Practice for the people who answer when the internet is angry"),
        )
        self.query_one("#home-title", Static).update(title)
        titles = self.query_one("#titles", OptionList)
        kept = titles.highlighted
        titles.clear_options()
        for row in self.home.mine.waiting[:1] if self.home.mine else ():
            what = self.titles().get(row.scenario, row.scenario)
            content = Content("▶ " + _("Go on: {title}", title=what)).stylize("$accent")
            titles.add_option(Option(content, id=GO_ON + row.id))
        level = 0
        for found in self.cards:
            if found.level != level:
                level = found.level
                titles.add_option(
                    Option(Content(_("Level {level}", level=level)).stylize("bold"), disabled=True)
                )
            done = "✓ " if found.id in self.home.finished_once else "  "
            titles.add_option(Option(Content(done + found.title), id=found.id))
        offered = self._offered()
        if offered != self.offered:
            # What was begun comes first, else what is advised, as soon as that is known.
            self.offered, kept = offered, 0 if offered[0] else None
        titles.highlighted = kept if kept is not None else self._first()
        titles.focus()
        self._settings()
        self._mine()
        self.show_keys()

    def _offered(self) -> tuple[str, str]:
        """Return the exercise to go on with and the crisis that is advised; "" for none."""
        mine = self.home.mine
        if mine is None:
            return "", ""
        waiting = mine.waiting[0].id if mine.waiting else ""
        return waiting, mine.advice.scenario if mine.advice else ""

    def action_read_card(self, by: int) -> None:
        """Read on in the card, or back."""
        card = self.query_one("#card", VerticalScroll)
        card.scroll_relative(y=by * max(card.size.height - 1, 1), animate=False)

    def _mine(self) -> None:
        """Draw what is told of whoever plays."""
        mine = self.home.mine
        line = self.query_one("#home-mine", Static)
        fault = self.home.opening.fault if self.home.opening else None
        line.display = mine is not None or fault is not None
        if fault is not None:
            line.update(Content.assemble(telling.unkept(self.language, fault)))
        elif mine is not None:
            line.update(Content.assemble(telling.whose(self.language, mine, self.titles())))

    def _first(self) -> int | None:
        """Return the place of what is advised, else of the first crisis not played yet."""
        titles = self.query_one("#titles", OptionList)
        known = {titles.get_option_at_index(n).id: n for n in range(titles.option_count)}
        advice = self.home.mine.advice if self.home.mine else None
        if advice is not None and advice.scenario in known:
            return known[advice.scenario]
        fresh = [
            place for name, place in known.items()
            if name and name not in self.home.finished_once and not name.startswith(GO_ON)
        ]  # fmt: skip
        return min(fresh) if fresh else min(1, titles.option_count - 1) if self.cards else None

    def _settings(self) -> None:
        line, menu = telling.preferences(self.home)
        self.query_one("#home-settings", Static).update(Content.assemble(line))
        self.query_one("#home-menu", Static).update(Content.assemble(menu))

    def chosen(self) -> Card | None:
        """Return the card under the cursor."""
        titles = self.query_one("#titles", OptionList)
        if titles.highlighted is None:
            return None
        wanted = titles.get_option_at_index(titles.highlighted).id or ""
        if wanted.startswith(GO_ON) and self.home.mine:
            wanted = self.home.mine.waiting[0].scenario
        return next((found for found in self.cards if found.id == wanted), None)

    def on_option_list_option_highlighted(self) -> None:
        """Show the card of what is under the cursor."""
        found = self.chosen()
        if found is None:
            return
        screen = self.app.screen
        is_roomy = screen.has_class("-tall") and screen.has_class("-wide")
        card = telling.crisis(self.language, found, self.home.mine, is_roomy=is_roomy)
        self.query_one("#card-text", Static).update(Content.assemble(card))

    def on_resize(self) -> None:
        """Say more of the crisis under the cursor where there is room."""
        super().on_resize()
        self.call_after_refresh(self.on_option_list_option_highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Play what was chosen."""
        if event.option_id and event.option_id.startswith(GO_ON):
            self.home.go_on(event.option_id.removeprefix(GO_ON))
        elif event.option_id:
            self.home.play(event.option_id)

    def action_wreck(self) -> None:
        """Play the crisis under the cursor as badly as possible, for fun."""
        found = self.chosen()
        if found and self.home.settings.played:
            self.home.play(found.id, wrecks=True)

    def action_debrief(self) -> None:
        """Look back on the last play of the crisis under the cursor, or on the last there was."""
        from simulator.tui.screens.debrief import DebriefScreen

        found = self.chosen()
        plays = self.home.plays
        conduct = plays.get(found.id if found else "") or next(reversed(plays.values()), None)
        if conduct is not None:
            self.app.push_screen(DebriefScreen(conduct))

    def action_handbook(self) -> None:
        """Open the handbook of the eight principles."""
        from simulator.present.briefing import handbook
        from simulator.tui.screens.leaf import LeafScreen

        self.app.push_screen(
            LeafScreen(
                *(handbook(self.language, p, cases=self.home.settings.cases) for p in PRINCIPLES)
            )
        )

    def action_museum(self) -> None:
        """Open the museum of bad buzz."""
        from simulator.present.museum import museum
        from simulator.tui.screens.leaf import LeafScreen

        settings = self.home.settings
        self.app.push_screen(
            LeafScreen(museum(self.language, settings.museum, cases=settings.cases))
        )

    def action_language(self) -> None:
        """Speak the other language."""
        self.home.change_language()
        self.read()
        self.fill()
        self.on_option_list_option_highlighted()

    def action_theme(self) -> None:
        """Take the next theme."""
        self.home.change_theme()
        self._settings()

    def action_motion(self) -> None:
        """Turn motion on or off."""
        self.home.settings.motion = not self.home.settings.motion
        self.home.keep()
        self._settings()

    def action_mode(self) -> None:
        """Learning or assessment."""
        settings = self.home.settings
        settings.mode = "assessment" if settings.mode == "learning" else "learning"
        self.home.keep()
        self._settings()

    def action_clock(self) -> None:
        """Relaxed or timed."""
        self.home.settings.timed = not self.home.settings.timed
        self.home.keep()
        self._settings()
