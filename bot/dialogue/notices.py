"""What the bot says by itself about a case: to its reporter, to officers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.civic.cases import Case, CaseLine
from bot.civic.reports import ReportStatus
from bot.civic.roles import LEVELS, Member
from bot.dialogue.actions import AddToTicket, JudgeTicket, ShowTicket, StartReport
from bot.dialogue.message import OutboundMessage, Piece, phrase
from bot.dialogue.staff_actions import ShowCase, ShowCases
from bot.dialogue.staff_effects import Wrote
from bot.dialogue.topics.case_text import agency_name, give_up_rows, list_line, list_title
from bot.dialogue.turns import Rows, button
from bot.dialogue.world import World

JUDGED = (ReportStatus.SELESAI, ReportStatus.DITOLAK)


PROMISING = (ReportStatus.DITERUSKAN, ReportStatus.DIPROSES, ReportStatus.DIBUKA_KEMBALI)
"""Changes after which the reporter is told again until when."""


def to_reporter(ticket: str, case: Case, world: World, wrote: Wrote) -> OutboundMessage:
    """The case has a new status: what that means, the officer's words, what to do next."""
    status, promised = case.state.status, case.state.promised
    lines: list[Piece] = [
        phrase("notice.title", number=ticket),
        phrase(f"notice.{status}"),
    ]
    if status in PROMISING:
        key = "notice.promise" if promised >= world.today else "notice.promise.late"
        lines.append(phrase(key, date=promised))
    if case.state.waiting_since is not None:
        lines.append(phrase("notice.answer_by", date=world.answer_by(case.state.waiting_since)))
    return _with(wrote, lines, _reporter_rows(ticket, status))


def note_to_reporter(ticket: str, status: ReportStatus, wrote: Wrote) -> OutboundMessage:
    """An officer writes, without the status changing; only an open report can be answered."""
    lines = [phrase("notice.title", number=ticket)]
    answerable = ReportStatus.MENUNGGU_WARGA if status.is_open else status
    return _with(wrote, lines, _reporter_rows(ticket, answerable))


def ask_again(ticket: str) -> OutboundMessage:
    """A day after the closing, once: is it mended?"""
    rows = _reporter_rows(ticket, ReportStatus.SELESAI)
    return OutboundMessage((phrase("notice.ask_again", number=ticket),), rows)


def nudge(ticket: str, by: date) -> OutboundMessage:
    """Half of the time to answer has passed."""
    lines = (phrase("notice.title", number=ticket), phrase("notice.nudge", date=by))
    return OutboundMessage(lines, _reporter_rows(ticket, ReportStatus.MENUNGGU_WARGA))


def unanswered(ticket: str) -> OutboundMessage:
    """The time to answer has passed; an answer still counts."""
    lines = (phrase("notice.title", number=ticket), phrase("notice.tanpa_jawaban"))
    return OutboundMessage(lines, _reporter_rows(ticket, ReportStatus.MENUNGGU_WARGA))


def escalated(ticket: str) -> OutboundMessage:
    """It is late, and somebody higher knows of it now."""
    look = (button("button.ticket", ShowTicket(ticket)),)
    lines = (phrase("notice.title", number=ticket), phrase("notice.escalated"))
    return OutboundMessage(lines, (look,))


def to_joiner(case: Case, service: str) -> OutboundMessage:
    """Somebody who joined hears that it moved, without the reporter's ticket or words.

    Once it is closed, whoever is still stuck can send a report of their own.
    """
    status = phrase(f"status.{case.state.status}")
    line = phrase("notice.joined", service=service, status=status)
    if case.state.status.is_open:
        return OutboundMessage((line,))
    own = (button("button.report", StartReport(case.report.service)),)
    return OutboundMessage((line, phrase("notice.joined.closed")), (own,))


def to_staff(kind: str, case: Case, world: World, words: str | None = None) -> OutboundMessage:
    """Something about a case that its officers should see. `kind` names the wording."""
    level = phrase(f"role.{LEVELS[case.state.level]}")
    lines: list[Piece] = [phrase(f"notice.staff.{kind}", number=case.number, level=level)]
    lines.append(list_title(case, world))
    if case.state.status.is_open:
        lines.append(phrase("ticket.promised", date=case.state.promised))
    if words:
        by_reporter = kind == "answered"
        lines.append(phrase("notice.words.reporter" if by_reporter else "notice.words", text=words))
    rows = (*give_up_rows(case), (button("button.case", ShowCase(case.number)),))
    return OutboundMessage(tuple(lines), rows, for_staff=True)


def role_given(member: Member, world: World) -> OutboundMessage:
    """Somebody was given a role: what they are now, and what they can do."""
    agency = member.agency
    where = agency_name(agency, world) if agency else phrase("staff.all_agencies")
    role = phrase(f"role.{member.role}")
    lines = (phrase("notice.role", role=role, where=where), phrase(f"help.staff.{member.role}"))
    return OutboundMessage(lines, for_staff=True)


def digest(lines: tuple[CaseLine, ...], count: int, world: World) -> OutboundMessage:
    """Once a week: what is overdue, the most pressing first."""
    text = (phrase("notice.digest", count=count), *(list_line(line, world) for line in lines))
    rows = ((button("cases.overdue", ShowCases("overdue")),),)
    return OutboundMessage(text, rows, for_staff=True)


def _with(wrote: Wrote, lines: Sequence[Piece], rows: Rows) -> OutboundMessage:
    """The lines, then what the officer wrote and sent along."""
    words = (phrase("notice.words", text=wrote.words),) if wrote.words else ()
    enclosed = (phrase("notice.file"),) if wrote.file else ()
    photos = () if wrote.photo is None else (wrote.photo,)
    return OutboundMessage((*lines, *words, *enclosed), rows, photos=photos, document=wrote.file)


def _reporter_rows(ticket: str, status: ReportStatus) -> Rows:
    look = (button("button.ticket", ShowTicket(ticket)),)
    if status in JUDGED:
        judge = (
            button("button.mended", JudgeTicket(ticket, mended=True)),
            button("button.not_mended", JudgeTicket(ticket, mended=False)),
        )
        return (judge, look)
    if status is ReportStatus.MENUNGGU_WARGA:
        return ((button("button.reply_officer", AddToTicket(ticket)),), look)
    return (look,)
