"""One question as several teams answered it, side by side, in the order of their numbers."""

from collections.abc import Iterator

from simulator.present.workshop import told
from simulator.present.workshop.debrief import WorkshopResults
from simulator.report.document import Block, Points, Prose, Table
from simulator.report.workshop.votes import stands, vote, voted
from simulator.workshop.recalled import Count, Decision

SIDE = 6
"""Teams in one table: more do not fit a page."""
Shown = tuple[Decision, Count]


def beside(results: WorkshopResults, taken: tuple[Decision, ...]) -> Iterator[Block]:
    """Yield the last vote of each team in one table, then what each of them did."""
    shown = [(one, one.last) for one in taken if one.last and one.last.rows]
    for at in range(0, len(shown), SIDE):
        yield _table(results, shown[at : at + SIDE])
    for one in taken:
        yield Points(tuple(_done(results, one)), told.team_name(results.language, one.team))
    # Mostly the same for all of them: said once.
    for line in dict.fromkeys(line for one in taken for line in results.better(one)):
        yield Prose(line)


def _table(results: WorkshopResults, shown: list[Shown]) -> Table:
    _ = results.language._
    first, last = shown[0]
    rows = tuple(
        (f"{letter}. {text}", *(_cell(results, one, count, at) for one, count in shown))
        for at, (letter, text, _votes, _share) in enumerate(told.bars(results.room, first, last))
    )
    bars = tuple(
        (None, *(count.rows[at].percent for _one, count in shown)) for at in range(len(rows))
    )
    names = [told.team_name(results.language, one.team) for one, _count in shown]
    title = results.texts.of(first.scene, "title")
    head = (_("Option"), *names)
    return Table(title, head, rows, (4, *(2 for _name in names)), is_titled=False, bars=bars)


def _cell(results: WorkshopResults, one: Decision, count: Count, at: int) -> str:
    """Return how many of a team took an option, and whether it was what they did."""
    row, decided = count.rows[at], results.language._("decided")
    said = voted(results, row.count, row.percent)
    chosen = one.picks[:1] if count.is_ordered else one.picks
    return f"{said}\n{decided}" if row.option in chosen else said


def _done(results: WorkshopResults, one: Decision) -> Iterator[str]:
    """Yield how a team voted each time, what it did and what it tried."""
    _ = results.language._
    for number, count in enumerate(one.counts, 1):
        yield f"{vote(results, one, number)} {stands(results, count)}"
    how = told.decided_by(results.language, one.how)
    label = _("Decided:")
    yield f"{label} {told.picked(results.room, one.scene, one.picks)} ({how})."
    for picks in one.tried:
        text = told.picked(results.room, one.scene, picks)
        yield _("Tried out, then taken back: {text}", text=text)
