"""How a case reads for officers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.civic.cases import Case, CaseLine
from bot.civic.reports import (
    GENERAL_SERVICE,
    Announced,
    FrictionReport,
    HistoryLine,
    Identity,
    ReportEventKind,
    ReportStatus,
)
from bot.civic.roles import LEVELS
from bot.dialogue.effects import Say
from bot.dialogue.message import BLANK, OutboundMessage, Phrase, Piece, Plain, phrase
from bot.dialogue.staff_actions import MoveCase
from bot.dialogue.turns import Rows, button
from bot.dialogue.world import World


def case_lines(case: Case, world: World) -> Iterator[Piece]:
    """Everything an officer needs, the history last."""
    report, state = case.report, case.state
    yield phrase("case.title", number=case.number)
    yield from _about(report, world)
    yield from _place(case, world)
    yield phrase("ticket.status", text=phrase(f"status.{state.status}"))
    yield phrase("case.agency", text=agency_name(state.agency, world))
    yield phrase("case.level", text=phrase(f"role.{LEVELS[state.level]}"))
    yield phrase("ticket.filed", at=case.filed_at)
    if state.status.is_open:
        yield phrase("ticket.promised", date=state.promised)
    if state.waiting_since is not None:
        yield phrase("case.answer_by", date=world.answer_by(state.waiting_since))
    if state.first_reply_at is None and state.status.is_open:
        yield phrase("case.reply_by", at=case.reply_by)
    yield phrase(f"case.identity.{report.identity}")
    if not case.reachable and report.identity is not Identity.ANONIM:
        yield phrase("case.unreachable")
    if case.oversight:
        yield phrase("case.oversight")
    if case.joined:
        yield phrase("case.joined", count=case.joined)
    if report.words:
        yield phrase("summary.words", text=report.words)
    if state.tag:
        yield phrase("case.tagged", text=phrase(f"tag.{state.tag}"))
    yield BLANK
    yield from (history_line(line) for line in case.history)


def announced_line(one: Announced) -> Phrase:
    """Which announcement a reply answers."""
    return phrase("case.announcement", number=one.id, title=one.title)


def history_line(line: HistoryLine) -> Phrase:
    """One line of a history; internal ones are marked."""
    what = phrase(f"history.{line.kind}")
    if line.kind is ReportEventKind.STATUS and line.status is not None:
        what = phrase(f"status.{line.status}")
    if line.kind is ReportEventKind.ESKALASI and line.level is None:
        what = phrase("history.diingatkan")
    if line.who:
        what = phrase("case.history.by", what=what, who=line.who.partition(":")[2])
    if line.note and line.kind is not ReportEventKind.DITERIMA:
        what = phrase("history.with_note", what=what, note=line.note)
    if line.files:
        names = ", ".join(file.name for file in line.files)
        what = phrase("history.with_files", what=what, names=names)
    return phrase(
        "ticket.history" if line.public else "case.history.internal", at=line.at, what=what
    )


def files_of(history: Iterable[HistoryLine], *, for_staff: bool = False) -> tuple[Say, ...]:
    """The files of a history, one message each: that is how they can be opened."""
    return tuple(
        Say(OutboundMessage((phrase("file.shown"),), for_staff=for_staff, document=file))
        for line in history
        for file in line.files
    )


def give_up_rows(case: Case) -> Rows:
    """One tap to close a case whose reporter did not answer in time."""
    if not case.unanswered:
        return ()
    status = case.state.status
    close = MoveCase(case.number, status, ReportStatus.DITOLAK, unanswered=True)
    return ((button("move.unanswered", close),),)


def list_line(line: CaseLine, world: World) -> Phrase:
    """One line above the buttons of a list."""
    late = line.promised < world.today
    return phrase(
        "case.line.late" if late else "case.line",
        number=line.number,
        service=service_name(line.service, world),
        status=phrase(f"status.{line.status}"),
        severity=phrase("case.reply" if line.is_reply else f"severity.{line.severity}"),
        date=line.promised,
    )


def list_title(case: Case, world: World) -> Phrase:
    """Service, severity and status in one line."""
    return phrase(
        "case.brief",
        service=service_name(case.report.service, world),
        severity=_kind(case.report),
        status=phrase(f"status.{case.state.status}"),
    )


def service_name(service: str, world: World) -> str:
    """The service's short title, or its id once it has left the content."""
    if service == GENERAL_SERVICE:
        return "Pengumuman"
    entry = world.knowledge.get(service)
    return entry.judul if entry else service


def step_name(service: str, step: str | None, world: World) -> Piece:
    """The step's title, or that it was none in particular."""
    entry = world.knowledge.get(service)
    found = entry.step(step) if entry and step else None
    return Plain(found.judul) if found else phrase("button.nowhere")


def agency_name(agency: str | None, world: World) -> Piece:
    """The agency's short name; cases without one are the admins' business."""
    found = world.city.agency(agency) if agency else None
    return Plain(found.nama_pendek) if found else phrase("case.no_agency")


def _kind(report: FrictionReport) -> Phrase:
    return phrase("case.reply" if report.announcement else f"severity.{report.severity}")


def _about(report: FrictionReport, world: World) -> Iterator[Piece]:
    """What it is about; a reply to an announcement has no step, obstacle or severity."""
    if report.announcement is not None:
        yield announced_line(report.announcement)
        if report.service == GENERAL_SERVICE:
            return
    yield phrase("summary.service", text=service_name(report.service, world))
    if report.announcement is not None:
        return
    yield phrase("summary.step", text=step_name(report.service, report.step, world))
    yield phrase("summary.obstacle", text=phrase(f"obstacle.{report.obstacle}"))
    yield phrase("summary.severity", text=phrase(f"severity.{report.severity}"))


def _place(case: Case, world: World) -> Iterator[Piece]:
    report = case.report
    village = world.city.village(report.kelurahan) if report.kelurahan else None
    district = world.city.district(report.kecamatan) if report.kecamatan else None
    names = [place.nama for place in (village, district) if place is not None]
    if names:
        yield phrase("summary.area", text=", ".join(names))
