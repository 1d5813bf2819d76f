"""Brings the schema up to date, and refuses what it cannot serve in one line."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

import migrations
from bot.errors import TanyaKotaError
from bot.storage.engine import open_engine
from bot.storage.tables import metadata


class DatabaseUnreachableError(TanyaKotaError):
    """Basis data tidak dapat dibuka"""


class DatabaseTooNewError(TanyaKotaError):
    """Basis data dibuat oleh versi Tanya Kota yang lebih baru; perbarui program ini"""


def upgrade(engine: Engine, shown: str) -> None:
    """Migrate to the newest schema. `shown` is the address without its password.

    Raises:
        DatabaseUnreachableError: it does not answer or cannot be written.
        DatabaseTooNewError: it has a schema this program does not know.
    """
    try:
        with engine.begin() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
            script = ScriptDirectory.from_config(configuration())
            known = {one.revision for one in script.walk_revisions()}
            if current is not None and current not in known:
                raise DatabaseTooNewError(f"{shown} (skema {current})")
            settings = configuration()
            settings.attributes["connection"] = connection
            command.upgrade(settings, "head")
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        mend = "periksa TANYAKOTA_DATABASE_URL, izin, dan apakah servernya hidup"
        raise DatabaseUnreachableError(shown, reason, mend) from None
    except OSError as error:
        mend = "periksa TANYAKOTA_DATABASE_URL dan izin foldernya"
        raise DatabaseUnreachableError(shown, error.strerror, mend) from None


def configuration() -> Config:
    """Alembic's configuration; the scripts lie in the package `migrations`."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(migrations.__file__).parent))
    return settings


def differences(engine: Engine) -> list[object]:
    """What the migrated schema and the tables disagree about."""
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def check() -> int:
    """Migrate an empty database and compare it with the tables; 0 when they agree."""
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/check.sqlite3")
        upgrade(engine, "check")
        found = differences(engine)
        engine.dispose()
    for one in found:
        sys.stderr.write(f"{one}\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(check())
