"""Addresses that residents will click or dial must be dialled and clicked in one go."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from knowledge_base.entry import Channel, ChannelKind
from knowledge_base.load import Fault, LoadedEntry
from knowledge_base.located import fault

_PHONE = re.compile(
    r"""
    1\d{2,4}                        # 112, 119, 1708, 14045
    | 1\s?[58]00[\s-]?\d{3}         # 1500-537
    | (\+62[\s-]?|\(?0)\d{2,4}\)?([\s-]?\d{1,5}){1,5}   # (0254) 123 456, 0811-800-5373, +62 811 ...
    """,
    re.VERBOSE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def address_faults(one: LoadedEntry) -> Iterator[Fault]:
    """Malformed addresses of channels and sources."""
    for place, channel in enumerate(one.entry.kanal):
        mend = _mend(channel)
        if mend is not None:
            problem = f"alamat {channel.jenis.value} tidak sah: {channel.alamat}"
            yield fault(one, ("kanal", place, "alamat"), problem, mend)
    for place, source in enumerate(one.entry.sumber):
        if not is_url(source.alamat, ("http", "https")):
            problem = f"alamat sumber tidak sah: {source.alamat}"
            mend = "tulis alamat lengkap, diawali https://"
            yield fault(one, ("sumber", place, "alamat"), problem, mend)


def is_url(text: str, schemes: tuple[str, ...] = ("https",)) -> bool:
    """Whether `text` is a URL with one of `schemes` and a host with a dot."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme in schemes and "." in host.strip(".") and not re.search(r"\s", text)


def is_phone(text: str) -> bool:
    """Whether `text` is one number as dialled in Indonesia, short ones such as 112 included."""
    return _PHONE.fullmatch(text) is not None


def _mend(channel: Channel) -> str | None:
    if channel.alamat is None:
        return None
    match channel.jenis:
        case ChannelKind.SITUS:
            return None if is_url(channel.alamat) else "tulis lengkap, diawali https://"
        case ChannelKind.TELEPON | ChannelKind.WHATSAPP:
            right = is_phone(channel.alamat)
            return None if right else "tulis satu nomor saja, misalnya 0811-800-5373 atau 112"
        case ChannelKind.SUREL:
            return None if _EMAIL.fullmatch(channel.alamat) else "tulis satu alamat surel"
        case ChannelKind.LOKET | ChannelKind.APLIKASI:
            return None
