"""Every question of a workshop in its report: how each team split, what each option was worth."""

from collections.abc import Iterator, Sequence

from simulator.present import pages
from simulator.present.workshop import told
from simulator.present.workshop.debrief import WorkshopResults
from simulator.report.document import Block, Box, Heading, Prose, Table
from simulator.report.workshop.beside import beside
from simulator.report.workshop.held import Held
from simulator.report.workshop.votes import stands, vote, voted
from simulator.workshop.recalled import Decision


def decisions(held: Held) -> Iterator[Block]:
    """Yield each question: how the room, or each team, split, and what every option was worth."""
    scenes = dict.fromkeys(one.scene for one in held.found.decisions)
    if not scenes:
        return
    yield Heading(held.language._("Annex: every decision, every option"), id="decisions")
    for number, scene in enumerate(scenes, 1):
        taken = tuple(one for one in held.found.decisions if one.scene == scene)
        yield from _question(held.results, number, taken)


def _question(
    results: WorkshopResults, number: int, taken: tuple[Decision, ...]
) -> Iterator[Block]:
    """Yield one question as *taken* by the room or by each team."""
    scene = taken[0].scene
    yield Heading(f"{number}. {results.texts.of(scene, 'title')}", 3)
    yield Prose(results.texts.of(scene, "ask"), results.language._("Asked:"), is_lead=True)
    if _is_alike(taken):
        yield from beside(results, taken)
    else:
        for one in taken:
            yield from _answered(results, one)
    yield from _worth(results, taken)


def _is_alike(taken: tuple[Decision, ...]) -> bool:
    """Return whether several teams have a split to show, of the same options in the same order."""
    shown = [one.last.rows for one in taken if one.last and one.last.rows]
    return len(shown) > 1 and len({tuple(row.option for row in rows) for rows in shown}) == 1


def _answered(results: WorkshopResults, one: Decision) -> Iterator[Block]:
    """Yield how one team voted, each time it was asked, and what was done."""
    _ = results.language._
    if results.found.is_parallel:
        yield Heading(told.team_name(results.language, one.team), 4)
    for number, count in enumerate(one.counts, 1):
        label = vote(results, one, number)
        yield Prose(stands(results, count), label, is_lead=bool(count.rows))
    if any(count.rows for count in one.counts):
        yield _split(results, one)
    how = told.decided_by(results.language, one.how)
    yield Prose(f"{told.picked(results.room, one.scene, one.picks)} ({how}).", _("Decided:"))
    for picks in one.tried:
        yield Prose(told.picked(results.room, one.scene, picks), _("Tried out, then taken back:"))
    for line in results.better(one):
        yield Prose(line)


def _split(results: WorkshopResults, one: Decision) -> Table:
    """Return every option with its words, and how many took it at each vote, a bar below."""
    _ = results.language._
    shown = [(number, count) for number, count in enumerate(one.counts, 1) if count.rows]
    last = shown[-1][1]
    chosen = set(one.picks[:1] if last.is_ordered else one.picks)
    found = [{row.option: row for row in count.rows} for _number, count in shown]
    rows, bars, bold = [], [], []
    for at, ((letter, text, _votes, _share), row) in enumerate(
        zip(told.bars(results.room, one, last), last.rows, strict=True)
    ):
        is_chosen = row.option in chosen
        cells = [votes.get(row.option) for votes in found]
        words = f"{letter}. {text}"
        rows.append((
            _("{option} (decided)", option=words) if is_chosen else words,
            *(voted(results, cell.count, cell.percent) if cell else "–" for cell in cells),
        ))  # fmt: skip
        bars.append((None, *(cell.percent if cell else None for cell in cells)))
        bold += [at] if is_chosen else []
    heads = _heads(results, [number for number, _count in shown], is_ordered=last.is_ordered)
    widths = (6 if len(shown) == 1 else 5, *(2 for _count in shown))
    return Table(
        results.where(one), (_("Option"), *heads), tuple(rows), widths, is_titled=False,
        bars=tuple(bars), bold=tuple(bold),
    )  # fmt: skip


def _heads(results: WorkshopResults, numbers: Sequence[int], *, is_ordered: bool) -> Iterator[str]:
    """Yield the head of each column of votes."""
    _ = results.language._
    for number in numbers:
        if len(numbers) == 1:
            yield _("Put first by") if is_ordered else _("Votes")
        elif is_ordered:
            yield _("Put first, vote {number}", number=number)
        else:
            yield _("Vote {number}", number=number)


def _worth(results: WorkshopResults, taken: tuple[Decision, ...]) -> Iterator[Block]:
    """Yield every option and every look once, whoever chose it, with what it was worth and why."""
    _ = results.language._
    sections: dict[str, pages.Section] = {}
    by: dict[str, list[str]] = {}
    for one in taken:
        if one.moment is None:
            continue
        done = {*one.moment.picks, *one.moment.inquiries}
        for section in results.teams[one.team].decision(one.moment).sections:
            if section.id in done:
                by.setdefault(section.id, []).append(told.team_name(results.language, one.team))
                sections[section.id] = section
            sections.setdefault(section.id, section)
    if sections:
        yield Heading(_("What every option was worth, and why"), 4)
    for name, section in sections.items():
        title = results.texts.of(taken[0].scene, name, "text") or section.title
        mark = ""
        if name in by:
            mark = ", ".join(by[name]) if results.found.is_parallel else _("chosen")
        yield Box(title, section.lines, mark, level=5 if results.found.is_parallel else 4)
