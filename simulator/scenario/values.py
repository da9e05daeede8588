"""Reading short values: numbers, yes and no, times, opening hours, rating lines.

YAML's own ideas of types are never used: the schema says what a value is, and a text that reads
`12:30` or `Non` stays one.
"""

import re

from simulator.scenario.days import MINUTES_A_DAY
from simulator.scenario.model import Hours
from simulator.scenario.words import WEEKDAYS, WEEKDAYS_FR, bare

_NUMBER = re.compile(r"[-\u2212]?\d{1,6}")
_CLOCK = re.compile(
    r"(?:(?P<day>[^\W\d]+(?:\s\d{1,2})?)\s+)?(?P<hour>\d{1,2})\s?(?::|h)\s?(?P<minute>\d{2})?"
)
_RATING = re.compile(r"(?P<mark>[+\-\u2212]?\d|\?)\s+(?P<why>\S.*)", re.DOTALL)
_SPAN = re.compile(r"(?P<days>[^\W\d]+(?:\s*[-\u2013]\s*[^\W\d]+)?)\s+(?P<hours>\d.*)")

YES_WORDS = {"yes": True, "oui": True, "true": True, "no": False, "non": False, "false": False}


def number(text: str) -> int | None:
    """Return the whole number *text*, at most six digits, or None."""
    text = text.removeprefix("+")
    return int(text.replace("\u2212", "-")) if _NUMBER.fullmatch(text) else None


def yes_no(text: str) -> bool | None:
    """Return True for yes, oui or true, False for no, non or false, else None."""
    return YES_WORDS.get(text.casefold())


def weekday(word: str) -> int | None:
    """Return 0 for Monday to 6 for Sunday, in English or French, or None."""
    plain = bare(word)
    for days in (WEEKDAYS, WEEKDAYS_FR):
        if plain in days:
            return days.index(plain)
    return None


def _clock(text: str) -> tuple[str, int] | None:
    """Return the day as written ("" when there is none) and the minute of the day."""
    match = _CLOCK.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a clock
        return None
    return (match["day"] or "").strip(), hour * 60 + minute


def start(text: str) -> int | None:
    """Return the minute of the week of `Saturday 08:30`, from Monday 00:00, or None."""
    read = _clock(text)
    if read is None or (day := weekday(read[0])) is None:
        return None
    return day * MINUTES_A_DAY + read[1]


def minute(text: str, starts: int, anchor: int, *, past: bool = False) -> int | None:
    """Return the minute since StartEx that *text* names, or None.

    A bare hour is on the day of *anchor* (the last `opens` above it). A weekday is that day or the
    next one so called, or with *past* the last one; `day 3` counts from the day of StartEx.
    """
    read = _clock(text)
    if read is None:
        return None
    day_written, of_day = read
    day = (starts + anchor) // MINUTES_A_DAY
    if day_written:
        counted = re.fullmatch(r"(?:day|jour) (\d{1,2})", bare(day_written))
        named = weekday(day_written)
        if counted:
            day = starts // MINUTES_A_DAY + int(counted[1]) - 1
        elif named is None:
            return None
        elif past:
            day -= (day - named) % 7
        else:
            day += (named - day) % 7
    return day * MINUTES_A_DAY + of_day - starts


def hours(text: str) -> tuple[bool, Hours | None]:
    """Read opening hours: (understood, hours); hours is None when somebody is always there.

    `Monday-Saturday 09:00-18:00, Sunday 10:00-12:00`, or `always`.
    """
    if bare(text.strip()) in {"always", "toujours", "24/7"}:
        return True, None
    days: list[list[tuple[int, int]]] = [[] for _ in range(7)]
    for part in text.split(","):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            return False, None
        named = [weekday(word.strip()) for word in re.split(r"[-\u2013]", match["days"])]
        times = [_clock(word.strip()) for word in re.split(r"[-\u2013]", match["hours"])]
        if None in named or None in times or len(times) != 2:  # noqa: PLR2004 - from and to
            return False, None
        first, last = named[0] or 0, named[-1] or 0
        opens, closes = times[0][1], times[1][1]  # type: ignore[index]  # None was excluded above
        if opens >= closes:
            return False, None
        for offset in range((last - first) % 7 + 1):
            days[(first + offset) % 7].append((opens, closes))
    return True, Hours(tuple(tuple(sorted(spans)) for spans in days))


def rating(text: str) -> tuple[int | None, str] | None:
    """Read `+1 names the feeling before the fact`: (mark, rationale); the mark of `?` is None."""
    match = _RATING.fullmatch(text.strip())
    if match is None:
        return None
    if match["mark"] == "?":
        return None, match["why"].strip()
    mark = int(match["mark"].replace("\u2212", "-"))
    return (mark, match["why"].strip()) if -2 <= mark <= 2 else None  # noqa: PLR2004 - the scale
