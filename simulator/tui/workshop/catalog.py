"""Every screen of a workshop at a moment that never changes: what the picture tests go through.

A screen that is not here is not tested. The moments are made by the rules themselves, from the
commands of a small room.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from textual.app import App

from simulator.language import Language
from simulator.present.workshop.pages import Joining
from simulator.present.workshop.recording import recording
from simulator.scenario.load import Loaded
from simulator.store.faults import StoreFault
from simulator.tui.workshop.console import ConsoleApp
from simulator.tui.workshop.hands import HandsApp
from simulator.tui.workshop.joining import JoinApp, Seated, Turned
from simulator.tui.workshop.projector import ProjectorApp
from simulator.tui.workshop.seat import SeatApp
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop.asking import asked
from simulator.workshop.changes import evolve
from simulator.workshop.clocks import Clock
from simulator.workshop.host import Host
from simulator.workshop.rules import decide
from simulator.workshop.state import Workshop

NAMES = ("Inès", "Bo", "Léo", "Zoé", "Uma", "Max", "Noé")
BEGAN = datetime(2026, 3, 2, 9)  # noqa: DTZ001 - nine o'clock wherever this is read
QR = ("█▀▀█ ▄ █▀▀█", "█▄▄█ ▀ █▄▄█", "▄ ▄▄▀█▄ ▄ ▄", "█▀▀█ ▄▀█ ▀█", "█▄▄█ █ ▄▀ ▄")
F, D = c.FACILITATOR, c.DOOR

Moment = Iterable[tuple[c.Command, str] | Callable[[Workshop, Loaded], tuple[c.Command, str]]]
Build = Callable[[Loaded, Language], App[Any]]


@dataclass(frozen=True)
class Row:
    """One screen: its name, how to build its app at a moment, the keys that bring out the rest."""

    name: str
    build: Build
    keys: tuple[str, ...] = ()


def joining() -> Joining:
    """Return how people join the sample."""
    target = "http://192.168.1.20:8710/j/7KQMX4TP"
    return Joining("http://192.168.1.20:8710", "7KQM-X4TP", target, "ssh -p 8722 192.168.1.20")


def qr(_text: str) -> list[str]:
    """Return the sample of a QR code."""
    return list(QR)


def staged(loaded: Loaded, moment: Moment) -> Host:
    """Return a host, not begun, to whom everything of *moment* has happened."""
    now, log = Workshop(), w.Log()
    for one in moment:
        command, by = one(now, loaded) if callable(one) else one
        for event in decide(loaded, now, command, by):
            now, log = evolve(now, event), (*log, event)
    clock = Clock(monotonic=lambda: 0.0, wall=BEGAN.astimezone)
    began = BEGAN.astimezone() if now.stage != "lobby" else None
    host = Host(loaded, None, log, began=began, clock=clock)
    for seat in tuple(host.now.seats)[:-1]:
        host.presence.arrive(seat)
    return host


# ---- moments


def opened(teams: int = 1, decider: str = c.MAJORITY) -> list[Any]:
    """Return a room of seven that has not begun."""
    seats = ((c.Join(f"s{n}", name, f"t{n}"), D) for n, name in enumerate(NAMES))
    return [(c.Open(7, teams, decider), F), (c.Key("code", "7KQMX4TP"), F), *seats]


def voted(seat: int, choice: int) -> Callable[[Workshop, Loaded], tuple[c.Command, str]]:
    """Return the vote of *seat* for one of the legal answers."""

    def command(now: Workshop, loaded: Loaded) -> tuple[c.Command, str]:
        team = now.team_of(f"s{seat}")
        prompt = asked(loaded.scenario, team) if team is not None else None
        assert team is not None  # noqa: S101 - everybody sits in one
        assert prompt is not None  # noqa: S101 - it is voting
        legal = list(prompt.legal())
        vote = c.Vote(team.steps, legal[choice % len(legal)], 1 + seat % 3)
        return vote, f"s{seat}"

    return command


READING = ((c.Begin(), F),)
VOTING = (*READING, (c.OpenVote(90), F))
HALF = (*VOTING, voted(1, 1), voted(2, 0), voted(3, 1))
COUNTED = (*HALF, voted(0, 1), voted(4, 1), voted(5, 2), (c.CloseVote(), F))
TIED = (*VOTING, voted(1, 0), voted(2, 1), (c.CloseVote(), F))
REVEALED = (*COUNTED, (c.Reveal(), F))
ON = (*REVEALED, (c.GoOn(), F))
TYPED = ("We are sorry, Lena: a rider leaves now.", "It is our fault. Here is what happens next.")
WRITING = (
    *READING,
    (c.OpenWriting(), F),
    (c.Write(1, TYPED[0]), "s1"),
    (c.Write(1, TYPED[1]), "s2"),
)
WALL = (*WRITING, (c.CloseWriting(), F), (c.Favour(1, 0), "s0"), (c.Favour(1, 0), "s1"))
NOTED = "They looked for who was to blame first."
BACK = (*ON, (c.TakeNote(NOTED), F), (c.LookBack(), F))
CLOSED = (*BACK, (c.Close(), F))
HANDS = ((c.Open(7), F), *READING, (c.OpenVote(0), F))


def tried(now: Workshop, loaded: Loaded) -> tuple[c.Command, str]:
    """Return that the last of the legal answers is tried."""
    prompt = asked(loaded.scenario, now.teams["1"])
    assert prompt is not None  # noqa: S101 - it has just been voted on
    return c.Try(list(prompt.legal())[-1]), F


def counted(now: Workshop, loaded: Loaded) -> tuple[c.Command, str]:
    """Return hands for the first two answers."""
    prompt = asked(loaded.scenario, now.teams["1"])
    assert prompt is not None  # noqa: S101 - it is voting
    first, second = (choice.id for choice in prompt.choices[:2])
    return c.CountHands({first: 9, second: 4}), F


# ---- apps


def console(moment: Moment, fault: StoreFault | None = None) -> Build:
    """Return how to build the console at *moment*."""

    def build(loaded: Loaded, language: Language) -> App[Any]:
        host = staged(loaded, moment)
        host.fault = fault
        return ConsoleApp(host, language, joining, qr)

    return build


def projector(moment: Moment) -> Build:
    """Return how to build the projector at *moment*."""

    def build(loaded: Loaded, language: Language) -> App[Any]:
        host = staged(loaded, moment)
        return ProjectorApp(host, language, joining, qr)

    return build


def seat(moment: Moment, who: str = "s0") -> Build:
    """Return how to build the page of *who* at *moment*."""

    def build(loaded: Loaded, language: Language) -> App[Any]:
        host = staged(loaded, moment)
        return SeatApp(host, who, language)

    return build


def hands(moment: Moment) -> Build:
    """Return how to build the screen for a show of hands at *moment*."""

    def build(loaded: Loaded, language: Language) -> App[Any]:
        host = staged(loaded, moment)
        return HandsApp(host, language)

    return build


async def _nobody(_code: str, _name: str, _team: str, _language: str) -> Seated | Turned:
    return Turned("…")


def _join(loaded: Loaded, language: Language) -> App[Any]:
    workshop = staged(loaded, opened(2)).now.opened
    assert workshop is not None  # noqa: S101 - it was just opened
    told = partial(recording, opened=workshop)
    return JoinApp(_nobody, language, recorded=told, teams=("1", "2"))


SCREENS = (
    Row("console-lobby", console(opened())),
    Row("console-briefing", console(opened()), ("tab",)),
    Row("console-address", console(opened()), ("a",)),
    Row("console-reading", console([*opened(), *READING])),
    Row("console-voting", console([*opened(), *HALF])),
    Row("console-counted", console([*opened(), *COUNTED])),
    Row("console-tied", console([*opened(), *TIED])),
    Row("console-trial", console([*opened(), *REVEALED, tried])),
    Row("console-wall", console([*opened(), *WALL])),
    Row("console-teams", console([*opened(2), *HALF])),
    Row("console-closed", console([*opened(), *CLOSED])),
    Row("console-people", console([*opened(), *HALF]), ("tab",)),
    Row("console-posts", console([*opened(), *ON]), ("tab", "tab")),
    Row("console-not-kept", console([*opened(), *READING], StoreFault("full"))),
    Row("open-vote", console([*opened(), *READING]), ("o",)),
    Row("go-on-with", console([*opened(), *REVEALED]), ("g",)),
    Row("look-closer", console([*opened(), *READING]), ("l",)),
    Row("extra-post", console([*opened(), *READING]), ("x", "1")),
    Row("close-workshop", console([*opened(), *BACK]), ("q",)),
    Row("people-here", console([*opened(2), *HALF]), ("u",)),
    Row("console-keys", console([*opened(), *READING]), ("?",)),
    Row("projector-lobby", projector(opened())),
    Row("projector-closed", projector([*opened(), *CLOSED])),
    Row("projector-reading", projector([*opened(), *READING])),
    Row("projector-voting", projector([*opened(), *HALF])),
    Row("projector-split", projector([*opened(), *REVEALED])),
    Row("projector-teams", projector([*opened(2), *REVEALED])),
    Row("projector-wall", projector([*opened(), *WALL])),
    Row("projector-blank", projector([*opened(), *READING, (c.Blank(is_blank=True), F)])),
    Row("seat-lobby", seat(opened())),
    Row("seat-reading", seat([*opened(), *READING])),
    Row("seat-voting", seat([*opened(), *HALF])),
    Row("seat-voted", seat([*opened(), *HALF], "s1")),
    Row("seat-sure", seat([*opened(), *VOTING]), ("b",)),
    Row("seat-split", seat([*opened(), *REVEALED])),
    Row("seat-trial", seat([*opened(), *REVEALED, tried])),
    Row("seat-writing", seat([*opened(), *WRITING], "s1"), ("t",)),
    Row("seat-wall", seat([*opened(), *WALL])),
    Row("seat-debrief", seat([*opened(), *BACK])),
    Row("seat-removed", seat([*opened(), *READING, (c.Remove("s0"), F)])),
    Row("seat-leave", seat([*opened(), *READING]), ("x",)),
    Row("hands-lobby", hands([(c.Open(7), F)])),
    Row("hands-asked", hands(HANDS)),
    Row("hands-count", hands(HANDS), ("h",)),
    Row("hands-split", hands([*HANDS, counted, (c.Reveal(), F)])),
    Row("join", _join),
)  # fmt: skip
"""Every screen of a workshop."""
