"""A wrong value stops the start in one line that names the variable and hides secrets."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import DOCUMENTED, BadSettingError, read_settings

README = Path(__file__).parents[1] / "README.md"


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for one in DOCUMENTED:
        monkeypatch.delenv(one.name, raising=False)


def test_nothing_has_to_be_set():
    settings = read_settings()
    assert settings.telegram_token is None
    assert settings.database_url == "sqlite:///data/tanyakota.sqlite3"
    assert (settings.host, settings.port, settings.admins) == ("127.0.0.1", 8000, ())


@pytest.mark.parametrize(
    ("name", "value", "hidden"),
    [
        ("TANYAKOTA_PORT", "0", None),
        ("TANYAKOTA_PORT", "delapan", None),
        ("TANYAKOTA_TELEGRAM_TOKEN", "bukan-token", "bukan-token"),
        ("TANYAKOTA_TELEGRAM_API", "api.contoh.id", None),
        ("TANYAKOTA_DATABASE_URL", "mysql://budi:rahasia@db/kota", "rahasia"),
        ("TANYAKOTA_CONTENT", "tidak/ada", None),
        ("TANYAKOTA_ADMINS", "12,budi", None),
        ("TANYAKOTA_HOST", "", None),
        ("TANYAKOTA_OPEN_DATA", "mati", None),
    ],
)
def test_a_wrong_value_is_refused_in_one_line(monkeypatch, name: str, value: str, hidden):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadSettingError) as refusal:
        read_settings()
    line = str(refusal.value)
    assert name in line
    assert "yang boleh" in line
    assert "\n" not in line
    assert (hidden is None) or (hidden not in line)
    assert hidden is not None or value in line


def test_admins_are_numbers(monkeypatch):
    monkeypatch.setenv("TANYAKOTA_ADMINS", "12, 34")
    assert read_settings().admins == (12, 34)


def test_open_data_can_be_switched_off(monkeypatch):
    assert read_settings().open_data is True
    monkeypatch.setenv("TANYAKOTA_OPEN_DATA", "off")
    assert read_settings().open_data is False


def test_a_dotenv_file_is_read(tmp_path):
    (tmp_path / ".env").write_text("TANYAKOTA_PORT=8123\n", encoding="utf-8")
    assert read_settings().port == 8123


def test_the_token_is_not_in_the_representation(monkeypatch):
    token = "1234567" + ":" + "A" * 35
    monkeypatch.setenv("TANYAKOTA_TELEGRAM_TOKEN", token)
    settings = read_settings()
    assert settings.telegram_token == token
    assert token not in repr(settings)


@pytest.mark.parametrize("setting", DOCUMENTED, ids=lambda one: one.name)
def test_every_setting_is_in_the_readme(setting):
    assert setting.name in README.read_text(encoding="utf-8")
