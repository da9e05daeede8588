"""Every screen, each with a sample to draw: what the picture tests and the other walks go through.

A screen that is not here is not tested. `build` makes it from a scenario and a language; `keys` are
pressed after it has opened.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from textual.screen import Screen

from scoring.principles import PRINCIPLES
from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.exercise import events as e
from simulator.exercise.commands import DRILL, Respond
from simulator.language import Language
from simulator.learning.kept import Learnt
from simulator.learning.progress import Advice, Evidence, progress
from simulator.present import pages
from simulator.present.afterwards import Afterwards
from simulator.present.briefing import briefing, handbook, plan
from simulator.present.drilling import lesson
from simulator.present.helping import helping
from simulator.present.museum import museum
from simulator.present.progressing import Progressing
from simulator.present.room import Room
from simulator.reference import book
from simulator.scenario.load import Loaded
from simulator.scenario.prompt import Prompt
from simulator.store.faults import StoreFault
from simulator.store.totals import Standing
from simulator.tui.house import Visitor
from simulator.tui.screens.debrief import DebriefScreen, PartScreen
from simulator.tui.screens.drill import LessonScreen
from simulator.tui.screens.front_page import FrontPageScreen
from simulator.tui.screens.history import HistoryScreen
from simulator.tui.screens.home import HomeScreen
from simulator.tui.screens.keeping import FaultScreen
from simulator.tui.screens.leaf import BriefingScreen, LeafScreen
from simulator.tui.screens.profile import ProfileScreen
from simulator.tui.screens.room import RoomScreen
from simulator.tui.screens.seat import SeatScreen
from simulator.tui.screens.send import ConfidenceScreen, SendScreen

SEED = 1
Build = Callable[[Loaded, Language], Screen[Any]]


@dataclass(frozen=True)
class Row:
    """One screen: its name, how to build it on a sample, and the keys that bring out the rest."""

    name: str
    build: Build
    keys: tuple[str, ...] = ()


def played(loaded: Loaded, until: Callable[[Prompt], bool] = lambda _: False) -> Conduct:
    """Return an exercise played by its first responses to a decision as *until* wants it."""
    conduct = Conduct(loaded)
    conduct.start(SEED)
    while (asked := conduct.prompt()) is not None and not until(asked):
        conduct.do(Respond(next(iter(asked.legal()))))
    return conduct


def _room(until: Callable[[Prompt], bool]) -> Build:
    return lambda loaded, _language: RoomScreen(played(loaded, until), seed=SEED)


def _leaf(make: Callable[[Room], pages.Leaf]) -> Build:
    return lambda loaded, language: LeafScreen(make(Room(loaded, language)))


def _people(loaded: Loaded, language: Language) -> Screen[Any]:
    return LeafScreen(Room(loaded, language).people(played(loaded)))


def _first_words(loaded: Loaded, language: Language) -> Screen[Any]:
    scenes = loaded.scenario.scenes.values()
    room = Room(loaded, language)
    asked = ((scene.id, o.id) for scene in scenes if scene.decision for o in scene.decision.options)
    words = (room.texts.of(*address, "publishes") for address in asked)
    return SendScreen(room.texts.of("organisation", "name"), next(filter(None, words), "…"))


def _front_page(loaded: Loaded, language: Language) -> Screen[Any]:
    conduct = played(loaded)
    ended = next(event for event in conduct.log if isinstance(event, e.ExerciseEnded))
    return FrontPageScreen(Room(loaded, language).front_page(ended), conduct)


def _part(loaded: Loaded, language: Language, key: str) -> Screen[Any]:
    return PartScreen(key, *Afterwards(Room(loaded, language), played(loaded).log).leaves(key))


def _museum(_loaded: Loaded, language: Language) -> Screen[Any]:
    return LeafScreen(museum(language, tuple(book("errors", language.code))[:3]))


def _history(loaded: Loaded, language: Language) -> Screen[Any]:
    title = Room(loaded, language).texts.of("scenario", "title")
    told = (
        pages.Section(f"2. {title}", (language._("not finished"),), "b"),
        pages.Section(f"1. {title}", (language._("{score} out of 100", score=72),), "a"),
    )
    return HistoryScreen((), told)


def _lesson(loaded: Loaded, language: Language) -> Screen[Any]:
    conduct = Conduct(loaded)
    at = next(scene.id for scene in loaded.scenario.scenes.values() if scene.decision)
    conduct.start(SEED, route=DRILL, at=at)
    asked = conduct.prompt()
    assert asked is not None  # noqa: S101 - a drill asks
    conduct.do(Respond(next(iter(asked.legal()))))
    looked = debrief(loaded, conduct.log)
    return LessonScreen(*lesson(Room(loaded, language), looked), then=lambda: None)


def _progress(loaded: Loaded, language: Language) -> Screen[Any]:
    rows = debrief(loaded, played(loaded).log).scorecard.scores
    first = [
        Evidence(
            row.principle, sum(o.obtained for o in row.opportunities),
            sum(o.low for o in row.opportunities), sum(o.high for o in row.opportunities),
            len(row.opportunities), row.served,
        )
        for row in rows
    ]  # fmt: skip
    begun = datetime(2026, 3, 2, 9, tzinfo=UTC)
    title = Room(loaded, language).texts.of("scenario", "title")
    standings = tuple(Standing(n, 1, n, 60, n, 60, n, 60, begun) for n in ("a", "b", "c"))
    known = Learnt(progress(first, (), (), len(standings)), standings)
    page = Progressing(language, known, {loaded.scenario.id: title})
    return LeafScreen(page.page(Advice(loaded.scenario.id, "next")))


WORDS, NAME = "maple kettle orbit plum", "river lantern"
"""What a visitor might have to write down, and be called."""

SCREENS = (
    Row("home", lambda _loaded, _language: HomeScreen()),
    Row("briefing", lambda loaded, language: BriefingScreen(briefing(Room(loaded, language)))),
    Row("plan", _leaf(plan)),
    Row("people", _people),
    Row("room-one", _room(lambda asked: asked.high == 1 and not asked.parts)),
    Row("room-several", _room(lambda asked: asked.high > 1 and not (asked.parts or asked.ordered))),
    Row("room-order", _room(lambda asked: asked.ordered), ("down", "shift+up")),
    Row("room-compose", _room(lambda asked: bool(asked.parts)), ("1",)),
    Row(
        "room-mentor", _room(lambda asked: asked.high == 1 and not asked.parts), ("1", "enter", "2")
    ),
    Row("send", _first_words),
    Row("confidence", lambda _loaded, _language: ConfidenceScreen()),
    Row("not-kept", lambda _loaded, _language: FaultScreen(StoreFault("full"))),
    Row("front-page", _front_page),
    Row("debrief", lambda loaded, _language: DebriefScreen(played(loaded))),
    Row("your-view", lambda loaded, _language: DebriefScreen(played(loaded)), ("2",)),
    Row("curves", lambda loaded, language: _part(loaded, language, "7")),
    Row("what-if", lambda loaded, _language: DebriefScreen(played(loaded)), ("8",)),
    Row("travel", lambda loaded, language: _part(loaded, language, "9")),
    Row("disagree", lambda loaded, _language: DebriefScreen(played(loaded)), ("d",)),
    Row("facts", lambda loaded, language: _part(loaded, language, "1")),
    Row("principles", lambda loaded, language: _part(loaded, language, "4")),
    Row("shortfalls", lambda loaded, language: _part(loaded, language, "4"), ("right",)),
    Row("decisions", lambda loaded, language: _part(loaded, language, "5")),
    Row("clocks", lambda loaded, language: _part(loaded, language, "6")),
    Row("handbook", lambda _l, language: LeafScreen(*(handbook(language, p) for p in PRINCIPLES))),
    Row("museum", _museum),
    Row("history", _history),
    Row("no-history", lambda _loaded, _language: HistoryScreen((), ())),
    Row("lesson", _lesson),
    Row("progress", _progress),
    Row("profile", lambda _loaded, _language: ProfileScreen(("",), "")),
    Row("seat", lambda _l, _language: SeatScreen(Visitor(NAME, words=WORDS))),
    Row("help", lambda _loaded, language: LeafScreen(helping(language))),
)
"""Every screen there is."""
