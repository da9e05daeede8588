"""The contract of the store, on both engines: what is kept is read back, whole and unchanged."""

import threading
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from simulator.conduct.kept import begin, look_back, resume
from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.exercise import events as e
from simulator.exercise.commands import Contest, Respond
from simulator.store import rollup
from simulator.store import tables as t
from simulator.store.faults import StoreFault, Unkeepable
from simulator.store.values import fit
from tests.unit.store.conftest import tutorial


def play(store, *, decisions=99, seed=3, last=False, profile="", kind=""):
    """Play the tutorial by first (or last) responses; return what conducts it."""
    conduct, keeper = begin(store, store.profile(profile), tutorial(), language="en", kind=kind)
    conduct.start(seed)
    go_on(conduct, decisions, last=last)
    keeper.close()
    return conduct, keeper.id


def go_on(conduct, decisions=99, *, last=False):
    while decisions and (asked := conduct.prompt()) is not None:
        legal = list(asked.legal())
        conduct.do(Respond(legal[-1] if last else legal[0]))
        decisions -= 1


def rows(store, *tables):
    def read(connection):
        return [sorted(map(tuple, connection.execute(sa.select(x)))) for x in tables]

    return store.read(read)


def test_an_exercise_is_read_back_as_it_was_played(store):
    played, name = play(store)
    again = look_back(store, name)
    assert again.conduct.log == played.log
    assert record(debrief(again.conduct.loaded, again.conduct.log)) == record(
        debrief(played.loaded, played.log)
    )
    assert again.exercise.ended is not None
    assert again.exercise.overall == record(debrief(played.loaded, played.log))["overall"]


def test_an_exercise_goes_on_where_it_stopped(opener):
    first = opener()
    whole, _ = play(first)
    begun, name = play(first, decisions=2)
    first.close()
    again, keeper = resume(opener(), name)
    assert again.conduct.state == begun.state
    go_on(again.conduct)
    keeper.close()
    assert again.conduct.log == whole.log


def test_the_default_profile_is_there_without_a_question(store):
    assert store.profile() == store.profile()
    assert store.profile("Fern").name == "Fern"
    assert [found.name for found in store.profiles()] == ["", "Fern"]


def test_first_attempts_replays_and_drills_are_told_apart(store):
    play(store, decisions=0)
    play(store, decisions=1)
    play(store)
    play(store, kind="drill")
    play(store, profile="Fern")
    assert [x.kind for x in store.history(store.profile())] == [
        "drill", "replay", "first", "first"
    ]  # fmt: skip
    assert [x.kind for x in store.history(store.profile("Fern"))] == ["first"]


def test_history_is_the_latest_first_and_in_pages(store):
    for seed in range(4):
        play(store, decisions=0, seed=seed)
    mine = store.profile()
    assert [x.number for x in store.history(mine)] == [4, 3, 2, 1]
    assert [x.number for x in store.history(mine, limit=2, before=3)] == [2, 1]
    assert store.history(mine, "another") == []
    assert [x.number for x in store.open_exercises(mine)] == [4, 3, 2, 1]


def test_what_was_opened_and_left_is_not_listed(store):
    play(store, decisions=0)
    play(store, decisions=0, kind="drill")
    play(store, decisions=1)
    play(store, decisions=0)
    _, ended = play(store)
    mine = store.profile()
    assert [x.number for x in store.history(mine, decided=True)] == [5, 3]
    assert [x.number for x in store.history(mine, decided=True, limit=1)] == [5]
    assert [x.number for x in store.open_exercises(mine, decided=True)] == [3]
    assert store.load(ended).exercise.kind == "replay"


def test_totals_are_what_adding_everything_up_gives(store):
    play(store)
    play(store, last=True)
    play(store, kind="drill")
    play(store, decisions=1)
    kept = rows(store, t.tally, t.standing)
    store.write(lambda connection: rollup.rebuild(connection, store.profile().id))
    assert rows(store, t.tally, t.standing) == kept
    (standing,) = kept[1]
    _, scenario, plays, first, first_overall, _best, best_overall, last, *_ = standing
    done = [x for x in reversed(store.history(store.profile())) if x.ended and x.kind != "drill"]
    assert (scenario, plays) == ("late-order", 2)
    assert (first, first_overall) == (done[0].id, done[0].overall)
    assert last == done[-1].id
    assert best_overall == max(x.overall for x in done)


def test_a_disagreement_after_the_end_is_kept_and_counts_no_second_time(store):
    played, name = play(store)
    kept = rows(store, t.tally, t.standing, t.result)
    again, keeper = resume(store, name)
    moment = debrief(played.loaded, played.log).moments[0]
    again.conduct.do(Contest(moment.scene, moment.picks[0], "trop tôt"))
    keeper.close()
    assert look_back(store, name).conduct.log == again.conduct.log
    assert rows(store, t.tally, t.standing, t.result) == kept


def test_one_exercise_in_one_window(opener):
    one, other = opener(), opener()
    _, name = play(one, decisions=1)
    _, keeper = resume(one, name)
    for store in (one, other):
        with pytest.raises(StoreFault, match="elsewhere"):
            resume(store, name)
    keeper.close()
    _, keeper = resume(other, name)
    keeper.close()


def test_two_windows_that_both_go_on_count_once(opener, monkeypatch):
    """Even where no lease tells them apart, the second one is refused at its first command."""
    one, other = opener(), opener()
    _, name = play(one, decisions=1)
    first, keeper = resume(one, name)
    keeper.close()
    second, keeper = resume(other, name)
    keeper.close()
    go_on(first.conduct, 1)
    before = second.conduct.log
    with pytest.raises(StoreFault, match="elsewhere"):
        go_on(second.conduct, 1)
    assert second.conduct.log == before
    assert look_back(one, name).conduct.log == first.conduct.log


CHANGES = [
    ("UPDATE event SET body = replace(body, '\"minute\":0', '\"minute\":1') WHERE seq = 1"),
    ("UPDATE event SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 2"),
    ("UPDATE event SET command = command + 1 WHERE seq = 3"),
    ("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)"),
    ("DELETE FROM event WHERE seq = 4"),
    ("UPDATE exercise SET seed = seed + 1"),
    ("UPDATE exercise SET kind = 'replay'"),
    ("UPDATE exercise SET events = events + 1"),
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_was_changed_is_noticed(store, change):
    _, name = play(store, decisions=1)
    store.write(lambda connection: connection.exec_driver_sql(change).rowcount)
    with pytest.raises(StoreFault, match="altered"):
        look_back(store, name)


def test_what_was_played_is_used_even_if_it_is_not_what_it_was(store):
    _, name = play(store)
    broken = sa.update(t.material).values(body=b'{"scenario.yaml":"badbuzz: 1"}')
    store.write(lambda connection: connection.execute(broken).rowcount)
    with pytest.raises(StoreFault, match="material"):
        look_back(store, name)


def test_thirty_clients_lose_nothing(store):
    conducts = []

    def client(number):
        conducts.append(play(store, decisions=2, seed=number, profile=f"{number % 3}"))

    threads = [threading.Thread(target=client, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(conducts) == 30
    for conduct, name in conducts:
        assert store.load(name).log == conduct.log
    for number in range(3):
        found = store.history(store.profile(f"{number}"))
        assert [x.number for x in found] == list(range(10, 0, -1))


def test_the_work_of_one_spoils_nobody_elses(store):
    """Many jobs share a transaction; one that fails takes none with it."""
    hold = threading.Event()
    first = store._writer.submit(lambda _: hold.wait())
    good = [store._writer.submit(_name(f"good {n}")) for n in range(3)]
    bad = store._writer.submit(_name("good 1"))
    worse = store._writer.submit(lambda _: 1 // 0)
    last = store._writer.submit(_name("last"))
    hold.set()
    first.result()
    for future in (*good, last):
        future.result()
    with pytest.raises(sa.exc.IntegrityError):
        bad.result()
    with pytest.raises(ZeroDivisionError):
        worse.result()
    names = [found.name for found in store.profiles()]
    assert names == ["good 0", "good 1", "good 2", "last"]


def _name(name):
    row = {"id": f"{abs(hash((name, object()))):032x}"[:32], "name": name}

    def work(connection):
        connection.execute(sa.insert(t.profile).values(row | {"created": datetime.now(UTC)}))

    return work


def test_a_failure_leaves_the_exercise_where_it_was(store):
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    conduct.start(1)
    state, log = conduct.state, conduct.log
    with pytest.raises(Unkeepable):
        keeper.append([e.Contested("x", "y", "\ud800")])
    assert store.load(keeper.id).log == log == keeper.log
    assert conduct.state == state
    go_on(conduct, 1)
    assert store.load(keeper.id).log == conduct.log


@pytest.mark.parametrize("bad", ["\ud800", "a\0b", 2**63, -(2**63), float("nan"), float("-inf")])
def test_what_no_database_holds_is_refused_before(bad):
    for value in (bad, [bad], {"a": (1, bad)}):
        with pytest.raises(Unkeepable):
            fit(value)
    if isinstance(bad, str):
        with pytest.raises(Unkeepable):
            fit({bad: 1})


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_every_other_text_fits(text):
    assert fit(text) == text


def test_moments_are_utc_and_come_back_as_they_were(store):
    before = datetime.now(UTC)
    _, name = play(store, decisions=0)
    row = store.load(name).exercise
    assert before <= row.started <= row.touched <= datetime.now(UTC)
    assert row.started.utcoffset().total_seconds() == 0
    with pytest.raises((TypeError, sa.exc.StatementError)):
        store.write(
            lambda c: c.execute(
                sa.insert(t.profile).values(id="x", name="x", created=datetime(2026, 1, 1))  # noqa: DTZ001
            )
        )


def test_nothing_is_written_before_the_first_command(store):
    _conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    keeper.close()
    assert rows(store, t.exercise, t.material) == [[], []]
