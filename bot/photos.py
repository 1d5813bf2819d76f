"""Pictures from residents: decoded, stripped of everything hidden, and made small."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.dialogue.events import PhotoFault

MAX_UPLOAD = 10 * 1024 * 1024
MAX_SIDE = 1600
MAX_BYTES = 500_000
MAX_PIXELS = 50_000_000
"""More pixels than any phone's camera: a file that unpacks to more is an attack."""

_QUALITIES = (85, 75, 65, 50, 35)


class PhotoRefusedError(Exception):
    """The bytes are no picture we take; `fault` says why."""

    def __init__(self, fault: PhotoFault) -> None:
        super().__init__(fault)
        self.fault: PhotoFault = fault


def clean_jpeg(data: bytes) -> bytes:
    """A JPEG of at most 1,600 pixels a side and 500 kB, without any metadata.

    Raises:
        PhotoRefusedError: too large, or not a picture.
    """
    if len(data) > MAX_UPLOAD:
        raise PhotoRefusedError("too-large")
    picture = _decoded(data)
    picture.thumbnail((MAX_SIDE, MAX_SIDE))
    while True:
        for quality in _QUALITIES:
            encoded = _encoded(picture, quality)
            if len(encoded) <= MAX_BYTES:
                return encoded
        picture = picture.resize((max(1, picture.width // 2), max(1, picture.height // 2)))


def _decoded(data: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP", "GIF", "BMP"))
            _check_size(picture)
            upright = ImageOps.exif_transpose(picture)
            # A fresh canvas carries pixels only; white shows where the picture was transparent.
            canvas = Image.new("RGB", upright.size, "white")
            rgba = upright.convert("RGBA")
            canvas.paste(rgba, mask=rgba.getchannel("A"))
    except PhotoRefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PhotoRefusedError("too-large") from None
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError):
        raise PhotoRefusedError("not-a-picture") from None
    return canvas


def _check_size(picture: Image.Image) -> None:
    if picture.width * picture.height > MAX_PIXELS:
        raise PhotoRefusedError("too-large")


def _encoded(picture: Image.Image, quality: int) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()
