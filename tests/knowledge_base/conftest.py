import pytest

from knowledge_base import KnowledgeBase, load


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The shipped content; immutable, so one serves all tests."""
    return load()
