"""Colour of the crowd: how many read and write, and the curves of the gauges. Never graded."""

from collections.abc import Iterable

from simulator.conduct.conduct import Conduct
from simulator.exercise import chance
from simulator.exercise import events as e
from simulator.present.room import Room


def audience(conduct: Conduct) -> tuple[int, int]:
    """Return how many are reading and how many write, drawn from the seed and the moment."""
    state = conduct.state
    label = f"audience/{state.scene}/{len(state.responses)}"
    weight = sum(persona.influence for persona in conduct.loaded.scenario.personas)
    reading = 40 + 20 * weight + chance.number(state.seed, label, 60)
    return reading, 2 + chance.number(state.seed, label + "/wrote", max(reading // 40, 2))


def curves(room: Room, log: Iterable[e.Event]) -> dict[str, list[int]]:
    """Return the values each gauge has had, by its name, from the start on."""
    names = {g.id: room.texts.of("gauges", g.id, "name") for g in room.scenario.gauges}
    found = {names[g.id]: [g.start] for g in room.scenario.gauges}
    for event in log:
        if isinstance(event, e.GaugeMoved) and event.gauge in names:
            found[names[event.gauge]].append(event.value)
    return found
