"""What is recorded, said before anybody joins, in the same words at every door."""

from simulator.language import Language
from simulator.workshop import commands as c
from simulator.workshop.events import WorkshopOpened
from simulator.workshop.voting import FEWEST


def recording(language: Language, opened: WorkshopOpened) -> tuple[str, ...]:
    """Return what somebody should know before they join the workshop *opened*, a sentence each.

    Source: hazards, sections 7 and 8.
    """
    _ = language._
    said = [
        _("A pseudonym is enough. No email address is asked for, and no account is made."),
        _(
            "Your answers are secret: the room sees how many chose what, from {fewest} people "
            "on, and nobody sees who.",
            fewest=FEWEST,
        ),
    ]
    if opened.decider != c.FACILITATOR:
        said.append(
            _("Only if you speak for your team can your answer be known: it may be what is done.")
        )
    return (
        *said,
        _(
            "Until the workshop closes, the host keeps who answered and wrote what, so that you "
            "find your seat again; then it is deleted."
        ),
        _(
            "Afterwards these are kept: how many chose what, what was decided, the "
            "facilitator's notes, and the names given here, as a list of who was present. "
            "Nothing links a name to an answer."
        ),
        _("What you write in a round of writing is kept only if the facilitator asks, unnamed."),
        agreement(language),
    )


def agreement(language: Language) -> str:
    """Return what stands beside the box by which somebody agrees."""
    return language._(
        "If you agree, your answers are kept with the name you gave; you can change your mind "
        "until the workshop closes."
    )
