"""What happened in a workshop, fact by fact, in the order in which it happened.

Each has its hour in the story: that at which it happened there, and not that at which the room
last stood, for an answer sets off many hours at once (domain reference, section 11: facts first).
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from simulator.exercise import events as e
from simulator.present.workshop import told
from simulator.present.workshop.recalled import Recalled
from simulator.workshop import events as w
from simulator.workshop.recalled import Fact


class Told(NamedTuple):
    """One fact in words."""

    at: datetime | None
    """By the real clock."""
    team: str
    minute: int | None
    """Simulated, at which it happened; None where no simulated clock ran."""
    text: str


def timeline(back: Recalled) -> Iterator[Told]:
    """Yield each fact with its words; a team's decisions and what they set off included."""
    for fact in back.found.facts:
        for minute, text in _fact(back, fact):
            yield Told(fact.at, fact.team, minute, text)


def _fact(back: Recalled, fact: Fact) -> Iterable[tuple[int | None, str]]:
    """Return what is said of *fact*, each with its minute."""
    event = fact.event
    if isinstance(event, w.Played):
        # An answer may show what had been there to be seen before: in the order of the hours.
        return sorted(_in_exercise(back, event), key=lambda row: row[0])
    if isinstance(event, w.Decided):
        one = next(d for d in back.found.decisions
                   if (d.team, d.scene) == (event.team, event.scene))  # fmt: skip
        how = told.decided_by(back.language, one.how)
        return ((one.minute, f"{back.texts.of(one.scene, 'title')} – {back.said(one)} ({how})"),)
    return tuple((fact.minute, text) for text in _in_room(back, event))


def _in_room(back: Recalled, event: w.Event) -> Iterable[str]:  # noqa: C901, PLR0911 - a line for each kind
    """Return what is said of something done in the room: the story stood still meanwhile."""
    _ = back.language._
    match event:
        case w.Begun():
            return (_("The exercise began"),)
        case w.VoteClosed():
            return (_counted(back, event),)
        case w.Tried():
            return (
                _(
                    "Tried out, then taken back: {text}",
                    text=told.picked(back.room, event.scene, event.picks),
                ),
            )
        case w.Injected():
            return (_("Extra post: {text}", text=_injected(back, event)),)
        case w.NoteTaken():
            return (_("Noted: {text}", text=event.line),)
        case w.WritingEnded():
            return (_("You wrote the post yourselves"),)
        case w.Restarted():
            return (_("The program stopped, and went on from here"),)
        case w.LookedBack():
            return (_("The debrief was opened"),)
        case _:
            return ()


def _in_exercise(back: Recalled, event: w.Played) -> Iterator[tuple[int, str]]:
    """Yield what else happened in a team's exercise: a decision is told where it was taken."""
    for one in event.events:
        if isinstance(one, e.ExerciseEnded):
            title = next((end.id for end in back.room.scenario.endings if end.id == one.ending), "")
            if title:
                said = back.texts.of(title, "title")
                yield one.minute, back.language._("How it ended: {title}", title=said)
        elif not isinstance(one, (e.ResponseGiven, e.Published)):
            fact = back.teams[event.team].fact(one)
            if fact is not None:
                yield fact


def _counted(back: Recalled, event: w.VoteClosed) -> str:
    count = back.found.counts[event.team, event.step]
    return f"{back.texts.of(event.scene, 'title')} – {told.stand(back.language, count)}"


def _injected(back: Recalled, event: w.Injected) -> str:
    """Return an extra post: who says what."""
    if not event.address:
        return f"{event.who} – {event.text}"
    inject = next((one for one in back.room.scenario.shelf if one.address == event.address), None)
    return f"{back.room.who(inject.persona)} – {back.texts[event.address]}" if inject else ""
