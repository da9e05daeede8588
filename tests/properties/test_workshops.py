"""The rules of a workshop, and its pages, under anything that anybody asks at any time."""

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.exercise.commands import Refused
from simulator.language import speak
from simulator.present.workshop.pages import Joining, SeatPage, Split
from simulator.present.workshop.refusing import refused
from simulator.present.workshop.show import Live, Show
from simulator.scenario.library import find
from simulator.scenario.load import Loaded
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import lines
from simulator.workshop.changes import replay
from simulator.workshop.onward import next_command
from simulator.workshop.rules import decide
from simulator.workshop.state import COUNTED, EXERCISE, REVEALED, VOTING, Answer, Workshop
from simulator.workshop.voting import FEWEST
from tests.crowds import NAMES, SEATS, WRITINGS, Crowd, crowd, reanswered, strings
from tests.properties.scenarios import scenarios
from tests.shelf import load

QUICK = settings(max_examples=60, deadline=None)
THOROUGH = settings(max_examples=600, deadline=None)
MOST_ACTS = 60
JOINING = Joining("192.0.2.7:8710", "ABCD-EFGH", "http://192.0.2.7:8710/j/ABCDEFGH")
LIVE = Live(3, here=frozenset(SEATS[:3]), elapsed=900.0)

seeds = st.integers(0, 2**32 - 1)


SHIPPED = ("late-order", "story-hour")
crises = st.sampled_from(SHIPPED) | st.just(SHIPPED[0]) | scenarios(most=4)
"""Mostly those that are shipped, which have more decisions than what is made up."""


@cache
def shipped(name: str) -> Loaded:
    loaded, _ = load(find(name))
    assert loaded is not None
    return loaded


def read(crisis: str | Loaded) -> Loaded:
    """Return a crisis that is shipped, by name, or one that was made up."""
    return shipped(crisis) if isinstance(crisis, str) else crisis


# ---- the rules


def watch(people: Crowd) -> None:
    """Ask for one thing, and look at all that must be true of it."""
    table = people.table
    before, log = table.now, table.log
    command, by, reason = people.act()
    if reason:
        assert table.now is before
        assert table.log is log
        for code in ("en", "fr"):
            said = refused(speak(code), reason, command)
            assert said != speak(code)._("This cannot be done now."), (command, reason)
        return
    events = table.log[len(log) :]
    assert decide(table.loaded, before, command, by) == events
    assert replay(log) == before, "an old state was changed in place"
    for event in events:
        assert lines.decode(lines.encode(event)) == event
        if isinstance(event, w.VoteClosed):
            look_at_count(before, event)
    if by not in {c.FACILITATOR, c.DOOR}:
        assert isinstance(command, c.OfParticipant)


def look_at_count(before: Workshop, event: w.VoteClosed) -> None:
    """A count is of those who answered, and is kept whole or, below five, not at all."""
    step = before.teams[event.team].step
    if not event.voters:
        assert event.winner == ()
    if event.by_hands:
        assert bool(event.answers) == (event.voters >= FEWEST)
        return
    assert step is not None
    assert event.voters <= len(step.answers)
    kept = sum(count for _picks, count in event.answers)
    assert kept == (event.voters if event.voters >= FEWEST else 0)


def check_rules(loaded: Loaded, seed: int, acts: int) -> None:
    people = crowd(loaded, Random(seed))
    for _ in range(acts):
        watch(people)
    table = people.table
    assert replay(lines.decode(lines.encode(event)) for event in table.log) == table.now
    look_at_late_votes(people)
    look_at_end(people)


def look_at_late_votes(people: Crowd) -> None:
    """Where a vote is closed, nobody's vote does anything, whichever step it names."""
    now = people.now
    for seat in now.seats:
        team = now.team_of(seat)
        assert team is not None
        picks = (people.table.options(team.id) or [("a",)])[0]
        for step in range(team.steps + 2):
            is_open = now.stage == EXERCISE and team.phase == VOTING
            if is_open and step == team.steps:
                continue
            with pytest.raises(Refused, match="late"):
                decide(people.table.loaded, now, c.Vote(step, picks), seat)


def look_at_end(people: Crowd) -> None:
    """Closed, a workshop names who was there, who agreed, and nobody else anywhere."""
    table = people.table
    agreed = {
        s.name for s in (*people.now.gone.values(), *people.now.seats.values()) if s.is_agreed
    }
    table.tries(c.LookBack())
    table.do(c.Close())
    public = tuple(lines.decode(lines.encode(event)) for event in table.public()[0])
    after = replay(public)
    assert after.stage == "closed"
    for event in public:
        told = lines.encode(event)
        if isinstance(event, w.WorkshopClosed):
            continue
        if isinstance(event, w.AnswersKept):
            assert event.name in agreed
            continue
        assert not [name for name in (*NAMES, *SEATS) if name in told], told
        assert "token" not in told
        assert "four words" not in told
        if not isinstance(event, w.WritingEnded):
            assert not [text for text in WRITINGS if text in told], told
    assert [team.exercise for team in after.teams.values()] == [
        team.exercise for team in table.now.teams.values()
    ]


@QUICK
@given(crisis=crises, seed=seeds, acts=st.integers(MOST_ACTS // 4, MOST_ACTS))
def test_anything_asked_is_obeyed_whole_or_refused(crisis, seed, acts):
    check_rules(read(crisis), seed, acts)


@pytest.mark.slow
@THOROUGH
@given(crisis=crises, seed=seeds, acts=st.integers(0, 3 * MOST_ACTS))
def test_anything_asked_is_obeyed_whole_or_refused_at_length(crisis, seed, acts):
    check_rules(read(crisis), seed, acts)


WAITING = {"picks", "spokesperson", "nobody", "tied"}


@QUICK
@given(crisis=crises, seed=seeds, acts=st.integers(MOST_ACTS // 4, MOST_ACTS))
def test_one_key_leads_to_the_end_from_anywhere(crisis, seed, acts):
    loaded = read(crisis)
    people = crowd(loaded, Random(seed))
    for _ in range(acts):
        people.act()
    table = people.table
    for _ in range(20 * (len(loaded.scenario.scenes) + 2)):
        if table.onward() is None:
            break
    assert next_command(table.now) is None
    assert table.now.stage in {"debrief", "closed"}
    assert {reason for command, reason in table.refused if command == c.GoOn()} <= WAITING | {
        "phase", "stage", "unknown", "role"
    }  # fmt: skip


# ---- the pages


def look_at_pages(show: Show, people: Crowd) -> None:
    """Every page can be made; nothing is in it that its reader may not know."""
    now, left = people.now, dict.fromkeys(people.now.teams, 30)
    projector = show.projector(now, JOINING, left=left)
    shown = list(strings(projector))
    told = "\n".join(shown)
    assert not [name for name in (*NAMES, *SEATS) if name in told]
    assert "token" not in told
    splits = [team.split for team in projector.teams]
    assert all(split is None or now.teams[team.id].phase == REVEALED
               for team, split in zip(projector.teams, splits, strict=False))  # fmt: skip
    console = show.console(now, JOINING, LIVE)
    for wall in (projector.wall, console.wall):
        assert wall is None or not wall.counts or sum(wall.counts) >= FEWEST
    assert console.next or now.stage == "closed"
    assert "token" not in "\n".join(strings(console))
    seats = {seat: show.seat(now, seat, left=30) for seat in (*now.seats, "nobody")}
    for seat, page in seats.items():
        look_at_seat(now, seat, page)
    for split in (*splits, *(team.split for team in console.teams),
                  *(page.split for page in seats.values())):  # fmt: skip
        look_at_split(split)


def look_at_seat(now: Workshop, seat: str, page: SeatPage) -> None:
    told = "\n".join(strings(page))
    others = {other.name for other in now.seats.values() if other.id != seat}
    assert not [name for name in others if name in told.replace(page.who, "")]
    team = now.team_of(seat)
    mine = team.step.answers.get(seat) if team and team.step else None
    assert page.picks == (mine.picks if mine else ())
    assert page.status


def look_at_split(split: Split | None) -> None:
    if split is None:
        return
    assert split.outcome
    assert split.prompt
    if split.bars:
        voters = int(split.bars[0].told.split(" of ")[1].split(",")[0])
        assert voters >= FEWEST


def look_at_secrecy(show: Show, people: Crowd, random: Random) -> None:
    """What others answered changes nothing that anybody sees before the count.

    After it, who of those who were counted answered what changes nothing either: only how many.
    """
    now = people.now
    for team in now.teams.values():
        step = team.step
        if step is None or not step.answers or team.phase not in {VOTING, COUNTED, REVEALED}:
            continue
        mine = random.choice(list(step.answers))
        spoken = {seat.id for seat in now.members(team.id) if seat.is_spokesperson}
        others = [seat for seat in step.answers if seat != mine]
        if team.phase == VOTING:
            legal = people.table.options(team.id)
            given = {
                seat: Answer(random.choice(legal), random.choice((None, 1, 3))) for seat in others
            }
        else:
            others = [seat for seat in others if seat not in spoken]
            mixed = random.sample(others, len(others))
            given = {seat: step.answers[other] for seat, other in zip(others, mixed, strict=True)}
        other = reanswered(now, team.id, {**step.answers, **given})
        assert show.seat(now, mine) == show.seat(other, mine)
        assert show.projector(now, JOINING) == show.projector(other, JOINING)
        assert show.console(now, JOINING, LIVE) == show.console(other, JOINING, LIVE)


def look_at_wall(show: Show, people: Crowd, random: Random) -> None:
    """Who wrote and who picked what changes nothing that the room or the facilitator sees."""
    now, wall = people.now, people.now.wall
    if wall is None:
        return
    texts, favours = list(wall.texts.values()), list(wall.favours.values())
    random.shuffle(texts)
    random.shuffle(favours)
    other = replace(
        now,
        wall=replace(
            wall,
            texts=dict(zip(wall.texts, texts, strict=True)),
            favours=dict(zip(wall.favours, favours, strict=True)),
        ),
    )
    assert show.projector(now, JOINING) == show.projector(other, JOINING)
    assert show.console(now, JOINING, LIVE) == show.console(other, JOINING, LIVE)


def check_pages(loaded: Loaded, seed: int, acts: int, code: str) -> None:
    random = Random(seed)
    people = crowd(loaded, random)
    show = Show(loaded, speak(code))
    english = Show(loaded, speak("en"))
    for number in range(acts + 1):
        if number % 5 == 0 or number == acts:
            look_at_pages(english, people)
            look_at_secrecy(show, people, random)
            look_at_wall(show, people, random)
        fresh = Show(loaded, speak(code)).console(people.now, JOINING, LIVE)
        assert show.console(people.now, JOINING, LIVE) == fresh, "what is kept is stale"
        people.act()
    people.table.tries(c.LookBack())
    look_at_late_votes(people)
    look_at_pages(english, people)
    people.table.do(c.Close())
    look_at_pages(english, people)


@QUICK
@given(
    crisis=crises,
    seed=seeds,
    acts=st.integers(MOST_ACTS // 4, MOST_ACTS),
    code=st.sampled_from(("en", "fr")),
)
def test_every_page_can_be_made_and_tells_nobody_more_than_they_may_know(crisis, seed, acts, code):
    check_pages(read(crisis), seed, acts, code)


@pytest.mark.slow
@THOROUGH
@given(
    crisis=crises,
    seed=seeds,
    acts=st.integers(0, 3 * MOST_ACTS),
    code=st.sampled_from(("en", "fr")),
)
def test_every_page_can_be_made_at_length(crisis, seed, acts, code):
    check_pages(read(crisis), seed, acts, code)
