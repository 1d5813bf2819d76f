"""Ticket numbers: read aloud, mistyped, swapped."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.ticket_number import ALPHABET, looks_like_number, new_number, parse_number

numbers = st.integers(min_value=0).map(lambda seed: new_number(random.Random(seed).choice))


@given(numbers)
def test_a_number_survives_how_people_type_it(number: str):
    spoken = number.lower().replace("-", " ")
    assert parse_number(number) == number
    assert parse_number(spoken) == number
    assert parse_number(number.removeprefix("TK-").replace("-", "")) == number
    assert looks_like_number(number)


@given(numbers, st.integers(3, 11), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(number: str, place: int, char: str):
    if number[place] in ("-", char):
        return
    wrong = number[:place] + char + number[place + 1 :]
    assert parse_number(wrong) is None


@given(numbers, st.integers(0, 6))
def test_two_swapped_characters_are_noticed(number: str, place: int):
    body = list(number.removeprefix("TK-").replace("-", ""))
    if body[place] == body[place + 1]:
        return
    body[place], body[place + 1] = body[place + 1], body[place]
    assert parse_number("".join(body)) is None


@pytest.mark.parametrize("text", ["", "halo", "TK", "cara bikin ktp", "3673012345678901"])
def test_other_words_are_no_ticket(text: str):
    assert not looks_like_number(text)
    assert parse_number(text) is None
