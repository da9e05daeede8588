"""What the solo pages show of an exercise: pages of `present` put together, and nothing decided."""

from typing import NamedTuple

from simulator.conduct.conduct import Conduct
from simulator.exercise import events as e
from simulator.exercise.state import replay
from simulator.language import Language
from simulator.present import pages
from simulator.present.asking import ask, total
from simulator.present.mentor import mentor
from simulator.present.room import Room, split


class RoomPage(NamedTuple):
    """The room as it is now."""

    title: str
    when: str
    gauges: tuple[pages.Gauge, ...]
    before: tuple[pages.Item, ...]
    """What happened before this scene, and what was on the page before it all."""
    items: tuple[pages.Item, ...]
    """What happened in this scene."""
    ask: pages.Ask | None
    hint: str
    """The hint, once it was taken."""
    can_hint: bool
    step: int


class Reaction(NamedTuple):
    """What the last decision set off."""

    title: str
    items: tuple[pages.Item, ...]
    gauges: tuple[pages.Gauge, ...]
    """Those that moved."""
    mentor: str
    more: str
    is_over: bool


def room_page(room: Room, conduct: Conduct) -> RoomPage:
    """Return the room as it is now."""
    log, state = conduct.log, conduct.state
    cut = _scene_at(log)
    decided = _given_at(log)
    since = replay(log[:decided]).gauges if decided is not None else None
    asked = ask(room, conduct)
    hinted = any(isinstance(one, e.HintTaken) for one in log[cut:])
    learning = state.mode == "learning"
    history = () if conduct.loaded.scenario.is_tutorial else room.history()
    return RoomPage(
        room.texts.of("scenario", "title"), room.when(state.clock),
        room.gauges(state.gauges, since), (*history, *room.items(log[:cut])),
        tuple(room.items(log[cut:])), asked,
        asked.hint if asked and hinted else "",
        bool(asked and asked.hint and learning and not hinted), len(log),
    )  # fmt: skip


def reaction(room: Room, conduct: Conduct) -> Reaction | None:
    """Return what the last response set off; None when none was given yet."""
    log = conduct.log
    at = _given_at(log)
    if at is None:
        return None
    set_off, onward = split(log[at:])
    given = log[at]
    assert isinstance(given, e.ResponseGiven)  # noqa: S101 - that is what was looked for
    settled = replay(log[: len(log) - len(onward)])
    moved = room.gauges(settled.gauges, replay(log[:at]).gauges)
    said = more = ""
    if conduct.state.mode == "learning" and given.picks and given.how == "chosen":
        said, more = mentor(room, given.scene, given.picks)
    return Reaction(
        room.texts.of("scenario", "title"), tuple(room.items(set_off)),
        tuple(gauge for gauge in moved if gauge.change), said, more, conduct.state.is_over,
    )  # fmt: skip


def ended(room: Room, conduct: Conduct) -> tuple[pages.Item, ...]:
    """Return how it ended: what came after the last decision, the front page last."""
    at = _given_at(conduct.log)
    _reaction, onward = split(conduct.log[at or 0 :])
    return tuple(room.items(onward))


def refused(language: Language, reason: str, ask: pages.Ask, picks: tuple[str, ...]) -> str:
    """Return in a sentence why an answer was not taken, and how to give one that is."""
    _ = language._
    if reason == "budget":
        said = _("Together they take longer than you have.")
        return f"{said} {total(language, ask, picks)}"
    if reason == "places":
        return _("Two of them have the same place. Each has its own.")
    if reason == "twice":
        return _("The same one was given twice.")
    return ask.how


def stale(language: Language) -> str:
    """Say that a form was drawn before something else happened."""
    return language._(
        "That had been answered already, or the page was an old one: nothing was done. Here is "
        "where you are."
    )


def _scene_at(log: e.Log) -> int:
    """Return where the events of the open scene begin."""
    opened = [n for n, event in enumerate(log) if isinstance(event, e.SceneOpened)]
    if not opened:
        return 0
    at = opened[-1]
    return at - 1 if at and isinstance(log[at - 1], e.InterruptionBegan) else at


def _given_at(log: e.Log) -> int | None:
    """Return where the last response stands."""
    given = (n for n in range(len(log) - 1, -1, -1) if isinstance(log[n], e.ResponseGiven))
    return next(given, None)
