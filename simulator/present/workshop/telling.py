"""What is going on, in one sentence: for a participant, for a team as the room sees it."""

from simulator.language import Language
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    DEBRIEF,
    LOBBY,
    OVER,
    REVEALED,
    VOTING,
    Step,
    Team,
    Workshop,
)


def team_name(language: Language, now: Workshop, team: str) -> str:
    """Return what a team is called; where there is one, it is the room."""
    return language._("Team {number}", number=team) if now.is_parallel else language._("The room")


def stands(step: Step | None) -> bool:
    """Say whether the clock of *step* was stopped."""
    return step is not None and step.seconds > 0 and not step.is_running


def seat_status(language: Language, now: Workshop, team: Team | None, seat: str) -> str:
    """Return what is going on and what is asked of *seat*."""
    _ = language._
    if now.stage == CLOSED:
        return _("The workshop is over. Who answered what has been deleted.")
    if seat not in now.seats or team is None:
        return _("You have no seat any more: join again with the code.")
    if now.stage == LOBBY:
        return _("You are seated. It begins when the facilitator says so.")
    if now.stage == DEBRIEF:
        return _("The crisis is over. Look back on it together.")
    if now.wall is not None:
        return _writing(language, now, team, seat)
    return _playing(language, now, team, seat)


def _writing(language: Language, now: Workshop, team: Team, seat: str) -> str:
    _ = language._
    wall = now.wall
    if wall is None or wall.is_open:
        is_written = wall is not None and (team.id if now.is_parallel else seat) in wall.texts
        if is_written:
            return _("Your post is taken. You can change it until the time is up.")
        return _("Write the post yourselves: the very words you would publish.")
    if seat in wall.favours:
        return _("Your pick counts. You can change it until the wall comes down.")
    return _("Pick the post that you would publish. Nobody sees who wrote it.")


def _playing(language: Language, now: Workshop, team: Team, seat: str) -> str:
    _ = language._
    if team.trial is not None:
        return _("This is only being tried: it shows what another answer would have set off.")
    if team.phase == VOTING and team.step is not None:
        return _voting(language, team.step, seat)
    if team.phase == OVER:
        others = any(other.phase != OVER for other in now.teams.values())
        if others:
            return _("Your crisis has come to its end. The others are still playing.")
        return _("The crisis has come to its end. You look back on it next.")
    return {
        COUNTED: _("The answers are counted. Look at the facilitator: the split comes next."),
        REVEALED: _("See how you answered, and talk about it."),
    }.get(team.phase, _("Read. The vote opens when the facilitator says so."))


def _voting(language: Language, step: Step, seat: str) -> str:
    _ = language._
    has_answered = seat in step.answers
    if stands(step):
        if has_answered:
            return _("The clock stands. Your answer counts, and you can still change it.")
        return _("The clock stands. You can answer all the same.")
    if not step.seconds:
        if has_answered:
            return _("Your answer counts. You can change it until the facilitator closes the vote.")
        return _("Answer now. You can change it until the facilitator closes the vote.")
    if has_answered:
        return _("Your answer counts. You can change it until the bell.")
    return _("Answer now. You can change it until the bell.")


def team_status(language: Language, now: Workshop, team: Team) -> str:
    """Return where *team* is, and how many have answered."""
    _ = language._
    if now.stage == LOBBY:
        return language.n("{count} person seated", "{count} people seated",
                          len(now.members(team.id)))  # fmt: skip
    if team.trial is not None:
        return _("Trying another answer")
    step = team.step
    if team.phase == VOTING and step is not None:
        told = answered(language, len(step.answers), len(now.members(team.id)))
        return _("{what}; the clock stands", what=told) if stands(step) else told
    tally = step.tally if step else None
    if team.phase in {COUNTED, REVEALED} and tally is not None:
        return language.n("{count} answer counted", "{count} answers counted", tally.voters)
    return _("Over") if team.phase == OVER else _("Reading")


def answered(language: Language, count: int, among: int) -> str:
    """Return how many of so many have answered."""
    return language.n(
        "{count} of {among} has answered", "{count} of {among} have answered", count, among=among
    )
