"""`tanyakota ask` and `tanyakota kb …`: the knowledge base at the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.assemble import open_database
from bot.clock import now, timer
from bot.commands.app import Commands
from bot.commands.tables import (
    candidates_table,
    changes_table,
    explanation_tables,
    report_tables,
)
from bot.dialogue.answer_text import entry_texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.effects import Edit, Say
from bot.dialogue.events import TextSent
from bot.dialogue.message import OutboundMessage
from bot.dialogue.step import step
from bot.dialogue.topics.guides import checklist_message
from bot.live_content import Content, read_content, world_of
from bot.settings import read_settings
from bot.wording.render import CatalogueWording, visible_length
from knowledge_base import Ambiguous, Answered, Decision, Entry, Guide, load
from knowledge_base.check import check as find_faults
from knowledge_base.check_guides import guide_faults
from knowledge_base.diff import changes, examples
from knowledge_base.draft import draft_of
from knowledge_base.evaluate import evaluate
from knowledge_base.labelled import Labelled, read_labelled
from knowledge_base.load import load_entries, load_guides

kb = Commands("Periksa dan ukur isi pengetahuan.")
_out = Console(soft_wrap=True, highlight=False, markup=False)

Explain = Annotated[
    bool, typer.Option("--explain", help="Tampilkan juga calon jawaban dan nilainya.")
]
Json = Annotated[bool, typer.Option("--json", help="Keluaran JSON untuk program lain.")]


def ask(
    question: Annotated[str, typer.Argument(help="Pertanyaan dalam bahasa sehari-hari.")],
    explain: Explain = False,  # noqa: FBT002 - an option is always named
    as_json: Json = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Jawab satu pertanyaan.

    Contoh:

        tanyakota ask "cara perpanjang SIM"
        tanyakota ask "ktp ilang gmn" --explain
    """
    content = _content()
    decision = content.knowledge.decide(question)
    if as_json:
        typer.echo(json.dumps(_decision_json(question, decision), ensure_ascii=False, indent=2))
        return
    for message in _replies(question, content):
        _out.print(message)
    if explain:
        _out.print(candidates_table(decision))


@kb.add("check")
def check() -> None:
    """Periksa isi: tiap kesalahan dengan berkas, baris, dan cara memperbaiki.

    Contoh:

        tanyakota kb check
        TANYAKOTA_CONTENT=konten-saya tanyakota kb check
    """
    folder = read_settings().content
    content = read_content(folder, now().date())
    agencies = {agency.id for agency in content.city.instansi}
    faults = find_faults(
        load_entries(folder), now().date(), agencies, lambda entry: _lengths(entry, content)
    )
    services = {entry.id for entry in content.knowledge.entries}
    guides = load_guides(folder)
    faults = (
        *faults,
        *guide_faults(guides, services, now().date(), lambda guide: _guide_length(guide, content)),
    )
    for fault in faults:
        typer.echo(str(fault), err=True)
    if faults:
        typer.echo(f"{len(faults)} kesalahan.", err=True)
        raise typer.Exit(1)
    typer.echo(f"Isi beres: {len(services)} layanan, {len(guides)} panduan.")


@kb.add("evaluate")
def evaluate_questions(
    file: Annotated[Path, typer.Argument(help="Berkas JSONL pertanyaan berlabel.")],
    as_json: Json = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Ukur jawaban atas pertanyaan berlabel: benar, salah yakin, salah jawab, dan kecepatannya.

    Contoh:

        tanyakota kb evaluate pertanyaan.jsonl
        tanyakota kb evaluate pertanyaan.jsonl --json
    """
    report = evaluate(_content().knowledge, file, timer)
    if as_json:
        typer.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2))
    else:
        for table in report_tables(report):
            _out.print(table)


@kb.add("explain")
def explain(
    question: Annotated[str, typer.Argument(help="Pertanyaan dalam bahasa sehari-hari.")],
) -> None:
    """Tunjukkan bagaimana satu pertanyaan dibaca, kata demi kata.

    Contoh:

        tanyakota kb explain "ktp ilang gmn ngurusnya"
    """
    for table in explanation_tables(_content().knowledge.explain(question)):
        _out.print(table)


@kb.add("diff")
def diff(
    old: Annotated[Path, typer.Argument(help="Folder isi yang lama.")],
    new: Annotated[Path, typer.Argument(help="Folder isi yang baru.")],
    questions: Annotated[
        Path | None, typer.Option("--questions", help="Berkas JSONL pertanyaan tambahan.")
    ] = None,
) -> None:
    """Tunjukkan pertanyaan yang jawabannya berubah antara dua isi.

    Contoh:

        tanyakota kb diff isi-lama isi-baru
        tanyakota kb diff isi-lama isi-baru --questions pertanyaan.jsonl
    """
    before, after = load(old), load(new)
    texts = [*examples(before, after), *(one.text for one in _labelled(questions))]
    found = list(changes(before, after, texts))
    if found:
        _out.print(changes_table(found))
    typer.echo(f"{len(found)} dari {len(texts)} pertanyaan berubah jawabannya.")


def _labelled(file: Path | None) -> tuple[Labelled, ...]:
    return read_labelled(file) if file else ()


def _content() -> Content:
    return read_content(read_settings().content, now().date())


def _replies(question: str, content: Content) -> Iterator[str]:
    wording = CatalogueWording(content.city.zona_waktu)
    turn = step(Conversation(), TextSent(question), world_of(content, now(), "tanya"))
    for effect in turn.effects:
        if isinstance(effect, Say | Edit):
            yield from (one.text for one in wording.render(effect.message, "id", "plain"))


def _lengths(entry: Entry, content: Content) -> Iterator[tuple[str, int]]:
    wording = CatalogueWording(content.city.zona_waktu)
    for name, lines in entry_texts(entry, content.city):
        pages = wording.render(OutboundMessage(lines), "id", "telegram")
        yield name, sum(visible_length(page.text) for page in pages)


def _guide_length(guide: Guide, content: Content) -> int:
    wording = CatalogueWording(content.city.zona_waktu)
    text, _ = checklist_message(Conversation(), guide, world_of(content, now(), "periksa"))
    pages = wording.render(OutboundMessage(text), "id", "telegram")
    return sum(visible_length(page.text) for page in pages)


def _decision_json(question: str, decision: Decision) -> dict[str, object]:
    aspect = decision.aspect if isinstance(decision, Answered | Ambiguous) else None
    return {
        "question": question,
        "decision": type(decision).__name__,
        "entry": decision.entry.id if isinstance(decision, Answered) else None,
        "aspect": aspect.value if aspect else None,
        "options": [one.id for one in decision.options] if isinstance(decision, Ambiguous) else [],
        "candidates": [
            {"id": one.entry.id, "score": round(one.score, 4)} for one in decision.candidates
        ],
    }


@kb.add("drafts")
def drafts() -> None:
    """Tampilkan jawaban petugas sebagai rancangan artikel.

    Contoh:

        tanyakota kb drafts
    """
    with open_database(read_settings()) as database, database.transaction() as work:
        found = work.handovers.drafts()
    if not found:
        typer.echo("Belum ada jawaban petugas.")
    for one in found:
        typer.echo(draft_of(one.question, one.answer, one.answered_at.date()))
