"""A store on each engine: what holds for one holds for the other."""

import contextlib
import itertools
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import sqlalchemy as sa

from simulator.scenario.load import Loaded
from simulator.store.opening import open_store
from simulator.store.store import Store
from tests.postgres import NotHere, server
from tests.shelf import load

SAMPLE = Path(__file__).parents[2] / "golden" / "scenarios" / "late-order"
Opener = Callable[[], Store]
_numbers = itertools.count(1)


@lru_cache(maxsize=1)
def tutorial() -> Loaded:
    found, problems = load(SAMPLE)
    assert found is not None, problems
    return found


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a server, without a database."""
    with contextlib.ExitStack() as stack:
        try:
            address = stack.enter_context(server())
        except NotHere as reason:
            pytest.skip(str(reason))
        yield address


@pytest.fixture(scope="session")
def new_database(postgres) -> Iterator[Callable[[], str]]:
    """Makes an empty database and gives its address."""
    address = postgres.replace("postgresql://", "postgresql+psycopg://")
    engine = sa.create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")

    def make() -> str:
        name = f"test{next(_numbers)}"
        with engine.connect() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return f"{postgres}/{name}"

    yield make
    engine.dispose()


@pytest.fixture
def database(new_database) -> str:
    """The address of an empty database."""
    address: str = new_database()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def opener(request, tmp_path) -> Iterator[Opener]:
    """Opens the same store, on each engine, as often as it is called."""
    more = {}
    if request.param == "postgresql":
        more = {"database": request.getfixturevalue("database")}
    opened: list[Store] = []

    def again() -> Store:
        store = open_store(tmp_path / "data", **more)
        opened.append(store)
        return store

    yield again
    for store in opened:
        store.close()


@pytest.fixture
def store(opener: Opener) -> Store:
    return opener()
