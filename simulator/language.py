"""The reader's language: messages, dates, hours and numbers. A value passed in, never a global.

Messages are written in English in the code and translated by the catalogs in `simulator/locale`.
"""

import shlex
import sys
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.preference import LANGUAGES, catalog
from simulator.scenario.days import MINUTES_A_DAY

if TYPE_CHECKING:
    from simulator.scenario.model import Hours
    from simulator.scenario.problems import Problem

_OURS = frozenset({"wanted", "kind", "spoken", "where", "reflex", "side"})
"""Words of a problem that are ours, not the author's: they are translated too."""


def N_(message: str) -> str:  # noqa: N802 - as every catalog tool calls it
    """Mark *message* for the catalogs."""
    return message


REFUSALS = (
    N_("No such file or directory"), N_("Permission denied"), N_("Is a directory"),
    N_("Not a directory"), N_("No space left on device"), N_("Read-only file system"),
    N_("File exists"), N_("File name too long"), N_("Directory not empty"),
    N_("Operation not permitted"), N_("Input/output error"),
    N_("Too many levels of symbolic links"),
    N_("File too large"), N_("No such device or address"), N_("it does not hold a play"),
)  # fmt: skip
"""What the system says when it refuses a file; it speaks English whatever the reader speaks."""
SHOWN_AS_MINUTES = 120
"""Below two hours, people think in minutes."""


class Language:
    """One language for everything that a person reads."""

    def __init__(self, code: str) -> None:
        """Speak *code*; a language without a catalog is spoken in English."""
        self.code = code if code in LANGUAGES else "en"
        self._messages = catalog(self.code)

    def _(self, message: str, **words: object) -> str:
        """Return *message* in this language, its braces filled with *words*."""
        text = self._messages.gettext(message)
        return text.format(**words) if words else text

    def n(self, one: str, many: str, count: int, **words: object) -> str:
        """Return the message that fits *count*, with {count} and *words* filled in."""
        return self._messages.ngettext(one, many, count).format(count=count, **words)

    def installing(self, name: str) -> str:
        """Return how the extra called *name* is installed, as a clause.

        No package index is named: the program is on none, and whoever took its name there would
        be believed.
        """
        root = Path(__file__).parents[1]
        if (root / "pyproject.toml").is_file() and find_spec("pip"):
            return shlex.join([sys.executable, "-m", "pip", "install", "-e", f"{root}[{name}]"])
        return self._("install the extra “{name}”, as the README says under Extras", name=name)

    def clock(self, starts: int, minute: int) -> str:
        """Return the hour of day at *minute* of an exercise that *starts* then: 09:20, 9 h 20."""
        hour, past = divmod((starts + minute) % MINUTES_A_DAY, 60)
        if self.code == "fr":
            return f"{hour}\u00a0h\u00a0{past:02d}" if past else f"{hour}\u00a0h"
        return f"{hour:02d}:{past:02d}"

    def weekday(self, starts: int, minute: int) -> str:
        """Return the name of the day at *minute* of an exercise that *starts* then."""
        return self.weekdays()[(starts + minute) // MINUTES_A_DAY % 7]

    def weekdays(self) -> tuple[str, ...]:
        """Return the seven days, from Monday."""
        _ = self._
        return (
            _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"),
            _("Sunday"),
        )  # fmt: skip

    def months(self) -> tuple[str, ...]:
        """Return the twelve months."""
        _ = self._
        return (
            _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"),
            _("August"), _("September"), _("October"), _("November"), _("December"),
        )  # fmt: skip

    def day(self, moment: datetime) -> str:
        """Return the real day and hour of *moment*, in the reader's own zone."""
        here = moment.astimezone()
        hour = self.clock(0, here.hour * 60 + here.minute)
        return self._("{date}, {hour}", date=self.date(here), hour=hour)

    def date(self, moment: datetime) -> str:
        """Return the real day of *moment*, in the zone it has."""
        month = self.months()[moment.month - 1]
        return self._("{day} {month} {year}", day=moment.day, month=month, year=moment.year)

    def moment(self, starts: int, minute: int, now: int | None = None) -> str:
        """Return the hour, with the day before it when it is not the day of *now*.

        From the eighth day on, weekdays come again: the number of the day tells them apart.
        """
        hour = self.clock(starts, minute)
        day = (starts + minute) // MINUTES_A_DAY
        if now is not None and day == (starts + now) // MINUTES_A_DAY:
            return hour
        told = f"{self.weekday(starts, minute)} {hour}"
        number = day - starts // MINUTES_A_DAY + 1
        return (
            self._("{when} (day {day})", when=told, day=number)
            if number > len(self.weekdays())
            else told
        )

    def hours(self, hours: "Hours") -> str:
        """Return opening hours in words: Monday to Saturday 09:00-18:00."""
        names = self.weekdays()
        spans: list[str] = []
        day = 0
        while day < len(names):
            last = day
            while last + 1 < len(names) and hours.days[last + 1] == hours.days[day]:
                last += 1
            if hours.days[day]:
                times = ", ".join(
                    f"{self.clock(0, a)}–{self.clock(0, b)}" for a, b in hours.days[day]
                )
                days = names[day]
                if last > day:
                    days = self._("{first} to {last}", first=names[day], last=names[last])
                spans.append(f"{days} {times}")
            day = last + 1
        return self.join(spans)

    def minutes(self, count: int) -> str:
        """Return a duration in words: 5 min, 2 h, 2 h 30 min (in French 2 h 30), 3 days."""
        if count < SHOWN_AS_MINUTES:
            return self._("{count} min", count=count)
        days, rest = divmod(count, MINUTES_A_DAY)
        if days and not rest:
            return self.n("{count} day", "{count} days", days)
        hours, past = divmod(count, 60)
        if past:
            return self._("{hours} h {minutes} min", hours=hours, minutes=f"{past:02d}")
        return self._("{hours} h", hours=hours)

    def percent(self, share: float) -> str:
        """Return *share* of a hundred as this language writes it: 67%, in French 67 %."""
        return f"{share:.0f}\u202f%" if self.code == "fr" else f"{share:.0f}%"

    def join(self, parts: Iterable[str]) -> str:
        """Return *parts* one after the other, with this language's semicolon between them."""
        return self._("; ").join(parts)

    def quoted(self, text: str) -> str:
        """Return *text* between this language's quotation marks."""
        return f"«\u202f{text}\u202f»" if self.code == "fr" else f"“{text}”"

    def problem(self, problem: "Problem") -> tuple[str, str]:
        """Return the sentence and the hint of a problem in an author's file."""
        from simulator.scenario.codes import CODES

        code = CODES[problem.code]
        words = {
            name: self._word(word) if name in _OURS else word
            for name, word in problem.words.items()
        }
        hint = self._(code.hint).format(**words) if code.hint else ""
        if problem.near:
            near = self._("did you mean '{word}'?", word=problem.near)
            hint = near
        return self._(code.message).format(**words), hint

    def _word(self, word: str) -> str:
        """Translate the few words of ours that are put into sentences about files."""
        ours = {
            "mapping": self._("set of keys and values"),
            "text": self._("text"),
            "list": self._("list"),
            "board": self._("gauge, flag, mood, signal, promise or truth"),
            "en": self._("English"),
            "fr": self._("French"),
            "first": self._("first"),
            "last": self._("last"),
            "source": self._("the source"),
            "translation": self._("this translation"),
            "longest": self._("longest"),
            "shortest": self._("shortest"),
            "fastest": self._("fastest"),
            "most-apologetic": self._("most apologetic"),
            "most-formal": self._("most formal"),
        }
        return ours.get(word) or (self._(word) if word in REFUSALS else word)


@lru_cache(maxsize=4)
def speak(code: str) -> Language:
    """Return the Language called *code*."""
    return Language(code)
