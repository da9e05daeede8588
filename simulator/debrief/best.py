"""The best reachable play of a scenario, told by the engine from what `explore` has kept of it."""

from simulator.debrief.turns import begin, start_of
from simulator.exercise import events as e
from simulator.exercise.commands import Refused, Start
from simulator.exercise.engine import decide
from simulator.exercise.state import evolve
from simulator.explore.reach import kept
from simulator.scenario.library import find
from simulator.scenario.load import Loaded


def best_play(loaded: Loaded, log: e.Log) -> e.Log | None:
    """Return the log of the play with most marks; None where it is not known of this scenario.

    It has the hidden truths of *log* where it can: the best of all may need others, and is then
    told with its own.
    """
    began = log[0]
    if not isinstance(began, e.ExerciseStarted) or began.route != "full":
        return None
    found = kept(find(loaded.scenario.id), loaded)
    best = found.plays["total"].best if found else None
    if best is None:
        return None
    first, _ = begin(loaded.scenario, Start(best.seed))
    told = first[0]
    same = isinstance(told, e.ExerciseStarted) and told.truths == began.truths
    start = start_of(loaded.scenario, log) if same else Start(best.seed)
    events, state = begin(loaded.scenario, start)
    try:
        for command in best.commands:
            step = decide(loaded.scenario, state, command)
            for event in step:
                state = evolve(state, event)
            events = (*events, *step)
    except Refused:
        return None
    return events if state.is_over else None
