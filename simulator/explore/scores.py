"""What many plays obtained, as columns: the scorecards of all of them at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scoring.principles import TABLE
from scoring.score import BANDS

Numbers = NDArray[np.int64]
SOLID = next(band.low for band in BANDS if band.id == "solid")
"""From here an overall is in the top two bands (F15)."""


@dataclass
class Scores:
    """What many plays obtained, a row each."""

    above: Numbers
    span: Numbers
    least: Numbers
    broke: Numbers
    minutes: Numbers

    @property
    def total(self) -> Numbers:
        """Sum of all the marks of each play."""
        return np.asarray(self.above.sum(axis=1) + self.least)

    @property
    def overall(self) -> NDArray[np.float64]:
        """The overall of each play, 0 to 100; NaN where nothing was assessed."""
        weights = np.array([row.weight for row in TABLE])
        is_tested = self.span > 0
        shares = np.where(is_tested, self.above / np.where(is_tested, self.span, 1), 0.0)
        weight = (is_tested * weights).sum(axis=1)
        with np.errstate(invalid="ignore"):
            return np.asarray(100 * (shares * weights).sum(axis=1) / weight)

    @property
    def well_played(self) -> NDArray[np.bool_]:
        """No duty breached and an overall in the top two bands (F15)."""
        # An overall that is exactly the limit must not be lost to the last bit of a float.
        return np.asarray((self.overall >= SOLID - 1e-9) & (self.broke == 0))
