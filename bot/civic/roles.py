"""Who may do what. Everyone is a resident; staff hold one role more."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Roles of a person; `WARGA` is everyone who is not on the staff list."""

    WARGA = "warga"
    PETUGAS = "petugas"
    EDITOR = "editor"
    ADMIN = "admin"
