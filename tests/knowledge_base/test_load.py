"""Loading: faults of all files, each with its line."""

import pytest

from knowledge_base import ContentError, load
from knowledge_base.load import load_entries
from tests.knowledge_base.build import fields, write


def test_topics_are_folders(tmp_path):
    write(tmp_path, fields("satu"))
    write(tmp_path, fields("dua"))
    kb = load(str(tmp_path))
    assert [entry.id for entry in kb.topics["topik"]] == ["dua", "satu"]


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(ContentError, match="tidak ada berkas layanan"):
        load(tmp_path)


def test_all_faults_are_named_with_their_lines(tmp_path):
    broken = write(tmp_path, fields("satu"))
    broken.write_text("id: satu\n  nama: [\n", encoding="utf-8")
    strange = write(tmp_path, fields("dua") | {"warna": "biru"})
    with pytest.raises(ContentError) as caught:
        load_entries(tmp_path)
    found = {(fault.file, fault.line) for fault in caught.value.faults}
    last = len(strange.read_text(encoding="utf-8").splitlines())
    assert found == {(broken, 2), (strange, last - 2)} or found == {(broken, 2), (strange, last)}


def test_not_utf8_is_refused(tmp_path):
    write(tmp_path, fields("satu")).write_bytes(b"id: \xff\xfe")
    with pytest.raises(ContentError, match="bukan UTF-8"):
        load(tmp_path)
