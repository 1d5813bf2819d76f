"""Personal numbers go, everything else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.masking import mask


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("NIK saya 3673012501900001 ya", "3673012501900001"),
        ("nik 3673 0125 0190 0001", "0125"),
        ("3673-0125-0190-0001", "0125"),
        ("nik salah ketik 1234567890123456", "1234567890123456"),
        ("no kk: 3673012501080004", "3673012501080004"),
        ("hp 081234567890", "081234567890"),
        ("wa 0812-3456-7890 ya", "3456"),
        ("+62 812 3456 7890", "3456"),
        ("6281234567890", "6281234567890"),
        ("telp 021-5551234", "5551234"),
        ("email budi.s+1@contoh.co.id dong", "budi"),
        ("kartu 4111 1111 1111 1111", "1111"),
        ("rek bca 1234567890", "1234567890"),
        ("3673012501900001 3673012501900002", "36730125019"),
        ("3673.0125.0190.0001", "0190"),
    ],
)
def test_personal_numbers_are_masked(text: str, secret: str):
    masked = mask(text)
    assert secret not in masked.text
    assert masked.found


@pytest.mark.parametrize(
    "text",
    [
        "tiket TK-7F3K-9QXD",
        "telepon 112, 119 atau 1500-537",
        "UU 24/2013 Pasal 79A",
        "bayar Rp100.000 atau Rp 2.500.000",
        "Rp1.000.000.000.000",
        "lahir 25 Januari 1990",
        "RT 02 RW 05 Kelurahan Mawar",
        "formulir F-1.02 tahun 2026",
        "antrean nomor 120 jam 07.00",
        "",
    ],
)
def test_other_numbers_stay(text: str):
    masked = mask(text)
    assert masked.text == text
    assert not masked.found


@given(st.text(max_size=200))
def test_masking_never_raises_and_is_stable(text: str):
    once = mask(text).text
    assert mask(once).text == once


@given(st.text(max_size=40), st.from_regex(r"[1-9][0-9]{15}", fullmatch=True), st.text(max_size=40))
def test_sixteen_digits_never_survive(before: str, digits: str, after: str):
    assert digits not in mask(f"{before} {digits} {after}").text
