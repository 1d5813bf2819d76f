"""The shipped content, loaded once."""

from __future__ import annotations

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase
from tests.dialogue.talk import Talk


@pytest.fixture(scope="session")
def knowledge() -> KnowledgeBase:
    return knowledge_base.load()


@pytest.fixture
def talk(knowledge: KnowledgeBase) -> Talk:
    return Talk(knowledge)
