"""Which keys the console names in its bar, what matters most first."""

from simulator.language import Language
from simulator.tui.workshop.deciding import MORE
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    EXERCISE,
    LOBBY,
    OPEN,
    OVER,
    REVEALED,
    VOTING,
    Workshop,
)  # fmt: skip

Named = list[tuple[str, str]]
"""Keys, each with what it does."""


def named(language: Language, now: Workshop, phase: str, *, leaves: int, has_links: bool) -> Named:
    """Return what can be pressed at a moment; *leaves* are the pages of the debrief."""
    _ = language._
    if now.stage == CLOSED:
        return [(_("Ctrl+Q"), _("leave")), ("?", _("help"))]
    found: Named = []
    if now.stage == LOBBY:
        found = [("u", _("people")), ("v", _("projector"))]
    elif now.stage == EXERCISE:
        found = _in_a_crisis(language, phase)
    elif leaves > 1:
        found = [("← →", _("turn the page"))]
    links = [("i", _("your links"))] if has_links else []
    return [*found, *_always(language, now), *links]


def _in_a_crisis(language: Language, phase: str) -> Named:
    _ = language._
    found: Named = []
    if phase == VOTING:
        found += [("p", _("pause")), ("+", _("{seconds} s more", seconds=MORE))]
    if phase in {COUNTED, REVEALED}:
        found += [("g", _("go on with…")), ("t", _("try another"))]
    if phase != OVER:
        if phase != VOTING:
            found.append(("o", _("open the vote")))
        found += [("e", _("answers")), ("l", _("look")), ("s", _("skip")), ("x", _("extra post"))]
        found.append(("w", _("writing")))
    return [*found, ("d", _("debrief"))]


def _always(language: Language, now: Workshop) -> Named:
    _ = language._
    found = [("[ ]", _("team"))] if len(now.teams) > 1 else []
    found += [
        ("q", _("close")), ("?", _("help")), ("n", _("note")), ("Tab", _("beside")),
        ("b", _("show") if now.is_blank else _("blank")),
        ("k", _("lock") if now.door == OPEN else _("unlock")),
    ]  # fmt: skip
    if now.stage == EXERCISE:
        found += [("u", _("people")), ("v", _("projector")), ("a", _("address"))]
    return found
