"""The words of a vote in a report: how it stood, and how many took an option."""

from simulator.present.workshop import told
from simulator.present.workshop.debrief import WorkshopResults
from simulator.workshop.recalled import Count, Decision


def vote(results: WorkshopResults, one: Decision, number: int) -> str:
    """Return what stands before what came of a vote: its number, where there were several."""
    _ = results.language._
    return _("Vote:") if len(one.counts) == 1 else _("Vote {number}:", number=number)


def stands(results: WorkshopResults, count: Count) -> str:
    """Return how many answered, how far they agreed, and how sure they were."""
    said = told.stand(results.language, count)
    if not count.rows:
        return f"{said}. {told.unshown(results.language)}"
    sure = told.confidence(results.language, count)
    return f"{said} ({sure})" if sure else said


def voted(results: WorkshopResults, count: int, percent: int) -> str:
    """Return how many took an option, and their percent."""
    return f"{count}\u00a0({results.language.percent(percent)})"
