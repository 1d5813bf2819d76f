"""The shipped content, loaded once."""

from __future__ import annotations

import pytest

from knowledge_base import KnowledgeBase
from tests.dialogue.talk import Talk


@pytest.fixture
def talk(knowledge: KnowledgeBase) -> Talk:
    return Talk(knowledge)
