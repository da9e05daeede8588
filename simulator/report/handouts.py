"""What a room needs on paper before it begins: the briefing, the plan page and the role cards.

Nothing in it tells how the crisis goes on: it is what every participant may read at any time.
"""

from collections.abc import Iterator

from simulator.language import Language
from simulator.present.briefing import briefing, plan
from simulator.present.pages import Leaf
from simulator.present.room import Room
from simulator.report.book import SHORT
from simulator.report.document import Block, Box, Cards, Document, Heading, Points, Prose, inert
from simulator.scenario.load import Loaded

BLANK = "_" * 30
"""Where whoever plays a part writes their name."""


def handouts(loaded: Loaded, language: Language) -> Document:
    """Return the briefing, the plan page and the role cards of *loaded*, to be printed."""
    _, room = language._, Room(loaded, language)
    about = briefing(room)
    title = room.texts.of("scenario", "title")
    blocks = (
        *_page(about, _("Who you are"), "briefing"),
        *_page(plan(room), _("The plan"), "plan"),
        *_roles(room),
    )
    foot = _("{title}, version {version}", title=title, version=loaded.digest[:SHORT])
    return inert(
        Document(
            _("Handouts: {title}", title=title), language.code, about.lead, blocks, foot=foot
        )
    )  # fmt: skip


def _page(leaf: Leaf, title: str, name: str) -> Iterator[Block]:
    """Yield a part so that briefing and plan stand on one sheet: labels, and no titles between."""
    yield Heading(title, id=name, is_new_page=False)
    for section in leaf.sections:
        label = section.title if section.title != title else ""
        if len(section.lines) == 1:
            yield Prose(section.lines[0], f"{label}." if label else "")
        else:
            yield Points(section.lines, label)


def _roles(room: Room) -> Iterator[Block]:
    """Yield a card for each person of the crisis, to be cut out and given to whoever plays them."""
    _, texts = room.language._, room.texts
    yield Heading(_("Who is who"), id="roles")
    yield Prose(_("Cards to cut out, for whoever plays a part, or for everybody to have at hand."))
    cards = []
    for persona in room.scenario.personas:
        stance = texts.of("personas", persona.id, "stance")
        lines = [texts.of("personas", persona.id, "about")]
        lines.append(_("Played by: {name}", name=BLANK))
        title = room.who(persona.id) + (f" ({stance})" if stance else "")
        cards.append(Box(title, tuple(line for line in lines if line), level=3))
    yield Cards(tuple(cards))
