"""What `step` may look at besides the conversation: all of it values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.civic.city import City
from bot.civic.clocks import answer_by
from bot.civic.roles import Member, Role
from bot.civic.spikes import Spike
from bot.civic.working_days import Calendar
from knowledge_base import KnowledgeBase


@dataclass(frozen=True, slots=True)
class World:
    """`now` is aware; `fresh_id` is a random id that this event may use for a new draft."""

    knowledge: KnowledgeBase
    city: City
    calendar: Calendar
    now: datetime
    fresh_id: str
    member: Member = field(default_factory=Member)
    group: bool = False
    spikes: tuple[Spike, ...] = ()

    @property
    def role(self) -> Role:
        return self.member.role

    @property
    def today(self) -> date:
        """The local day in the city."""
        return self.local.date()

    def day_of(self, moment: datetime) -> date:
        """The local day of a moment."""
        return moment.astimezone(ZoneInfo(self.city.zona_waktu)).date()

    def answer_by(self, asked: datetime) -> date:
        """The last day for a reporter to answer what they were asked at that moment."""
        days = self.city.tunggu_warga.hari_kerja
        return answer_by(self.day_of(asked), days, self.calendar)

    @property
    def local_time(self) -> time:
        """The time of day in the city."""
        return self.local.time()

    @property
    def local(self) -> datetime:
        """The moment in the city's zone."""
        return self.now.astimezone(ZoneInfo(self.city.zona_waktu))
