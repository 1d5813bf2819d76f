"""Questions about an office although no service is named: "jam berapa kelurahan buka?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.decide import Ambiguous, Answered, Candidate, Decision
from knowledge_base.entry import Aspect, Entry
from knowledge_base.features import Question
from knowledge_base.index import Index, names
from knowledge_base.weighing import is_filler

NAMED = 0.75
"""Score of the office whose name the question has; a conversation under way is stronger."""

ASKED_OF_OFFICES = frozenset({Aspect.JADWAL, Aspect.LOKASI, Aspect.KONTAK, None})


@dataclass(frozen=True, slots=True)
class Offices:
    """`by_name`: names that consist of general words only → entry, most words first.

    `common`: the offices that nearly everybody has to go to.
    """

    by_name: tuple[tuple[frozenset[str], Entry], ...]
    common: tuple[Entry, ...]

    def meant(self, index: Index, question: Question, aspect: Aspect | None) -> Decision | None:
        """The office, or which of the common ones; None if the question names anything else."""
        if any(_tells(index, word) for word in question.weights):
            return None
        words = frozenset(question.words)
        for name, entry in self.by_name:
            if name <= words:
                return Answered(entry, aspect, (Candidate(entry, NAMED),))
        language = index.weighing.language
        asked = aspect in ASKED_OF_OFFICES and words & language.offices
        if len(self.common) < 2 or not (asked or words & language.queues):
            return None
        return Ambiguous(self.common, aspect, tuple(Candidate(one, 0.0) for one in self.common))


def _tells(index: Index, word: str) -> bool:
    """Whether the word says what it is about, as far as that is not an office, a day or a time."""
    language = index.weighing.language
    if is_filler(word, language) or word in language.offices | language.queues | language.times:
        return False
    asks = word.isdigit() or word in language.cue_words
    return not asks or index.weighing.is_landmark(word) or index.names_something(word)


def build(index: Index, entries: Sequence[Entry], most: int) -> Offices:
    """Offices among `entries`; at most `most` common ones are offered."""
    language = index.weighing.language
    by_name = {
        frozenset(words): entry
        for entry in entries
        if entry.jenis != "layanan"
        for name in names(entry)
        if (words := index.normaliser.words(name, repair=False))
        and all(is_filler(word, language) for word in words)
        and not language.offices.issuperset(words)
    }
    ordered = sorted(by_name.items(), key=lambda row: (-len(row[0]), sorted(row[0])))
    common = tuple(entry for entry in entries if entry.jenis == "kantor-umum")[:most]
    return Offices(tuple(ordered), common)
