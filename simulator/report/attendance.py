"""The attendance sheet of a workshop: names and signatures, and nothing about how it went."""

from collections.abc import Iterator, Sequence

from simulator.language import Language
from simulator.report.document import Block, Document, Prose, Table, inert

BLANK = "_" * 40
EMPTY_ROWS = 20
"""Of a sheet that is printed before anybody is there."""


def attendance(
    language: Language, title: str, names: Sequence[str] = (), when: str = "", rows: int = 0
) -> Document:
    """Return the sheet of a workshop on *title*: *names* to sign, then so many empty *rows*."""
    _ = language._
    blocks = (
        Prose(title or BLANK, _("What:")),
        Prose(when or BLANK, _("When:")),
        Prose(BLANK, _("Where:")),
        Prose(BLANK, _("Facilitator:")),
        *attendance_blocks(language, [*names, *[""] * rows]),
        Prose(
            _(
                "A signature says that somebody was there. It says nothing of what they answered: "
                "the program keeps no link between a name and a vote."
            )
        ),
    )
    lead = _("A workshop in crisis communication with Bad Buzz")
    return inert(Document(_("Attendance sheet"), language.code, lead, blocks))


def attendance_blocks(language: Language, names: Sequence[str]) -> Iterator[Block]:
    """Yield *names*, two to a row, each with room to sign."""
    _ = language._
    half = (len(names) + 1) // 2
    right = [*names[half:], *[""] * (2 * half - len(names))]
    rows = tuple((a, "", b, "") for a, b in zip(names[:half], right, strict=True))
    head = (_("Name"), _("Signature"), _("Name"), _("Signature"))
    yield Table(_("Attendance sheet"), head, rows, (3, 3, 3, 3), is_titled=False, is_form=True)
