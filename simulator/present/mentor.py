"""What the mentor says after a response, in learning mode: a sentence, then more on a key."""

from simulator import reference
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.room import Room

SHORT = 48
"""Letters of an option's text that are enough to know which is meant."""


def mentor(room: Room, scene: str, picks: tuple[str, ...]) -> tuple[str, str]:
    """Return the mentor's sentence about a response, and the rest of what there is to say.

    Of a response with several items, the one that has most to teach: the lowest rated. It is named.
    """
    key = room.loaded.key.get(scene)

    def worth(pick: str) -> int:
        item = key.items.get(pick) if key else None
        return sum(mark or 0 for _, mark in item.ratings) if item else 0

    told = min(picks, key=worth, default="")
    feedback = room.texts.of(scene, told, "feedback")
    sentence = room.texts.of(scene, told, "mentor") or feedback.split(". ")[0].rstrip(".") + "."
    if len(picks) > 1:
        sentence = _naming(room, scene, told, sentence)
    more = {pick: room.texts.of(scene, pick, "feedback") for pick in picks}
    lines = (
        _naming(room, scene, pick, text) if len(picks) > 1 else text
        for pick, text in more.items()
        if text
    )
    return sentence, "\n".join(lines)


def _naming(room: Room, scene: str, pick: str, said: str) -> str:
    """Return what is *said*, with the option it is about before it."""
    option = shortened(room.texts.of(scene, pick, "text"))
    return room.language._("About {option}: {said}", option=room.language.quoted(option), said=said)


def shortened(text: str) -> str:
    """Return the beginning of *text*, cut after a word, where it is long."""
    if len(text) <= SHORT:
        return text.rstrip(".")
    return text[:SHORT].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def why(room: Room, scene: str, picks: tuple[str, ...]) -> pages.Leaf:
    """Return what there is to say about each pick, then the principle that weighed most in them."""
    _ = room.language._
    sections = [
        pages.Section(room.texts.of(scene, pick, "text"), (text,), pick)
        for pick in picks
        if (text := room.texts.of(scene, pick, "feedback"))
    ]
    if principle := _weightiest(room, scene, picks):
        entry = reference.book("principles", room.language.code)[principle]
        title = _("The principle behind it: {name}", name=principle_name(room.language, principle))
        lines = (str(entry["question"]), str(entry["what"]), str(entry["monday"]))
        sections.append(pages.Section(title, lines, principle))
    return pages.Leaf(_("Why"), tuple(sections))


def _weightiest(room: Room, scene: str, picks: tuple[str, ...]) -> str:
    """Return the principle with the largest marks, good or bad, in what was picked."""
    key = room.loaded.key.get(scene)
    weights: dict[str, int] = {}
    for pick in picks:
        item = key.items.get(pick) if key else None
        for principle, mark in item.ratings if item else ():
            weights[principle] = weights.get(principle, 0) + abs(mark or 0)
    return max(weights, key=lambda principle: weights[principle], default="")
