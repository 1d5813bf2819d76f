"""How well questions are understood, measured on labelled ones.

Right: answered with an entry of `any_of`, or asked back with one of them among the options.
Confidently wrong: answered with another entry. False answer: answered although nothing fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from knowledge_base.base import KnowledgeBase
from knowledge_base.decide import Ambiguous, Answered, Decision, Unanswered
from knowledge_base.labelled import Labelled, read_labelled
from knowledge_base.report import AspectFigures, Confusion, Report, Tally, Verdict

OUTSIDE = frozenset({Verdict.FALSE_ANSWER, Verdict.FALSE_ASKED, Verdict.RIGHTLY_REFUSED})


@dataclass(frozen=True, slots=True)
class _Outcome:
    question: Labelled
    verdict: Verdict
    decision: Decision
    seconds: float


def evaluate(
    knowledge: KnowledgeBase,
    questions: Path | Iterable[Labelled],
    timer: Callable[[], float],
    *,
    include_missing: bool = False,
) -> Report:
    """Ask every question and count.

    `timer` returns seconds. Questions whose services are all missing from the content are left
    out and counted in `excluded`; with `include_missing` they count as out of scope.

    Raises:
        ContentError: `questions` is a file with malformed lines.
    """
    rows = read_labelled(questions) if isinstance(questions, Path) else questions
    asked: list[_Outcome] = []
    excluded = 0
    for question in rows:
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
        by_entry=_by_entry(asked),
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


def _by_entry(asked: Iterable[_Outcome]) -> dict[str, Tally]:
    """A question with several right services counts for the first of them by id."""
    groups: dict[str, list[_Outcome]] = {}
    for one in asked:
        if one.question.any_of and one.verdict not in OUTSIDE:
            groups.setdefault(min(one.question.any_of), []).append(one)
    return {name: _tally(groups[name]) for name in sorted(groups)}


def _confusions(asked: Iterable[_Outcome]) -> Iterable[Confusion]:
    for one in asked:
        if one.verdict in {Verdict.WRONG, Verdict.FALSE_ANSWER}:
            given = one.decision.candidates[0].entry.id
            yield Confusion(one.question.text, one.question.any_of, given)


__all__ = ["Labelled", "Report", "Tally", "Verdict", "evaluate", "read_labelled", "verdict"]
