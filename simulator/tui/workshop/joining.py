"""The way in over SSH: what is recorded, the code, a name; then one is seated."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.driver import Driver
from textual.widgets import Input

from simulator.language import Language, speak
from simulator.tui.screens.shell import Shell
from simulator.tui.sturdy import Sturdy
from simulator.tui.themes import DARK
from simulator.tui.widgets.line import Line
from simulator.tui.widgets.steady import Steady
from simulator.tui.work import begin
from simulator.tui.workshop.app import HERE
from simulator.tui.workshop.boxes import ReadBox
from simulator.workshop.naming import NAME_LENGTH

CODE_LENGTH = 20
"""Signs that may be typed for a code, with spaces and dashes."""


@dataclass(frozen=True)
class Seated:
    """Somebody has a seat; `phrase` brings them back, and is shown once."""

    seat: str
    phrase: str = ""


@dataclass(frozen=True)
class Turned:
    """Somebody was turned away: why, in a sentence of their language."""

    sentence: str


Join = Callable[[str, str, str, str], Awaitable[Seated | Turned]]
"""Takes the code or the four words, the name, the team and the language."""
Recorded = Callable[[Language], Sequence[str]]


class JoinApp(Sturdy[Seated | None]):
    """Asks for the code and a name; what it returns is the seat, None where somebody left."""

    CSS_PATH = [HERE.parent / "app.tcss", HERE / "workshop.tcss"]  # noqa: RUF012 - Textual's
    ENABLE_COMMAND_PALETTE = False
    shares_styles = True
    BINDINGS = [("ctrl+q", "quit", "")]  # noqa: RUF012 - Textual's
    moves = False

    def __init__(  # noqa: PLR0913 - what it is given, by name
        self,
        join: Join,
        language: Language | str,
        *,
        recorded: Recorded = lambda _language: (),
        teams: Sequence[str] = (),
        theme: str = DARK.name,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """Seat somebody by *join*; *recorded* says what is kept, *teams* are the ids of several."""
        super().__init__(driver_class=driver_class)
        self.language = speak(language) if isinstance(language, str) else language
        self.join, self.recorded, self.teams = join, recorded, tuple(teams)
        self.dress(theme)
        self.animation_level = "none"

    def on_mount(self) -> None:
        """Show the form."""
        self.push_screen(JoinScreen(self.join, self.recorded, self.teams))


class JoinScreen(Shell):
    """The form."""

    BINDINGS = [  # noqa: RUF012 - Textual's
        ("f2", "language", ""), ("escape", "leave", ""), ("up", "move(-1)", ""),
        ("down", "move(1)", ""),
    ]  # fmt: skip

    def __init__(self, join: Join, recorded: Recorded, teams: tuple[str, ...]) -> None:
        """Seat somebody by *join*."""
        super().__init__()
        self.join, self.recorded, self.teams = join, recorded, teams
        self.is_asking = self.is_sure = False

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here."""
        _ = self.language._
        other = "English" if self.language.code == "fr" else "Français"
        return [(_("Enter"), _("next, then join")), ("F2", other), (_("Esc"), _("leave"))]

    def body(self) -> ComposeResult:
        """Draw the form."""
        with VerticalScroll(id="paper-form"), Vertical(id="form"):
            yield Steady(id="form-title", classes="title")
            yield Steady(id="code-label")
            yield Line(id="code", max_length=CODE_LENGTH * 3)
            yield Steady(id="name-label")
            yield Line(id="name", max_length=NAME_LENGTH)
            yield Steady(id="team-label")
            yield Line(id="team", max_length=2)
            yield Steady(id="recorded")
        yield Steady(id="said")

    def on_mount(self) -> None:
        """Write the form in the reader's language, and type at once."""
        for part in self.query("#team-label, #team"):
            part.display = len(self.teams) > 1
        self.write()
        self.query_one("#code").focus()

    def write(self) -> None:
        """Write every label."""
        _ = self.language._
        told = "\n".join(f"· {line}" for line in self.recorded(self.language))
        self._text("#form-title", Content(_("Join the workshop")).stylize("bold $accent"))
        self._text("#code-label", Content(_("The code on the screen, or the four words of a seat")))
        self._text(
            "#name-label", Content(_("A name for today; with the four words, none is needed"))
        )
        first, last = (self.teams[0], self.teams[-1]) if self.teams else ("", "")
        team = _("Team, {first} to {last}; empty: where people are missing", first=first, last=last)
        self._text("#team-label", Content(team))
        self._text("#recorded", Content(told).stylize("$muted"))
        self.show_keys()

    def _text(self, where: str, content: Content) -> None:
        self.query_one(where, Steady).show(content)

    def say(self, text: str) -> None:
        """Say something under the form."""
        self._text("#said", Content(text).stylize("bold $warning"))
        self.query_one("#said").display = bool(text)

    # ---- what is typed

    @property
    def fields(self) -> list[Line]:
        """The fields that are shown."""
        return [field for field in self.query(Line) if field.display]

    def action_move(self, by: int) -> None:
        """Go to another field."""
        place = next((n for n, field in enumerate(self.fields) if field.has_focus), 0)
        self.fields[(place + by) % len(self.fields)].focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the next field; after the last, join."""
        if event.input is self.fields[-1]:
            self.enter()
        else:  # The one after it: where two keys come at once, the focus has gone on already.
            self.fields[[field.id for field in self.fields].index(event.input.id) + 1].focus()

    def enter(self) -> None:
        """Ask for a seat."""
        code, name, team = (
            self.query_one(f"#{one}", Line).text for one in ("code", "name", "team")
        )
        _ = self.language._
        if not code:
            self.say(_("The code is on the screen of the room."))
            self.query_one("#code").focus()
        elif team and team not in self.teams:
            self.say(_("There is no such team."))
            self.query_one("#team").focus()
        elif not self.is_asking:
            self.is_asking = True
            self.say("…")
            begin(self, self._join, code, name, team)

    async def _join(self, code: str, name: str, team: str) -> None:
        try:
            found = await self.join(code, name, team, self.language.code)
        finally:
            self.is_asking = False
        if isinstance(found, Turned):
            self.say(found.sentence)
            return
        if not found.phrase:
            self.app.exit(found)
            return
        _ = self.language._
        lines = (
            Content(_("These four words bring you back to your seat, from any machine:")),
            Content(""), Content(found.phrase).stylize("bold $accent"), Content(""),
            Content(_("Write them down: they are not shown again.")),
        )  # fmt: skip
        box = ReadBox(_("You are seated"), lines)
        self.app.push_screen(box, lambda _none: self.app.exit(found))

    # ---- the other keys

    def action_language(self) -> None:
        """Speak the other language."""
        code = "en" if self.language.code == "fr" else "fr"
        self.app.language = speak(code)  # type: ignore[attr-defined] # a JoinApp
        self.say("")
        self.write()

    def action_leave(self) -> None:
        """Leave without a seat, asked twice."""
        if self.is_sure:
            self.app.exit(None)
        self.is_sure = True
        self.say(self.language._("Escape again leaves."))
        self.set_timer(4, self._stay)

    def _stay(self) -> None:
        self.is_sure = False
