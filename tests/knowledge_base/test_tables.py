"""The language tables: no variant twice, no circle, nothing that undoes itself."""

from collections import Counter

import pytest
import yaml

from knowledge_base.language.tables import FOLDER, WORD_FILES, closed, language, word_rows


def test_a_variant_stands_in_one_place_only():
    variants = Counter(variant for name in WORD_FILES for variant, _ in word_rows(name))
    assert [word for word, count in variants.items() if count > 1] == []


def test_every_variant_is_one_plain_word():
    for name in WORD_FILES:
        for variant, word in word_rows(name):
            assert variant.isalnum(), (name, variant)
            assert variant.islower() or variant.isdigit(), (name, variant)
            assert variant != word


def test_the_tables_are_as_rich_as_promised():
    sizes = {name: len(word_rows(name)) for name in WORD_FILES}
    assert sizes["slang"] >= 400
    assert sizes["javanese"] + sizes["sundanese"] >= 200


def test_no_canonical_word_is_a_variant():
    words = language().words
    assert [word for word in words.values() if word in words] == []


def test_a_circle_is_refused():
    with pytest.raises(ValueError, match="berputar"):
        closed([("a", "b"), ("b", "a")])
    with pytest.raises(ValueError, match="berputar"):
        closed([("x", "a"), ("a", "b"), ("b", "a")])


def test_variants_lead_to_the_last_word():
    assert closed([("wafat", "meninggal"), ("meninggal", "mati")]) == {
        "wafat": "mati",
        "meninggal": "mati",
    }


def test_a_word_of_its_own_is_never_a_stop_word():
    tables = language()
    assert tables.landmarks & tables.stop == frozenset()
    assert tables.landmarks & tables.generic == frozenset()


def test_no_key_stands_twice_in_a_file():
    for file in sorted(FOLDER.glob("*.yaml")):
        root = yaml.compose(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)
        keys = Counter(key.value for key, _ in root.value)
        assert [key for key, count in keys.items() if count > 1] == [], file.name
