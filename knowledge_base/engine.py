"""Question → decision: normalise, find candidates, rank, compare with the thresholds."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base import aspects, follow_up, index, offices, undecided
from knowledge_base.decide import Ambiguous, Answered, Candidate, Context, Decision, Unanswered
from knowledge_base.entry import Aspect, Entry
from knowledge_base.features import Question, gather, read
from knowledge_base.index import NAME
from knowledge_base.language.tables import Language
from knowledge_base.match import Model, Thresholds

KEPT = 5
"""Candidates a decision remembers, as evidence for setting thresholds later."""

MOST_OPTIONS = 3

MOST_NAMESAKES = 4
"""Options for a bare name: "KTP" is new, lost, broken or wrong, and each should have its button."""

CERTAIN = 0.97
"""Score of the one entry whose name or example question has exactly the resident's words."""

LEAST_SHARED = 3
"""A name that so many services share does not say which one is meant."""

LEAST_OPTION = 0.02
"""An entry less likely than this is not worth offering."""


class Engine:
    """The understanding of one set of entries. Immutable once built."""

    __slots__ = ("_aspects", "_index", "_model", "_offices", "_positions")

    def __init__(
        self,
        entries: Sequence[Entry],
        language: Language,
        model: Model,
        also_known: Sequence[str] = (),
    ) -> None:
        """`also_known`: texts whose words are no typing errors although no entry has them."""
        self._index = index.build(entries, language, also_known)
        self._model = model
        self._offices = offices.build(self._index, entries, MOST_OPTIONS)
        self._aspects = aspects.build(
            language, lambda text: self._index.normaliser.words(text, repair=False)
        )
        self._positions = {entry.id: place for place, entry in enumerate(entries)}

    @property
    def index(self) -> index.Index:
        """What the engine looks things up in."""
        return self._index

    def aspect(self, text: str) -> Aspect | None:
        """What `text` asks for."""
        return self._aspects.of(self._index.normaliser.words(text))

    def decide(self, text: str, context: Context | None) -> Decision:
        """What is meant; `context` helps only messages that name no service themselves."""
        question = read(self._index, text)
        aspect = self._aspects.of(question.words)
        ranked = self.rank(question)
        bare = self._bare(question, ranked)
        alone = (
            bare
            or self._office(question, ranked, aspect)
            or conclude(self._index.entries, ranked, self._model.thresholds, aspect)
        )
        if context is None:
            return alone
        if context.rivals:
            return self._undecided(question, context, alone, aspect)
        position = self._positions.get(context.entry_id)
        only_a_name = bare is not None and len(question.words) == len(question.weights)
        if position is None or only_a_name or self._is_other_office(alone, position):
            return alone
        meant = follow_up.target(self._index, self._model, question, position, alone)
        if meant is None:
            return alone
        asked = aspect or (context.aspect if meant != position else None)
        return Answered(self._index.entries[meant], asked, alone.candidates)

    def decide_by_evidence(self, text: str) -> Decision:
        """Like `decide` without context, but exact examples count no more than near ones."""
        question = read(self._index, text)
        ranked = self._model.rank(gather(self._index, question))
        return conclude(self._index.entries, ranked, self._model.thresholds, None)

    def rank(self, question: Question) -> list[tuple[float, int]]:
        """(score 0..1, entry position), best first."""
        ranked = self._model.rank(gather(self._index, question))
        said = self._index.said.of(question.weights)
        if said is None:
            return ranked
        rest = [((1 - CERTAIN) * score, at) for score, at in ranked if at != said]
        return [(CERTAIN, said), *rest]

    def _undecided(
        self, question: Question, context: Context, alone: Decision, aspect: Aspect | None
    ) -> Decision:
        offered = (context.entry_id, *context.rivals)
        options = [self._positions[name] for name in offered if name in self._positions]
        if len(options) < len(offered):
            return alone
        meant = undecided.meant(self._index, question, options, alone, aspect, context.aspect)
        if meant is not None:
            return meant
        sibling = follow_up.target(self._index, self._model, question, options[0], alone)
        if sibling is None or sibling in options:
            return alone
        asked = aspect or context.aspect
        return Answered(self._index.entries[sibling], asked, alone.candidates)

    def _is_other_office(self, alone: Decision, position: int) -> bool:
        """Whether the talk moves from one office to another."""
        if not isinstance(alone, Answered) or self._index.entries[position].jenis == "layanan":
            return False
        return alone.entry.jenis != "layanan"

    def _office(
        self, question: Question, ranked: Sequence[tuple[float, int]], aspect: Aspect | None
    ) -> Decision | None:
        """An office, unless a service is meant clearly."""
        if ranked and self._model.thresholds.is_clear(ranked):
            return None
        return self._offices.meant(self._index, question, aspect)

    def _bare(self, question: Question, ranked: Sequence[tuple[float, int]]) -> Decision | None:
        """ "KTP" and nothing else: with several services of that name, which one is not said."""
        words = question.weights.keys()
        if not words or not all(map(self._index.weighing.is_landmark, words)):
            return None
        named = [
            (score, at)
            for score, at in ranked
            if all(self._index.use(word, at) >= NAME for word in words)
        ]
        entries = self._index.entries
        candidates = tuple(Candidate(entries[at], score) for score, at in named[:KEPT])
        if len(named) < LEAST_SHARED:
            return None
        return Ambiguous(tuple(one.entry for one in candidates[:MOST_NAMESAKES]), None, candidates)


def conclude(
    entries: Sequence[Entry],
    ranked: Sequence[tuple[float, int]],
    limits: Thresholds,
    aspect: Aspect | None,
) -> Decision:
    """Compare `ranked` (score, position in `entries`; best first) with the thresholds."""
    candidates = tuple(Candidate(entries[at], score) for score, at in ranked[:KEPT])
    if sum(one.score for one in candidates[:MOST_OPTIONS]) < limits.ask:
        return Unanswered(candidates)
    best = candidates[0].score
    if limits.is_clear(ranked):
        return Answered(candidates[0].entry, aspect, candidates)
    options = tuple(
        one.entry for one in candidates[:MOST_OPTIONS] if one.score >= limits.close * best
    )
    if len(options) > 1:
        return Ambiguous(options, aspect, candidates)
    partner = _partner(entries, candidates) if best >= limits.offer else None
    if partner is not None:
        return Ambiguous((candidates[0].entry, partner), aspect, candidates)
    return Unanswered(candidates)


def _partner(entries: Sequence[Entry], candidates: Sequence[Candidate]) -> Entry | None:
    """What to offer beside a likely entry without rivals: the next one, or a look-alike."""
    if len(candidates) > 1 and candidates[1].score >= LEAST_OPTION:
        return candidates[1].entry
    best = candidates[0].entry
    near = [other.lihat for other in best.bukan_ini] + list(best.terkait)
    found = {entry.id: entry for entry in entries if entry.id in near and entry.id != best.id}
    return next((found[name] for name in near if name in found), None)
