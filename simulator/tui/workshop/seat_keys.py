"""Which keys a participant's page names in its bar, what matters most first."""

from simulator.language import Language
from simulator.present.workshop import pages as w
from simulator.tui.widgets.choices import Choices
from simulator.workshop.state import CLOSED, EXERCISE, LOBBY

FURTHEST = 9
"""Posts on the wall that one key picks."""
Named = list[tuple[str, str]]
"""Keys, each with what it does."""


def named(
    language: Language, page: w.SeatPage | None, choices: Choices | None, levels: int = 0
) -> Named:
    """Return what can be pressed now; *choices* is the open question.

    *levels* is how many answers there are, while it is asked how sure one is.
    """
    _ = language._
    if page is None:
        return [("?", _("help"))]
    if not page.who:
        return [("x", _("leave"))]
    found = [(f"1-{levels}", _("choose"))] if levels else []
    found += _answering(language, page, choices)
    if page.leaves:
        found.append((_("Enter"), _("look back")))
    if page.stage in {LOBBY, EXERCISE}:
        found += [("p", _("plan")), (_("PgUp"), _("posts"))]
    found.append(("?", _("help")))
    if page.stage != CLOSED:
        found += [("n", _("name")), ("v", _("keep my answers"))]
    return [*found, ("x", _("leave"))]


def _answering(language: Language, page: w.SeatPage, choices: Choices | None) -> Named:
    _ = language._
    found = _choosing(language, choices) if choices is not None else []
    if page.wall is not None:
        n = min(len(page.wall.posts), FURTHEST)
        found += [("t", _("write"))] if page.wall.is_open else [(f"1-{n}", _("pick a post"))]
    if page.wishes:
        found.append(("w", _("look closer?")))
    return found


def _choosing(language: Language, choices: Choices) -> Named:
    _ = language._
    last = choices.ask.choices[-1].letter if choices.ask.choices else ""
    found = [(f"A-{last}", _("choose"))]
    if not choices.is_single:
        found.append((_("Enter"), _("confirm")))
    if choices.ask.ordered:
        found.append((_("Shift+↑↓"), _("order")))
    if choices.ask.parts:
        found.append(("← →", _("part")))
    return found
