"""What happened in a workshop, in order, and what the room wrote, without judgement."""

from collections.abc import Iterator

from simulator.present.workshop import told as words
from simulator.present.workshop.timeline import timeline as facts
from simulator.report.document import Block, Heading, Table
from simulator.report.workshop.held import Held
from simulator.report.workshop.hours import hour


def timeline(held: Held) -> Iterator[Block]:
    """Yield what happened, by the real clock and by that of the story, without judgement."""
    _, found = held.language._, held.found
    yield Heading(_("Timeline"), id="timeline", is_new_page=False)
    rows = []
    for fact in facts(held.results):
        real = ""
        if fact.at is not None:
            real = hour(held.language, fact.at)
        story = "" if fact.minute is None else held.results.room.when(fact.minute)
        team = words.team_name(held.language, fact.team) if fact.team and found.is_parallel else ""
        rows.append((real, story, fact.text if not team else f"{team} – {fact.text}"))
    if any(row[0] for row in rows):
        head = (_("In the room"), _("In the story"), _("What happened"))
        shown, widths = tuple(rows), (0, 0, 1)
    else:
        head, widths = (_("In the story"), _("What happened")), (0, 1)  # type: ignore[assignment]
        shown = tuple(row[1:] for row in rows)  # type: ignore[misc]
    yield Table(_("Timeline"), head, shown, widths, is_titled=False)


def written(held: Held) -> Iterator[Block]:
    """Yield the posts that the room wrote, where it asked to keep them."""
    _ = held.language._
    walls = [wall for wall in held.found.walls if wall.kept]
    if not walls:
        return
    yield Heading(_("What you wrote yourselves"), id="written", is_new_page=False)
    for wall in walls:
        where = held.results.texts.of(wall.scene, "title") if wall.scene else ""
        if where:
            yield Heading(where, 3)
        rows = tuple(
            (text, str(favours) if favours else "–")
            for text, favours in sorted(wall.kept, key=lambda row: -row[1])
        )
        head = (_("Post"), _("Picked by"))
        yield Table(where or _("What you wrote yourselves"), head, rows, (6, 1), is_titled=False)
