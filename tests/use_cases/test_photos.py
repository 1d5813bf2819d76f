"""Pictures lose everything hidden; what is no picture is refused."""

from __future__ import annotations

import io
import random

import pytest
from PIL import Image

from bot.photos import MAX_BYTES, MAX_SIDE, MAX_UPLOAD, PhotoRefusedError, clean_jpeg


def picture(size=(640, 480), kind="JPEG", *, gps: bool = True) -> bytes:
    image = Image.new("RGB", size, "teal")
    exif = Image.Exif()
    if gps:
        exif[0x010F] = "PabrikKamera"
        exif.get_ifd(0x8825)[1] = "S"
    target = io.BytesIO()
    image.save(target, kind, exif=exif) if kind == "JPEG" else image.save(target, kind)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_place_and_camera_are_gone():
    before = picture()
    assert b"PabrikKamera" in before
    after = clean_jpeg(before)
    assert b"PabrikKamera" not in after
    assert not opened(after).getexif()
    assert opened(after).format == "JPEG"


def test_a_large_noisy_picture_becomes_small():
    noise = Image.frombytes("RGB", (2400, 1800), random.Random(1).randbytes(2400 * 1800 * 3))
    target = io.BytesIO()
    noise.save(target, "JPEG", quality=95)
    after = clean_jpeg(target.getvalue())
    assert len(after) <= MAX_BYTES
    assert max(opened(after).size) <= MAX_SIDE


def test_a_picture_taken_sideways_stands_upright():
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    target = io.BytesIO()
    image.save(target, "JPEG", exif=exif)
    assert opened(clean_jpeg(target.getvalue())).size == (20, 40)


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "GIF", "BMP"])
def test_other_kinds_of_pictures_are_taken(kind: str):
    assert opened(clean_jpeg(picture(kind=kind, gps=False))).format == "JPEG"


def test_transparency_becomes_white():
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "PNG")
    assert min(opened(clean_jpeg(target.getvalue())).getpixel((5, 5))) > 250


@pytest.mark.parametrize("data", [b"", b"halo", b"%PDF-1.7 ...", picture()[:300], b"\xff\xd8\xff"])
def test_what_is_no_picture_is_refused(data: bytes):
    with pytest.raises(PhotoRefusedError) as refusal:
        clean_jpeg(data)
    assert refusal.value.fault == "not-a-picture"


def test_a_bomb_and_a_giant_are_refused():
    target = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(target, "PNG")
    assert len(target.getvalue()) < 200_000
    for data in (target.getvalue(), b"x" * (MAX_UPLOAD + 1)):
        with pytest.raises(PhotoRefusedError) as refusal:
            clean_jpeg(data)
        assert refusal.value.fault == "too-large"
