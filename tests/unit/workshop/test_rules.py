"""The rules of a workshop, by examples."""

import pytest

from simulator.exercise.commands import Refused
from simulator.scenario.library import find
from simulator.scenario.prompt import Choice, Prompt
from simulator.workshop import commands as c
from simulator.workshop import events as w
from simulator.workshop import lines
from simulator.workshop.asking import asked
from simulator.workshop.changes import evolve, replay
from simulator.workshop.rules import decide
from simulator.workshop.state import COUNTED, OVER, READING, REVEALED, Workshop
from simulator.workshop.voting import winner, winner_by_hands
from tests.shelf import load

F, D = c.FACILITATOR, c.DOOR


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find("late-order"))
    assert found is not None
    return found


class Table:
    """A workshop in the hand: no host, no disk."""

    def __init__(self, loaded, **opening):
        self.loaded, self.now = loaded, Workshop()
        self.log: w.Log = ()
        self.do(c.Open(7, **opening))

    def do(self, command, by=F):
        events = decide(self.loaded, self.now, command, by)
        for event in events:
            self.now = evolve(self.now, event)
        self.log = (*self.log, *events)
        return events

    def seat(self, *names, team=""):
        for name in names:
            self.do(c.Join(name, name, f"token of {name}", team), D)

    @property
    def team(self):
        return self.now.teams["1"]

    def options(self):
        prompt = asked(self.loaded.scenario, self.team)
        assert prompt is not None
        return [picks for _n, picks in zip(range(6), prompt.legal(), strict=False)]


@pytest.fixture
def table(loaded):
    made = Table(loaded)
    made.seat("ann", "bob", "cleo", "dan", "eve", "fay")
    made.do(c.Begin())
    return made


def test_a_majority_decides_and_the_story_goes_on(table):
    first, second = table.options()[:2]
    table.do(c.OpenVote(60))
    for name in ("ann", "bob", "cleo", "dan"):
        table.do(c.Vote(1, first, 3), name)
    table.do(c.Vote(1, second, 1), "eve")
    table.do(c.Vote(1, second), "ann")  # changed before the bell
    table.do(c.Vote(1, first), "ann")
    (closed,) = table.do(c.CloseVote(), D)
    assert closed.voters == 5
    assert closed.winner == first
    assert dict(closed.answers) == {first: 4, second: 1}
    assert closed.sure == (1, 0, 3)
    assert table.team.phase == COUNTED
    table.do(c.Reveal())
    assert table.team.phase == REVEALED
    scene = table.team.exercise.scene
    decided, played = table.do(c.GoOn())
    assert (decided.scene, decided.picks, decided.how) == (scene, first, "majority")
    assert played.events
    assert table.team.phase == READING
    assert table.team.exercise.scene != scene


def test_a_late_a_foreign_and_a_replayed_vote_have_no_effect(table):
    first, second = table.options()[:2]
    table.do(c.OpenVote())
    table.do(c.Vote(1, first), "ann")
    assert table.do(c.Vote(1, first), "ann") == ()
    with pytest.raises(Refused, match="late"):
        table.do(c.Vote(2, second), "ann")
    with pytest.raises(Refused, match="seat"):
        table.do(c.Vote(1, second), "nobody")
    table.do(c.CloseVote())
    with pytest.raises(Refused, match="late"):
        table.do(c.Vote(1, second), "ann")
    table.do(c.OpenVote())
    with pytest.raises(Refused, match="unknown"):
        table.do(c.Vote(2, ("no such option",)), "ann")


def test_fewer_than_five_leave_no_split(table):
    first = table.options()[0]
    table.do(c.OpenVote())
    for name in ("ann", "bob", "cleo", "dan"):
        table.do(c.Vote(1, first, 2), name)
    (closed,) = table.do(c.CloseVote())
    assert (closed.voters, closed.winner, closed.answers, closed.sure) == (4, first, (), ())


def test_a_room_that_wants_none_of_the_options_has_decided_so():
    found, _ = load(find("story-hour"))
    assert found is not None
    table = Table(found)
    table.seat("ann", "bob", "cleo")
    table.do(c.Begin())
    while True:
        prompt = asked(found.scenario, table.team)
        assert prompt is not None
        if prompt.high > 1 and not prompt.low:
            break
        table.do(c.Skip())
    table.do(c.OpenVote())
    one = next(picks for picks in prompt.legal() if picks)
    table.do(c.Vote(table.team.steps, one), "ann")
    for name in ("bob", "cleo"):
        table.do(c.Vote(table.team.steps, ()), name)
    (closed,) = table.do(c.CloseVote())
    assert (closed.voters, closed.winner) == (3, ())
    (decided, _played) = table.do(c.GoOn())
    assert (decided.picks, decided.how) == ((), "majority")


def test_a_tie_waits_for_a_word(table):
    first, second = table.options()[:2]
    table.do(c.Appoint("bob"))
    table.do(c.OpenVote())
    table.do(c.Vote(1, first), "ann")
    table.do(c.Vote(1, second), "cleo")
    table.do(c.CloseVote())
    with pytest.raises(Refused, match="tied"):
        table.do(c.GoOn())
    (decided, _played) = table.do(c.GoOn(picks=second))
    assert (decided.picks, decided.how) == (second, F)


def test_the_spokesperson_settles_a_tie(table):
    first, second = table.options()[:2]
    table.do(c.Appoint("cleo"))
    table.do(c.OpenVote())
    table.do(c.Vote(1, first), "ann")
    table.do(c.Vote(1, second), "cleo")
    table.do(c.CloseVote())
    (decided, _played) = table.do(c.GoOn())
    assert (decided.picks, decided.how) == (second, "spokesperson")


@pytest.mark.parametrize("decider", [c.SPOKESPERSON, c.FACILITATOR])
def test_somebody_else_decides(loaded, decider):
    table = Table(loaded, decider=decider)
    table.seat("ann", "bob")
    table.do(c.Begin())
    first, second = table.options()[:2]
    table.do(c.Appoint("ann"))
    table.do(c.OpenVote())
    table.do(c.Vote(1, second), "bob")
    table.do(c.CloseVote())
    with pytest.raises(Refused, match="spokesperson" if decider == c.SPOKESPERSON else "picks"):
        table.do(c.GoOn())
    table.do(c.OpenVote())
    table.do(c.Vote(2, first), "ann")
    table.do(c.Vote(2, second), "bob")
    table.do(c.CloseVote())
    given = None if decider == c.SPOKESPERSON else second
    (decided, _played) = table.do(c.GoOn(picks=given))
    assert decided.picks == (first if decider == c.SPOKESPERSON else second)
    assert decided.how == decider


@pytest.mark.parametrize(
    "command",
    [c.Begin(), c.OpenVote(), c.Reveal(), c.Close(), c.Remove("bob"), c.Blank(is_blank=True)],
)
def test_a_participant_cannot_lead(table, command):
    with pytest.raises(Refused, match="role"):
        table.do(command, "ann")


def test_nobody_renames_somebody_else(table):
    with pytest.raises(Refused, match="role"):
        table.do(c.Rename("bob", "Rob"), "ann")
    table.do(c.Rename("ann", "Anna"), "ann")
    assert table.now.seats["ann"].name == "Anna"


@pytest.mark.parametrize("name", ["Ann", " ann ", "\uff21nn", "a\u200bnn", "", " ", "\x1b"])
def test_a_name_is_a_label_of_its_own(table, name):
    table.do(c.Rename("ann", "ann"))
    if name == "a\u200bnn":
        table.do(c.Rename("bob", name))  # the sign is taken out, and seen to be
        assert table.now.seats["bob"].name == "a nn"
        return
    with pytest.raises(Refused, match=r"taken|name"):
        table.do(c.Rename("bob", name))


def test_exactly_so_many_are_seated(loaded):
    table = Table(loaded, capacity=2)
    table.seat("ann", "bob")
    with pytest.raises(Refused, match="full"):
        table.seat("cleo")
    table.do(c.Lock(is_locked=True))
    table.do(c.Remove("bob"))
    with pytest.raises(Refused, match="locked"):
        table.seat("cleo")
    table.do(c.Lock(is_locked=False))
    table.seat("cleo")


def test_teams_are_filled_evenly_and_play_side_by_side(loaded):
    table = Table(loaded, teams=2)
    table.seat("ann", "bob", "cleo")
    assert [seat.team for seat in table.now.seats.values()] == ["1", "2", "1"]
    table.do(c.Begin())
    first, second = table.options()[:2]
    table.do(c.OpenVote())
    table.do(c.Vote(1, first), "ann")
    table.do(c.Vote(1, second), "bob")
    table.do(c.CloseVote())
    table.do(c.Reveal())
    table.do(c.GoOn())
    decided = [event for event in table.log if isinstance(event, w.Decided)]
    assert [(event.team, event.picks) for event in decided] == [("1", first), ("2", second)]


def test_another_option_is_tried_and_nothing_has_happened(table):
    first, second = table.options()[:2]
    table.do(c.OpenVote())
    table.do(c.Vote(1, first), "ann")
    table.do(c.CloseVote())
    table.do(c.Reveal())
    before = table.team.exercise
    table.do(c.Try(second))
    assert table.team.trial is not None
    assert table.team.trial.events
    assert table.team.exercise == before
    table.do(c.EndTrial())
    assert table.team.trial is None
    (decided, _played) = table.do(c.GoOn())
    assert decided.picks == first


def test_looking_back_closes_what_is_open(table):
    table.do(c.OpenVote(60))
    table.do(c.Vote(1, table.options()[0]), "ann")
    table.do(c.LookBack())
    assert table.team.phase == OVER
    with pytest.raises(Refused, match="late"):
        table.do(c.Vote(1, table.options()[1]), "ann")
    with pytest.raises(Refused, match="stage"):
        table.do(c.CloseVote())


def test_hands_are_counted_and_nothing_else_is_needed(loaded):
    table = Table(loaded)
    table.do(c.Begin())
    prompt = asked(loaded.scenario, table.team)
    assert prompt is not None
    ids = [choice.id for choice in prompt.choices]
    _opened, closed = table.do(c.CountHands({ids[0]: 3, ids[1]: 9}))
    assert closed.by_hands
    assert (closed.voters, closed.winner) == (12, (ids[1],))
    table.do(c.Reveal())
    table.do(c.GoOn())
    assert table.team.decided[-1].picks == (ids[1],)


def test_what_is_written_hangs_without_names_and_is_gone_unless_kept(table):
    table.do(c.OpenWriting())
    table.do(c.Write(1, "We are sorry."), "ann")
    table.do(c.Write(1, "We see you."), "bob")
    with pytest.raises(Refused, match="late"):
        table.do(c.Favour(1, 0), "cleo")
    table.do(c.CloseWriting(), D)
    with pytest.raises(Refused, match="late"):
        table.do(c.Write(1, "Too late"), "cleo")
    table.do(c.Favour(1, 1), "cleo")
    (ended,) = table.do(c.EndWriting())
    assert ended.kept == ()
    table.do(c.OpenWriting())
    table.do(c.Write(2, "Kept"), "ann")
    table.do(c.CloseWriting())
    table.do(c.Favour(2, 0), "bob")
    (ended,) = table.do(c.EndWriting(is_kept=True))
    assert ended.kept == (("Kept", 1),)


def test_after_the_end_nobody_can_be_linked_to_a_vote_unless_they_agreed(table):
    first, second = table.options()[:2]
    table.do(c.OpenVote())
    for name in table.now.seats:
        table.do(c.Vote(1, second if name == "dan" else first, 2), name)
    table.do(c.CloseVote())
    table.do(c.Agree(is_agreed=True), "dan")
    table.do(c.GoOn())
    table.do(c.LookBack())
    table.do(c.Close())
    public = tuple(lines.decode(lines.encode(x)) for x in table.log if not w.is_private(x))
    told = "\n".join(map(lines.encode, public))
    assert "token of" not in told
    after = replay(public)
    assert after.names == ("ann", "bob", "cleo", "dan", "eve", "fay")
    assert [(x.name, x.answers) for x in after.kept] == [
        ("dan", ((table.team.tallies[0].scene, second, 2),))
    ]
    assert after.teams["1"].decided == table.team.decided
    assert after.teams["1"].exercise == table.team.exercise
    for name in ("ann", "bob", "cleo", "eve", "fay"):
        assert told.count(f'"{name}"') == 1  # on the attendance sheet, nowhere else


def test_what_would_tell_of_the_others_is_not_kept_of_those_who_agree(table):
    first = table.options()[0]
    table.do(c.OpenVote())
    for name in table.now.seats:
        table.do(c.Vote(1, first), name)
    table.do(c.CloseVote())
    for name in ("ann", "bob"):
        table.do(c.Agree(is_agreed=True), name)
    table.do(c.GoOn())
    table.do(c.Close())
    assert table.now.kept == ()  # four are left: the tally less two would be theirs


def test_a_host_that_was_stopped_goes_on_with_its_clocks_paused(table):
    table.do(c.OpenVote(90))
    table.do(c.Vote(1, table.options()[0]), "ann")
    before = table.team.step
    table.now = replay(lines.decode(lines.encode(event)) for event in table.log)
    assert table.team.step == before
    table.do(c.Restart(), D)
    assert not table.team.step.is_running
    assert table.team.step.answers == before.answers
    table.do(c.Resume())
    assert table.team.step.is_running


def test_half_of_the_room_on_each_side_is_a_tie_where_several_are_picked():
    choices = tuple(Choice(name, 5, 5, "") for name in "abcd")
    prompt = Prompt(choices, 0, 4)
    votes = ((("a",), 2), (("b",), 2))
    assert winner(prompt, votes) == ((), True)  # nobody wanted none of them
    assert winner(prompt, ((("a", "c"), 3), (("b", "c"), 2))) == (("a", "c"), False)
    assert winner_by_hands(prompt, {"a": 3, "b": 3, "c": 0, "d": 6}, 6) == (("d",), True)
