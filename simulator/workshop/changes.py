"""How each event changes a workshop.

`evolve` has no rules and cannot fail: it remembers. After a workshop has closed its log has no
private events any more, and still replays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from simulator.exercise.state import evolve as evolve_exercise
from simulator.workshop import events as w
from simulator.workshop import private_events as p
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    DEBRIEF,
    EXERCISE,
    OVER,
    READING,
    REVEALED,
    VOTING,
    Answer,
    Extra,
    Seat,
    Step,
    Team,
    Wall,
    Workshop,
)


def evolve(now: Workshop, event: w.Event) -> Workshop:
    """Return *now* after *event*."""
    change = _CHANGES.get(type(event))
    return now if change is None else change(now, event)


def replay(log: Iterable[w.Event], now: Workshop | None = None) -> Workshop:
    """Return the workshop after all of *log*."""
    state = now or Workshop()
    for event in log:
        state = evolve(state, event)
    return state


# ---- the workshop


def _opened(_now: Workshop, event: w.WorkshopOpened) -> Workshop:
    teams = {str(n): Team(str(n)) for n in range(1, event.teams + 1)}
    return Workshop(opened=event, teams=teams)


def _keyed(now: Workshop, event: p.Keyed) -> Workshop:
    known = now.keys.get(event.role, ())
    return replace(now, keys={**now.keys, event.role: (event.secret, *known)[:3]})


def _restarted(now: Workshop, _event: w.Restarted) -> Workshop:
    teams = {
        name: replace(team, step=replace(team.step, is_running=False)) if team.step else team
        for name, team in now.teams.items()
    }
    # Nothing is written against a clock that nobody saw stop: the facilitator ends it.
    wall = replace(now.wall, seconds=0) if now.wall else None
    return replace(now, teams=teams, wall=wall)


def _looked_back(now: Workshop, _event: w.LookedBack) -> Workshop:
    """Every exercise ends where it is: an open question is closed, and was not counted."""
    teams = {
        name: replace(team, phase=OVER, step=None, trial=None, wishes={})
        for name, team in now.teams.items()
    }
    return replace(now, stage=DEBRIEF, teams=teams)


def _closed(now: Workshop, event: w.WorkshopClosed) -> Workshop:
    return replace(now, stage=CLOSED, names=event.names, seats={}, gone={}, keys={}, answered={})


# ---- seats


def _taken(now: Workshop, event: p.SeatTaken) -> Workshop:
    seat = Seat(
        event.seat, event.name, event.team, event.token, event.phrase, event.language
    )  # fmt: skip
    return replace(now, seats={**now.seats, event.seat: seat})


def _left(now: Workshop, event: p.SeatLeft) -> Workshop:
    found = now.seats.get(event.seat)
    if found is None:
        return now
    seats = {name: seat for name, seat in now.seats.items() if name != event.seat}
    teams = {name: _without(team, event.seat) for name, team in now.teams.items()}
    return replace(now, seats=seats, gone={**now.gone, found.id: found}, teams=teams)


def _without(team: Team, seat: str) -> Team:
    """Return *team* without what *seat* answered to the open step, or wished."""
    wishes = {name: wish for name, wish in team.wishes.items() if name != seat}
    step = team.step
    if step is not None and step.tally is None and seat in step.answers:
        answers = {name: answer for name, answer in step.answers.items() if name != seat}
        step = replace(step, answers=answers)
    return replace(team, wishes=wishes, step=step)


def _seat(now: Workshop, whose: str, **changes: Any) -> Workshop:
    found = now.seats.get(whose)
    if found is None:
        return now
    return replace(now, seats={**now.seats, whose: replace(found, **changes)})


def _moved(now: Workshop, event: p.SeatMoved) -> Workshop:
    teams = {name: _without(team, event.seat) for name, team in now.teams.items()}
    moved = replace(now, teams=teams)
    return _seat(moved, event.seat, team=event.team, is_spokesperson=False)


def _appointed(now: Workshop, event: p.SpokespersonAppointed) -> Workshop:
    seats = {
        name: replace(seat, is_spokesperson=name == event.seat) if seat.team == event.team else seat
        for name, seat in now.seats.items()
    }
    return replace(now, seats=seats)


# ---- teams


def _team(now: Workshop, name: str, **changes: Any) -> Workshop:
    found = now.teams.get(name)
    if found is None:
        return now
    return replace(now, teams={**now.teams, name: replace(found, **changes)})


def _step(now: Workshop, name: str, **changes: Any) -> Workshop:
    team = now.teams.get(name)
    if team is None or team.step is None:
        return now
    return _team(now, name, step=replace(team.step, **changes))


def _played(now: Workshop, event: w.Played) -> Workshop:
    team = now.teams.get(event.team)
    if team is None:
        return now
    state = team.exercise
    for one in event.events:
        state = evolve_exercise(state, one)
    phase = OVER if state.is_over else team.phase
    return _team(now, event.team, exercise=state, log=(*team.log, *event.events), phase=phase)


def _asked(now: Workshop, event: w.VoteOpened) -> Workshop:
    step = Step(event.step, event.scene, event.seconds)
    return _team(now, event.team, phase=VOTING, step=step, steps=event.step, wishes={}, trial=None)


def _cast(now: Workshop, event: p.VoteCast) -> Workshop:
    team = now.teams.get(event.team)
    if team is None or team.step is None or team.step.number != event.step:
        return now
    answers = {**team.step.answers, event.seat: Answer(event.picks, event.confidence)}
    return _step(now, event.team, answers=answers)


def _counted(now: Workshop, event: w.VoteClosed) -> Workshop:
    team = now.teams.get(event.team)
    if team is None:
        return now
    step = replace(team.step or Step(event.step, event.scene, 0), tally=event, is_running=False)
    answered = dict(now.answered)
    for seat, given in step.answers.items():
        answered[seat] = {**answered.get(seat, {}), event.scene: given}
    tallies = (*team.tallies, event)
    counted = _team(
        now, event.team, phase=COUNTED, step=step, steps=event.step, tallies=tallies
    )  # fmt: skip
    return replace(counted, answered=answered)


def _decided(now: Workshop, event: w.Decided) -> Workshop:
    team = now.teams.get(event.team)
    if team is None:
        return now
    decided = (*team.decided, event)
    return _team(
        now, event.team, phase=READING, step=None, trial=None, wishes={}, decided=decided
    )  # fmt: skip


def _wished(now: Workshop, event: p.Wished) -> Workshop:
    team = now.teams.get(event.team)
    if team is None:
        return now
    wishes = {name: wish for name, wish in team.wishes.items() if name != event.seat}
    if event.inquiry:
        wishes[event.seat] = event.inquiry
    return _team(now, event.team, wishes=wishes)


def _injected(now: Workshop, event: w.Injected) -> Workshop:
    team = now.teams.get(event.team)
    if team is None:
        return now
    return _team(now, event.team, extras=(*team.extras, Extra(event, len(team.log))))


# ---- writing


def _writing(now: Workshop, event: w.WritingOpened) -> Workshop:
    return replace(now, wall=Wall(event.round, event.scene, event.seconds), rounds=event.round)


def _written(now: Workshop, event: p.Written) -> Workshop:
    if now.wall is None:
        return now
    texts = {**now.wall.texts, event.author: event.text}
    return replace(now, wall=replace(now.wall, texts=texts))


def _hung(now: Workshop, _event: w.WritingClosed) -> Workshop:
    return replace(now, wall=replace(now.wall, is_open=False)) if now.wall else now


def _favoured(now: Workshop, event: p.Favoured) -> Workshop:
    if now.wall is None:
        return now
    favours = {**now.wall.favours, event.seat: event.number}
    return replace(now, wall=replace(now.wall, favours=favours))


def _taken_down(now: Workshop, event: w.WritingEnded) -> Workshop:
    return replace(now, wall=None, rounds=event.round, walls=(*now.walls, event))


_CHANGES: Mapping[type, Any] = {
    w.WorkshopOpened: _opened,
    p.Keyed: _keyed,
    p.SeatTaken: _taken,
    p.SeatLeft: _left,
    p.SeatNamed: lambda now, event: _seat(now, event.seat, name=event.name),
    p.SeatMoved: _moved,
    p.SpokespersonAppointed: _appointed,
    w.JoiningChanged: lambda now, event: replace(now, door=event.door),
    w.Restarted: _restarted,
    w.Begun: lambda now, _: replace(now, stage=EXERCISE),
    w.Played: _played,
    w.VoteOpened: _asked,
    p.VoteCast: _cast,
    w.VotePaused: lambda now, event: _step(
        now, event.team, seconds=event.seconds, is_running=False
    ),
    w.VoteResumed: lambda now, event: _step(
        now, event.team, seconds=event.seconds, is_running=True
    ),
    w.VoteExtended: lambda now, event: _step(now, event.team, seconds=event.seconds),
    w.VoteClosed: _counted,
    w.SplitRevealed: lambda now, event: _team(now, event.team, phase=REVEALED),
    w.Decided: _decided,
    p.Wished: _wished,
    w.Tried: lambda now, event: _team(now, event.team, trial=event),
    w.TrialEnded: lambda now, event: _team(now, event.team, trial=None),
    w.Injected: _injected,
    w.NoteTaken: lambda now, event: replace(now, notes=(*now.notes, event)),
    w.ProjectorBlanked: lambda now, event: replace(now, is_blank=event.is_blank),
    w.WritingOpened: _writing,
    p.Written: _written,
    w.WritingClosed: _hung,
    p.Favoured: _favoured,
    w.WritingEnded: _taken_down,
    p.Agreed: lambda now, event: _seat(now, event.seat, is_agreed=event.is_agreed),
    w.LookedBack: _looked_back,
    w.AnswersKept: lambda now, event: replace(now, kept=(*now.kept, event)),
    w.WorkshopClosed: _closed,
}
"""How each event is remembered."""
