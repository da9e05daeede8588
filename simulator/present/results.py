"""The debrief as pages: first the short view, then each part on request. Warm and exact."""

from simulator.present.analysis import Analysis
from simulator.present.closing import Closing
from simulator.present.marks import Marks
from simulator.present.what_ifs import WhatIfs


class Results(Analysis, Closing, WhatIfs, Marks):
    """Turns a debrief into pages, in the room's language."""
