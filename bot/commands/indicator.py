"""`tanyakota indicator …`: the index of a period, and whether kept readings still hold."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.assemble import open_bot
from bot.civic.indicator.bootstrap import Interval
from bot.civic.indicator.method import NAMES, Component
from bot.civic.indicator.reading import Reading
from bot.commands.app import Commands
from bot.settings import read_settings

indicator = Commands("Hitung dan periksa Indeks Masyarakat Cerdas (IMC).")

FINDINGS = {
    "same": "sama",
    "inputs_altered": "masukan tersimpan diubah",
    "result_differs": "hasil hitung ulang berbeda",
    "history_changed": "riwayat berubah sejak dihitung (misalnya data warga dihapus)",
}
_out = Console(soft_wrap=True, highlight=False, markup=False)


@indicator.add("compute")
def compute(
    since: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="Hari pertama, 2026-07-01.")
    ],
    until: Annotated[
        datetime, typer.Option("--to", formats=["%Y-%m-%d"], help="Hari terakhir, 2026-09-30.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Keluaran JSON.")] = False,  # noqa: FBT002 - an option is always named
) -> None:
    """Hitung IMC suatu periode dan simpan hasilnya.

    Contoh:

        tanyakota indicator compute --from 2026-07-01 --to 2026-09-30
    """
    with open_bot(read_settings()) as bot:
        reading, digest = bot.measure.compute(since.date(), until.date())
    if as_json:
        typer.echo(json.dumps(as_dict(reading, digest), ensure_ascii=False, indent=2))
        return
    for table in tables(reading):
        _out.print(table)
    for label in reading.labels:
        _out.print(f"• {label}")
    _out.print(f"{reading.notice}\nMetode {reading.method}, sidik masukan {digest[:12]}.")


@indicator.add("verify")
def verify() -> None:
    """Hitung ulang semua hasil tersimpan dan sebut yang berbeda.

    Contoh:

        tanyakota indicator verify
    """
    table = Table("Periode", "Tersimpan", "Hitung ulang", "Temuan", title="Pemeriksaan IMC")
    faults = 0
    with open_bot(read_settings()) as bot:
        for one in bot.measure.verify():
            reading = one.stored.reading
            faults += one.finding in {"inputs_altered", "result_differs"}
            period = f"{reading.since} s.d. {reading.until}"
            table.add_row(period, number(reading.imc), number(one.again), FINDINGS[one.finding])
    if not table.row_count:
        typer.echo("Belum ada hasil tersimpan. Hitung dengan: tanyakota indicator compute")
        return
    _out.print(table)
    raise typer.Exit(1 if faults else 0)


def tables(reading: Reading) -> list[Table]:
    """The index with its interval, then its components."""
    head = Table("Ukuran", "Nilai", title=f"IMC {reading.since} s.d. {reading.until}")
    head.add_row("IMC", number(reading.imc))
    head.add_row("Selang 95 %", span(reading.interval))
    head.add_row("Orang", str(reading.persons))
    head.add_row("Ditanya, menjawab", f"{reading.asked}, {reading.answered}")
    head.add_row("Disisihkan, di atas batas", f"{reading.set_aside}, {reading.capped}")
    parts = Table("Komponen", "Nilai", "Selang 95 %", "Dasar", "Andil kehilangan")
    for name, score in reading.scores.items():
        if name in reading.concealed:
            parts.add_row(f"{name} {NAMES[name]}", "disembunyikan", *[""] * 3)
            continue
        mark = " (indikatif)" if score.flagged else ""
        loss = None if reading.concealed else reading.losses.get(name)
        parts.add_row(
            f"{name} {NAMES[name]}",
            f"{number(score.value)}{mark}",
            span(reading.intervals.get(name)),
            str(score.n),
            "" if loss is None else f"{number(100 * loss)} %",
        )
    return [head, parts]


def as_dict(reading: Reading, digest: str) -> dict[str, object]:
    """The reading for other programs."""
    return {
        "from": reading.since.isoformat(),
        "to": reading.until.isoformat(),
        "method": reading.method,
        "inputs_hash": digest,
        "imc": reading.imc,
        "interval": _ends(reading.interval),
        "components": {name.value: _component(reading, name) for name in reading.scores},
        "persons": reading.persons,
        "asked": reading.asked,
        "answered": reading.answered,
        "set_aside": reading.set_aside,
        "capped": reading.capped,
        "labels": list(reading.labels),
        "notice": reading.notice,
    }


def _component(reading: Reading, name: Component) -> dict[str, object]:
    score = reading.scores[name]
    if name in reading.concealed:
        return {"hidden": True}
    return {
        "hidden": False,
        "score": score.value,
        "raw": score.raw,
        "n": score.n,
        "n_eff": score.n_eff,
        "indicative": score.flagged,
        "interval": _ends(reading.intervals.get(name)),
        "loss_share": None if reading.concealed else reading.losses.get(name),
    }


def number(value: float | None) -> str:
    """Two decimals with a comma; a dash for what there is not."""
    return "belum ada" if value is None else f"{value:.2f}".replace(".", ",")


def span(interval: Interval | None) -> str:
    return f"{number(interval.low)} sampai {number(interval.high)}" if interval else "belum ada"


def _ends(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None
