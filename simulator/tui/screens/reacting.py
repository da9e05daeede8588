"""What follows a response: the crowd first, then the mentor, then what comes next or the end."""

from collections.abc import Callable

from textual.content import Content
from textual.widgets import Static

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.present import pages
from simulator.present.crowd import audience
from simulator.present.mentor import mentor, why
from simulator.present.museum import exhibit, wreck
from simulator.present.room import split
from simulator.tui.screens.arriving import Arriving
from simulator.tui.screens.front_page import FrontPageScreen
from simulator.tui.widgets.choices import Choices

QUIET = 1.1
"""The beat of silence after a post goes out."""


class Reacting(Arriving):
    """The room with its desk, on which what the mentor says lies after a response."""

    def __init__(self, conduct: Conduct, ask: Callable[[], None], *, wrecks: bool = False) -> None:
        """Show what *conduct* brings, then *ask*; *wrecks* for fun, where nothing is graded."""
        super().__init__(conduct)
        self._ask_next = ask
        """Puts the open decision on the desk: what is done once all was shown."""
        self.wrecks = wrecks
        self.waits = False
        """Whether the crowd has reacted and Enter goes on."""
        self.more: pages.Leaf | None = None
        """Why, for those who press the key after the mentor's sentence."""
        self.exhibits: list[str] = []
        self.seconds: float | None = None
        """What is left of the real countdown: a response ends it, infinity is a stopped clock."""
        self.last: Choices | None = None
        """The decision that was open last: what was picked there stays picked after a look."""
        self.choices: Choices | None = None
        """The open decision, where one lies on the desk."""
        self.is_ending = False
        """Whether the front page waits for the room to be in front again."""

    @property
    def sign(self) -> str:
        """Say all along that a wreck is not graded."""
        return self.language._("WRECK: nothing is graded") if self.wrecks else ""

    def desk(self, *widgets: Static | Choices) -> None:
        """Replace what lies on the desk."""
        self.say("")
        first = widgets[0] if widgets else None
        self.choices = first if isinstance(first, Choices) else None
        self.last = self.choices or self.last
        if not self._desk.is_attached:
            return
        self._desk.remove_children()
        self._desk.mount(*widgets)
        if self.choices:
            self.call_after_refresh(self.choices.focus)

    def react(self, log: e.Log, scene: str, picks: tuple[str, ...]) -> None:
        """Let the crowd react first, then the mentor; what comes next waits for a key."""
        self.seconds = None
        reaction, self.rest = split(log)
        begins = len(self.feed.items)
        if self.channel:
            # What follows may be said anywhere.
            self.open_channel("")
        self.desk(Static("", classes="pause"))
        published = any(isinstance(event, e.Published) for event in reaction)

        def said() -> None:
            self.comment(scene, picks)
            feed = self.feed
            new = enumerate(feed.items[begins:], begins)
            mine = (n for n, item in new if isinstance(item, pages.Post) and item.is_mine)
            feed.read_from(next(mine, begins))

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
        self.more = None
        widgets: list[Static] = []
        if self.wrecks:
            widgets += [
                Static(self.hang(code), classes="exhibit") for code in self.mistakes(scene, picks)
            ] or [Static(Content(_("Nothing classic in that. Try worse.")), classes="mentor")]
        elif self.conduct.state.mode == "learning" and picks:
            sentence, more = mentor(self.room, scene, picks)
            self.more = why(self.room, scene, picks) if more else None
            if sentence:
                widgets.append(
                    Static(
                        Content.assemble((_("Mentor"), "bold $accent"), "\n", Content(sentence)),
                        classes="mentor",
                    )
                )
        if not widgets and not self.rest:
            self.go_on()
            return
        self.waits = True
        said = _("Enter goes on · m says why") if self.more else _("Enter goes on")
        if self.more and len(picks) > 1:
            said = _("Enter goes on · m says more about each")
        widgets.append(Static(Content(said), classes="caption"))
        self.desk(*widgets)
        self.focus_feed()
        self.show_keys()

    def focus_feed(self) -> None:
        """Let keys reach the screen rather than a decision that is over."""
        self.feed.focus()

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
        self.feed.to_end()
        self.show(rest, self._ask_next)

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
        lesson = wreck(self.language, tuple(self.exhibits)) if self.wrecks else ()
        self.replace(FrontPageScreen(page, self.conduct, lesson=lesson))
