"""Settings from the environment or `.env`: a frozen value, or a refusal that names the variable."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.errors import TanyaKotaError
from knowledge_base.load import CONTENT

PREFIX = "TANYAKOTA_"
PUBLIC_API = "https://api.telegram.org"
_TOKEN = re.compile(r"^\d{5,16}:[A-Za-z0-9_-]{30,64}$")


class BadSettingError(TanyaKotaError):
    """Pengaturan salah"""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the documentation says about a variable."""

    name: str
    default: str
    allowed: str


DOCUMENTED: tuple[Setting, ...] = (
    Setting("TANYAKOTA_TELEGRAM_TOKEN", "kosong: tanpa Telegram", "token dari @BotFather"),
    Setting("TANYAKOTA_TELEGRAM_API", PUBLIC_API, "alamat http(s) server Bot API"),
    Setting(
        "TANYAKOTA_DATABASE_URL",
        "sqlite:///data/tanyakota.sqlite3",
        "sqlite:///… atau postgresql://…",
    ),
    Setting("TANYAKOTA_CONTENT", "isi bawaan", "folder berisi kota.yaml dan <topik>/<id>.yaml"),
    Setting("TANYAKOTA_HOST", "127.0.0.1", "alamat untuk halaman obrolan"),
    Setting("TANYAKOTA_PORT", "8000", "angka 1 sampai 65535"),
    Setting("TANYAKOTA_ADMINS", "kosong", "id Telegram, dipisah koma"),
    Setting("TANYAKOTA_OPEN_DATA", "on", "on atau off"),
)


def _token(value: SecretStr | None) -> SecretStr | None:
    text = value.get_secret_value().strip() if value else ""
    if text and not _TOKEN.match(text):
        raise ValueError("token")
    return SecretStr(text) if text else None


def _api(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        raise ValueError("api")
    return value.rstrip("/")


def _database(value: str) -> str:
    if not re.match(r"^(sqlite:///.+|postgresql://.+)$", value):
        raise ValueError("database")
    return value


def _content(value: Path) -> Path:
    if not value.is_dir():
        raise ValueError("content")
    return value


def _switch(value: str) -> str:
    if value not in {"on", "off"}:
        raise ValueError("switch")
    return value


def _admins(value: object) -> tuple[int, ...]:
    parts = [part.strip() for part in str(value).split(",") if part.strip()]
    if not all(part.isdigit() for part in parts):
        raise ValueError("admins")
    return tuple(int(part) for part in parts)


class _Environment(BaseSettings):
    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore")

    telegram_token: Annotated[SecretStr | None, AfterValidator(_token)] = None
    telegram_api: Annotated[str, AfterValidator(_api)] = PUBLIC_API
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/tanyakota.sqlite3"
    content: Annotated[Path, AfterValidator(_content)] = CONTENT
    host: Annotated[str, Field(min_length=1)] = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    admins: Annotated[str, NoDecode] = ""
    open_data: Annotated[str, AfterValidator(_switch)] = "on"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. The token never shows in a representation."""

    telegram_token: str | None = field(repr=False)
    telegram_api: str
    database_url: str = field(repr=False)
    content: Path
    host: str
    port: int
    admins: tuple[int, ...]
    open_data: bool = True


def read_settings() -> Settings:
    """The settings in force.

    Raises:
        BadSettingError: one line with the variable, its value (secrets masked), what is allowed.
    """
    try:
        found = _Environment()
        admins = _admins(found.admins)
    except ValidationError as error:
        detail = error.errors()[0]
        raise _refusal(str(detail["loc"][0]), detail.get("input")) from None
    except ValueError:
        raise _refusal("admins", found.admins) from None
    token = found.telegram_token
    return Settings(
        telegram_token=token.get_secret_value() if token else None,
        telegram_api=found.telegram_api,
        database_url=found.database_url,
        content=found.content,
        host=found.host,
        port=found.port,
        admins=admins,
        open_data=found.open_data == "on",
    )


def _refusal(name: str, value: object) -> BadSettingError:
    variable = PREFIX + name.removeprefix(PREFIX.lower()).upper()
    allowed = next((one.allowed for one in DOCUMENTED if one.name == variable), "nilai yang benar")
    return BadSettingError(f"{variable}={_shown(variable, value)}", f"yang boleh: {allowed}")


def _shown(variable: str, value: object) -> str:
    if variable == "TANYAKOTA_TELEGRAM_TOKEN":
        return "***"
    return masked_url(str(value))


def masked_url(url: str) -> str:
    """A database or API address without its password."""
    return re.sub(r"(://[^:/@\s]*:)[^@\s]*(@)", r"\1***\2", url)
