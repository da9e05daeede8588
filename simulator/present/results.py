"""The debrief as pages: first the short view, then each part on request. Warm and exact."""

from simulator.present.analysis import Analysis
from simulator.present.closing import Closing
from simulator.present.every_option import EveryOption
from simulator.present.facts import Facts
from simulator.present.what_ifs import WhatIfs
from simulator.present.why import Why


class Results(Analysis, Closing, WhatIfs, Why, Facts, EveryOption):
    """Turns a debrief into pages, in the room's language."""
