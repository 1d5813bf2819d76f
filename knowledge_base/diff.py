"""Which questions change their answer when the content changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from knowledge_base.base import KnowledgeBase
from knowledge_base.decide import Ambiguous, Answered, Decision, Unanswered

ASKS_BACK = " / "
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Change:
    """What `text` got before and gets after, as `outcome` says it."""

    text: str
    before: str
    after: str


def outcome(decision: Decision) -> str:
    """A decision in one line: the entry's id, the options' ids, or a dash."""
    match decision:
        case Answered(entry=entry):
            return entry.id
        case Ambiguous(options=options):
            return ASKS_BACK.join(sorted(entry.id for entry in options))
        case Unanswered():
            return NOTHING
    assert_never(decision)


def examples(*contents: KnowledgeBase) -> Iterator[str]:
    """The example questions of all contents, each once."""
    yield from dict.fromkeys(
        text
        for content in contents
        for entry in content.entries
        for text in entry.contoh_pertanyaan
    )


def changes(old: KnowledgeBase, new: KnowledgeBase, texts: Iterable[str]) -> Iterator[Change]:
    """The `texts` that `old` and `new` decide differently."""
    for text in texts:
        before, after = outcome(old.decide(text)), outcome(new.decide(text))
        if before != after:
            yield Change(text, before, after)
