"""The figures of an evaluation, as values, as JSON and as lines to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

NOTHING = "—"


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

    def as_json(self) -> dict[str, object]:
        """Rates and counts, ready for `json.dumps`."""
        return {
            "in_scope": self.in_scope,
            "right": round(self.right, 4),
            "confidently_wrong": round(self.confidently_wrong, 4),
            "asked_back": round(self.asked_back, 4),
            "out_of_scope": self.out_of_scope,
            "false_answers": round(self.false_answers, 4),
            "counts": {verdict.value: self.count(verdict) for verdict in Verdict},
        }

    def lines(self) -> tuple[tuple[str, str], ...]:
        """(what, value) rows in Indonesian, each rate with its counts."""
        known, unknown = self.in_scope, self.out_of_scope
        asked = self.count(Verdict.RIGHT_ASKED, Verdict.WRONG_ASKED)
        right = self.count(Verdict.RIGHT, Verdict.RIGHT_ASKED)
        return (
            ("Benar", _rate(right, known)),
            ("Salah dengan yakin", _rate(self.count(Verdict.WRONG), known)),
            ("Ditanya balik", _rate(asked, known)),
            ("Salah jawab di luar isi", _rate(self.count(Verdict.FALSE_ANSWER), unknown)),
        )


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
    by_entry: Mapping[str, Tally]

    def mistaken(self) -> tuple[tuple[str, str, int], ...]:
        """(wanted, given, how often), most frequent first; an out-of-scope question wanted "—"."""
        pairs = Counter(
            (" / ".join(sorted(one.wanted)) or NOTHING, one.given) for one in self.confusions
        )
        return tuple((*pair, count) for pair, count in pairs.most_common())

    def weakest(self) -> tuple[tuple[str, Tally], ...]:
        """Services that are not always found, the least often found first."""
        found = [(name, tally) for name, tally in self.by_entry.items() if tally.right < 1]
        return tuple(sorted(found, key=lambda pair: (pair[1].right, pair[0])))

    def as_json(self) -> dict[str, object]:
        """Everything, ready for `json.dumps`."""
        return {
            **self.total.as_json(),
            "excluded": self.excluded,
            "p50_ms": round(self.p50_ms, 3),
            "p99_ms": round(self.p99_ms, 3),
            "by_language": {name: one.as_json() for name, one in self.by_language.items()},
            "by_aspect": {
                name: {"asked": one.asked, "right": one.right}
                for name, one in self.by_aspect.items()
            },
            "by_entry": {name: one.as_json() for name, one in self.by_entry.items()},
            "confusions": [
                {"text": one.text, "wanted": sorted(one.wanted), "given": one.given}
                for one in self.confusions
            ],
        }

    def lines(self) -> tuple[tuple[str, str], ...]:
        """(what, value) rows in Indonesian, each rate with its counts."""
        rows = [*self.total.lines(), ("Tidak dihitung (di luar isi)", str(self.excluded))]
        for name, one in self.by_language.items():
            rows += [(f"{what} [{name}]", value) for what, value in one.lines()]
        for name, figures in self.by_aspect.items():
            rows.append((f"Aspek {name}", f"{figures.right} dari {figures.asked}"))
        rows.append(("Latensi p50 / p99", f"{self.p50_ms:.2f} / {self.p99_ms:.2f} ms"))
        return tuple(rows)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _rate(part: int, whole: int) -> str:
    return f"{100 * _share(part, whole):.1f} % ({part} dari {whole})"
