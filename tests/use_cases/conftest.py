"""The rig over both databases."""

from __future__ import annotations

import pytest

from bot.civic.roles import Role
from tests.use_cases.rig import Rig
from tests.use_cases.staff import ADMIN, HEAD, OFFICER, OTHER, SEKDA


@pytest.fixture
def rig(database, knowledge) -> Rig:
    return Rig(database, knowledge)


@pytest.fixture
def office(rig: Rig) -> Rig:
    """An agency with an officer and a head, the Sekda, an admin, and another agency's officer."""
    rig.hire(OFFICER, Role.PETUGAS, "disdukcapil")
    rig.hire(HEAD, Role.KEPALA, "disdukcapil")
    rig.hire(SEKDA, Role.SEKDA)
    rig.hire(ADMIN, Role.ADMIN)
    rig.hire(OTHER, Role.PETUGAS, "dinkes")
    rig.news.clear()
    return rig
