"""Who may do what. Everyone is a resident; staff hold one role more."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles of a person; `WARGA` is everyone who is not on the staff list.

    petugas and kepala belong to an agency (OPD); sekda and admin see all of them.
    """

    WARGA = "warga"
    PETUGAS = "petugas"
    KEPALA = "kepala"
    SEKDA = "sekda"
    EDITOR = "editor"
    ADMIN = "admin"

    @property
    def has_agency(self) -> bool:
        return self in (Role.PETUGAS, Role.KEPALA)

    @property
    def handles_cases(self) -> bool:
        return self in (Role.PETUGAS, Role.KEPALA, Role.SEKDA, Role.ADMIN)


LEVELS = (Role.PETUGAS, Role.KEPALA, Role.SEKDA)
"""Who is called to a case at escalation level 0, 1 and 2."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person as the staff list knows them; a resident has no `who` and no agency.

    `who` stands in the audit ("telegram:123"); `agency` is an id of the city file.
    """

    role: Role = Role.WARGA
    agency: str | None = None
    who: str = ""

    def sees(self, agency: str | None) -> bool:
        """Whether cases of that agency are this person's business."""
        if self.role in (Role.ADMIN, Role.SEKDA):
            return True
        return self.role.has_agency and agency is not None and agency == self.agency
