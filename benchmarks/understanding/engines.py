"""The engines side by side. Each finds services for a text: best first, score 0..1 or more.

The usual ones see raw lower-case text, as their documentation shows them; none of them decides by
itself whether to answer, so `judge` gives each the two limits that suit it best.
"""

import os
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from benchmarks.understanding.phrases import names, of
from knowledge_base import Entry

Ranked = list[tuple[str, float]]
Finder = Callable[[str], Ranked]

OURS = "Tanya Kota"

ANSWERED, OFFERED = 1.0, 0.5

TOP = 60
"""Phrases looked at to find three services."""


def best_services(rows: list[tuple[str, float]]) -> Ranked:
    """The best score of each service."""
    found: dict[str, float] = {}
    for service, score in rows:
        found[service] = max(score, found.get(service, score))
    return sorted(found.items(), key=lambda row: (-row[1], row[0]))[:3]


def tanya_kota(entries: tuple[Entry, ...]) -> Finder:
    """Its own decision: an answer has score 1, options 0.5, anything else is left out."""
    from knowledge_base import Ambiguous, Answered, KnowledgeBase

    knowledge = KnowledgeBase.from_entries(entries)

    def find(text: str) -> Ranked:
        match knowledge.decide(text):
            case Answered(entry=entry):
                return [(entry.id, ANSWERED)]
            case Ambiguous(options=options):
                return [(entry.id, OFFERED) for entry in options]
            case _:
                return []

    return find


def _fuzzy(rows: list[tuple[str, str]], scorer_name: str) -> Finder:
    from rapidfuzz import fuzz, process

    scorer = getattr(fuzz, scorer_name)
    texts = [text.lower() for _, text in rows]

    def find(text: str) -> Ranked:
        found = process.extract(text.lower(), texts, scorer=scorer, limit=TOP)
        return best_services([(rows[place][0], score / 100) for _, score, place in found])

    return find


def wratio_names(entries: tuple[Entry, ...]) -> Finder:
    return _fuzzy(names(entries), "WRatio")


def token_set_names(entries: tuple[Entry, ...]) -> Finder:
    return _fuzzy(names(entries), "token_set_ratio")


def wratio_all(entries: tuple[Entry, ...]) -> Finder:
    return _fuzzy(of(entries), "WRatio")


def thefuzz_all(entries: tuple[Entry, ...]) -> Finder:
    from thefuzz import process

    rows = of(entries)
    texts = {place: text for place, (_, text) in enumerate(rows)}

    def find(text: str) -> Ranked:
        found = process.extractBests(text, texts, limit=TOP)
        return best_services([(rows[place][0], score / 100) for _, score, place in found])

    return find


def bm25(entries: tuple[Entry, ...]) -> Finder:
    import bm25s

    rows = of(entries)
    tokens = bm25s.tokenize([text for _, text in rows], stopwords=None, show_progress=False)
    index = bm25s.BM25()
    index.index(tokens, show_progress=False)

    def find(text: str) -> Ranked:
        asked = bm25s.tokenize([text], stopwords=None, show_progress=False, return_ids=False)
        if not any(asked):
            return []
        places, scores = index.retrieve(asked, k=min(TOP, len(rows)), show_progress=False)
        return best_services(
            [(rows[p][0], float(s)) for p, s in zip(places[0], scores[0], strict=True)]
        )

    return find


def tantivy_index(entries: tuple[Entry, ...]) -> Finder:
    import tantivy

    rows = of(entries)
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text")
    builder.add_integer_field("place", stored=True)
    index = tantivy.Index(builder.build())
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for place, (_, text) in enumerate(rows):
        writer.add_document(tantivy.Document(text=text, place=place))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> Ranked:
        words = " ".join(re.findall(r"\w+", text.lower()))
        query, _ = index.parse_query_lenient(words, ["text"])
        hits = searcher.search(query, TOP).hits
        return best_services(
            [(rows[searcher.doc(at)["place"][0]][0], float(score)) for score, at in hits]
        )

    return find


def char_ngrams(entries: tuple[Entry, ...]) -> Finder:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    rows = of(entries)
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), dtype=np.float32)
    matrix = vectors.fit_transform([text for _, text in rows]).T.tocsr()

    def find(text: str) -> Ranked:
        likeness = (vectors.transform([text]) @ matrix).tocoo()
        order = np.argsort(-likeness.data)[:TOP]
        return best_services(
            [(rows[likeness.col[at]][0], float(likeness.data[at])) for at in order]
        )

    return find


def pg_trgm(entries: tuple[Entry, ...]) -> Finder:
    """Needs `BENCH_POSTGRES`, a database where the extension can be created."""
    import psycopg

    rows = of(entries)
    db = psycopg.connect(os.environ["BENCH_POSTGRES"], autocommit=True)
    db.execute("create extension if not exists pg_trgm")
    db.execute("drop table if exists bench_phrase")
    db.execute("create table bench_phrase (service text, said text)")
    with db.cursor().copy("copy bench_phrase from stdin") as copy:
        for service, text in rows:
            copy.write_row((service, text.lower()))
    db.execute("create index on bench_phrase using gist (said gist_trgm_ops(siglen=64))")
    db.execute("analyze bench_phrase")
    nearest = (
        "select service, 1 - (said <-> %(q)s) from bench_phrase order by said <-> %(q)s limit 60"
    )

    def find(text: str) -> Ranked:
        return best_services(list(db.execute(nearest, {"q": text.lower()}).fetchall()))

    return find


def memory_mb() -> float:
    """What this process (or PostgreSQL's table and index) takes up at most, in MB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def commit() -> str:
    """Which version was measured."""
    command = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


ENGINES: dict[str, Callable[[tuple[Entry, ...]], Finder]] = {
    OURS: tanya_kota,
    "rapidfuzz WRatio, nama": wratio_names,
    "rapidfuzz token_set_ratio, nama": token_set_names,
    "rapidfuzz WRatio, semua": wratio_all,
    "thefuzz, semua": thefuzz_all,
    "bm25s": bm25,
    "tantivy": tantivy_index,
    "scikit-learn n-gram huruf": char_ngrams,
    "PostgreSQL pg_trgm": pg_trgm,
}
