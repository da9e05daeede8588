"""The eight principles in the report of a workshop: the room’s, then team beside team."""

from collections.abc import Iterator

from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.workshop import standing
from simulator.present.workshop import told as words
from simulator.report.document import Block, Box, Heading, Prose, Table
from simulator.report.workshop.beside import SIDE
from simulator.report.workshop.held import Held


def profile(held: Held) -> Iterator[Block]:
    """Yield the eight principles: the room's, then team beside team."""
    _, found, results = held.language._, held.found, held.results
    if not found.teams:
        return
    leaf = standing.profile(results)
    yield Heading(leaf.title, id="profile", is_new_page=False)
    for section in leaf.sections[1:]:
        yield Box(section.title, section.lines, level=3)
    if leaf.lead:
        yield Prose(leaf.lead, is_lead=True)
    rows = tuple(
        (principle_name(held.language, s.principle), standing.went(held.language, s),
         str(len(s.opportunities)))
        for s in found.profile.scores
    )  # fmt: skip
    head = (_("Principle"), _("How it went"), _("Occasions"))
    yield Table(leaf.title, head, rows, (5, 4, 2), is_titled=False)
    if found.is_parallel:
        yield from _side_by_side(held)


def _side_by_side(held: Held) -> Iterator[Block]:
    """Yield each principle and each question, team beside team, in the order of their numbers."""
    _, found, results = held.language._, held.found, held.results
    for leaf, first_head in (
        (standing.side_by_side(results), _("Principle")),
        (standing.decided(results), _("Decision")),
    ):
        yield Heading(leaf.title, 3)
        if leaf.lead:
            yield Prose(leaf.lead, is_lead=True)
        names = [words.team_name(held.language, team) for team in found.teams]
        for at in range(0, len(names), SIDE):
            some = names[at : at + SIDE]
            rows = tuple((s.title, *(_said(s, name) for name in some)) for s in leaf.sections)
            widths = (3, *(2 for _name in some))
            yield Table(leaf.title, (first_head, *some), rows, widths, is_titled=False)


def _said(section: pages.Section, team: str) -> str:
    """Return what a section says of a team."""
    start = f"{team} – "
    return next((line.removeprefix(start) for line in section.lines if line.startswith(start)), "")
