"""The rig over both databases."""

from __future__ import annotations

import pytest

import knowledge_base
from tests.use_cases.rig import Rig


@pytest.fixture(scope="session")
def knowledge():
    return knowledge_base.load()


@pytest.fixture
def rig(database, knowledge) -> Rig:
    return Rig(database, knowledge)
