"""What the facilitator may ask a room, chosen by how far it agrees and how sure it is.

Source: domain reference, section 11 (what you saw, what you did, why others chose otherwise): a
question opens the talk where the votes leave it open. No one is asked to account for a vote.
"""

from simulator.language import Language
from simulator.workshop.voting import CONTESTED, SPLIT, SURE, UNIFIED, UNSAID, UNSURE, Agreement


def suggested(language: Language, stands: Agreement, voters: int) -> str:
    """Return the question that fits how a room *stands*, of which so many were *voters*."""
    _ = language._
    if not voters:
        return _("Nobody answered: what made it hard to choose?")
    return table(language).get((stands.alignment, stands.sureness)) or _(
        "Whoever wishes says what spoke for their answer; nobody has to. "
        "Then: what would somebody say who decided otherwise?"
    )


def table(language: Language) -> dict[tuple[str, str], str]:
    """Return the question for each way in which a room can stand."""
    _ = language._
    return {
        (UNIFIED, SURE): _(
            "You agree, and you are sure. What would have to be true for this to be wrong, "
            "and who would tell you?"
        ),
        (UNIFIED, UNSURE): _(
            "You agree without being sure. What are you missing: a fact, a right to decide, "
            "a habit? Where could it be had in time?"
        ),
        (UNIFIED, UNSAID): _(
            "You agree. Who first thought of something else, and what made them drop it?"
        ),
        (CONTESTED, SURE): _(
            "Two answers, and each side is sure. One of each says what they fear most in the "
            "other answer. Which fear would cost more?"
        ),
        (CONTESTED, UNSURE): _(
            "Two answers, and few are sure. Which one fact would settle it? Who has it, "
            "and how long does it take to ask?"
        ),
        (CONTESTED, UNSAID): _(
            "Two answers stand side by side. What does each protect, and what does it give up?"
        ),
        (SPLIT, SURE): _(
            "You are sure, of different things: perhaps you did not answer the same question. "
            "Each says in one sentence whom they were answering."
        ),
        (SPLIT, UNSURE): _(
            "You are divided and unsure. Begin again together: what do we know, what do we not "
            "know, who is waiting for a word, and by when?"
        ),
        (SPLIT, UNSAID): _(
            "You are divided. What would have to be said first, whichever answer is taken?"
        ),
    }
