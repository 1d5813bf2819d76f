"""The schema in the repository is the one the code means."""

from knowledge_base import schema


def test_the_schema_is_current():
    assert schema.is_current()


def test_an_old_schema_is_noticed(tmp_path, monkeypatch, capsys):
    file = tmp_path / "entry.schema.json"
    file.write_text("{}", encoding="utf-8")
    assert not schema.is_current(file)
    assert schema.main(["--check"]) == 0
