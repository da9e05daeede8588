"""What is said once a workshop is closed, to the room and to the facilitator: deleted, kept."""

from simulator.language import Language
from simulator.present.pages import Leaf, Section
from simulator.workshop.state import Workshop

REPORT = "badbuzz report --workshop --format html -o workshop.html"
ATTENDANCE = "badbuzz report --workshop --attendance -o attendance.html"


def means(language: Language, now: Workshop, *, is_rehearsal: bool = False) -> tuple[str, ...]:
    """Return what closing means, to be read before it is done."""
    _ = language._
    if is_rehearsal:
        return (_("This is a rehearsal: nothing of it is kept."),)
    agreed = sum(seat.is_agreed for seat in now.seats.values())
    return (
        _(
            "Forgotten for good: who answered what, what was written, and every seat, "
            "code and link."
        ),
        _("Kept: the plays, the counts of votes of five or more, your notes, the names.")
        if not agreed
        else language.n(
            "Kept: the plays, the counts of votes of five or more, your notes, the list of "
            "names; and the answers of the {count} person who agreed.",
            "Kept: the plays, the counts of votes of five or more, your notes, the list of "
            "names; and the answers of the {count} people who agreed.", agreed,
        ),
        _("Nobody can join or go on after that."),
    )  # fmt: skip


def parting(language: Language) -> Leaf:
    """Return what the room reads after the close: thanks, what was deleted and what is kept."""
    _ = language._
    lines = (
        _("Deleted: who answered what, what anybody wrote or wished for, and every key to a seat."),
        _(
            "Kept: how many chose what, what was decided, the facilitator's notes, and the names "
            "given here as a list of who was present."
        ),
        _("Of those who agreed, and of nobody else, the answers with their name."),
    )
    return Leaf(
        _("The workshop is over"), (Section("", lines),), lead=_("Thank you for taking part.")
    )


def farewell(language: Language, *, is_key: bool = True, is_rehearsal: bool = False) -> Leaf:
    """Return the page after the close: what was deleted, what is kept, how to write the report.

    It is left by a key, or, unless *is_key*, by going on.
    """
    _ = language._
    if is_rehearsal:
        lines = (
            _("This was a rehearsal: nothing of it is kept, and there is no report."),
            _("Leave with Ctrl+Q, twice.") if is_key else _("Leave this console."),
        )
        return Leaf(_("The workshop is closed"), (Section(_("The rehearsal is over"), lines),))
    deleted = (
        _("Who answered what, what was written, and every seat, code and link."),
        _("Except the answers of those who asked to have them kept with their name."),
    )
    kept = (_("The plays, the counts of votes of five or more, your notes, and the names given."),)
    leave = _("Leave with Ctrl+Q, twice. Then, in a terminal:")
    report = (
        leave if is_key else _("Leave this console. Then, in a terminal:"), REPORT,
        _("The attendance sheet, with the names, is a document of its own:"), ATTENDANCE,
    )  # fmt: skip
    return Leaf(
        _("The workshop is closed"),
        (
            Section(_("Deleted for good"), deleted), Section(_("Kept on this machine"), kept),
            Section(_("Your report"), report),
        ),
    )  # fmt: skip
