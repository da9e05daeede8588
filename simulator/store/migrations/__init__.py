"""Bringing an older database up to date. Imported only when one is found: alembic weighs 100 ms.

Each step is a module of `versions/`, whose revision is the schema's version. A step never imports
tables.py, which has moved on since.
"""

from pathlib import Path

import sqlalchemy as sa
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from simulator.store.tables import VERSIONS

STEPS = Path(__file__).parent / "versions"


def upgrade(connection: sa.Connection, *, to: str = "head") -> None:
    """Run the steps that *connection*'s database lacks, in the transaction that is open."""
    config = Config()
    config.set_main_option("script_location", str(STEPS.parent).replace("%", "%%"))
    config.set_main_option("version_locations", str(STEPS).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    script = ScriptDirectory.from_config(config)

    def missing(revision: str, _context: MigrationContext) -> object:
        return script._upgrade_revs(to, revision)  # noqa: SLF001 - what alembic's own command calls

    with EnvironmentContext(config, script, fn=missing) as environment:
        environment.configure(
            connection=connection,
            render_as_batch=True,
            version_table=VERSIONS,
            transactional_ddl=False,  # The transaction is ours.
        )
        environment.run_migrations()
    if connection.dialect.name == "sqlite":
        version = int(str(connection.exec_driver_sql(f"SELECT * FROM {VERSIONS}").scalar()))  # noqa: S608 - our own name
        connection.exec_driver_sql(f"PRAGMA user_version={version}")
