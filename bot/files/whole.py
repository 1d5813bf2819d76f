"""Files that are there whole or not at all."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from bot.errors import TanyaKotaError


class FileExistsAlreadyError(TanyaKotaError):
    """Berkas sudah ada, tidak ditimpa; pilih nama lain dengan --output, atau tambahkan --force"""


class FileNotWritableError(TanyaKotaError):
    """Berkas tidak dapat ditulis; periksa folder dan izinnya, atau pilih --output lain"""


def refuse_to_overwrite(target: Path, *, force: bool) -> None:
    """Before any work is done, and again before writing.

    Raises:
        FileExistsAlreadyError
        FileNotWritableError: there is no such folder.
    """
    if target.is_dir() or (target.exists() and not force):
        raise FileExistsAlreadyError(target)
    if not target.absolute().parent.is_dir():
        raise FileNotWritableError(target)


def write_whole(target: Path, content: bytes, *, force: bool) -> None:
    """Write beside the target, then put it in place in one step.

    Raises:
        FileExistsAlreadyError: it came to be meanwhile.
        FileNotWritableError
    """
    refuse_to_overwrite(target, force=force)
    try:
        with NamedTemporaryFile(dir=target.absolute().parent, delete=False) as beside:
            beside.write(content)
        _put(Path(beside.name), target)
    except OSError as error:
        raise FileNotWritableError(target, error.strerror) from error


def _put(beside: Path, target: Path) -> None:
    try:
        beside.chmod(0o644)
        beside.replace(target)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()
