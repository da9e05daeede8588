"""What a room reads first: what was played, what to talk about, and where it was too sure."""

from collections.abc import Iterator

from simulator import reference
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.first_view import MOST_WORDS, count_words
from simulator.present.workshop import told as words
from simulator.report.document import Block, Box, Heading, Points, Prose, Table
from simulator.report.workshop.held import Held
from simulator.workshop.recalled import MISSED, WRONG, Decision
from simulator.workshop.voting import CONTESTED, SPLIT

FIRST = 3
"""Decisions to discuss that the first view names."""


def first(held: Held) -> Iterator[Block]:
    """Yield what was played, what to talk about first and one thing for Monday: 250 words."""
    _, results = held.language._, held.results
    yield Heading(_("In short"), id="first", is_new_page=False)
    facts = [results.summary(), *_standing(held)]
    sections = [_in_short(held), *_monday(held)]
    while sum(count_words((s.title, *s.lines)) for s in sections) + count_words(facts) > MOST_WORDS:
        sections = [pages.Section(s.title, s.lines[:-1] or s.lines, s.id) for s in sections]
    yield Points(tuple(facts))
    for section in sections:
        if section.lines:
            yield Box(section.title, section.lines, level=3)


def _standing(held: Held) -> Iterator[str]:
    """Yield how far the room agreed, in numbers of decisions."""
    found: dict[str, int] = {}
    for one in held.found.decisions:
        word = one.last.agreement.alignment if one.last else ""
        found[word] = found.get(word, 0) + 1
    if said := words.stands(held.language, found):
        yield said


def _in_short(held: Held) -> pages.Section:
    lines = tuple(
        f"{held.results.where(one)} – {words.why(held.language, one)}"
        for one in held.found.discussed[:FIRST]
    )
    return pages.Section(held.language._("What to talk about first"), lines)


def _monday(held: Held) -> Iterator[pages.Section]:
    for name in held.found.missed[:1]:
        entry = reference.book("principles", held.language.code)[name]
        lines = (principle_name(held.language, name), str(entry["monday"]))
        yield pages.Section(held.language._("One thing for Monday"), lines)


def discussed(held: Held) -> Iterator[Block]:
    """Yield what to talk about: contested, then split, then agreed on though there was better."""
    _, results = held.language._, held.results
    rows = held.found.discussed
    if not rows:
        return
    yield Heading(_("What to talk about first"), id="discussed", is_new_page=False)
    for one in rows:
        if one.discussed in {CONTESTED, SPLIT}:
            section = results.item(one)
            yield Box(section.title, section.lines[1:], section.lines[0], level=3)
    for word in (WRONG, MISSED):
        yield from _bettered(held, word, tuple(one for one in rows if one.discussed == word))


def _bettered(held: Held, word: str, rows: tuple[Decision, ...]) -> Iterator[Block]:
    """Yield the decisions to which there was a better one, as a table."""
    _, results = held.language._, held.results
    if not rows:
        return
    title = words.why_discussed(held.language, word)
    yield Heading(title, 3)
    told = tuple(
        (
            results.where(one),
            words.shortly(results.room, one.scene, one.picks),
            words.shortly(results.room, one.scene, one.moment.best if one.moment else ()),
            words.sure(held.language, one.last) if one.last else "",
        )
        for one in rows
    )
    head = (_("Decision"), _("Answered"), _("One of the best answers"), _("How sure"))
    yield Table(title, head, told, (3, 4, 4, 2), is_titled=False)


def sure_and_wrong(held: Held) -> Iterator[Block]:
    """Yield where the room was sure, and there was better."""
    leaf = held.results.sure_and_wrong()
    if leaf.sections:
        yield Heading(leaf.title, id="sure", is_new_page=False)
        yield Prose(leaf.lead)
        yield Points(tuple(section.title for section in leaf.sections))
