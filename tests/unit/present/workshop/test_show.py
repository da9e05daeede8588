"""A workshop as pages, by examples in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from simulator.language import speak
from simulator.present.pages import Choice, Heading, Note, Post
from simulator.present.workshop import question
from simulator.present.workshop.closing import farewell
from simulator.present.workshop.pacing import pace
from simulator.present.workshop.pages import Joining
from simulator.present.workshop.question import letters
from simulator.present.workshop.recording import recording
from simulator.present.workshop.show import Live, Show
from simulator.scenario.library import find
from simulator.scenario.model import Inject, Texts
from simulator.store.faults import StoreFault
from simulator.workshop import commands as c
from simulator.workshop.state import CLOSED
from tests.crowds import strings
from tests.shelf import load
from tests.workshops import Table

JOINING = Joining("192.0.2.7:8710", "ABCD-EFGH", "http://192.0.2.7:8710/j/ABCDEFGH", "ssh -p 8722")
NAMES = ("ann", "bob", "cleo", "dan", "eve", "fay")


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


@pytest.fixture
def table(loaded):
    made = Table(loaded)
    made.seat(*NAMES)
    made.do(c.Begin())
    return made


@pytest.fixture
def show(loaded):
    return Show(loaded, speak("en"))


@pytest.fixture
def french(loaded):
    return Show(loaded, speak("fr"))


def voted(table, *counts):
    """Let so many vote for each of the first options, surely."""
    table.do(c.OpenVote(60))
    names = iter(NAMES)
    for picks, count in zip(table.options(), counts, strict=False):
        for _ in range(count):
            table.vote(**{next(names): picks})


# ---- a participant


def test_a_participant_is_told_at_every_moment_what_is_asked(table, show, french):
    said, dit = [], []

    def look(seat="ann"):
        said.append(show.seat(table.now, seat).status)
        dit.append(french.seat(table.now, seat).status)

    look()
    voted(table)
    look()
    table.vote(ann=table.options()[1])
    look()
    table.do(c.Pause())
    look()
    table.do(c.CloseVote())
    look()
    table.do(c.Reveal())
    look()
    table.do(c.Try(table.options()[0]))
    look()
    table.do(c.OpenWriting())
    look()
    table.do(c.Write(1, "Sorry."), "ann")
    look()
    table.do(c.CloseWriting())
    look()
    table.do(c.LookBack())
    look()
    table.do(c.Remove("ann"))
    look()
    table.do(c.Close())
    look("bob")
    assert said == [
        "Read. The vote opens when the facilitator says so.",
        "Answer now. You can change it until the bell.",
        "Your answer counts. You can change it until the bell.",
        "The clock stands. Your answer counts, and you can still change it.",
        "The answers are counted. Look at the facilitator: the split comes next.",
        "See how you answered, and talk about it.",
        "This is only being tried: it shows what another answer would have set off.",
        "Write the post yourselves: the very words you would publish.",
        "Your post is taken. You can change it until the time is up.",
        "Pick the post that you would publish. Nobody sees who wrote it.",
        "The crisis is over. Look back on it together.",
        "You have no seat any more: join again with the code.",
        "The workshop is over. Who answered what has been deleted.",
    ]
    assert dit[1] == "Répondez. Vous pourrez changer jusqu’à la fin du temps."
    assert dit[-1] == "L’atelier est terminé. Qui a répondu quoi est effacé."
    assert len(set(dit)) == len(dit)


def test_a_seat_shows_its_own_answer_and_the_letters_of_the_room(table, show):
    first, second = table.options()[:2]
    table.do(c.OpenVote(60))
    table.vote(ann=second, bob=first)
    page = show.seat(table.now, "ann", version=4, left=30)
    assert (page.version, page.who, page.step, page.is_open) == (4, "ann", 1, True)
    assert (page.picks, page.confidence, page.left) == (second, 3, 30)
    assert [choice.letter for choice in page.ask.choices] == ["A", "B", "C", "D"]
    assert page.ask.asks_confidence
    room = show.projector(table.now, JOINING).teams[0]
    assert [one.choice for one in room.options] == list(page.ask.choices)
    assert page.split is None
    table.do(c.Pause())
    assert show.seat(table.now, "ann", left=30).left is None


def test_wishes_are_counted_and_ones_own_is_known(table, show):
    look = show.seat(table.now, "ann").wishes[0][0]
    table.do(c.Wish(look.id), "ann")
    table.do(c.Wish(look.id), "bob")
    assert show.seat(table.now, "ann").wishes[0][1:] == (2, True)
    assert show.seat(table.now, "cleo").wishes[0][1:] == (2, False)
    guide = show.console(table.now, JOINING, Live()).guides[0]
    assert guide.looks[0][1] == 2
    assert guide.notes
    voted(table, 1)
    table.do(c.CloseVote())
    assert show.seat(table.now, "ann").wishes == ()


def test_who_is_told_what_is_recorded_before_joining(table):
    english = recording(speak("en"), table.now.opened)
    assert len(english) == 7
    assert "from 5 people on" in english[1]
    without = recording(speak("fr"), replace(table.now.opened, decider=c.FACILITATOR))
    assert len(without) == 6
    assert without[0].startswith("Un pseudonyme suffit.")


# ---- the split


def test_a_split_is_bars_words_a_question_and_what_follows(table, show, french):
    voted(table, 4, 1)
    table.do(c.CloseVote())
    assert show.projector(table.now, JOINING).teams[0].split is None
    assert show.console(table.now, JOINING, Live()).teams[0].split is not None
    table.do(c.Reveal())
    split = show.projector(table.now, JOINING).teams[0].split
    assert [bar.told for bar in split.bars] == [
        "A: 4 of 5, 80%", "B: 1 of 5, 20%", "C: 0 of 5, 0%", "D: 0 of 5, 0%",
    ]  # fmt: skip
    assert [bar.is_winner for bar in split.bars] == [True, False, False, False]
    assert split.lines == (
        "5 people answered.",
        "Unified: 60 percent or more answer alike.",
        "At least half of you are sure. Sure: 5; fairly sure: 0; guessing: 0.",
    )
    assert split.prompt.startswith("You agree, and you are sure.")
    assert split.outcome.startswith("The majority decides: A. ")
    partage = french.seat(table.now, "fay").split
    assert partage.bars[0].told == "A\u202f: 4 sur 5, 80\u202f%"
    assert partage.lines[1] == "Accord\u202f: 60\u202f% ou plus répondent la même chose."


def test_below_five_nothing_is_split_and_it_is_said_why(table, show):
    voted(table, 3, 1)
    table.do(c.CloseVote())
    table.do(c.Reveal())
    split = show.console(table.now, JOINING, Live()).teams[0].split
    assert split.bars == ()
    assert split.lines == (
        "4 people answered.",
        "Below 5 no split is shown: it would tell who answered what.",
    )
    assert split.prompt.startswith("Whoever wishes says")
    assert split.outcome.startswith("What comes of the vote: A. ")


@pytest.mark.parametrize(
    ("counts", "words", "question"),
    [
        ((3, 3), "Contested", "Two answers, and each side is sure."),
        ((3, 2, 1), "Split", "You are sure, of different things"),
    ],
)
def test_how_far_a_room_agrees_chooses_the_question(table, show, counts, words, question):
    voted(table, *counts)
    table.do(c.CloseVote())
    table.do(c.Reveal())
    split = show.console(table.now, JOINING, Live()).teams[0].split
    assert split.lines[1].startswith(words)
    assert split.prompt.startswith(question)


def test_a_tie_is_settled_by_whoever_may(table, show):
    voted(table, 3, 3)
    table.do(c.CloseVote())
    table.do(c.Reveal())
    page = show.console(table.now, JOINING, Live())
    assert page.teams[0].split.outcome.startswith("Two answers are level")
    assert not any(bar.is_winner for bar in page.teams[0].split.bars)
    assert page.next == "Say which answer is taken"
    table.do(c.Appoint("fay"))
    page = show.console(table.now, JOINING, Live())
    assert page.teams[0].split.outcome.startswith("It is a tie, and the spokesperson settles it: B")
    assert page.next == "Carry out the answer and go on"


@pytest.mark.parametrize(
    ("decider", "outcome"),
    [(c.SPOKESPERSON, "The spokesperson has not answered"), (c.FACILITATOR, "The facilitator dec")],
)
def test_somebody_else_decides(loaded, show, decider, outcome):
    table = Table(loaded, decider=decider)
    table.seat(*NAMES)
    table.do(c.Begin())
    voted(table, 5)
    table.do(c.CloseVote())
    assert show.console(table.now, JOINING, Live()).teams[0].split.outcome.startswith(outcome)


def test_parts_are_lettered_on_and_each_is_a_question(table, show):
    while not (show.seat(table.now, "ann").phase == "reading" and _parts(table, show)):
        table.onward()
    table.do(c.OpenVote())
    ask = show.seat(table.now, "ann").ask
    assert [choice.letter for choice in ask.choices] == list(letters(len(ask.choices)))
    assert [choice.part for choice in ask.choices] == sorted(
        (choice.part for choice in ask.choices), key=ask.parts.index
    )
    for name in NAMES:
        table.vote(**{name: table.options()[0]})
    table.do(c.CloseVote())
    table.do(c.Reveal())
    split = show.seat(table.now, "ann").split
    assert sum(bar.is_winner for bar in split.bars) == len(ask.parts)
    assert {bar.part for bar in split.bars} == {"Opening", "Substance", "Close"}
    assert split.lines[1].startswith("Each part is a question of its own")


def _parts(table, show):
    guide = show.console(table.now, JOINING, Live()).guides[0]
    return any(one.choice.part for one in guide.choices)


def test_letters_never_run_out():
    assert letters(28)[-3:] == ("Z", "AA", "AB")


# ---- the room


def test_the_feed_begins_again_after_each_answer_and_says_what_it_was(table, show):
    before = show.seat(table.now, "ann").feed
    assert before.earlier == show.room.history()
    assert isinstance(before.items[1], Heading)
    voted(table, 3)
    table.do(c.CloseVote())
    table.do(c.GoOn())
    after = show.seat(table.now, "ann").feed
    assert after.earlier == (*before.earlier, *before.items)
    (pick,) = table.team.decided[0].picks
    answer = show.room.texts.of("it-was-for-today", pick, "text")
    assert after.items[0] == Note(f"The majority decided: {answer}")
    assert sum(isinstance(item, Heading) for item in after.items) == 1
    assert [gauge.change for gauge in after.gauges] != [0, 0]


def test_extra_posts_stand_where_they_were_played(loaded):
    shelf = (Inject("gus", "page", "shelf.gus"),)
    texts = {
        code: Texts({**loaded.texts[code], "shelf.gus": f"spare ({code})"}) for code in ("en", "fr")
    }
    stocked = replace(loaded, scenario=replace(loaded.scenario, shelf=shelf), texts=texts)
    show, table = Show(stocked, speak("fr")), Table(stocked)
    table.seat("ann")
    table.do(c.Begin())
    table.do(c.Inject("shelf.gus"))
    table.do(c.Inject(who="Ruth", text="A word, please?"))
    first = show.seat(table.now, "ann").feed
    spare, typed = first.items[-2:]
    assert isinstance(spare, Post)
    assert isinstance(typed, Post)
    assert (spare.text, typed.text) == ("spare (fr)", "A word, please?")
    assert (typed.who, typed.where) == ("Ruth", "en direct")
    table.do(c.Skip())
    table.do(c.Inject(who="Ruth", text="Again?"))
    after = show.seat(table.now, "ann").feed
    assert after.earlier[-2:] == first.items[-2:]
    assert isinstance(after.items[0], Note)
    assert isinstance(after.items[-1], Post)
    assert after.items[-1].text == "Again?"
    assert show.console(table.now, JOINING, Live()).shelf == (
        ("shelf.gus", "Gus P.\u202f: spare (fr)"),
    )


def test_what_is_tried_is_shown_as_tried(table, show):
    voted(table, 5)
    table.do(c.CloseVote())
    table.do(c.Reveal())
    other = table.options()[1]
    table.do(c.Try(other))
    view = show.projector(table.now, JOINING).teams[0]
    assert view.trial_title.startswith("Only tried, it does not count: B. ")
    assert any(isinstance(item, Post) and item.is_mine for item in view.trial) or view.trial
    assert view.trial == show.seat(table.now, "ann").trial
    table.do(c.EndTrial())
    assert show.projector(table.now, JOINING).teams[0].trial == ()


def test_a_blank_projector_shows_nothing_and_a_locked_door_no_code(table, show):
    assert show.projector(table.now, JOINING).joining.code == "ABCD-EFGH"
    assert show.projector(table.now, JOINING).joining.told == "6 people are in"
    table.do(c.Lock(is_locked=True))
    table.do(c.Blank(is_blank=True))
    page = show.projector(table.now, JOINING)
    assert (page.joining.code, page.joining.target, page.joining.ssh) == ("", "", "")
    assert (page.is_blank, page.teams) == (True, ())


def test_a_wall_is_counted_when_everybody_has_picked(table, show):
    table.do(c.OpenWriting())
    table.do(c.Write(1, "We are sorry."), "ann")
    table.do(c.Write(1, "We see you."), "bob")
    assert show.seat(table.now, "ann").wall.mine == "We are sorry."
    assert show.projector(table.now, JOINING).wall.posts == ()
    assert show.projector(table.now, JOINING).wall.told == "2 of 6 have written."
    table.do(c.CloseWriting())
    assert sorted(show.seat(table.now, "fay").wall.posts) == ["We are sorry.", "We see you."]
    for number, name in enumerate(NAMES[:5]):
        table.do(c.Favour(1, number % 2), name)
    assert show.projector(table.now, JOINING).wall.counts == ()
    assert show.console(table.now, JOINING, Live()).wall.counts == (3, 2)
    table.do(c.Favour(1, 1), "fay")
    wall = show.projector(table.now, JOINING).wall
    assert wall.counts == (3, 3)
    assert wall.told == "6 of 6 have picked. Picked most, all alike: numbers 1, 2."
    assert show.seat(table.now, "fay").wall.counts == ()
    assert show.seat(table.now, "fay").wall.picked == 1


def test_teams_have_names_and_feeds_of_their_own(loaded, show):
    table = Table(loaded, teams=2)
    table.seat("ann", "bob")
    table.do(c.Begin())
    table.do(c.Inject(who="Ruth", text="Team two?", team="2"))
    table.do(c.OpenVote(team="2"))
    page = show.projector(table.now, JOINING)
    assert [team.name for team in page.teams] == ["Team 1", "Team 2"]
    assert [team.status for team in page.teams] == ["Reading", "0 of 1 have answered"]
    assert "Team two?" not in "\n".join(strings(page.teams[0]))
    seat = show.seat(table.now, "bob")
    assert (seat.who, seat.team, seat.phase) == ("bob (Team 2)", "Team 2", "voting")


# ---- the facilitator


def test_the_console_knows_who_is_here_and_has_answered(table, show, french):
    voted(table, 2)
    table.do(c.Appoint("ann"))
    live = Live(here=frozenset({"ann", "cleo"}))
    page = show.console(table.now, JOINING, live)
    assert page.here == "2 of 6 connected; 2 of 6 have answered"
    assert [row.told for row in page.seats[:3]] == [
        "here, has answered, speaks for the team", "not connected, has answered",
        "here, has not answered yet",
    ]  # fmt: skip
    assert page.next == "Close the vote and count"
    assert french.console(table.now, JOINING, live).next == "Clore le vote et compter"
    table.do(c.Shut(), c.DOOR)
    assert show.console(table.now, JOINING, live).door.startswith("Nobody can join: too many")
    full = Live(fault=StoreFault("full"))
    assert show.console(table.now, JOINING, full).fault == (
        "The disk is full. The last thing asked was not kept, so it did not happen: ask for it "
        "again."
    )


def test_the_scenes_own_question_comes_before_the_one_of_the_split(table, show):
    while not show.room.texts.of(table.team.exercise.scene, "discuss"):
        table.onward()
    voted(table, 5)
    table.do(c.CloseVote())
    guide = show.console(table.now, JOINING, Live()).guides[0]
    assert guide.prompts[0] in show.room.texts.of(table.team.exercise.scene, "discuss")
    assert guide.prompts[-1].startswith("You agree")


@pytest.mark.parametrize(
    ("elapsed", "told"),
    [
        (0, "Planned end 11:00"),
        (600, "Planned 11:00 · on time"),
        (900, "Planned end 11:00, likely 11:30"),
        (300, "Planned end 11:00, likely 10:30"),
    ],
)
def test_the_end_is_told_as_planned_and_at_this_pace(table, loaded, elapsed, told):
    began = datetime(2026, 3, 2, 10, 0).astimezone()
    if elapsed:
        table.do(c.Skip())
    assert pace(speak("en"), loaded.scenario, table.now, began, elapsed) == told


def test_before_it_begins_the_pace_is_the_plan(loaded):
    table = Table(loaded, minutes=90)
    assert pace(speak("en"), loaded.scenario, table.now, None, 0) == "Planned: 90 min"
    late = pace(speak("fr"), loaded.scenario, table.now, datetime(2026, 3, 2, 8, tzinfo=UTC), 0)
    assert late.startswith("Fin prévue à ")


def test_whoever_waits_can_read_the_briefing_and_the_plan(loaded, show):
    table = Table(loaded)
    table.seat("ann")
    page = show.seat(table.now, "ann")
    assert [leaf.title for leaf in page.about] == [show.title, "The plan"]
    assert page.feed.items == ()
    assert page.stage == "lobby"


def test_a_debrief_is_handed_in_and_stays_after_the_end(table, show):
    leaves = show.about()
    table.do(c.LookBack())
    assert show.seat(table.now, "ann", leaves=leaves).leaves == leaves
    table.do(c.Close())
    assert show.seat(table.now, "ann", leaves=leaves).stage == CLOSED
    assert show.seat(table.now, "ann", leaves=leaves).leaves == leaves


@pytest.mark.parametrize("is_rehearsal", [True, False])
def test_after_a_rehearsal_nobody_is_told_of_a_report(is_rehearsal):
    said = str(farewell(speak("en"), is_rehearsal=is_rehearsal))
    assert ("badbuzz report" in said) is not is_rehearsal
    assert ("nothing of it is kept" in said) is is_rehearsal


@pytest.mark.parametrize(("quote", "words"), [("", ""), ("Same.", ""), ("Sorry.", "“Sorry.”")])
def test_an_answer_is_shown_with_the_words_it_would_publish(quote, words):
    assert question.words(speak("en"), Choice("a", "Same.", quote)) == words
