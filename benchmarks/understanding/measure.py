"""One engine at one size, alone in its process: accuracy, latency, memory, index time."""

import json
import sys
import time
from pathlib import Path

from benchmarks.understanding import judge, phrases
from benchmarks.understanding.engines import ANSWERED, ENGINES, OFFERED, OURS, memory_mb
from knowledge_base.labelled import read_labelled
from knowledge_base.load import load_entries

PATIENCE = 20.0
"""Seconds of questions at most; a slow engine answers fewer."""


def main(name: str, size: int, limits: Path, questions: Path) -> dict[str, object]:
    entries = tuple(one.entry for one in load_entries())
    if size:
        entries = phrases.grown(entries, size)
    count = len(phrases.of(entries))
    before = memory_mb()
    start = time.perf_counter()
    find = ENGINES[name](entries)
    built = time.perf_counter() - start
    asked = list(read_labelled(questions))
    found: dict[str, object] = {"engine": name, "phrases": count, "build_s": round(built, 2)}
    taken = latencies(find, [question.text for question in asked])
    found |= {
        "p50_ms": round(1e3 * taken[len(taken) // 2], 3),
        "p99_ms": round(1e3 * taken[int(len(taken) * 0.99)], 3),
        "timed": len(taken),
        "memory_mb": round(memory_mb() - before),
    }
    if not size:
        answer, ask = ANSWERED, OFFERED
        if name != OURS:
            answer, ask = judge.limits(judge.answers(find, list(read_labelled(limits))))
        shares = judge.shares(judge.answers(find, asked), answer, ask)
        found |= {key: round(100 * value, 1) for key, value in shares.items()}
    return found


def latencies(find: object, texts: list[str]) -> list[float]:
    """Seconds a question, ascending."""
    assert callable(find)
    find(texts[0])
    begin, taken = time.perf_counter(), []
    for text in texts:
        start = time.perf_counter()
        find(text)
        taken.append(time.perf_counter() - start)
        if time.perf_counter() - begin > PATIENCE:
            break
    return sorted(taken)


if __name__ == "__main__":
    name, size, limits, questions = sys.argv[1:]
    print(json.dumps(main(name, int(size), Path(limits), Path(questions))))
