"""The help page: what can be pressed, and what the words mean."""

from simulator.language import Language
from simulator.present import pages


def helping(language: Language) -> pages.Leaf:
    """Return the help page."""
    _ = language._
    return pages.Leaf(
        _("Help"),
        (
            pages.Section(
                _("In the room"),
                (
                    _("A number takes a choice; arrows and Enter do too, and so does the mouse."),
                    _("Space puts a choice in or out where several may be picked."),
                    _("Shift and an arrow moves a line up or down where order counts."),
                    _("A letter looks closer; it takes simulated minutes and may only help."),
                    _("p the plan, w who is who, i the briefing, h a hint, [ and ] the channels."),
                    _("Any key shows at once what is still arriving."),
                ),
            ),
            pages.Section(
                _("The clock"),
                (
                    _(
                        "It counts simulated minutes: each choice and each look says what it "
                        "costs. How fast you read never counts."
                    ),
                ),
            ),
            pages.Section(
                _("The marks"),
                (
                    _(
                        "They say how well you decided with what was known, never how lucky you "
                        "were. The curves tell the story; they are not graded."
                    ),
                ),
            ),
            pages.Section(
                _("Anywhere"),
                (_("Escape goes back, Ctrl+P finds a command, Ctrl+Q leaves."),),
            ),
        ),
    )
