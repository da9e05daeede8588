"""What is said when a decision could not be kept."""

from simulator.language import Language
from simulator.store.faults import StoreFault

DOUBTFUL = {"lost", "unreachable"}
"""Faults after which it is not known whether the decision was kept."""


def unkept(fault: StoreFault, language: Language) -> str:
    """Return that what was just decided is not kept, why, and what that means."""
    _ = language._
    if fault.reason in DOUBTFUL:
        after = _("It is not known whether your decision was kept; tried again, it counts once.")
    else:
        after = _("Your decision is not kept: it does not count.")
    return f"{fault.sentence(language)} {after}"
