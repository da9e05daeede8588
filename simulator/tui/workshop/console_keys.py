"""Which keys the console names in its bar, what matters most first."""

from simulator.language import Language
from simulator.workshop.leading import MORE, Led
from simulator.workshop.state import (
    CLOSED,
    EXERCISE,
    LOBBY,
    OPEN,
    OVER,
    Workshop,
)  # fmt: skip

Named = list[tuple[str, str]]
"""Keys, each with what it does."""


def named(
    language: Language, led: Led, *, leaves: int, has_links: bool, has_looks: bool = True
) -> Named:
    """Return what can be pressed at a moment; *leaves* are the pages of the debrief.

    Looking closer is named where the open scene *has_looks* left.
    """
    _, now = language._, led.now
    if now.stage == CLOSED:
        return [(_("Ctrl+Q"), _("leave")), ("?", _("help"))]
    found: Named = []
    if now.stage == LOBBY:
        found = [("Tab", _("to read aloud")), ("a", _("address"))]
        found += [("u", _("people")), ("v", _("projector"))]
    elif now.stage == EXERCISE:
        found = [key for key in _in_a_crisis(language, led) if has_looks or key[0] != "l"]
    elif leaves > 1:
        found = [("← →", _("turn the page"))]
    links = [("i", _("your links"))] if has_links else []
    return [*found, *_always(language, now), *links]


def _in_a_crisis(language: Language, led: Led) -> Named:
    _, phase = language._, led.phase
    deeds = set(led.deeds())
    named = (
        ({"pause", "resume"}, "p", _("pause")),
        ({"extend"}, "+", _("{seconds} s more", seconds=MORE)),
        ({"answer"}, "g", _("go on with…")),
        ({"try", "back"}, "t", _("try another")),
        ({"open"}, "o", _("open the vote")),
        ({"look"}, "e", _("answers")),
        ({"look"}, "l", _("look")),
        ({"skip"}, "s", _("skip")),
        ({"post"}, "x", _("extra post")),
        ({"write", "hang", "take down"} if phase != OVER else set(), "w", _("writing")),
        ({"debrief"}, "d", _("debrief")),
    )
    # What is written comes first: the keys of the story are named again once the wall is down.
    apart = {"e", "w", "d"} if led.now.wall is not None else {key for _deeds, key, _told in named}
    return [(key, told) for wanted, key, told in named if wanted & deeds and key in apart]


def _always(language: Language, now: Workshop) -> Named:
    _ = language._
    found = [("[ ]", _("team"))] if len(now.teams) > 1 else []
    found += [
        ("q", _("close")), ("?", _("help")), ("n", _("note")),
        *([("Tab", _("beside"))] if now.stage != LOBBY else []),
        ("b", _("show") if now.is_blank else _("blank")),
        ("k", _("lock") if now.door == OPEN else _("unlock")),
    ]  # fmt: skip
    if now.stage == EXERCISE:
        found += [("u", _("people")), ("v", _("projector")), ("a", _("address"))]
    return found
