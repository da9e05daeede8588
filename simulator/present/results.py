"""The debrief as pages: first the short view, then each part on request. Warm and exact."""

from simulator.present.every_option import EveryOption
from simulator.present.facts import Facts
from simulator.present.first_view import FirstView
from simulator.present.standings import Standings


class Results(FirstView, Standings, Facts, EveryOption):
    """Turns a debrief into pages, in the room's language."""
