"""A line to PostgreSQL that is cut before and after the server's COMMIT, by a real proxy."""

import socket
import threading
from contextlib import suppress

import pytest

from simulator.conduct.kept import begin, look_back
from simulator.exercise.commands import Respond
from simulator.store import tables as t
from simulator.store import workshops, writer
from simulator.store.closing import close_privately
from simulator.store.faults import StoreFault
from simulator.store.opening import open_store
from tests.unit.store.conftest import tutorial
from tests.unit.store.nursery import steps
from tests.unit.store.test_store import rows
from tests.unit.store.test_workshops import beginning, said, words


class Proxy:
    """Between us and the server: forwards everything, until it is told to cut."""

    def __init__(self, port: int) -> None:
        self._server = port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self.cut = ""
        """before, after: what becomes of the next COMMIT; then every line is cut."""
        self.is_down = False
        self.stays_down = False
        self.cuts = 0
        self._ends: list[socket.socket] = []
        self._lock = threading.Lock()
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                if self.is_down:
                    client.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self._server))
                with self._lock:
                    self._ends += [client, server]
                for one, other, ours in ((client, server, True), (server, client, False)):
                    threading.Thread(
                        target=self._forward, args=(one, other, ours), daemon=True
                    ).start()

    def _forward(self, one: socket.socket, other: socket.socket, ours: bool) -> None:  # noqa: FBT001
        with suppress(OSError):
            while data := one.recv(65536):
                is_commit = ours and self.cut and b"COMMIT\0" in data
                if is_commit and self.cut == "before":
                    self._cut_all()
                    return
                if is_commit and self.cut == "after":
                    self.cut = "answer"
                elif not ours and self.cut == "answer":
                    # The server has committed; nobody will hear of it.
                    self._cut_all()
                    return
                other.sendall(data)
        for end in (one, other):
            with suppress(OSError):
                end.close()

    def _cut_all(self) -> None:
        self.cuts += 1
        self.cut, self.is_down = "", self.stays_down
        with self._lock:
            ends, self._ends = self._ends, []
        for end in ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self.stays_down = True
        self._cut_all()
        self._listening.close()


@pytest.fixture
def line(database):
    address, _, name = database.rpartition("/")
    proxy = Proxy(int(address.rpartition(":")[2]))
    proxied = f"{address.rpartition(':')[0]}:{proxy.port}/{name}"
    yield proxy, proxied
    proxy.close()


@pytest.fixture
def kept(line):
    proxy, address = line
    store = open_store(database=address)
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    yield proxy, store, conduct, keeper
    store.close()


def whole(database):
    """The tutorial's log and totals, without a proxy."""
    store = open_store(database=database)
    conduct, keeper = begin(store, store.profile(), tutorial(), language="en")
    for step in steps(conduct):
        step()
    keeper.close()
    sums = totals(store)
    store.close()
    return conduct.log, sums


def totals(store):
    tally, standing = rows(store, t.tally, t.standing)
    return [row[1:] for row in tally], [row[2] for row in standing]


def test_cut_after_the_commit_the_doubt_is_resolved_by_reading_back(kept, new_database):
    proxy, store, conduct, keeper = kept
    for number, step in enumerate(steps(conduct), 1):
        proxy.cut = "after"
        step()
        assert proxy.cuts == number
        assert store.load(keeper.id).log == conduct.log
    assert (conduct.log, totals(store)) == whole(new_database())


def test_cut_before_the_commit_nothing_happened_and_tried_again_it_counts_once(kept, new_database):
    proxy, store, conduct, keeper = kept
    for number, step in enumerate(steps(conduct), 1):
        proxy.cut = "before"
        before = conduct.state, conduct.log
        with pytest.raises(StoreFault, match="lost"):
            step()
        assert proxy.cuts == number
        assert (conduct.state, conduct.log) == before
        step()
        assert store.load(keeper.id).log == conduct.log
    assert (conduct.log, totals(store)) == whole(new_database())


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_line_that_stays_cut_is_told_and_tried_again_it_counts_once(kept, new_database, when):
    proxy, store, conduct, keeper = kept
    proxy.stays_down = True
    for step in steps(conduct):
        proxy.cut = when
        before = conduct.state, conduct.log
        for _ in range(2):
            with pytest.raises(StoreFault, match=r"lost|unreachable"):
                step()
        assert (conduct.state, conduct.log) == before
        proxy.is_down = False
        step()
        assert store.load(keeper.id).log == conduct.log
    assert (conduct.log, totals(store)) == whole(new_database())


@pytest.mark.parametrize("when", ["before", "after"])
def test_another_decision_takes_the_place_of_one_that_nobody_was_told_was_kept(kept, when):
    proxy, store, conduct, keeper = kept
    conduct.start(3)
    proxy.stays_down = True
    while (asked := conduct.prompt()) is not None:
        first, *_, last = asked.legal()
        proxy.cut = when
        with pytest.raises(StoreFault):
            conduct.do(Respond(first))
        proxy.is_down = False
        conduct.do(Respond(last))
        kept_log = store.load(keeper.id).log
        assert kept_log == conduct.log
    tally, standing = rows(store, t.tally, t.standing)
    assert [row[2] for row in standing] == [1]
    assert {row[3] for row in tally} == {1}
    assert look_back(store, keeper.id).conduct.state.is_over


# ---- workshops: many batches on their way at once


@pytest.fixture
def held(line):
    proxy, address = line
    store = open_store(database=address)
    keeper = workshops.begin(store, beginning())
    keeper.append(said("begun"))
    yield proxy, store, keeper
    store.close()


def at_once(proxy, store, keeper, cut):
    """Hand in ten batches that share a commit, which is cut; return how each of them ended."""
    release, ready = threading.Event(), threading.Event()

    def busy(_connection):
        ready.set()
        release.wait(10)
        raise StoreFault("busy")  # Rolled back: the first COMMIT is that of the ten.

    store.submit(busy)
    ready.wait(10)
    proxy.cut = cut
    waiting = [keeper.submit(said(f"{number}")) for number in range(10)]
    release.set()
    return [str(future.exception(60) or "") for future in waiting]


def test_batches_cut_after_their_commit_are_all_known_to_be_kept(held):
    """Though the head that is read back is that of the last one."""
    proxy, store, keeper = held
    assert at_once(proxy, store, keeper, "after") == [""] * 10
    assert proxy.cuts == 1
    assert words(workshops.load(store, keeper.id).rows)[1:] == [f"{n}" for n in range(10)]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_line_that_stays_cut_loses_all_in_flight_and_the_next_takes_their_place(held, when):
    proxy, store, keeper = held
    for turn in range(3):
        before = words(workshops.load(store, keeper.id).rows)
        proxy.stays_down = True
        told = at_once(proxy, store, keeper, when)
        assert proxy.cuts == turn + 1
        assert set(told) <= {"lost", "unreachable"}
        with pytest.raises(StoreFault, match=r"lost|unreachable"):
            keeper.append(said("lost too"))
        proxy.is_down = False
        keeper.append(said(f"after {turn}"))
        assert words(workshops.load(store, keeper.id).rows) == [*before, f"after {turn}"]


def test_nothing_is_kept_behind_a_batch_of_which_nobody_knows(held, monkeypatch):
    """It is on the server, but could not be read back: what was decided on it has to wait."""
    proxy, store, keeper = held
    monkeypatch.setattr(writer, "MOST", 1)  # A transaction for each.
    monkeypatch.setattr(store._writer, "_look_back", lambda _job: None)
    assert set(at_once(proxy, store, keeper, "after")) == {"lost"}
    keeper.append(said("next"))
    assert words(workshops.load(store, keeper.id).rows) == ["begun", "next"]


def test_nothing_is_told_as_kept_behind_a_batch_that_was_told_as_lost(held, monkeypatch):
    """All ten are on the server; the line came back after the first was given up."""
    proxy, store, keeper = held
    look_back, asked = store._writer._look_back, []

    def late(job):
        asked.append(job)
        return look_back(job) if len(asked) > 1 else None

    monkeypatch.setattr(store._writer, "_look_back", late)
    assert set(at_once(proxy, store, keeper, "after")) == {"lost"}
    assert len(asked) == 10
    keeper.append(said("next"))
    assert words(workshops.load(store, keeper.id).rows) == ["begun", "next"]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_close_that_was_cut_is_closed_by_trying_again(held, when, monkeypatch):
    proxy, store, keeper = held
    keeper.append(said("secret", is_private=True))
    settle, proxy.stays_down = keeper.settle, True

    def armed(connection):
        proxy.cut = when
        settle(connection)

    monkeypatch.setattr(keeper, "settle", armed)
    with pytest.raises(StoreFault, match=r"lost|unreachable"):
        close_privately(store, keeper)
    monkeypatch.undo()
    proxy.is_down = False
    close_privately(store, keeper)
    assert words(workshops.load(store, keeper.id).rows) == ["begun"]
