"""Opening the store: `open_store` is the only door."""

import os
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from simulator.store import engines, place
from simulator.store import tables as t
from simulator.store.faults import StoreFault
from simulator.store.folder import NAME, folder_of
from simulator.store.place import Notice
from simulator.store.store import Store
from simulator.store.writer import Writer

_KEY = 0x42414442
"""Of the lock under which a server's tables are made or brought up to date."""


def open_store(folder: str | Path = "", *, database: str = "") -> Store:
    """Open what is kept in *folder* (see `folder_of`), or on the server at *database*.

    What had to be kept aside is in the store's `notices`. StoreFault if there is no store to be
    had; nothing has been changed then.
    """
    return _on_server(database) if database else _in_file(folder_of(str(folder)))


def _in_file(folder: Path) -> Store:
    place.make(folder)
    path = folder / NAME
    notices: list[Notice] = []
    with place.alone(folder):
        wrong, version = place.examine(path)
        if wrong == "missing" and place.is_orphaned(path):
            wrong = "orphan"
        if wrong not in {"", "missing"}:
            notices.append(place.keep_aside(path, wrong))
        try:
            if wrong:
                _create(path)
            elif version < t.SCHEMA:
                notices.append(_migrate_file(path, version))
        except (SQLAlchemyError, OSError) as error:
            raise engines.fault(error, str(path)) from None
        place.make_private(path)
    writing = engines.sqlite(path, writes=True)
    _try(writing, str(path))
    reading = engines.sqlite(path, writes=False)
    return Store(Writer(writing, path), reading, notices, path=path)


def _create(path: Path) -> None:
    """Make the database under another name: what is seen under its own is always whole."""
    temporary = path.with_name(f"{path.name}.new")
    for beside in ("", *place.BESIDE):
        with suppress(FileNotFoundError):
            Path(f"{temporary}{beside}").unlink()
    os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    engine = engines.sqlite(temporary, writes=True)
    with engine.begin() as connection:
        make_ours(connection)
    engine.dispose()
    place.place_new(temporary, path)


def make_ours(connection: sa.Connection) -> None:
    """Make an empty file a database of ours."""
    connection.exec_driver_sql(f"PRAGMA application_id={t.APPLICATION}")
    create_tables(connection)


def create_tables(connection: sa.Connection) -> None:
    """Make today's tables in an empty database, with the version that alembic looks for."""
    t.metadata.create_all(connection)
    connection.exec_driver_sql(
        f"CREATE TABLE {t.VERSIONS} (version_num VARCHAR(32) NOT NULL, "
        f"CONSTRAINT {t.VERSIONS}_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql(f"INSERT INTO {t.VERSIONS} VALUES ('{t.SCHEMA}')")  # noqa: S608 - our own number
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version={t.SCHEMA}")


def _migrate_file(path: Path, version: int) -> Notice:
    from simulator.store.migrations import upgrade

    backup = place.dated(path, f"schema-{version}")
    place.copy(path, backup)
    engine = engines.sqlite(path, writes=True, cascades=False)
    try:
        with engine.begin() as connection:
            upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise StoreFault("damaged", str(path))
    finally:
        engine.dispose()
    return Notice("migrated", str(path), str(backup))


def _try(engine: Engine, where: str) -> None:
    """Take and leave the right to write, so that a disk that cannot be written to is known now."""
    try:
        with engine.begin():
            pass
    except (SQLAlchemyError, OSError) as error:
        raise engines.fault(error, where) from None


def _on_server(database: str) -> Store:
    writing = engines.postgresql(database, writes=True)
    try:
        with writing.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_KEY)))
            _prepare_server(connection)
    except SQLAlchemyError as error:
        raise engines.fault(error) from None
    return Store(Writer(writing), engines.postgresql(database, writes=False), [])


def _prepare_server(connection: sa.Connection) -> None:
    """Make or bring up to date a server's tables; all of it happens, or nothing."""
    found = set(sa.inspect(connection).get_table_names())
    if t.VERSIONS not in found:
        if found & set(t.metadata.tables):
            raise StoreFault("foreign")
        create_tables(connection)
        return
    version = connection.exec_driver_sql(f"SELECT version_num FROM {t.VERSIONS}").scalar()  # noqa: S608 - our own name
    if not str(version).isdecimal() or int(str(version)) > t.SCHEMA:
        raise StoreFault("newer", "PostgreSQL")
    if int(str(version)) < t.SCHEMA:
        from simulator.store.migrations import upgrade

        upgrade(connection)


def look(path: Path) -> Store:
    """Open the file at *path* to be read and nothing else; it is known to be whole and of today."""
    reading = engines.sqlite(path, writes=False)
    return Store(Writer(reading, path), reading, path=path)


def look_at_server(database: str) -> Store:
    """Open what a server keeps to be read and nothing else; StoreFault if nothing of ours is."""
    reading = engines.postgresql(database, writes=False)
    try:
        with reading.connect() as connection:
            if t.VERSIONS not in sa.inspect(connection).get_table_names():
                raise StoreFault("nothing")
            found = connection.exec_driver_sql(f"SELECT version_num FROM {t.VERSIONS}").scalar()  # noqa: S608 - our own name
    except SQLAlchemyError as error:
        raise engines.fault(error) from None
    if str(found) != str(t.SCHEMA):
        raise StoreFault("older" if str(found) < str(t.SCHEMA) else "newer", "PostgreSQL")
    return Store(Writer(reading), reading)
