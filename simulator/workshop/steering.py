"""Steps: a question put to a team, its votes, the count, the reveal, and what is done with it."""

from collections.abc import Callable, Iterable
from typing import Any

from simulator.exercise import events as e
from simulator.exercise.commands import Command as ExerciseCommand
from simulator.exercise.commands import Inquire, Refused, Respond, Start
from simulator.exercise.engine import decide as decide_exercise
from simulator.exercise.engine import in_order
from simulator.exercise.silence import silent
from simulator.exercise.state import State
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import private_events as p
from simulator.workshop.asking import Room, asked, closer, objection
from simulator.workshop.state import (
    COUNTED,
    LOBBY,
    READING,
    REVEALED,
    VOTING,
    Answer,
    Team,
)  # fmt: skip
from simulator.workshop.voting import FEWEST, counted, sureness, winner, winner_by_hands

LONGEST = 3600
"""Seconds of a vote."""
MOST_HANDS = 1000

Events = tuple[w.Event, ...]


def _begin(room: Room, _command: c.Begin) -> Events:
    if room.now.stage != LOBBY:
        raise Refused("stage")
    opened, loaded = room.opened, room.loaded
    start = Start(
        opened.seed, "assessment", timed=False, route=opened.route, digest=loaded.digest,
        key_version=loaded.key_version, organisation=loaded.organisation,
    )  # fmt: skip
    played = _played(room, State(), start)
    return (w.Begun(len(room.now.seats)), *(w.Played(team, played) for team in room.now.teams))


def _played(room: Room, state: State, command: ExerciseCommand) -> e.Log:
    return decide_exercise(room.scenario, state, command)


# ---- asking


def _open_vote(room: Room, command: c.OpenVote) -> Events:
    if not 0 <= command.seconds <= LONGEST:
        raise Refused("unknown")
    teams = room.playing(command.team, READING, COUNTED, REVEALED)
    return tuple(
        w.VoteOpened(team.id, team.steps + 1, team.exercise.scene, command.seconds)
        for team in teams
    )


def _vote(room: Room, command: c.Vote) -> Events:
    team = room.now.team_of(room.by)
    if team is None or team.phase != VOTING or team.step is None:
        raise Refused("late")
    if command.step != team.step.number:
        raise Refused("late")
    prompt = asked(room.scenario, team)
    if prompt is None:
        raise Refused("late")
    if reason := objection(room.scenario, team, command.picks):
        raise Refused(reason)
    if command.confidence not in {None, 1, 2, 3}:
        raise Refused("confidence")
    picks = in_order(prompt, command.picks)
    if team.step.answers.get(room.by) == Answer(picks, command.confidence):
        return ()  # The same again, perhaps sent twice.
    return (p.VoteCast(team.id, team.step.number, room.by, picks, command.confidence),)


def _pause(room: Room, command: c.Pause) -> Events:
    return tuple(
        w.VotePaused(team.id, command.left.get(team.id, step.seconds))
        for team in room.playing(command.team, VOTING)
        if (step := team.step) is not None and step.is_running
    )


def _resume(room: Room, command: c.Resume) -> Events:
    return tuple(
        w.VoteResumed(team.id, step.seconds)
        for team in room.playing(command.team, VOTING)
        if (step := team.step) is not None and not step.is_running
    )


def _extend(room: Room, command: c.Extend) -> Events:
    if not 0 < command.seconds <= LONGEST:
        raise Refused("unknown")
    return tuple(
        w.VoteExtended(team.id, min(left + command.seconds, LONGEST))
        for team in room.playing(command.team, VOTING)
        if (step := team.step) is not None and (left := command.left.get(team.id, step.seconds)) > 0
    )


# ---- counting


def _close_vote(room: Room, command: c.CloseVote) -> Events:
    return tuple(_count(room, team) for team in room.playing(command.team, VOTING))


def _count(room: Room, team: Team) -> w.VoteClosed:
    assert team.step is not None  # noqa: S101 - it is voting
    prompt = asked(room.scenario, team)
    legal = [
        answer for answer in team.step.answers.values()
        if not objection(room.scenario, team, answer.picks)
    ]  # fmt: skip
    answers = counted(legal)
    picks, is_tied = winner(prompt, answers) if prompt else ((), False)
    number, scene = team.step.number, team.step.scene
    if len(legal) < FEWEST:
        return w.VoteClosed(team.id, number, scene, len(legal), picks, is_tied)
    return w.VoteClosed(
        team.id, number, scene, len(legal), picks, is_tied, answers, sureness(legal)
    )  # fmt: skip


def _count_hands(room: Room, command: c.CountHands) -> Events:
    team = room.playing(command.team, READING, VOTING, COUNTED)[0]
    prompt = asked(room.scenario, team)
    if prompt is None:
        raise Refused("phase")
    counts = {choice.id: command.counts.get(choice.id, 0) for choice in prompt.choices}
    voters = command.voters or (max if prompt.high > 1 else sum)(counts.values())
    is_fine = set(command.counts) <= set(counts) and 0 < voters <= MOST_HANDS
    if (
        not is_fine
        or any(not 0 <= n <= voters for n in counts.values())
        or not any(counts.values())
    ):
        raise Refused("unknown")
    opened: Events = ()
    step = team.steps
    if team.phase != VOTING:
        step += 1
        opened = (w.VoteOpened(team.id, step, team.exercise.scene, 0),)
    picks, is_tied = winner_by_hands(prompt, counts, voters)
    hands = tuple(((name,), n) for name, n in counts.items() if n)
    closed = w.VoteClosed(
        team.id, step, team.exercise.scene, voters, picks, is_tied,
        hands if voters >= FEWEST else (), (), by_hands=True,
    )  # fmt: skip
    return (*opened, closed)


def _reveal(room: Room, command: c.Reveal) -> Events:
    return tuple(
        w.SplitRevealed(team.id, team.step.number)
        for team in room.playing(command.team, COUNTED)
        if team.step is not None
    )


# ---- going on


def response(
    room: Room, team: Team, picks: tuple[str, ...] | None = None
) -> tuple[tuple[str, ...], str]:
    """Return what *team* answers and who decided it; Refused where somebody has to say more.

    A tie is settled by the spokesperson's own answer, else by the facilitator.
    """
    if picks is not None:
        return picks, c.FACILITATOR
    tally = team.step.tally if team.step else None
    decider = room.opened.decider
    if decider == c.FACILITATOR or tally is None:
        raise Refused("picks")
    spoken = _spoken(room, team)
    if decider == c.SPOKESPERSON:
        if spoken is None:
            raise Refused("spokesperson")
        return spoken, c.SPOKESPERSON
    if not tally.voters:
        raise Refused("nobody")
    if not tally.is_tied:
        return tally.winner, c.MAJORITY
    if spoken is None:
        raise Refused("tied")
    return spoken, c.SPOKESPERSON


def _spoken(room: Room, team: Team) -> tuple[str, ...] | None:
    """Return what the team's spokesperson answered."""
    answers = team.step.answers if team.step else {}
    for seat in room.now.members(team.id):
        if seat.is_spokesperson and seat.id in answers:
            return answers[seat.id].picks
    return None


def _go_on(room: Room, command: c.GoOn) -> Events:
    done: Events = ()
    refused: Refused | None = None
    for team in room.playing(command.team, COUNTED, REVEALED):
        try:
            picks, how = response(room, team, command.picks)
            done += _decided(room, team, Respond(picks), how)
        except Refused as error:
            refused = error  # The others go on; this team waits for a word.
    if not done and refused is not None:
        raise refused
    return done


def _decided(room: Room, team: Team, command: ExerciseCommand, how: str) -> Events:
    """Carry out a team's response: in the engine, as for anybody."""
    played = _played(room, team.exercise, command)
    given = next(event for event in played if isinstance(event, e.ResponseGiven))
    number = team.step.number if team.step else team.steps
    decided = w.Decided(team.id, number, given.scene, given.picks, how)
    return (decided, w.Played(team.id, played))


def _skip(room: Room, command: c.Skip) -> Events:
    teams = room.playing(command.team, READING, VOTING, COUNTED, REVEALED)
    found: Events = ()
    for team in teams:
        found += _decided(room, team, silent(room.scenario, team.exercise), "skipped")
    return found


def _look(room: Room, command: c.Look) -> Events:
    found: Events = ()
    for team in room.playing(command.team, READING, VOTING, COUNTED, REVEALED):
        if command.inquiry not in {look.id for look in closer(room.scenario, team)}:
            continue
        played = _played(room, team.exercise, Inquire(command.inquiry))
        late = next((event for event in played if isinstance(event, e.ResponseGiven)), None)
        if late is not None:
            number = team.step.number if team.step else team.steps
            found += (w.Decided(team.id, number, late.scene, late.picks, "late"),)
        found += (w.Played(team.id, played),)
    if not found:
        raise Refused("unknown")
    return found


def _wish(room: Room, command: c.Wish) -> Events:
    team = room.now.team_of(room.by)
    if team is None or team.phase not in {READING, VOTING}:
        raise Refused("late")
    if command.inquiry not in {look.id for look in closer(room.scenario, team)}:
        raise Refused("unknown")
    is_same = team.wishes.get(room.by) == command.inquiry
    return (p.Wished(team.id, room.by, "" if is_same else command.inquiry),)


# ---- trying another one


def _try(room: Room, command: c.Try) -> Events:
    found: Events = ()
    for team in room.playing(command.team, COUNTED, REVEALED):
        if reason := objection(room.scenario, team, command.picks):
            raise Refused(reason)
        played = _played(room, team.exercise, Respond(command.picks))
        found += (w.Tried(team.id, team.exercise.scene, command.picks, _at_once(played)),)
    return found


def _at_once(played: Iterable[e.Event]) -> e.Log:
    """Return what a response sets off at once: one scene, and no further."""
    kept: list[e.Event] = []
    for event in played:
        kept.append(event)
        if isinstance(event, e.SceneClosed):
            break
    return tuple(kept)


def _end_trial(room: Room, command: c.EndTrial) -> Events:
    teams = room.playing(command.team, COUNTED, REVEALED)
    return tuple(w.TrialEnded(team.id) for team in teams if team.trial is not None)


RULES: dict[type, Callable[[Room, Any], Events]] = {
    c.Begin: _begin, c.OpenVote: _open_vote, c.Vote: _vote, c.Pause: _pause, c.Resume: _resume,
    c.Extend: _extend, c.CloseVote: _close_vote, c.CountHands: _count_hands, c.Reveal: _reveal,
    c.GoOn: _go_on, c.Skip: _skip, c.Look: _look, c.Wish: _wish, c.Try: _try,
    c.EndTrial: _end_trial,
}  # fmt: skip
