"""What trainees contested, as the author of the crisis reads it (F18)."""

from collections.abc import Iterable

from simulator.debrief.disagreement import TO_DISCUSS, Disagreement
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.room import Room


def contested(room: Room, rows: Iterable[Disagreement]) -> pages.Leaf:
    """Return every contested mark with what was said of it, the most contested first."""
    _ = room.language._
    sections = tuple(_section(room, row) for row in rows)
    lead = _(
        "One play counts once for a mark. From {count} on, a mark is to be discussed and settled.",
        count=TO_DISCUSS,
    )
    if not sections:
        lead = _("Nobody has contested a mark of this crisis.")
    return pages.Leaf(_("What trainees contested"), sections, lead)


def _section(room: Room, row: Disagreement) -> pages.Section:
    language = room.language
    where = f"{row.scene}.{row.item}" if row.item else row.scene
    said = [_named(room, row)]
    if row.principle:
        said.append(principle_name(language, row.principle))
    count = language.n("{count} play", "{count} plays", row.exercises)
    title = f"{where} – {', '.join(part for part in said if part)} ({count})"
    if row.is_to_discuss:
        title = language._("To be discussed: {what}", what=title)
    return pages.Section(title, tuple(language.quoted(line) for line in row.lines), where)


def _named(room: Room, row: Disagreement) -> str:
    """Return what is contested, in words; "" where today's scenario no longer has it."""
    texts = room.texts
    if row.scene in {"signals", "promises"}:
        return texts.of(row.scene, row.item, "name")
    parts = (texts.of(row.scene, "title"), texts.of(row.scene, row.item, "text").rstrip("."))
    return " – ".join(part for part in parts if part)
