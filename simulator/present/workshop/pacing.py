"""Planned end, and the end at this pace."""

import math
from datetime import datetime, timedelta

from simulator.language import Language
from simulator.scenario.model import Scenario
from simulator.workshop.onward import decisions_ahead, decisions_done
from simulator.workshop.state import CLOSED, DEBRIEF, Workshop

ON_TIME = 2
"""Minutes by which nobody is late."""


def pace(
    language: Language, scenario: Scenario, now: Workshop, began: datetime | None, elapsed: float
) -> str:
    """Return when it should end and when it will, after so many real seconds *elapsed*."""
    _ = language._
    if now.opened is None or began is None:
        minutes = now.opened.minutes if now.opened else 0
        return _("Planned: {length}", length=language.minutes(minutes)) if minutes else ""
    planned = _hour(language, began, now.opened.minutes)
    done, ahead = decisions_done(now), decisions_ahead(scenario, now)
    if now.stage in {DEBRIEF, CLOSED}:
        return ""  # It has ended: nothing is ahead that could be late.
    if not done:
        return _("Planned end {hour}", hour=planned)
    minutes = math.ceil(elapsed / 60 * (done + ahead) / done)
    late = minutes - now.opened.minutes
    if abs(late) <= ON_TIME:
        return _("Planned {hour} · on time", hour=planned)
    return _(
        "Planned end {hour}, likely {likely}", hour=planned,
        likely=_hour(language, began, minutes),
    )  # fmt: skip


def _hour(language: Language, began: datetime, minutes: int) -> str:
    here = (began + timedelta(minutes=minutes)).astimezone()
    return language.clock(0, here.hour * 60 + here.minute)
