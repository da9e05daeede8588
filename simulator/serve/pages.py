"""Plain HTML drawn from the pages of `present`: for phones, screen readers, and without a script.

Nothing here knows the web or holds a rule: pages and words go in, HTML comes out. Every text is
escaped by the templates, which are ours; nothing of a scenario is marked safe.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from simulator.language import Language
from simulator.present import pages
from simulator.present.asking import part_name
from simulator.serve.words import ordinals, words

TEMPLATES = Path(__file__).parent / "templates"


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Return how templates are read; a name that is not given is an error, not an empty string."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    made.tests["post"] = lambda item: isinstance(item, pages.Post)
    made.tests["found"] = lambda item: isinstance(item, pages.Found)
    made.tests["note"] = lambda item: isinstance(item, pages.Note)
    made.tests["heading"] = lambda item: isinstance(item, pages.Heading)
    made.tests["front_page"] = lambda item: isinstance(item, pages.FrontPage)
    made.filters["signed"] = lambda change: f"{change:+d}".replace("-", "−")
    made.filters["lines"] = lambda text: [line for line in text.split("\n") if line]
    return made


def draw(template: str, language: Language, *, path: str, **data: object) -> str:
    """Return *template* in *language*; *path* is where the page is, to come back to."""
    return (
        environment()
        .get_template(template)
        .render(language=language, w=words(language), path=path, **data)
    )


class Field(NamedTuple):
    """One choice as a form shows it."""

    choice: pages.Choice
    is_picked: bool
    place: int
    """In an order: which place it has so far, from 1; 0 for none."""


class Group(NamedTuple):
    """The choices of one part, or all of them."""

    part: str
    title: str
    fields: tuple[Field, ...]


class Sheet(NamedTuple):
    """An open decision as a form: never which kind it is, only the shape of its answers."""

    shape: str
    """one, several, order or parts."""
    ask: pages.Ask
    groups: tuple[Group, ...]
    places: tuple[str, ...]
    """In an order: the name of each place."""


def sheet(ask: pages.Ask, language: Language, picks: Sequence[str] = ()) -> Sheet:
    """Return the form of *ask*, with *picks* filled in."""
    names = ask.parts or ("",)
    groups = tuple(
        Group(
            part, part_name(language, part),
            tuple(
                Field(
                    choice, choice.id in picks,
                    picks.index(choice.id) + 1 if choice.id in picks else number,
                )
                for number, choice in enumerate(ask.choices, 1) if choice.part == part
            ),
        )
        for part in names
    )  # fmt: skip
    places = ordinals(language)[: len(ask.choices)] if ask.ordered else ()
    return Sheet(shape(ask), ask, groups, places)


def shape(ask: pages.Ask) -> str:
    """Return which shape an answer has."""
    if ask.parts:
        return "parts"
    if ask.ordered:
        return "order"
    return "one" if ask.low == ask.high == 1 else "several"


def picked(ask: pages.Ask, all_of: Callable[[str], tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a form holds as picks, in the order that the engine expects; refusing nothing.

    *all_of* gives the values of a field. In an order, places that are the same keep the order in
    which they were read: `clashes` tells.
    """
    match shape(ask):
        case "parts":
            return tuple(pick for part in ask.parts for pick in all_of(f"pick-{part}"))
        case "order":
            given = {choice.id: _place(all_of(f"place-{choice.id}")) for choice in ask.choices}
            return tuple(sorted((one for one in given if given[one]), key=lambda one: given[one]))
        case _:
            return all_of("pick")


def clashes(ask: pages.Ask, all_of: Callable[[str], tuple[str, ...]]) -> bool:
    """Say whether a form gives two of an order the same place."""
    if not ask.ordered:
        return False
    given = [_place(all_of(f"place-{choice.id}")) for choice in ask.choices]
    return len(set(given)) != len(given)


def _place(said: tuple[str, ...]) -> int:
    text = said[0] if said else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 3 else 0  # noqa: PLR2004 - digits


def published(ask: pages.Ask, picks: Sequence[str]) -> tuple[str, ...]:
    """Return the words that *picks* would publish, as people will see them."""
    chosen = [choice for pick in picks for choice in ask.choices if choice.id == pick]
    if ask.parts and len(chosen) == len(ask.parts):
        return (" ".join(choice.text for choice in chosen),)
    return tuple(choice.quote for choice in chosen if choice.quote)
