"""The knowledge base: entries, and the one question they exist for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType

from knowledge_base.decide import Context, Decision
from knowledge_base.emergency import emergencies
from knowledge_base.engine import Engine
from knowledge_base.entry import Entry
from knowledge_base.explain import Explanation, explain
from knowledge_base.features import read
from knowledge_base.guide import Guide
from knowledge_base.guide_finder import GuideFinder
from knowledge_base.language.tables import language
from knowledge_base.load import load_entries, load_guides
from knowledge_base.match import model
from knowledge_base.several import Part, parts_of
from knowledge_base.small_talk import SmallTalk, pleasantries

DEFAULT_TOPIC = "layanan"


FEWEST_FOR_FINGERPRINT = 4


class KnowledgeBase:
    """Immutable once built, so one instance serves all threads."""

    __slots__ = (
        "_by_id",
        "_emergencies",
        "_engine",
        "_finder",
        "_guides",
        "_pleasantries",
        "_topics",
    )

    def __init__(
        self, topics: Mapping[str, tuple[Entry, ...]], guides: Iterable[Guide] = ()
    ) -> None:
        self._topics = MappingProxyType(dict(topics))
        self._guides = MappingProxyType({guide.id: guide for guide in guides})
        self._by_id = {entry.id: entry for entries in topics.values() for entry in entries}
        self._engine = Engine(
            tuple(self._by_id.values()), language(), model(), _told(self._guides.values())
        )
        self._finder = GuideFinder(self._guides.values(), self._engine.index)
        self._emergencies = emergencies()
        self._pleasantries = pleasantries()

    @classmethod
    def from_entries(cls, entries: Iterable[Entry]) -> KnowledgeBase:
        """A knowledge base with a single topic."""
        return cls({DEFAULT_TOPIC: tuple(entries)})

    def with_names(self, accepted: Iterable[tuple[str, str]]) -> KnowledgeBase:
        """The same content where entries have further names: (name, entry id).

        Names of entries that do not exist are left out.
        """
        further: dict[str, list[str]] = {}
        for name, entry_id in accepted:
            further.setdefault(entry_id, []).append(name)
        topics = {
            topic: tuple(
                entry.model_copy(update={"sebutan": (*entry.sebutan, *further.get(entry.id, ()))})
                for entry in entries
            )
            for topic, entries in self._topics.items()
        }
        return KnowledgeBase(topics, self._guides.values())

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, topic by topic."""
        return tuple(self._by_id.values())

    @property
    def topics(self) -> Mapping[str, tuple[Entry, ...]]:
        """Folder name to its entries."""
        return self._topics

    @property
    def guides(self) -> Mapping[str, Guide]:
        """Guides for life events by id."""
        return self._guides

    def guide_of(self, text: str) -> Guide | None:
        """The guide for the life event that `text` tells of, or None."""
        return self._finder.of(text)

    def get(self, entry_id: str) -> Entry | None:
        """The entry with that id, or None."""
        return self._by_id.get(entry_id)

    def decide(self, text: str, context: Context | None = None) -> Decision:
        """What `text` asks for; `context` is the service talked about last."""
        return self._engine.decide(text, context)

    def several(self, text: str) -> tuple[Part, ...]:
        """The questions of a message that asks for two services or more; else none."""
        return parts_of(text, self.decide)

    def likeness(self, one: str, other: str) -> float:
        """0 to 1: the share of weight of words that two stories have in common (weighted Jaccard).

        Words are read as questions are: canonical, mistypings mended, filler left out.
        """
        first = read(self._engine.index, one).weights
        second = read(self._engine.index, other).weights
        either = {**first, **second}
        shared = sum(weight for word, weight in first.items() if word in second)
        return float(shared / sum(either.values())) if either else 0.0

    def gist(self, text: str) -> str:
        """The two words of a text that say most, in order of the alphabet; empty for small talk."""
        weights = read(self._engine.index, text).weights
        telling = sorted(weights, key=lambda word: (-weights[word], word))[:2]
        return " ".join(sorted(telling))

    def fingerprint(self, text: str) -> str | None:
        """Equal for stories of the same telling words in any order; None for fewer than four."""
        words = sorted(read(self._engine.index, text).weights)
        if len(words) < FEWEST_FOR_FINGERPRINT:
            return None
        return blake2b(" ".join(words).encode(), digest_size=12).hexdigest()

    def explain(self, text: str) -> Explanation:
        """How `text` is read, word by word, and what speaks for the best candidates."""
        return explain(self._engine, text)

    def small_talk(self, text: str) -> SmallTalk | None:
        """The kind of small talk, if the whole message is nothing else."""
        return self._pleasantries.of(text)

    def emergency(self, text: str) -> str | None:
        """The kind of emergency somebody is in, or None."""
        return self._emergencies.of(text)


def _told(guides: Iterable[Guide]) -> list[str]:
    return [text for one in guides for text in (*one.sebutan, *one.contoh_pertanyaan)]


def load(path: Path | str | None = None) -> KnowledgeBase:
    """Build the knowledge base from a content folder (default: the shipped content).

    Raises:
        ContentError: the faults of all files, with lines.
    """
    topics: dict[str, tuple[Entry, ...]] = {}
    folder = None if path is None else Path(path)
    for loaded in load_entries(folder):
        topics[loaded.topic] = (*topics.get(loaded.topic, ()), loaded.entry)
    return KnowledgeBase(topics, [one.guide for one in load_guides(folder)])
