"""What is taken home from a workshop: what was behind it, lessons learned, what to practise.

Source of the form: domain reference, section 11 (HSEEP: an action, a name and a date).
"""

from collections.abc import Iterator

from simulator.present import pages
from simulator.report.document import Block, Box, Heading, Points, Prose, Table
from simulator.report.workshop.held import Held

ROWS = 5
"""Rows of the form for lessons learned."""
ROOM = 22
"""How high each is, in millimetres: three lines by hand."""


def behind(held: Held) -> Iterator[Block]:
    """Yield the tension that was met, and a real case beside it."""
    yield from _leaf(held.results.behind(cases=held.cases), "behind", is_new_page=False)


def lessons(held: Held) -> Iterator[Block]:
    """Yield the lessons-learned form, with what was noted on the way (HSEEP)."""
    _, results = held.language._, held.results
    yield Heading(_("Lessons learned"), id="lessons", is_new_page=False)
    notes = tuple(
        f"{results.texts.of(n.scene, 'title')} – {n.line}" if n.scene else n.line
        for n in held.found.notes
    )
    if notes:
        yield Points(notes, _("Noted on the way"))
    yield Prose(_("One thing, one name, one date."), is_lead=True)
    rows = (("",) * len(results.questions()),) * ROWS
    widths = (4, 4, 4, 2, 2)
    yield Table(
        _("Lessons learned"), results.questions(), rows, widths, is_titled=False, is_form=True,
        room=ROOM,
    )  # fmt: skip


def practice(held: Held) -> Iterator[Block]:
    """Yield what to practise next."""
    yield from _leaf(held.results.practice(held.practice), "practice", is_new_page=False)


def _leaf(leaf: pages.Leaf, name: str, *, is_new_page: bool) -> Iterator[Block]:
    if not leaf.sections:
        return
    yield Heading(leaf.title, id=name, is_new_page=is_new_page)
    if leaf.lead:
        yield Prose(leaf.lead)
    for section in leaf.sections:
        yield Box(section.title, section.lines, level=3)
