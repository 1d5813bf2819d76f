"""How well questions are understood, measured on labelled ones.

Right: answered with an entry of `any_of`, or asked back with one of them among the options.
Confidently wrong: answered with another entry. False answer: answered although nothing fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from knowledge_base.base import KnowledgeBase
from knowledge_base.decide import Ambiguous, Answered, Decision, Unanswered
from knowledge_base.labelled import Labelled, read_labelled


class Verdict(StrEnum):
    """What became of one question."""

    RIGHT = "right"
    RIGHT_ASKED = "right_asked"
    WRONG = "wrong"
    WRONG_ASKED = "wrong_asked"
    REFUSED = "refused"
    FALSE_ANSWER = "false_answer"
    FALSE_ASKED = "false_asked"
    RIGHTLY_REFUSED = "rightly_refused"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of verdicts. Rates are 0..1 and 0 when there is nothing to count."""

    counts: Mapping[Verdict, int]

    def count(self, *verdicts: Verdict) -> int:
        """How many questions got one of these verdicts."""
        return sum(self.counts.get(verdict, 0) for verdict in verdicts)

    @property
    def in_scope(self) -> int:
        """Questions that the content answers."""
        return sum(self.counts.values()) - self.out_of_scope

    @property
    def out_of_scope(self) -> int:
        """Questions that nothing in the content answers."""
        return self.count(Verdict.FALSE_ANSWER, Verdict.FALSE_ASKED, Verdict.RIGHTLY_REFUSED)

    @property
    def right(self) -> float:
        """Share of in-scope questions answered, or asked back, rightly."""
        return _share(self.count(Verdict.RIGHT, Verdict.RIGHT_ASKED), self.in_scope)

    @property
    def confidently_wrong(self) -> float:
        """Share of in-scope questions answered with another entry."""
        return _share(self.count(Verdict.WRONG), self.in_scope)

    @property
    def asked_back(self) -> float:
        """Share of in-scope questions that were asked back."""
        return _share(self.count(Verdict.RIGHT_ASKED, Verdict.WRONG_ASKED), self.in_scope)

    @property
    def false_answers(self) -> float:
        """Share of out-of-scope questions that were answered."""
        return _share(self.count(Verdict.FALSE_ANSWER), self.out_of_scope)


@dataclass(frozen=True, slots=True)
class Confusion:
    """`given` instead of one of `wanted` (empty: out of scope), with the question."""

    text: str
    wanted: frozenset[str]
    given: str


@dataclass(frozen=True, slots=True)
class AspectFigures:
    """Of `asked` rightly answered questions with this label, `right` got the aspect."""

    asked: int
    right: int


@dataclass(frozen=True, slots=True)
class Report:
    """The figures. `excluded`: questions whose services are not in the content.

    Latencies are of `decide`, in milliseconds.
    """

    total: Tally
    by_language: Mapping[str, Tally]
    by_aspect: Mapping[str, AspectFigures]
    excluded: int
    p50_ms: float
    p99_ms: float
    confusions: tuple[Confusion, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    question: Labelled
    verdict: Verdict
    decision: Decision
    seconds: float


def evaluate(
    knowledge: KnowledgeBase,
    questions: Iterable[Labelled],
    timer: Callable[[], float],
    *,
    include_missing: bool = False,
) -> Report:
    """Ask every question and count.

    `timer` returns seconds. Questions whose services are all missing from the content are left
    out and counted in `excluded`; with `include_missing` they count as out of scope.
    """
    asked: list[_Outcome] = []
    excluded = 0
    for question in questions:
        known = frozenset(one for one in question.any_of if knowledge.get(one) is not None)
        if question.any_of and not known and not include_missing:
            excluded += 1
            continue
        start = timer()
        decision = knowledge.decide(question.text)
        seconds = timer() - start
        asked.append(_Outcome(question, verdict(decision, known), decision, seconds))
    return _report(asked, excluded)


def verdict(decision: Decision, any_of: frozenset[str]) -> Verdict:
    """What a decision is worth when the entries of `any_of` answer the question."""
    match decision:
        case Answered(entry=entry):
            if not any_of:
                return Verdict.FALSE_ANSWER
            return Verdict.RIGHT if entry.id in any_of else Verdict.WRONG
        case Ambiguous(options=options):
            if not any_of:
                return Verdict.FALSE_ASKED
            hit = any(entry.id in any_of for entry in options)
            return Verdict.RIGHT_ASKED if hit else Verdict.WRONG_ASKED
        case Unanswered():
            return Verdict.REFUSED if any_of else Verdict.RIGHTLY_REFUSED
    assert_never(decision)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of the values lie; 0 for none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _report(asked: Sequence[_Outcome], excluded: int) -> Report:
    languages = sorted({one.question.lang for one in asked})
    times = [one.seconds * 1000 for one in asked]
    return Report(
        total=_tally(asked),
        by_language={
            lang: _tally([one for one in asked if one.question.lang == lang]) for lang in languages
        },
        by_aspect=_aspects(asked),
        excluded=excluded,
        p50_ms=percentile(times, 0.5),
        p99_ms=percentile(times, 0.99),
        confusions=tuple(_confusions(asked)),
    )


def _tally(asked: Iterable[_Outcome]) -> Tally:
    return Tally(Counter(one.verdict for one in asked))


def _aspects(asked: Iterable[_Outcome]) -> dict[str, AspectFigures]:
    counts: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for one in asked:
        wanted, decision = one.question.aspect, one.decision
        if wanted is None or one.verdict not in {Verdict.RIGHT, Verdict.RIGHT_ASKED}:
            continue
        given = None if isinstance(decision, Unanswered) else decision.aspect
        counts[wanted.value] += 1
        hits[wanted.value] += given == wanted
    return {name: AspectFigures(counts[name], hits[name]) for name in sorted(counts)}


def _confusions(asked: Iterable[_Outcome]) -> Iterable[Confusion]:
    for one in asked:
        if one.verdict in {Verdict.WRONG, Verdict.FALSE_ANSWER}:
            given = one.decision.candidates[0].entry.id
            yield Confusion(one.question.text, one.question.any_of, given)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


__all__ = ["Labelled", "Report", "Tally", "Verdict", "evaluate", "read_labelled", "verdict"]
