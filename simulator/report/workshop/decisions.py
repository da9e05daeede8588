"""Every question of a workshop in its report: how each team split, what each option was worth."""

from collections.abc import Iterator

from simulator.present import pages
from simulator.present.workshop import told
from simulator.present.workshop.debrief import WorkshopResults
from simulator.report.document import Block, Box, Figure, Heading, Prose, Table
from simulator.report.workshop.held import Held
from simulator.report.workshop.split import svg
from simulator.workshop.recalled import Count, Decision


def decisions(held: Held) -> Iterator[Block]:
    """Yield each question: how the room, or each team, split, and what every option was worth."""
    scenes = dict.fromkeys(one.scene for one in held.found.decisions)
    if not scenes:
        return
    yield Heading(held.language._("Every decision, every option"), id="decisions")
    for number, scene in enumerate(scenes, 1):
        taken = tuple(one for one in held.found.decisions if one.scene == scene)
        yield from _question(held.results, number, taken)


def _question(
    results: WorkshopResults, number: int, taken: tuple[Decision, ...]
) -> Iterator[Block]:
    """Yield one question as *taken* by the room or by each team."""
    scene = taken[0].scene
    yield Heading(f"{number}. {results.texts.of(scene, 'title')}", 3)
    yield Prose(results.texts.of(scene, "ask"), results.language._("Asked:"))
    for one in taken:
        yield from _answered(results, one)
    yield from _worth(results, taken)


def _answered(results: WorkshopResults, one: Decision) -> Iterator[Block]:
    """Yield how one team voted, each time it was asked, and what was done."""
    _ = results.language._
    if results.found.is_parallel:
        yield Heading(told.team_name(results.language, one.team), 4)
    for number, count in enumerate(one.counts, 1):
        label = "" if len(one.counts) == 1 else _("Vote {number}", number=number) + " – "
        if count.rows:
            yield from _split(results, one, count, label)
        else:
            said = f"{told.stand(results.language, count)}. {told.unshown(results.language)}"
            yield Prose(label + said)
    how = told.decided_by(results.language, one.how)
    yield Prose(f"{told.picked(results.room, one.scene, one.picks)} ({how}).", _("Decided:"))
    for picks in one.tried:
        yield Prose(told.picked(results.room, one.scene, picks), _("Tried, and taken back:"))
    for line in results.better(one):
        yield Prose(line)


def _split(results: WorkshopResults, one: Decision, count: Count, label: str) -> Iterator[Block]:
    """Yield a split as bars, and the same as a table."""
    _ = results.language._
    title = results.where(one)
    chosen = set(one.picks[:1] if count.is_ordered else one.picks)
    rows = tuple(
        (letter, text, votes, share, row.option in chosen)
        for (letter, text, votes, share), row in zip(
            told.bars(results.room, one, count), count.rows, strict=True
        )
    )  # fmt: skip
    said = results.language.join(
        _(
            "{letter}: {count} of {voters}, {share} %",
            letter=letter, count=votes, voters=count.voters, share=share,
        )
        for letter, _text, votes, share, _is_chosen in rows
    )  # fmt: skip
    name = f"split-{one.team}-{count.step}"
    stands = label + told.stand(results.language, count)
    caption = "\n".join((stands, *_confidence(results, count)))
    yield Figure(svg(name, title, said, rows), f"{title} – {said}", caption)
    head = (_("Option"), _("Put first by") if count.is_ordered else _("Votes"))
    table = tuple(
        (f"{letter}. {text}", f"{votes}\u00a0({share}\u202f%)")
        for letter, text, votes, share, _is_chosen in rows
    )
    yield Table(title, head, table, (5, 1), is_titled=False)


def _confidence(results: WorkshopResults, count: Count) -> Iterator[str]:
    """Yield how many were guessing, fairly sure and sure."""
    _ = results.language._
    if not sum(count.sure):
        return
    names = (_("guessing"), _("fairly sure"), _("sure"))
    said = ", ".join(f"{name}: {n}" for name, n in zip(names, count.sure, strict=True))
    label = _("How sure:")
    yield f"{label} {said}"


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
