"""Workshops as they are kept: whole batches in, the same rows out, whatever happens between."""

import json
from concurrent.futures import wait
from contextlib import closing
from itertools import chain
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.language import speak
from simulator.scenario.material import pack
from simulator.store import health, workshops
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.opening import open_store
from simulator.store.workshop_rows import Row, WorkshopBeginning
from simulator.workshop.host import Keeping
from tests.unit.store.conftest import tutorial


def beginning(organisation=b""):
    loaded = tutorial()
    assert loaded.files is not None
    return WorkshopBeginning(
        loaded.scenario.id, loaded.digest, pack(loaded.files), 1, 1, "fr", organisation,
        '{"teams":1}',
    )  # fmt: skip


def said(*words, is_private=False):
    return [Row("Said", json.dumps({"text": word}), is_private) for word in words]


def words(rows):
    return [json.loads(row.body)["text"] for row in rows]


def test_what_was_kept_is_found_again(opener):
    store = opener()
    keeper = workshops.begin(store, beginning(b"house: ours"))
    keeper.append(said("one", "two"))
    keeper.append(said("three", is_private=True))
    assert keeper.append([]) == ()
    keeper.close()
    kept, again = workshops.resume(opener(), keeper.id)
    assert words(kept.rows) == ["one", "two", "three"]
    assert [row.is_private for row in kept.rows] == [False, False, True]
    assert [row.command for row in kept.rows] == [1, 1, 2]
    assert (kept.scenario, kept.organisation) == (beginning().material, b"house: ours")
    (four,) = again.append(said("four"))
    assert (four.seq, four.command) == (3, 3)
    again.close()
    assert workshops.load(store, keeper.id).rows == (*kept.rows, four)


def test_the_host_may_keep_through_it(store):
    keeping: Keeping = workshops.begin(store, beginning())
    assert keeping.submit([]).done()


def test_two_hundred_at_once_share_commits(store):
    keeper = workshops.begin(store, beginning())
    commits: list[object] = []
    sa.event.listen(store._writer._engine, "commit", commits.append)
    waiting = [keeper.submit(said(f"{number}")) for number in range(200)]
    wait(waiting, 30)
    assert [words(one.result()) for one in waiting] == [[f"{number}"] for number in range(200)]
    assert len(commits) < 50
    assert words(workshops.load(store, keeper.id).rows) == [f"{n}" for n in range(200)]
    keeper.close()


def test_one_workshop_one_host(opener):
    one, other = opener(), opener()
    keeper = workshops.begin(one, beginning())
    keeper.append(said("here"))
    for store in (one, other):
        with pytest.raises(StoreFault, match="hosted"):
            workshops.resume(store, keeper.id)
    keeper.close()
    with pytest.raises(StoreFault, match="closed"):
        keeper.append(said("late"))
    workshops.resume(other, keeper.id)[1].close()


def test_two_hosts_that_both_go_on_count_once(opener):
    """Even where no lease tells them apart, the second one is refused at its first batch."""
    one, other = opener(), opener()
    begun = workshops.begin(one, beginning())
    begun.append(said("here"))
    begun.close()
    _, first = workshops.resume(one, begun.id)
    first.close()
    _, second = workshops.resume(other, begun.id)
    first.go_on()
    first.append(said("first"))
    for _ in range(2):
        with pytest.raises(StoreFault, match="hosted") as told:
            second.append(said("second"))
    assert "atelier" in told.value.sentence(speak("fr"))
    second.close()
    assert words(workshops.load(one, begun.id).rows) == ["here", "first"]


def test_of_those_in_flight_none_is_kept_behind_one_that_is_not(store):
    """And the next one is decided on what was kept, as if nothing had been handed in between."""
    keeper = workshops.begin(store, beginning())
    (first,) = keeper.append(said("first"))
    own = sa.update(t.workshop).where(t.workshop.c.id == keeper.id)
    store.write(lambda c: c.execute(own.values(head="x" * 64)).rowcount)
    lost = [keeper.submit(said("lost")) for _ in range(20)]
    assert {str(one.exception()) for one in lost} == {"hosted"}
    store.write(lambda c: c.execute(own.values(head=first.hash)).rowcount)
    kept = [keeper.submit(said(f"{number}")) for number in range(5)]
    wait(kept, 30)
    keeper.close()
    rows = workshops.load(store, keeper.id).rows
    assert words(rows) == ["first", "0", "1", "2", "3", "4"]
    assert [row.command for row in rows] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("body", ["{", '"\\ud800"', "NaN", '{"a":1e999}', f"{2**70}", '"\\u0000"'])
def test_what_a_database_would_lose_is_refused_and_the_next_is_kept(store, body):
    with closing(workshops.begin(store, beginning())) as keeper:
        with pytest.raises(StoreFault, match="value"):
            keeper.append([*said("good"), Row("Said", body)])
        keeper.append(said("kept"))
    assert words(workshops.load(store, keeper.id).rows) == ["kept"]


CHANGES = [
    "UPDATE workshop_event SET body = replace(body, 'two', 'six') WHERE seq = 1",
    "UPDATE workshop_event SET kind = 'Done' WHERE seq = 1",
    "UPDATE workshop_event SET is_private = NOT is_private WHERE seq = 2",
    "UPDATE workshop_event SET at = '2020-01-01T00:00:00.000000Z' WHERE seq = 2",
    "UPDATE workshop_event SET command = command + 1 WHERE seq = 2",
    "DELETE FROM workshop_event WHERE seq = 2",
    "DELETE FROM workshop_event WHERE seq = 1",
    "UPDATE workshop_event SET seq = 7 WHERE seq = 2",
    "UPDATE workshop SET settings = '{}'",
    "UPDATE workshop SET events = events + 1",
    "UPDATE workshop SET head = digest",
]


@pytest.mark.parametrize("change", CHANGES)
def test_a_row_that_was_changed_is_noticed(store, change):
    with closing(workshops.begin(store, beginning())) as keeper:
        keeper.append(said("one", "two", "three"))
    store.write(lambda connection: connection.exec_driver_sql(change).rowcount)
    with pytest.raises(StoreFault, match="altered") as told:
        workshops.resume(store, keeper.id)
    assert "atelier" in told.value.sentence(speak("fr"))
    with pytest.raises(StoreFault, match="altered"):  # Not hosted: the lease was given back.
        workshops.resume(store, keeper.id)


def test_it_is_listed_once_something_happened(store):
    empty, one, two = (workshops.begin(store, beginning()) for _ in range(3))
    one.append(said("one"))
    two.append(said("two"))
    found = [row.id for row in workshops.history(store)]
    assert found == [two.id, one.id]
    assert [row.id for row in workshops.open_workshops(store, limit=1)] == [two.id]
    for keeper in (empty, one, two):
        keeper.close()


def test_an_export_of_an_open_workshop_leaves_out_what_is_private(store):
    with closing(workshops.begin(store, beginning())) as keeper:
        keeper.append(said("shown") + said("secret", is_private=True))
    told = workshops.export(store, keeper.id)
    assert "shown" in json.dumps(told)
    assert "secret" not in json.dumps(told)
    assert told["settings"] == {"teams": 1}
    with pytest.raises(StoreFault, match="no-workshop"):
        workshops.export(store, "nothing")


def test_what_is_read_in_steps_is_read_at_one_moment(store):
    """Or a workshop that goes on would look altered to whoever reads it meanwhile."""
    with closing(workshops.begin(store, beginning())) as keeper:
        keeper.append(said("one"))

        def read(connection):
            counted = sa.select(sa.func.count()).select_from(t.workshop_event)
            before = connection.execute(counted).scalar()
            keeper.append(said("meanwhile"))
            return before, connection.execute(counted).scalar()

        assert store.read(read) == (1, 1)


def test_a_doctor_looks_at_workshops(tmp_path):
    with closing(open_store(tmp_path)) as store:
        keepers = [workshops.begin(store, beginning()) for _ in range(2)]
        for keeper in keepers:
            keeper.append(said("one"))
            keeper.close()
        found = health.look(str(tmp_path))
        assert (found.workshops, found.open_workshops, found.is_well) == (2, 2, True)
        store.write(lambda c: c.exec_driver_sql(f"{CHANGES[3]} OR seq = 0").rowcount)
        found = health.look(str(tmp_path))
        assert set(found.altered_workshops) == {keeper.id for keeper in keepers}
        assert not found.is_well


# ---- any batches


ROWS = st.builds(
    Row,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8),
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**63) + 1, 2**63 - 1)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=4,
    ).map(json.dumps),
    st.booleans(),
)  # fmt: skip
BATCHES = st.lists(st.lists(ROWS, max_size=4), max_size=6)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    made: Path = tmp_path_factory.mktemp("workshops")
    return made


@settings(max_examples=40, deadline=None)
@given(BATCHES, st.integers(0, 6))
def test_any_batches_in_the_same_rows_out(folder, batches, reopened):
    with closing(open_store(folder / "data")) as store:
        keeper = workshops.begin(store, beginning())
        for number, batch in enumerate(batches):
            keeper.submit(batch)
            if number == reopened:
                keeper.close()
                _, keeper = workshops.resume(store, keeper.id)
        keeper.close()
        rows = workshops.load(store, keeper.id).rows
    assert [Row(x.kind, x.body, x.is_private) for x in rows] == list(chain(*batches))
    wanted = [number for number, batch in enumerate(filter(None, batches), 1) for _ in batch]
    assert [row.command for row in rows] == wanted
