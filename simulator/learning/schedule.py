"""When a drill comes back: our marks mapped onto the library's four ratings.

The mapping is ours and published: the band of the drill's score decides. "To build" comes back as
forgotten, "developing" as hard, "solid" as good, "mastered" as easy, but a guess is never easy: an
answer that was right by luck is practised again sooner. Intervals come from `fsrs`, without chance
in them, so that two machines give the same day. Source: domain reference, section 12 (spaced beats
massed practice; simple reminders suffice).
"""

import json
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

FAR_AHEAD = 180
"""Days after which anything comes back: what was learnt is tested twice a year at least."""
GUESSED = 1
"""The confidence of somebody who guesses."""

_GRADES = {"to-build": 1, "developing": 2, "solid": 3, "mastered": 4}
"""Band of the drill -> the library's Again, Hard, Good, Easy."""


def grade(band: str, sure: int | None) -> int:
    """Return the library's rating, 1 (again) to 4 (easy), of a drill that ended in *band*."""
    found = _GRADES[band]
    return min(found, _GRADES["solid"]) if sure == GUESSED else found


def reviewed(card: str, band: str, sure: int | None, now: datetime) -> str:
    """Return the card after a drill that ended in *band*; *card* is "" the first time.

    *sure* is the confidence given, 1 to 3, or None where it was not asked. *now* must know its
    zone. A card that cannot be read begins anew: a damaged reminder must not stop practice.
    """
    from fsrs import Rating

    found = _card(card, now)
    rating = Rating(grade(band, sure))
    after, _log = _scheduler().review_card(found, rating, now.astimezone(UTC))
    return json.dumps(after.to_dict(), sort_keys=True)


def due(card: str, here: tzinfo | None = None) -> date:
    """Return the local day on which *card* comes back (*here*: the zone, by default this place's).

    A day and not an hour: whoever practises in the morning is not told to wait until the evening.
    ValueError if *card* is not one.
    """
    return moment(card).astimezone(here).date()


def moment(card: str) -> datetime:
    """Return the moment, in UTC, from which *card* is due; ValueError if it is no card."""
    try:
        return datetime.fromisoformat(json.loads(card)["due"])
    except (KeyError, TypeError) as error:
        raise ValueError(str(error)) from None


def _card(text: str, now: datetime) -> "Card":
    from fsrs import Card

    try:
        return Card.from_dict(json.loads(text))
    except (ValueError, KeyError, TypeError):
        return Card(card_id=1, due=now.astimezone(UTC))


@lru_cache(maxsize=1)
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    # Steps of minutes make no sense between two working days.
    return Scheduler(
        learning_steps=(), relearning_steps=(), enable_fuzzing=False, maximum_interval=FAR_AHEAD
    )
