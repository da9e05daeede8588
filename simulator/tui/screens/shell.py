"""What every screen shares: the app's language, the bar of keys, a word when it is too small."""

from typing import TYPE_CHECKING, TypeVar, cast

from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.content import Content
from textual.reactive import Reactive
from textual.screen import ModalScreen, Screen
from textual.widget import Widget
from textual.widgets import Static

from simulator.language import Language
from simulator.tui.driver import drives
from simulator.tui.widgets.bars import Keys
from simulator.tui.widgets.clear import Below

if TYPE_CHECKING:
    from simulator.tui.app import BadBuzz

SMALLEST = (40, 12)
"""Below this many cells, a word instead of the screen; nothing is lost."""

Answer = TypeVar("Answer")


class Ours:
    """What a screen may ask of the app."""

    @property
    def home(self) -> "BadBuzz":
        """The app, with what screens may ask of it."""
        return cast("BadBuzz", self.app)  # type: ignore[attr-defined] # only mixed into screens

    @property
    def language(self) -> Language:
        """The reader's language."""
        return self.home.language


class Once(Ours, Screen[Answer]):
    """A screen that is left once, however fast keys are pressed: Textual falls at the second."""

    is_left = False
    """Whether it was dismissed or replaced."""
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """What keys go to. Both that it goes between draw themselves; as usual, all would be drawn."""
    has_ticked = False
    """Whether its first tick has come, by which it is composed, styled and laid out."""

    def _on_timer_update(self) -> None:
        self.has_ticked = True
        super()._on_timer_update()

    def _compositor_refresh(self) -> None:
        """Draw nothing far away before the first tick: until then all of it is still to change.

        What opens is laid out two or three times first, and each time would be drawn whole.
        """
        if self.has_ticked or drives(self.app) is None:
            super()._compositor_refresh()

    def is_leaving(self) -> bool:
        """Say whether this screen may be left now, and that it is."""
        if self.is_left or not self.is_mounted or self.app.screen is not self:
            return False
        self.is_left = True
        return True

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let keys do something here only between what is drawn first and what is left."""
        is_here = self.is_mounted and not self.is_left
        return super().check_action(action, parameters) if is_here else False

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Give *result* to whoever opened this screen."""
        return super().dismiss(result) if self.is_leaving() else AwaitComplete()

    def replace(self, screen: Screen[None]) -> None:
        """Put *screen* in place of this one."""
        if self.is_leaving():
            self.app.switch_screen(screen)


class Modal(Once[Answer], ModalScreen[Answer]):
    """A small screen over another one."""

    def on_mount(self) -> None:
        """Take away what was said in a corner: it would stand over this."""
        self.app.clear_notifications()


class Shell(Once[None]):
    """A screen with a body and a bar of keys."""

    def keys(self) -> list[tuple[str, str]]:
        """Return what can be pressed here, what matters most first."""
        return []

    def body(self) -> ComposeResult:
        """Draw the screen's own part."""
        yield from ()

    def bar(self) -> Keys:
        """Return the bar of keys."""
        return Keys(self.keys())

    def compose(self) -> ComposeResult:
        """Draw the body and the keys."""
        with Below(id="frame"):
            yield from self.body()
            yield self.bar()
        said = self.language._(
            "Please make this window larger: at least {width} columns and {height} lines. "
            "Nothing is lost.",
            width=SMALLEST[0], height=SMALLEST[1],
        )  # fmt: skip
        yield Static(Content(said), id="small")

    def on_resize(self) -> None:
        """Show a word instead when there is no room."""
        size = self.app.size
        is_small = size.width < SMALLEST[0] or size.height < SMALLEST[1]
        self.set_class(is_small, "too-small")

    def on_screen_suspend(self) -> None:
        """Hide the keys behind another screen: they are not its own."""
        for bar in self.query("#keys").results(Keys):
            bar.visible = False

    def on_screen_resume(self) -> None:
        """Show the keys again."""
        for bar in self.query("#keys").results(Keys):
            bar.visible = True

    def show_keys(self) -> None:
        """Draw the bar of keys again."""
        for bar in self.query("#keys").results(Keys):
            bar.tell(self.keys())
