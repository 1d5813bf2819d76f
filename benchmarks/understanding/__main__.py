"""All engines at all sizes; writes `docs/images/understanding.json`, prints a table.

    uv run --with bm25s --with tantivy --with scikit-learn --with thefuzz \
        python -m benchmarks.understanding [FILE.jsonl]

FILE: labelled questions to judge by (default: the project's unseen ones). Limits are set on
`tests/knowledge_base/own_questions.jsonl`. PostgreSQL takes part if `BENCH_POSTGRES` is set.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.understanding.engines import ENGINES, commit

TESTS = Path("tests/knowledge_base")
LIMITS = TESTS / "own_questions.jsonl"
FIGURES = Path("docs/images/understanding.json")
SIZES = (0, 100_000, 1_000_000)
"""Phrasings; 0: the content as it is."""

MOST_SECONDS = 240


def run(name: str, size: int, questions: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "benchmarks.understanding.measure", name, str(size)]
    command += [str(LIMITS), str(questions)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        return {"engine": name, "failed": f"more than {MOST_SECONDS} s"}
    if done.returncode:
        return {"engine": name, "failed": done.stderr.strip().splitlines()[-1]}
    return json.loads(done.stdout.splitlines()[-1])


def main(questions: Path) -> None:
    rows = []
    for size in SIZES:
        for name in ENGINES:
            if name == "PostgreSQL pg_trgm" and "BENCH_POSTGRES" not in os.environ:
                continue
            row = run(name, size, questions) | {"size": size}
            rows.append(row)
            print(row, flush=True)
    FIGURES.write_text(json.dumps({"commit": commit(), "rows": rows}, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else TESTS / "unseen_questions.jsonl")
