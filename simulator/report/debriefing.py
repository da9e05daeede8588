"""The report of one exercise as a document: what the screen shows, laid out to be kept."""

from collections.abc import Callable, Iterator

from simulator.debrief.reflection import commitments
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.report.book import SHORT
from simulator.report.curves import svg
from simulator.report.document import (
    Block,
    Box,
    Contents,
    Document,
    Figure,
    Heading,
    Points,
    Prose,
    Table,
    inert,
)
from simulator.report.parts import Part, Told, colophon, parts

NEW_PAGES = {"analysis", "decisions", "contested", "practice"}
"""Parts that begin on a page of their own, on paper; the first view stands alone."""
ROWS = 4
"""Rows of the form for commitments: one strength, two actions, and one more."""


def debriefing(told: Told) -> Document:
    """Return the whole report of *told*."""
    _ = told.language._
    blocks: list[Block] = []
    before = ""
    for part in parts(told):
        # What was contested takes a few lines: what comes next stands below it.
        is_new_page = before == "first" or (part.id in NEW_PAGES and before != "contested")
        before = part.id
        blocks += _part(told, part, is_new_page=is_new_page)
        if part.id == "first":
            blocks.append(Contents(_("Contents")))
        if part.id == "analysis":
            blocks += _curves(told)
    blocks += [
        Heading(_("What was played"), id="colophon", is_new_page=False),
        Table(
            _("What was played"), (_("What"), _("Details")), colophon(told), (1, 3), is_titled=False
        ),
    ]
    about = told.language.join(part for part in (told.who, told.played()) if part)
    version = told.loaded.digest[:SHORT]
    foot = _("{title}, version {version}", title=told.title, version=version)
    return inert(
        Document(
            _("Looking back on “{title}”", title=told.title), told.language.code, about,
            tuple(blocks), foot=foot,
        )
    )  # fmt: skip


def _part(told: Told, part: Part, *, is_new_page: bool) -> Iterator[Block]:
    drawn: dict[str, Callable[[Told, Part], Iterator[Block]]] = {
        "first": _first, "facts": _facts, "profile": _profile, "decisions": _decisions,
        "commitments": _commitments,
    }  # fmt: skip
    title = told.language._("Every decision, every option") if part.id == "decisions" else ""
    yield Heading(title or part.leaves[0].title, id=part.id, is_new_page=is_new_page)
    if part.id in drawn:
        yield from drawn[part.id](told, part)
    else:
        for leaf in part.leaves:
            yield from _leaf(leaf)


def _leaf(leaf: pages.Leaf) -> Iterator[Block]:
    if leaf.lead:
        yield Prose(leaf.lead)
    for section in leaf.sections:
        if section.title:
            yield Heading(section.title, 3)
        yield from _lines(section.lines)


def _lines(lines: tuple[str, ...]) -> Iterator[Block]:
    if len(lines) > 1:
        yield Points(lines)
    elif lines:
        yield Prose(lines[0])


def _first(_told: Told, part: Part) -> Iterator[Block]:
    """Yield your story, then duties, the decisions that mattered and Monday in boxes."""
    for section in part.leaves[0].sections:
        if section.id == "duties":
            for line in section.lines:
                yield Box(line, (), level=3)
        elif section.title:
            yield Box(section.title, section.lines, level=3)
        else:
            yield Points(section.lines)


def _facts(told: Told, part: Part) -> Iterator[Block]:
    _ = told.language._
    title = part.leaves[0].title
    head = (_("When"), _("What happened"))
    yield Table(title, head, told.results.timeline(), (0, 1), is_titled=False)


def _profile(told: Told, part: Part) -> Iterator[Block]:
    """Yield the eight principles as a table, what the words mean, the clocks, the shortfalls."""
    _, results = told.language._, told.results
    standing, clocks, short = part.leaves
    rows = tuple(
        (
            principle_name(told.language, score.principle), results.briefly(score),
            str(len(score.opportunities)),
        )
        for score in told.debrief.scorecard.scores
    )  # fmt: skip
    if standing.lead:
        yield Prose(standing.lead)
    head = (_("Principle"), _("How it went"), _("Occasions"))
    yield Table(standing.title, head, rows, (5, 4, 2), is_titled=False)
    yield Heading(standing.sections[-1].title, 3)
    yield Points(standing.sections[-1].lines)
    yield Heading(clocks.title, 3)
    for section in clocks.sections:
        yield from _lines(section.lines)
    yield Heading(short.title, 3)
    yield Prose(short.lead)
    if short.sections:
        missed = tuple((found.title, "\n".join(found.lines)) for found in short.sections)
        heads = (_("Principle"), _("Where, and how far"))
        yield Table(short.title, heads, missed, (2, 3), is_titled=False)


def _curves(told: Told) -> Iterator[Block]:
    """Yield each gauge, yours beside the best play's and silence's."""
    _ = told.language._
    if not told.plots:
        return
    yield Heading(_("How things moved"), id="curves")
    yield Prose(
        _("Simulated time runs from left to right; the numbers under the line are your decisions.")
    )
    for plot in told.plots:
        yield Heading(plot.title, 3)
        yield Figure(svg(plot), plot.title, plot.description)


def _decisions(told: Told, part: Part) -> Iterator[Block]:
    """Yield every option of every decision; what was chosen and what was contested are marked."""
    _ = told.language._
    for leaf, moment in zip(part.leaves, told.debrief.moments, strict=True):
        yield Heading(leaf.title, 3)
        yield Prose(leaf.lead)
        for section in leaf.sections:
            lines = tuple(
                _("You disagreed: {line}", line=told.language.quoted(mark.line))
                for mark in told.debrief.contested
                if (mark.scene, mark.item) == (moment.scene, section.id)
            )
            is_mine = section.id in {*moment.picks, *moment.inquiries}
            yield Box(section.title, (*section.lines, *lines), _("yours") if is_mine else "")


def _commitments(told: Told, part: Part) -> Iterator[Block]:
    """Yield what was taken on, and room for more, in the form of an improvement plan (HSEEP)."""
    _ = told.language._
    yield Prose(_("One strength to keep and two actions, each with somebody's name and a date."))
    rows = [
        (row.strength, row.area, row.action, row.owner, row.date)
        for row in commitments(told.debrief)
    ]
    rows += [("", "", "", "", "")] * max(ROWS - len(rows), 1)
    head = (_("Strength to keep"), _("Area"), _("Action"), _("Who"), _("By when"))
    yield Table(
        part.leaves[0].title, head, tuple(rows), (3, 2, 3, 2, 2), is_titled=False, is_form=True
    )
