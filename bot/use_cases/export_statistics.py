"""Statistics as tables and files: the same for the terminal and the chat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.civic.statistics.figures import Filters
from bot.civic.statistics.table import FileKind, Table
from bot.civic.statistics.tables import tables
from bot.civic.statistics.view import View
from bot.civic.statistics.words import Names
from bot.clock import Clock
from bot.dialogue.world import World
from bot.errors import TanyaKotaError
from bot.use_cases.documents import Document, Files, clean_name
from bot.use_cases.ports import Charts, Database, UnitOfWork
from bot.use_cases.read_statistics import view


class PeriodInFutureError(TanyaKotaError):
    """Periode belum lewat: tanggal akhir paling lambat hari ini"""


class PeriodEmptyError(TanyaKotaError):
    """Tidak ada pertanyaan, laporan, atau usaha warga pada periode dan saringan itu"""


@dataclass(frozen=True, slots=True)
class ExportStatistics:
    """Tables and files of what the filters show."""

    database: Database
    world: Callable[[datetime], World]
    files: Files
    charts: Charts
    clock: Clock

    def show(self, filters: Filters) -> tuple[Table, ...]:
        """The tables.

        Raises:
            PeriodBackwardsError, PeriodInFutureError, PeriodEmptyError
        """
        world = self.world(self.clock())
        with self.database.transaction() as work:
            return tables(_checked(work, world, filters), names_of(world))

    def __call__(self, filters: Filters, kind: FileKind, who: str) -> Document:
        """The file; `who` asked for it and stands in the audit.

        Raises:
            PeriodBackwardsError, PeriodInFutureError, PeriodEmptyError
        """
        world = self.world(self.clock())
        with self.database.transaction() as work:
            found = _checked(work, world, filters)
            note_export(work, filters, kind, who, world.now)
        return document_of(found, world, (self.files, self.charts), kind)

    def name_of(self, filters: Filters, kind: FileKind) -> str:
        """What the file is called."""
        return file_name(filters, kind)


def document_of(
    found: View, world: World, makers: tuple[Files, Charts], kind: FileKind
) -> Document:
    """The view as a file; a PDF begins with the picture that the chat shows."""
    files, charts = makers
    filters, names = found.now.filters, names_of(world)
    heading = f"Statistik {world.city.merek}, {filters.since:%d/%m/%Y} - {filters.until:%d/%m/%Y}"
    picture = charts.overview(found.now, "", names.kecamatan) if kind is FileKind.PDF else None
    content = files.write(kind, tables(found, names), heading, picture)
    return Document(file_name(filters, kind), kind.mime, content)


def note_export(
    work: UnitOfWork, filters: Filters, kind: FileKind, who: str, now: datetime
) -> None:
    """Write down who took which figures along."""
    about = f"{filters.since} {filters.until} {kind}"
    subject = " ".join(filters.chosen) or "semua"
    work.staff.note(who, "export_statistics", subject[:80], about, now)


def file_name(filters: Filters, kind: FileKind) -> str:
    """ "statistik-<filters>-2026-10-25-2026-11-23.xlsx"."""
    parts = ("statistik", *filters.chosen, str(filters.since), str(filters.until))
    return clean_name(f"{'-'.join(parts)}.{kind}")


def is_empty(found: View) -> bool:
    """Nothing happened that a file could show."""
    return not (found.now.questions or found.now.reports or found.now.prompts.base)


def names_of(world: World) -> Names:
    """What services, agencies and kecamatan are called."""
    return Names(
        services={entry.id: entry.judul for entry in world.knowledge.entries},
        agencies={agency.id: agency.nama_pendek for agency in world.city.instansi},
        kecamatan={district.kode: district.nama for district in world.city.kecamatan},
        zone=ZoneInfo(world.city.zona_waktu),
    )


def _checked(work: UnitOfWork, world: World, filters: Filters) -> View:
    if filters.since <= filters.until and filters.until > world.today:
        raise PeriodInFutureError(f"{filters.until}, hari ini {world.today}")
    found = view(work, world, filters)
    if is_empty(found):
        raise PeriodEmptyError(f"{filters.since} sampai {filters.until}")
    return found
