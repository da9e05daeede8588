"""What is said to the facilitator once a workshop is closed: deleted, kept, what to do now."""

from simulator.language import Language
from simulator.present.pages import Leaf, Section

REPORT = "badbuzz report --workshop --format html -o workshop.html"
ATTENDANCE = "badbuzz report --workshop --attendance -o attendance.html"


def farewell(language: Language) -> Leaf:
    """Return the page after the close: what was deleted, what is kept, how to write the report."""
    _ = language._
    deleted = (
        _("Who answered what, what was written, and every seat, code and link."),
        _("Except the answers of those who asked to have them kept with their name."),
    )
    kept = (_("The plays, the counts of votes of five or more, your notes, and the names given."),)
    report = (
        _("Leave with Ctrl+Q, twice. Then, in a terminal:"), REPORT,
        _("The attendance sheet, with the names, is a document of its own:"), ATTENDANCE,
    )  # fmt: skip
    return Leaf(
        _("The workshop is closed"),
        (
            Section(_("Deleted for good"), deleted), Section(_("Kept on this machine"), kept),
            Section(_("Your report"), report),
        ),
    )  # fmt: skip
