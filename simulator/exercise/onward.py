"""The way through a scenario: its beginning, the next scene, what breaks in, and its end.

Entering a scene: `opens`, interruption test, posts in order, then inquiries and decision together.
"""

from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.exercise.board import holds
from simulator.exercise.commands import DRILL, MODES, ROUTES, Refused, Start
from simulator.exercise.passing import flush, pass_time
from simulator.exercise.play import Play
from simulator.exercise.posts import deliver
from simulator.scenario.model import END, Ending, Inject, Scene

MAX_STEPS = 1_000
MAX_SEED = 2**53


def start(play: Play, command: Start) -> None:
    """StartEx: settle what chance decides, then enter the first scene, or the one asked for."""
    if play.state.is_started:
        raise Refused("started")
    if command.mode not in MODES or command.route not in ROUTES:
        raise Refused("unknown")
    if not 0 <= command.seed < MAX_SEED:
        raise Refused("seed")
    scenario = play.scenario
    if (command.at or command.route == DRILL) and not _can_begin_at(play, command):
        raise Refused("unknown")
    play.emit(
        e.ExerciseStarted(
            scenario.id, command.digest, command.key_version, command.seed, command.mode,
            command.timed, command.route,
            truths={
                name: values[chance.number(command.seed, f"truth/{name}", len(values))]
                for name, values in scenario.truths
            },
            gauges={gauge.id: gauge.start for gauge in scenario.gauges},
            moods={p.id: p.moods[0] for p in scenario.personas if p.moods},
            organisation=dict(command.organisation), replays_from=command.replays_from,
        )
    )  # fmt: skip
    if command.at:
        _begin_at(play, scenario.scenes[command.at])
        return
    for inject in scenario.prologue:
        deliver(play, inject)
    first = next(scene for scene in scenario.scenes.values() if not scene.interrupts)
    _enter(play, first.id)


def _can_begin_at(play: Play, command: Start) -> bool:
    scene = play.scenario.scenes.get(command.at)
    return scene is not None and (command.route != DRILL or scene.decision is not None)


def _begin_at(play: Play, scene: Scene) -> None:
    """Stand at *scene* at its own hour: no minute before it was lived, so nothing drifted."""
    if scene.opens:
        play.emit(e.TimePassed(scene.opens))
    if play.state.route == DRILL:
        _open(play, scene)
    else:
        _enter(play, scene.id)


def _enter(play: Play, scene_id: str) -> None:
    for _ in range(MAX_STEPS):
        scene_id = _on_route(play, scene_id)
        if scene_id == END:
            _end(play)
            return
        scene = play.scenario.scenes[scene_id]
        if scene.opens is not None and scene.opens > play.state.clock:
            pass_time(play, scene.opens)
        if not scene.interrupts and (broken_in := _interruption(play, scene)):
            play.emit(e.InterruptionBegan(broken_in.id, scene_id))
            scene = broken_in
        if _open(play, scene):
            return
        scene_id = play.state.waiting or scene.next
    raise Refused("endless")  # pragma: no cover - scenes lead forward only


def _open(play: Play, scene: Scene) -> bool:
    """Open *scene* and deliver its posts; return whether it waits for a response."""
    play.emit(e.SceneOpened(scene.id, play.state.clock))
    for inject in scene.injects:
        if not inject.after:
            deliver(play, inject)
    if scene.decision is None:
        flush(play)
    return scene.decision is not None


def _on_route(play: Play, scene_id: str) -> str:
    """Skip what is not on the short route."""
    if play.state.route == "short" and play.scenario.short:
        while scene_id != END and scene_id not in play.scenario.short:
            scene_id = play.scenario.scenes[scene_id].next
    return scene_id


def _interruption(play: Play, scene: Scene) -> Scene | None:
    """Return the first interruption that may break in before *scene*, if any."""
    is_short = play.state.route == "short" and bool(play.scenario.short)
    for candidate in play.scenario.scenes.values():
        if (
            candidate.interrupts
            and candidate.id not in play.state.interruptions
            and (not candidate.before or scene.id in candidate.before)
            and (not is_short or candidate.id in play.scenario.short)
            and holds(play.scenario, play.state, candidate.when)
        ):
            return candidate
    return None


def leave(play: Play, scene: Scene, onward: str) -> None:
    """Go on from *scene*, which is closed, to *onward*, or to the scene that waited."""
    if play.state.route == DRILL:
        play.emit(e.ExerciseEnded(END, play.state.clock))
        return
    _enter(play, play.state.waiting if scene.interrupts else onward)


def _end(play: Play) -> None:
    chosen = next(
        (ending for ending in play.scenario.endings if _fits(play, ending)),
        play.scenario.endings[-1],
    )
    quotes = play.state.published.get(chosen.quotes, ())
    play.emit(
        e.ExerciseEnded(
            chosen.id, play.state.clock, _said(play, chosen.lines),
            _said(play, play.scenario.epilogue), quotes,
        )
    )  # fmt: skip


def _fits(play: Play, ending: Ending) -> bool:
    """Say whether *ending* holds, and has the words that it quotes."""
    has_words = not ending.quotes or ending.quotes in play.state.published
    return has_words and holds(play.scenario, play.state, ending.when)


def _said(play: Play, injects: tuple[Inject, ...]) -> tuple[str, ...]:
    return tuple(i.address for i in injects if holds(play.scenario, play.state, i.when))
