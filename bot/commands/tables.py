"""What the commands of the knowledge base show, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.table import Table

from knowledge_base import Decision
from knowledge_base.diff import Change
from knowledge_base.evaluate import Report
from knowledge_base.explain import Explanation

ROWS = 15
"""Rows of a list that would otherwise fill several screens; `--json` has all."""


def candidates_table(decision: Decision) -> Table:
    """The candidates of a decision and their scores."""
    table = Table("Layanan", "Nilai", title=f"Keputusan: {type(decision).__name__}")
    for one in decision.candidates[:5]:
        table.add_row(one.entry.id, f"{one.score:.3f}")
    return table


def report_tables(report: Report) -> Iterator[Table]:
    """The figures, then what was mistaken for what, then the services found least often."""
    figures = Table("Ukuran", "Nilai", title="Hasil pengukuran")
    for name, value in report.lines():
        figures.add_row(name, value)
    yield figures
    if report.confusions:
        mistaken = Table("Seharusnya", "Dijawab dengan", "Kali", title="Yang tertukar")
        for wanted, given, count in report.mistaken()[:ROWS]:
            mistaken.add_row(wanted, given, str(count))
        yield mistaken
    if report.weakest():
        weak = Table("Layanan", "Benar", "Pertanyaan", title="Yang paling sering luput")
        for name, tally in report.weakest()[:ROWS]:
            weak.add_row(name, f"{100 * tally.right:.0f} %", str(tally.in_scope))
        yield weak


def explanation_tables(found: Explanation) -> Iterator[Table]:
    """How a question was read: its words, their weights, and the evidence."""
    words = Table("Ditulis", "Dibaca", "Sebab", title="Kata demi kata")
    for word in found.words:
        words.add_row(word.written, word.read, word.how)
    yield words
    terms = Table("Kata", "Bobot", "Jenis", title="Yang dipakai mencari")
    for term in found.terms:
        terms.add_row(term.word, f"{term.weight:.2f}", term.kind)
    yield terms
    aspect = found.aspect.value if found.aspect else "umum"
    grounds = Table("Bukti", *(one.entry for one in found.grounds), title=f"Ditanya: {aspect}")
    if found.grounds:
        grounds.add_row("nilai", *(f"{one.score:.3f}" for one in found.grounds))
        for name in found.grounds[0].features:
            grounds.add_row(name, *(f"{one.features.get(name, 0):.2f}" for one in found.grounds))
    yield grounds


def changes_table(found: Iterable[Change]) -> Table:
    """Questions whose answer changed."""
    table = Table("Pertanyaan", "Dulu", "Sekarang", title="Jawaban yang berubah")
    for one in found:
        table.add_row(one.text, one.before, one.after)
    return table
