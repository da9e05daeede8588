"""What comes next: the command that one key gives, and how much of the route is still ahead."""

from simulator.scenario.model import END, Scenario, Scene
from simulator.workshop import commands as c
from simulator.workshop.state import (
    COUNTED,
    EXERCISE,
    LOBBY,
    OVER,
    READING,
    REVEALED,
    VOTING,
    Team,
    Workshop,
)


def next_command(now: Workshop, seconds: int = 0) -> c.Command | None:
    """Return what the facilitator would do next; None where nothing comes next.

    A vote that it opens lasts so many *seconds*, 0 for as long as wanted. `EndWriting` and
    `LookBack` take something away for good: a face asks before it gives them. In the debrief pages
    are turned, which is no command; that the workshop closes is never what simply comes next.
    """
    if now.opened is None:
        return None
    if now.stage == LOBBY:
        return c.Begin()
    if now.stage != EXERCISE:
        return None
    if now.wall is not None:
        return c.CloseWriting() if now.wall.is_open else c.EndWriting()
    if any(team.trial is not None for team in now.teams.values()):
        return c.EndTrial()
    return _onward({team.phase for team in now.teams.values()}, seconds)


def _onward(phases: set[str], seconds: int) -> c.Command:
    """Return what brings on the teams that are in the middle of something, before all others."""
    if VOTING in phases:
        return c.CloseVote()
    if COUNTED in phases:
        return c.Reveal()
    if REVEALED in phases:
        return c.GoOn()
    return c.OpenVote(seconds) if READING in phases else c.LookBack()


def decisions_done(now: Workshop) -> int:
    """Return how many decisions the slowest team has behind it."""
    return min((len(team.decided) for team in now.teams.values()), default=0)


def decisions_ahead(scenario: Scenario, now: Workshop) -> int:
    """Return how many decisions are ahead at most of the team that has most, the open one too.

    What may break in is not counted: whether it does is not known.
    """
    route = now.opened.route if now.opened else "full"
    is_short = route == "short" and bool(scenario.short)
    longest = _longest(scenario, is_short=is_short)
    return max((_ahead(scenario, team, longest) for team in now.teams.values()), default=0)


def _ahead(scenario: Scenario, team: Team, longest: dict[str, int]) -> int:
    state = team.exercise
    if team.phase == OVER:
        return 0
    if not state.is_started:
        first = next((s.id for s in scenario.scenes.values() if not s.interrupts), END)
        return longest.get(first, 0)
    scene = scenario.scenes.get(state.scene)
    if scene is not None and scene.interrupts:
        return (scene.decision is not None) + longest.get(state.waiting, 0)
    return longest.get(state.scene, 0)


def _longest(scenario: Scenario, *, is_short: bool) -> dict[str, int]:
    """Return for each scene the decisions from it to the end, on the longest way.

    Scenes lead forward only, in the order of the file: read from the end, each is known in time.
    """
    found = {END: 0}
    for scene in reversed(tuple(scenario.scenes.values())):
        if is_short and scene.id not in scenario.short:
            found[scene.id] = found.get(scene.next, 0)  # It is passed by.
            continue
        onward = max(found.get(name, 0) for name in _leads_to(scene))
        found[scene.id] = onward + (scene.decision is not None)
    return found


def _leads_to(scene: Scene) -> set[str]:
    options = scene.decision.options if scene.decision else ()
    return {scene.next} | {option.next for option in options if option.next}
