"""Questions in, decisions out: a pure library that knows the services of a city."""

from knowledge_base.base import KnowledgeBase, load
from knowledge_base.decide import Ambiguous, Answered, Candidate, Context, Decision, Unanswered
from knowledge_base.entry import Aspect, Entry
from knowledge_base.guide import Guide, GuideStep
from knowledge_base.load import ContentError
from knowledge_base.small_talk import SmallTalk

__all__ = [
    "Ambiguous",
    "Answered",
    "Aspect",
    "Candidate",
    "ContentError",
    "Context",
    "Decision",
    "Entry",
    "Guide",
    "GuideStep",
    "KnowledgeBase",
    "SmallTalk",
    "Unanswered",
    "load",
]
