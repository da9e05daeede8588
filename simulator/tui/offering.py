"""What the command palette offers, in the reader's language: our own commands only."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from simulator.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from simulator.tui.app import BadBuzz


def commands(app: "BadBuzz", screen: Screen[Any]) -> Iterable[SystemCommand]:
    """Offer our own commands only."""
    _ = app.language._
    yield SystemCommand(_("Theme"), _("dark, light, high contrast"), app.change_theme)
    if isinstance(screen, HomeScreen):
        yield SystemCommand(_("Language"), "Français / English", screen.action_language)
        yield from _on_home(app, screen)
    yield SystemCommand(_("Help"), _("what can be pressed"), app.action_help)
    yield SystemCommand(_("Quit"), _("leave Bad Buzz"), app.exit)


def _on_home(app: "BadBuzz", screen: HomeScreen) -> Iterable[SystemCommand]:
    """Yield what home can do by a key, by its name; and what has no key."""
    _ = app.language._
    if app.mine is not None:
        yield SystemCommand(_("Progress"), _("each principle, what next"), screen.action_progress)
        yield SystemCommand(_("Plays"), _("what you played"), screen.action_history)
        yield SystemCommand(_("Drills"), _("three single decisions"), screen.action_drill)
        yield SystemCommand(_("Who plays"), _("a pseudonym"), screen.action_profile)
    yield SystemCommand(_("Handbook"), _("the eight principles"), screen.action_handbook)
    yield SystemCommand(_("Museum"), _("mistakes provoked"), screen.action_museum)
    yield SystemCommand(_("Mode"), _("learning or assessment"), screen.action_mode)
    yield SystemCommand(_("Clock"), _("relaxed or timed"), screen.action_clock)
    yield SystemCommand(_("Motion"), _("posts one by one, or at once"), screen.action_motion)
    yield SystemCommand(_("Bell"), _("one bell when the phone rings"), app.change_bell)
    yield SystemCommand(_("Real cases"), _("shown, or not"), app.change_cases)
