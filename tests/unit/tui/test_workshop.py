"""The screens of a workshop, led and answered by keys, with a real host in memory."""

import asyncio
from contextlib import asynccontextmanager
from itertools import combinations

import pytest
from textual import events
from textual.widgets import Input

from simulator.present.pages import Heading, Note
from simulator.present.workshop.question import ALPHABET
from simulator.tui.screens.leaf import LeafScreen
from simulator.tui.workshop import app as faces
from simulator.tui.workshop.boxes import Box, ChooseBox, PickBox, SureBox
from simulator.tui.workshop.catalog import joining, opened, qr, staged
from simulator.tui.workshop.console import ConsoleApp
from simulator.tui.workshop.drawing import items
from simulator.tui.workshop.hands import CountBox, HandsApp
from simulator.tui.workshop.joining import JoinApp, Seated, Turned
from simulator.tui.workshop.keybar import AllKeys
from simulator.tui.workshop.people import PeopleScreen
from simulator.tui.workshop.projector import ProjectorScreen
from simulator.tui.workshop.seat import SeatApp
from simulator.tui.workshop.writing import Paper, WriteScreen
from simulator.workshop import commands as c
from simulator.workshop.asking import asked, closer
from simulator.workshop.clocks import Clock
from simulator.workshop.host import Host
from simulator.workshop.state import (
    CLOSED,
    COUNTED,
    DEBRIEF,
    EXERCISE,
    LOCKED,
    OPEN,
    OVER,
    READING,
    REVEALED,
    VOTING,
)  # fmt: skip
from simulator.workshop.walls import LONGEST_POST
from tests.disks import Disk
from tests.unit.tui.stage import drawn, press, sample, settled

F, D = c.FACILITATOR, c.DOOR


class Hand:
    """A clock moved by hand; every look at it takes a moment."""

    def __init__(self, *, ticks: bool = True) -> None:
        self.at, self.ticks = 0.0, ticks

    def monotonic(self) -> float:
        self.at += self.ticks * 0.001
        return self.at


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Draw at once."""
    monkeypatch.setattr(faces, "REST", 0.001)


@asynccontextmanager
async def running(moment, make, *, size=(80, 24), disk=None, hand=None):
    """The app that *make* makes of a host to whom *moment* has happened, with its pilot."""
    hand = hand or Hand()
    host = Host(sample(), disk, staged(sample(), moment).log, clock=Clock(hand.monotonic))
    await host.start()
    app = make(host)
    try:
        async with app.run_test(size=size, notifications=True) as pilot:
            await quiet(pilot)
            yield host, pilot
        assert app.crash is None
    finally:
        await host.stop()


def console(host):
    return ConsoleApp(host, "en", joining, qr)


def seat(host):
    return SeatApp(host, "s0", "en")


async def quiet(pilot):
    """Wait until the host has answered and everything is drawn."""
    app = pilot.app
    for _ in range(1000):
        await asyncio.sleep(0.002)
        await settled(pilot)
        is_asking = any(not worker.is_finished for worker in app.workers)
        if app._exit or not (is_asking or getattr(app, "_is_told", False)):
            break
    await settled(pilot)


async def keys(pilot, *pressed):
    for key in pressed:
        await press(pilot, key)
        await quiet(pilot)


async def step(pilot, host, times=1):
    """Press the one key, as long after the last one as it takes."""
    for _ in range(times):
        host.clock.monotonic.__self__.at += 2
        await keys(pilot, "space")


def first_team(host):
    return host.now.teams["1"]


def answers(host):
    """What may be answered now."""
    prompt = asked(host.loaded.scenario, first_team(host))
    assert prompt is not None
    return list(prompt.legal())


async def vote(host, *choices):
    """Let seats vote, the first for the first choice and so on."""
    legal = answers(host)
    for number, choice in enumerate(choices):
        await host.do(c.Vote(first_team(host).steps, legal[choice]), f"s{number}")


# ---- the console


async def test_one_key_leads_through_a_whole_workshop():
    async with running(opened(), console) as (host, pilot):
        for _ in range(160):
            if host.now.stage == DEBRIEF:
                break
            if host.now.stage == EXERCISE and first_team(host).phase == VOTING:
                await vote(host, 0, 0, 0, 1, 0)
            await step(pilot, host)
        assert host.now.stage == DEBRIEF
        assert first_team(host).phase == OVER
        count = len(pilot.app.looked)
        assert count > 1
        await step(pilot, host, count + 2)
        assert host.leaf == count - 1
        assert "q closes the workshop" in drawn(pilot.app)
        await keys(pilot, "q")
        assert isinstance(pilot.app.screen, SureBox)
        assert "Forgotten for good" in drawn(pilot.app)
        await keys(pilot, "escape")
        assert host.now.stage == DEBRIEF
        await keys(pilot, "q", "q")
        assert host.now.stage == CLOSED
        found = drawn(pilot.app)
        assert "The workshop is closed" in found
        assert "badbuzz report --workshop" in found
        assert "Space" not in found
        assert "connected" not in found


@pytest.mark.parametrize("make", [console, lambda host: HandsApp(host, "en")])
async def test_the_page_of_the_debrief_is_turned_for_everybody(make):
    async with running([*opened(), (c.Begin(), F), (c.LookBack(), F)], make) as (host, pilot):
        count = len(pilot.app.looked)
        before = drawn(pilot.app)
        await keys(pilot, "right")
        assert host.leaf == 1
        assert f"(2/{count})" in drawn(pilot.app)
        await keys(pilot, "left", "left")
        assert host.leaf == 0
        host.turn(count - 1)
        await keys(pilot, "right")
        assert host.leaf == count - 1
        host.turn(0)
        await quiet(pilot)
        assert drawn(pilot.app) == before
        if make is console:
            await keys(pilot, "v", "right")
            assert host.leaf == 1
            assert f"(2/{count})" in drawn(pilot.app)


async def test_a_tie_is_not_said_to_be_carried_out_before_it_is_settled():
    moment = [*opened(), (c.Begin(), F), (c.OpenVote(), F)]
    async with running(moment, console) as (host, pilot):
        await vote(host, 0, 0, 0, 1, 1, 1)
        await step(pilot, host)
        await keys(pilot, "r")
        await step(pilot, host)
        box = pilot.app.screen
        assert isinstance(box, ChooseBox)
        assert box.picks == ()


async def test_the_briefing_is_at_hand_before_it_begins():
    async with running(opened(), console, size=(120, 40)) as (_host, pilot):
        await keys(pilot, "tab")
        assert "Who you are" in drawn(pilot.app)
        assert "To read aloud" in drawn(pilot.app)


def test_the_narrator_is_told_with_the_heading():
    rows = [line.plain for line in items([Heading("Monday", "08:30", "The inn is closed.")], 60)]
    assert rows == ["── 08:30 · Monday", "The inn is closed."]


@pytest.mark.parametrize("code", ["en", "fr"])
async def test_the_keys_of_teams_and_of_the_close_are_in_sight(code):
    moment = [*opened(2), (c.Begin(), F), (c.OpenVote(), F), (c.CloseVote(), F)]
    async with running(moment, lambda host: ConsoleApp(host, code, joining, qr)) as (_host, pilot):
        bar = pilot.app.screen.query_one(AllKeys)
        assert {"[ ]", "q", "d"} <= {place[3] for place in bar.places}


async def test_a_slip_of_the_one_key_does_one_thing():
    hand = Hand(ticks=False)
    async with running(opened(), console, hand=hand) as (host, pilot):
        await keys(pilot, "space")
        assert host.now.stage == "lobby"
        await keys(pilot, "space", "space", "space")
        assert first_team(host).phase == READING
        assert host.now.stage == EXERCISE


@pytest.mark.parametrize("other", ["b", "n", "down"])
async def test_what_cannot_be_undone_is_asked_twice_and_another_key_says_no(other):
    async with running([*opened(), (c.Begin(), F)], console) as (host, pilot):
        before = first_team(host).exercise.scene
        await keys(pilot, "s", other)
        if isinstance(pilot.app.screen, Box):
            await keys(pilot, "escape")
        await keys(pilot, "s")
        assert first_team(host).exercise.scene == before
        await keys(pilot, "s")
        assert first_team(host).exercise.scene != before


async def test_closing_a_vote_asks_while_somebody_here_has_not_answered():
    async with running([*opened(), (c.Begin(), F)], console) as (host, pilot):
        for number in range(7):
            host.presence.arrive(f"s{number}")
        await step(pilot, host)
        await vote(host, 0, 0, 0)
        await step(pilot, host)
        assert "4 people here have not answered" in drawn(pilot.app)
        assert first_team(host).phase == VOTING
        await vote(host, 0, 0, 0, 0, 0, 0, 0)
        await quiet(pilot)
        await keys(pilot, "escape")
        await step(pilot, host)
        assert first_team(host).phase == COUNTED


async def test_the_clock_is_paused_resumed_and_extended():
    async with running([*opened(), (c.Begin(), F)], console) as (host, pilot):
        await keys(pilot, "o", "1")
        assert host.left("1") == 60
        await keys(pilot, "plus", "p")
        assert host.left("1") in {89, 90}
        assert not first_team(host).step.is_running
        assert "the clock stands" in " ".join(drawn(pilot.app).split())
        await keys(pilot, "p")
        assert first_team(host).step.is_running


async def test_a_tie_is_settled_by_whoever_leads():
    moment = [*opened(), (c.Begin(), F), (c.OpenVote(), F)]
    async with running(moment, console) as (host, pilot):
        await vote(host, 0, 0, 0, 1, 1, 1)
        await step(pilot, host)
        await keys(pilot, "r")
        assert first_team(host).phase == REVEALED
        await step(pilot, host)
        assert isinstance(pilot.app.screen, ChooseBox)
        await keys(pilot, "b")
        chosen = asked_first()[1]
        assert first_team(host).decided[0].picks == chosen
        assert first_team(host).decided[0].how == F


def asked_first():
    """What may be answered to the first question of the sample."""
    return answers(staged(sample(), [*opened(), (c.Begin(), F)]))


async def test_another_answer_is_tried_and_nothing_stays_of_it():
    moment = [*opened(), (c.Begin(), F), (c.OpenVote(), F), (c.CloseVote(), F)]
    async with running(moment, console) as (host, pilot):
        before = first_team(host).exercise
        await keys(pilot, "t", "a")
        assert first_team(host).trial is not None
        assert "Only tried" in drawn(pilot.app)
        await keys(pilot, "t")
        assert first_team(host).trial is None
        assert first_team(host).exercise == before


async def test_what_the_room_would_like_to_look_at_is_looked_at():
    moment = [*opened(), (c.Begin(), F)]
    async with running(moment, console, size=(120, 40)) as (host, pilot):
        look = closer(host.loaded.scenario, first_team(host))[0].id
        await host.do(c.Wish(look), "s1")
        await quiet(pilot)
        await keys(pilot, "l")
        assert "1 would like to" in " ".join(drawn(pilot.app).split())
        await keys(pilot, "1")
        assert look not in {one.id for one in closer(host.loaded.scenario, first_team(host))}


async def test_notes_and_extra_posts_are_typed_and_inert():
    async with running([*opened(), (c.Begin(), F)], console) as (host, pilot):
        await keys(pilot, "n", *"[b]x", "enter")
        assert host.now.notes[0].line == "[b]x"
        assert "Noted." in drawn(pilot.app)
        await keys(pilot, "shift+down", "shift+down", "shift+down", "shift+down")
        assert "· [b]x" in drawn(pilot.app)
        await keys(pilot, "x", "1", *"Zed", "enter", *"boo", "enter")
        assert first_team(host).extras[0].post.text == "boo"
        await keys(pilot, "n", "escape")
        assert len(host.now.notes) == 1


async def test_the_door_and_the_projector():
    async with running(opened(), console) as (host, pilot):
        await keys(pilot, "k")
        assert host.now.door == LOCKED
        assert "you locked the door" in " ".join(drawn(pilot.app).split())
        await host.do(c.Shut(), D)
        await keys(pilot, "k")
        assert host.now.door == OPEN
        await keys(pilot, "b")
        assert host.now.is_blank
        assert "The projector is blank" in drawn(pilot.app)
        await keys(pilot, "b", "v")
        assert isinstance(pilot.app.screen, ProjectorScreen)
        await keys(pilot, "escape", "a")
        assert "7KQM-X4TP" in drawn(pilot.app)
        assert "█▀▀█ ▄" in drawn(pilot.app)


async def test_people_are_renamed_appointed_moved_and_removed():
    async with running(opened(2), console) as (host, pilot):
        await keys(pilot, "u")
        assert isinstance(pilot.app.screen, PeopleScreen)
        await keys(pilot, "a")
        assert host.now.seats["s0"].is_spokesperson
        await keys(pilot, "m", "2")
        assert host.now.seats["s0"].team == "2"
        chosen = pilot.app.screen.chosen
        assert chosen is not None
        name = chosen.name
        await keys(pilot, "r", *"Ada", "enter")
        names = {one.name for one in host.now.seats.values()}
        assert name not in names
        assert "Ada" in names
        await keys(pilot, "x")
        assert len(host.now.seats) == 7
        await keys(pilot, "x")
        assert len(host.now.seats) == 6


async def test_what_could_not_be_kept_is_said_and_asked_again():
    disk = Disk()
    async with running(opened(), console, disk=disk) as (host, pilot):
        disk.is_full = True
        await keys(pilot, "b")
        assert not host.now.is_blank
        assert "The disk is full." in drawn(pilot.app)
        await keys(pilot, "y")
        assert not host.now.is_blank
        disk.is_full = False
        await keys(pilot, "y")
        assert host.now.is_blank
        assert "The disk is full." not in drawn(pilot.app)


async def test_one_team_is_led_apart_from_the_others():
    async with running([*opened(2), (c.Begin(), F)], console) as (host, pilot):
        await keys(pilot, "right_square_bracket", "right_square_bracket")
        await step(pilot, host)
        assert [team.phase for team in host.now.teams.values()] == [READING, VOTING]
        await keys(pilot, "right_square_bracket")
        await step(pilot, host)
        assert "Nobody has answered." in drawn(pilot.app)
        await step(pilot, host)
        assert [team.phase for team in host.now.teams.values()] == [READING, COUNTED]


async def test_a_round_of_writing_is_led():
    async with running([*opened(), (c.Begin(), F)], console) as (host, pilot):
        await keys(pilot, "w", "w")
        assert host.now.wall is not None
        await host.do(c.Write(1, "We are sorry."), "s1")
        await keys(pilot, "w", "w")
        assert not host.now.wall.is_open
        assert "We are sorry." in drawn(pilot.app)
        await keys(pilot, "w")
        assert isinstance(pilot.app.screen, PickBox)
        await keys(pilot, "2")
        assert host.now.wall is None
        assert host.now.walls[0].kept == (("We are sorry.", 0),)


# ---- a participant


async def test_a_vote_is_cast_and_changed():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(), F)], seat) as (host, pilot):
        await keys(pilot, "b", "3")
        legal = answers(host)
        assert first_team(host).step.answers["s0"].picks == legal[1]
        assert first_team(host).step.answers["s0"].confidence == 3
        await keys(pilot, "1", "escape")
        assert first_team(host).step.answers["s0"].picks == legal[0]
        assert first_team(host).step.answers["s0"].confidence is None
        assert "Your answer counts" in drawn(pilot.app)


async def test_how_sure_one_is_is_said_with_any_key_that_picks_a_line():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(), F)], seat) as (host, pilot):
        for pressed, level in ((("enter",), None), (("up", "c", "enter"), 3), (("2",), 2)):
            await keys(pilot, "b")
            assert "How sure are you?" in drawn(pilot.app)
            await keys(pilot, *pressed)
            found = first_team(host).step.answers["s0"]
            assert (found.picks, found.confidence) == (answers(host)[1], level)
            assert "How sure are you?" not in drawn(pilot.app)
        await keys(pilot, "a")
        line = drawn(pilot.app).splitlines().index("   1  guessing")
        await pilot.click(offset=(6, line))
        await quiet(pilot)
        assert first_team(host).step.answers["s0"].confidence == 1


async def test_nobody_is_woken_by_what_they_do_not_read():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(60), F)], seat) as (host, pilot):
        heard: list[object] = []
        pilot.app.post_message = heard.append
        await host.do(c.Vote(1, asked_first()[0]), "s1")
        assert heard == []
        await host.do(c.Extend(30), F)
        assert [type(one) for one in heard] == [faces.Face.Heard]
        del pilot.app.post_message


async def test_what_is_half_picked_stays_when_others_vote():
    moment = several()
    async with running(moment, seat) as (host, pilot):
        choices = pilot.app.screen.choices
        await keys(pilot, "down", "space")
        picked = list(choices.picking.picks)
        assert picked
        await host.do(c.Vote(first_team(host).steps, tuple(picked)), "s1")
        await host.do(c.Extend(30), F)
        await quiet(pilot)
        assert pilot.app.screen.choices is choices
        assert choices.picking.picks == picked


def several():
    """The moment of the first question to which several answers are picked, or an order."""
    moment = [*opened(), (c.Begin(), F)]
    while True:
        host = staged(sample(), moment)
        prompt = asked(host.loaded.scenario, host.now.teams["1"])
        assert prompt is not None
        if prompt.high > 1 and not prompt.parts:
            return [*moment, (c.OpenVote(60), F)]
        legal = next(iter(prompt.legal()))
        moment += [(c.OpenVote(), F), (c.CloseVote(), F), (c.GoOn(picks=legal), F)]


async def test_the_answer_of_before_is_shown_to_whoever_comes_back():
    legal = asked_first()
    moment = [*opened(), (c.Begin(), F), (c.OpenVote(), F), (c.Vote(1, legal[2]), "s0")]
    async with running(moment, seat) as (_host, pilot):
        assert tuple(pilot.app.screen.choices.picking.picks) == legal[2]


async def test_a_vote_that_closed_meanwhile_is_told_and_counts_nothing():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(), F)], seat) as (host, pilot):
        await keys(pilot, "b")
        await host.do(c.CloseVote(), F)
        await quiet(pilot)
        await keys(pilot, "1")
        assert "s0" not in first_team(host).step.answers
        assert "did not count" in " ".join(drawn(pilot.app).split())


async def test_a_seat_that_was_removed_says_so():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(), F)], seat) as (host, pilot):
        await host.do(c.Remove("s0"), F)
        await quiet(pilot)
        assert "You have no seat any more" in drawn(pilot.app)
        assert pilot.app.screen.choices is None
        await keys(pilot, "b", "v", "n", "w")
        await keys(pilot, "x")
        assert pilot.app._exit


async def test_a_wish_a_name_an_agreement_and_a_leave():
    async with running([*opened(), (c.Begin(), F)], seat) as (host, pilot):
        await keys(pilot, "w", "1")
        assert "s0" in first_team(host).wishes
        await keys(pilot, "n", *"Ada", "enter")
        assert host.now.seats["s0"].name == "Ada"
        await keys(pilot, "v", "escape")
        assert not host.now.seats["s0"].is_agreed
        await keys(pilot, "v", "v")
        assert host.now.seats["s0"].is_agreed
        await keys(pilot, "p")
        assert isinstance(pilot.app.screen, LeafScreen)
        await keys(pilot, "escape", "x", "x")
        assert "s0" not in host.now.seats


async def test_a_post_is_written_cut_kept_and_picked():
    async with running([*opened(), (c.Begin(), F), (c.OpenWriting(), F)], seat) as (host, pilot):
        await keys(pilot, "t")
        assert isinstance(pilot.app.screen, WriteScreen)
        pilot.app._driver.send_message(events.Paste("\x1b[31mx" * 2 * LONGEST_POST))
        await quiet(pilot)
        paper = pilot.app.screen.query_one(Paper)
        assert len(paper.text) == LONGEST_POST
        assert "\x1b" not in paper.text
        assert f"at most {LONGEST_POST}" in drawn(pilot.app) or "at most" in drawn(pilot.app)
        await keys(pilot, "z")
        assert len(paper.text) == LONGEST_POST
        await keys(pilot, "escape")
        assert host.now.wall.texts["s0"] == paper.text.strip()
        await host.do(c.CloseWriting(), F)
        await quiet(pilot)
        await keys(pilot, "1")
        assert host.now.wall.favours["s0"] == 0


async def test_what_was_being_written_is_sent_after_a_pause():
    async with running([*opened(), (c.Begin(), F), (c.OpenWriting(), F)], seat) as (host, pilot):
        await keys(pilot, "t", *"Sorry.")
        for _ in range(5):
            pilot.app.screen.tick()
        await quiet(pilot)
        assert host.now.wall.texts["s0"] == "Sorry."
        assert isinstance(pilot.app.screen, WriteScreen)


async def test_nothing_is_drawn_for_what_nobody_reads():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(), F)], seat) as (host, pilot):
        page = pilot.app.screen.page
        legal = answers(host)
        await host.do(c.Vote(1, legal[0]), "s3")
        await quiet(pilot)
        assert pilot.app.screen.page is page
        await host.do(c.CloseVote(), F)
        await quiet(pilot)
        assert pilot.app.screen.page is not page


# ---- hands, and the way in


async def test_hands_are_counted_and_wrong_ones_are_told():
    async with running([(c.Open(7), F)], lambda host: HandsApp(host, "en")) as (host, pilot):
        await step(pilot, host, 2)
        await step(pilot, host)
        assert first_team(host).phase == VOTING
        await step(pilot, host)
        assert isinstance(pilot.app.screen, CountBox)
        await keys(pilot, *("enter",) * len(pilot.app.screen.ask.choices))
        assert "No hand is counted yet" in drawn(pilot.app)
        await keys(pilot, "9", "x", "enter", *"4", "enter")
        await keys(pilot, *("enter",) * (len(pilot.app.screen.ask.choices) - 2))
        tally = first_team(host).step.tally
        assert tally.voters == 13
        assert tally.by_hands
        assert "13 hands counted" in drawn(pilot.app)
        await step(pilot, host)
        assert "9 of 13" in drawn(pilot.app)


async def test_somebody_joins_after_being_turned_away():
    asked_for = []

    async def join(code, name, team, language):
        asked_for.append((code, name, team, language))
        return Seated("s1", "four words") if code == "right" else Turned("No such code.")

    app = JoinApp(join, "en", recorded=lambda language: (language._("Your name here"),))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await keys(pilot, "enter", "enter")
        assert "on the screen of the room" in drawn(app)
        await keys(pilot, *"wrong", "enter", *"Ann", "enter")
        assert "No such code." in drawn(app)
        await keys(pilot, "f2")
        assert "Rejoindre" in drawn(app)
        app.screen.query_one("#code", Input).value = "right"
        await keys(pilot, "enter")
        assert "four words" in drawn(app)
        await keys(pilot, "enter")
    assert asked_for == [("wrong", "Ann", "", "en"), ("right", "Ann", "", "fr")]
    assert app.return_value == Seated("s1", "four words")


async def test_what_a_look_found_stands_over_the_open_question_and_whole_among_the_posts():
    async with running([*opened(), (c.Begin(), F), (c.OpenVote(90), F)], console) as (_host, pilot):
        await keys(pilot, "shift+tab", "tab", "o")
        assert "open already" in drawn(pilot.app)
        await keys(pilot, "l", "1")
        said = drawn(pilot.app)
        assert said.index("Still on for Friday") < said.index("What should you do next?")
        await keys(pilot, "shift+tab")
        feed = pilot.app.screen.feed
        assert feed.display
        assert all(sum(map(len, (text for text, _ in row))) < feed.size.width
                   for row in feed._lines)  # fmt: skip


async def reach_several(host):
    """Play on until several may be picked; return the letters' order."""
    for _ in range(8):
        team = host.now.teams["1"]
        prompt = asked(host.loaded.scenario, team)
        if prompt is not None and prompt.high > 1 and not (prompt.ordered or prompt.parts):
            return [choice.id for choice in prompt.choices]
        await host.do(c.OpenVote(0), F)
        await vote(host, *[0] * 7)
        for command in (c.CloseVote(), c.Reveal(), c.GoOn()):
            await host.do(command, F)
    raise AssertionError


async def test_what_cannot_be_taken_stays_ticked_and_what_was_chosen_reads_by_letter():
    async with running([*opened(), (c.Begin(), F)], console) as (host, pilot):
        shown = await reach_several(host)
        scene = host.loaded.scenario.scenes[first_team(host).exercise.scene]
        filed = [option.id for option in scene.decision.options]
        # Two whose letters and places in the file are the other way round.
        one, other = next(
            (a, b) for a, b in combinations(shown, 2) if filed.index(a) > filed.index(b)
        )
        await host.do(c.OpenVote(0), F)
        for number in range(7):
            step = first_team(host).steps
            await host.do(c.Vote(step, (other, one), None), f"s{number}")
        await host.do(c.CloseVote(), F)
        await host.do(c.Reveal(), F)
        await quiet(pilot)
        screen = pilot.app.screen
        letters = ", ".join(ALPHABET[shown.index(pick)] for pick in (one, other))
        assert screen.view.split.outcome == f"The majority decides: {letters}"
        assert "A: 0 of 7" in drawn(pilot.app) or "A: 7 of 7" in drawn(pilot.app)
        await keys(pilot, "t", "enter")
        box = pilot.app.screen
        assert isinstance(box, ChooseBox)
        assert "unticks" in drawn(pilot.app)
        assert "Nothing is chosen" not in drawn(pilot.app)
        assert box.objects(tuple(shown))
        box.objects = lambda _picks: "Too much."
        await keys(pilot, "enter")
        assert pilot.app.screen is box
        assert "Too much." in drawn(pilot.app)
        assert set(box.choices.picking.picks) == {one, other}
        await keys(pilot, "escape")
        await host.do(c.GoOn("", (other, one)), F)
        await quiet(pilot)
        said = next(item.text for item in screen.view.feed.items if isinstance(item, Note))
        texts = screen.face.telling.room.texts
        first, second = (
            texts.of(scene.id, pick, "text").removesuffix(".") for pick in (one, other)
        )
        assert said.index(first) < said.index(second)


async def test_the_lobby_names_the_briefing_and_page_keys_read_on_in_the_middle():
    async with running(opened(), console) as (host, pilot):
        found = " ".join(drawn(pilot.app).replace("\u00a0", " ").split())
        assert "Tab to read aloud" in found
        assert "a address" in found
        await host.do(c.Begin(), F)
        await host.do(c.OpenVote(0), F)
        await quiet(pilot)
        stage = pilot.app.screen.query_one("#stage")
        assert stage.max_scroll_y
        await keys(pilot, "pagedown")
        assert stage.scroll_y
        side = pilot.app.screen.query_one("#side-scroll")
        assert not side.scroll_y
        await keys(pilot, "shift+down")
        assert side.scroll_y
        await host.do(c.Look(closer(host.loaded.scenario, first_team(host))[0].id), F)
        await quiet(pilot)
        assert "l\u00a0look" in drawn(pilot.app)
        while looks := closer(host.loaded.scenario, first_team(host)):
            await host.do(c.Look(looks[0].id), F)
        await quiet(pilot)
        assert "l\u00a0look" not in drawn(pilot.app)
