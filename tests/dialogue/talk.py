"""A conversation without storage: effects are answered by a small imitation of the performers.

The state is written to JSON and read back between every two events.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import assert_never

from bot.civic.announcements.life import Announcement, AnnouncementStatus
from bot.civic.announcements.plan import LinkButton, Plan, ServiceButton
from bot.civic.announcements.replies import reply_report
from bot.civic.city import (
    City,
    Darurat,
    Instansi,
    Kabar,
    Kecamatan,
    Kelurahan,
    Nomor,
    SaluranPengaduan,
)
from bot.civic.news import Subscriptions
from bot.civic.reports import HistoryLine, ReportEventKind, ReportStatus, Ticket
from bot.civic.roles import Member
from bot.civic.ticket_number import check_character
from bot.civic.working_days import Calendar
from bot.dialogue.actions import Action
from bot.dialogue.conversation import Conversation, decode, encode
from bot.dialogue.effects import (
    AddNote,
    Edit,
    Effect,
    EraseAll,
    Export,
    FileReply,
    FileReport,
    FindSimilar,
    FindTicket,
    ListTickets,
    Say,
    Withdraw,
)
from bot.dialogue.events import Chosen, CommandSent, EffectResult, Event, TextSent
from bot.dialogue.message import OutboundMessage
from bot.dialogue.news_effects import (
    AnnouncementRead,
    CountPress,
    ListNews,
    NewsEffect,
    NewsListed,
    NewsResult,
    ReadAnnouncement,
    ReadSubscriptions,
    SetArea,
    SetQuiet,
    SetTopic,
    StopFrom,
    SubscriptionsRead,
    TopicStopped,
)
from bot.dialogue.step import step
from bot.dialogue.ticket_events import (
    DataErased,
    DataExported,
    NoteAdded,
    ReportFiled,
    SimilarFound,
    TicketFound,
    TicketNotFound,
    TicketsListed,
    TicketWithdrawn,
)
from bot.dialogue.voice_effects import HandOver, QuestionHandedOver
from bot.dialogue.world import World
from bot.wording.render import CatalogueWording
from knowledge_base import KnowledgeBase

START = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
WORDING = CatalogueWording("Asia/Jakarta")

CITY = City(
    kabar=(Kabar("bencana", "Bencana", darurat=True), Kabar("pajak", "Pajak")),
    kode="99.01",
    nama="Kota Contoh",
    provinsi="Contoh",
    merek="Tanya Contoh",
    zona_waktu="Asia/Jakarta",
    kecamatan=(
        Kecamatan("99.01.01", "Utara", (Kelurahan("99.01.01.1001", "Mawar"),)),
        Kecamatan("99.01.02", "Selatan", (Kelurahan("99.01.02.1001", "Melati"),)),
    ),
    instansi=(
        Instansi("disdukcapil", "Disdukcapil Contoh", "Disdukcapil", cek_di="112"),
        Instansi("dinkes", "Dinkes Contoh", "Dinkes", cek_di="112"),
    ),
    darurat=(
        Darurat("umum", "Darurat", (Nomor("Pusat darurat", "112"),), ("Tetap tenang.",)),
        Darurat("kebakaran", "Kebakaran", (Nomor("Damkar", "113"),), ("Keluar dulu.",)),
    ),
    pengaduan=(SaluranPengaduan("SP4N-LAPOR!", "https://www.lapor.go.id", "pengaduan"),),
    jam_kantor="Senin sampai Jumat",
)


ANNOUNCED = Announcement(
    1,
    Plan(
        "pajak",
        (("id", "**Loket pajak** tutup besok.\nBuka lagi Senin."), ("en", "Closed tomorrow.")),
        buttons=(
            LinkButton("Peta loket", "https://pajak.contoh.go.id/peta_(baru)?a=1&b=2"),
            ServiceButton("Syarat KTP", "ktp-el-hilang"),
            ServiceButton("Sudah tidak ada", "tidak-ada"),
        ),
    ),
    "telegram:9",
    "bapenda",
    START,
    AnnouncementStatus.SELESAI,
)


@dataclass
class Talk:
    """One person talking; `said` holds every message of the latest turn."""

    knowledge: KnowledgeBase
    now: datetime = START
    group: bool = False
    member: Member = field(default_factory=Member)
    state: str = field(default_factory=lambda: encode(Conversation()))
    said: list[OutboundMessage] = field(default_factory=list)
    effects: list[Effect] = field(default_factory=list)
    tickets: dict[str, Ticket] = field(default_factory=dict)
    _drafts: int = 0

    @property
    def conversation(self) -> Conversation:
        return decode(self.state)

    def send(self, event: Event) -> list[OutboundMessage]:
        """Send one event; the messages it led to."""
        self.said, self.effects = [], []
        self._step(event, rounds=8)
        return self.said

    def say(self, text: str) -> str:
        self.send(TextSent(text))
        return self.text

    def command(self, name: str, argument: str = "") -> str:
        self.send(CommandSent(name, argument))
        return self.text

    def press(self, label: str) -> str:
        """Press the button of the latest messages whose label contains the words."""
        self.send(Chosen(self.button(label)))
        return self.text

    def button(self, label: str) -> Action:
        found = {
            WORDING.render(OutboundMessage((choice.label,)), "id", "plain")[0].text: choice.action
            for message in self.said
            for row in message.rows
            for choice in row
        }
        for text, action in found.items():
            if label.casefold() in text.casefold():
                return action
        raise AssertionError(f"no button {label!r} among {sorted(found)}")

    @property
    def text(self) -> str:
        """What was said in the latest turn, as plain Indonesian."""
        pages = (page for one in self.said for page in WORDING.render(one, "id", "plain"))
        return "\n".join(page.text for page in pages)

    def later(self, **duration: float) -> None:
        self.now += timedelta(**duration)

    def world(self) -> World:
        self._drafts += 1
        return World(
            self.knowledge,
            CITY,
            Calendar(frozenset({date(2026, 12, 25)})),
            self.now,
            f"draft-{self._drafts}",
            self.member,
            group=self.group,
        )

    def _step(self, event: Event, rounds: int) -> None:
        assert rounds, "effects never came to rest"
        turn = step(self.conversation, event, self.world())
        self.state = encode(turn.conversation)
        assert decode(self.state) == turn.conversation
        for effect in turn.effects:
            self.effects.append(effect)
            if isinstance(effect, Say | Edit):
                self.said.append(effect.message)
                continue
            result = self._perform(effect)
            if result is not None:
                self._step(result, rounds - 1)

    def _announced(self, number: int) -> Announcement | None:
        return ANNOUNCED if number == ANNOUNCED.id else None

    def _perform_news(self, effect: NewsEffect) -> NewsResult:
        match effect:
            case CountPress(announcement, button):
                return AnnouncementRead(self._announced(announcement), "press", button)
            case ReadAnnouncement(announcement, why):
                return AnnouncementRead(self._announced(announcement), why)
            case ListNews():
                return NewsListed((ANNOUNCED,), None)
            case StopFrom(topic, announcement, on):
                return TopicStopped(topic, announcement, on)
            case ReadSubscriptions() | SetTopic() | SetArea() | SetQuiet():
                return SubscriptionsRead(Subscriptions())
        assert_never(effect)

    def _perform(self, effect: Effect) -> EffectResult | None:
        if isinstance(effect, NewsEffect):
            return self._perform_news(effect)
        match effect:
            case FindSimilar(draft):
                return SimilarFound(draft)
            case FileReport(_, report, deadlines):
                promised = deadlines.promised
                number = _number(len(self.tickets))
                first = HistoryLine(ReportEventKind.DITERIMA, self.now)
                self.tickets[number] = Ticket(
                    number, report, ReportStatus.DITERIMA, self.now, promised, (first,), own=True
                )
                return ReportFiled(number, promised)
            case FileReply(draft, announcement, words, photos, deadlines):
                if announcement != ANNOUNCED.id:
                    return AnnouncementRead(None, "answer")
                filed = reply_report(ANNOUNCED, words, photos)
                done = self._perform(FileReport(draft, filed, deadlines))
                return replace(done, is_reply=True)
            case FindTicket(number):
                found = self.tickets.get(number)
                return TicketFound(found) if found else TicketNotFound(number)
            case ListTickets():
                return TicketsListed(tuple(self.tickets.values()))
            case AddNote(number):
                return NoteAdded(number) if number in self.tickets else TicketNotFound(number)
            case Withdraw(number):
                gone = self.tickets.pop(number, None)
                return TicketWithdrawn(number) if gone else TicketNotFound(number)
            case EraseAll():
                erased, self.tickets = len(self.tickets), {}
                return DataErased(erased)
            case _:
                return ALWAYS.get(type(effect))


ALWAYS: Mapping[type[Effect], EffectResult] = {
    HandOver: QuestionHandedOver(told=True),
    Export: DataExported("{}"),
}


def _number(count: int) -> str:
    body = f"ABCDEF{count % 9 + 1}"
    full = body + check_character(body)
    return f"TK-{full[:4]}-{full[4:]}"
