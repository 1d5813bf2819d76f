"""The schemas in the repository are the ones the code means."""

from knowledge_base import schema


def test_the_schemas_are_current():
    assert schema.outdated() == []
    assert schema.main(["--check"]) == 0


def test_an_old_or_missing_schema_is_noticed(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(schema, "FOLDER", tmp_path)
    file = tmp_path / "entry.schema.json"
    file.write_text("{}", encoding="utf-8")
    found = schema.outdated(tmp_path)
    assert found == [file, tmp_path / "guide.schema.json"]
    assert schema.main([]) == 0
    assert schema.outdated(tmp_path) == []
