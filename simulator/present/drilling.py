"""A drill as it is announced and explained: what was picked and what is best, then the rest."""

from collections.abc import Collection

from simulator import reference
from simulator.debrief.debrief import Debrief, band_of
from simulator.language import Language
from simulator.learning.drills import Drill
from simulator.present import pages
from simulator.present.results import Results
from simulator.present.room import Room


def announced(language: Language, count: int, due: int) -> str:
    """Return how many decisions are going to be asked, and how many of them come back."""
    asked = language.n(
        "{count} decision, about a minute.", "{count} decisions, about a minute each.", count
    )
    if not due:
        return asked
    back = language.n("{count} is due today.", "{count} are due today.", due)
    return f"{asked} {back}"


def nothing(language: Language, played: Collection[str]) -> str:
    """Return why there is no drill for somebody who has *played* these crises."""
    _ = language._
    if not played:
        return _("Drills are cut from the crises you have played: play one to its end first.")
    return _("Nothing to practise today. Come back tomorrow.")


def context(room: Room, drill: Drill) -> str:
    """Return what one must know to take this decision alone."""
    return room.texts.of(drill.scene, "drill")


def lesson(room: Room, found: Debrief) -> tuple[pages.Leaf, pages.Leaf]:
    """Return the page of what was picked beside the best, and the page of every option."""
    [whole, *_rest] = Results(room, found).decisions()
    moment = found.moments[0]
    near = {*moment.picks, *moment.best}
    lead = whole.lead
    if found.scorecard.overall is not None:
        band = band_of(found.scorecard.overall)
        name = str(reference.book("bands", room.language.code)[band]["name"]).capitalize()
        lead = f"{name}. {lead}"
    sections = tuple(section for section in whole.sections if section.id in near)
    return pages.Leaf(whole.title, sections, lead), whole
