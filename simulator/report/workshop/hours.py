"""The hours in a workshop's documents: those that the room's clock showed, with their zone."""

from datetime import datetime, timedelta

from simulator.language import Language


def hour(language: Language, moment: datetime) -> str:
    """Return the hour of *moment* by the clock of whoever makes the document."""
    there = moment.astimezone()
    return language.clock(0, there.hour * 60 + there.minute)


def stamp(language: Language, moment: datetime) -> str:
    """Return the day, hour and zone of *moment* by the clock of whoever makes the document.

    What machines read has it in UTC.
    """
    there = moment.astimezone()
    minutes = int((there.utcoffset() or timedelta()).total_seconds() // 60)
    hours, past = divmod(abs(minutes), 60)
    away = f"{'+' if minutes > 0 else '−'}{hours}" + (f":{past:02d}" if past else "")
    return language._(
        "{date}, {hour} ({zone})",
        date=language.date(there), hour=hour(language, moment),
        zone=f"UTC{away if minutes else ''}",
    )  # fmt: skip
