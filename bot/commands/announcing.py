"""How commands act on announcements: by the staff list, like everybody else."""

from __future__ import annotations

from collections.abc import Iterator

from bot.assemble import ADMIN_CHANNEL, Bot
from bot.civic.announcements.life import Refusal
from bot.civic.announcements.plan import Plan
from bot.civic.announcements.progress import PER_SECOND, RunReport
from bot.civic.roles import Member, Role
from bot.commands.announcement_plans import Written
from bot.commands.announcement_words import MEND, REFUSED
from bot.dialogue.announcement_effects import (
    AnnouncementEffect,
    AnnouncementRefused,
    AnnouncementResult,
    AnnouncementShown,
    FindAnnouncement,
    NewAnnouncement,
)
from bot.errors import TanyaKotaError
from bot.files.statistics import StatisticsFiles
from bot.use_cases.announcement_ports import Line
from bot.use_cases.courier import Courier
from bot.use_cases.perform_announcements import PerformAnnouncements
from bot.use_cases.ports import UnitOfWork
from bot.wording.render import CatalogueWording

CONSOLE = Member(Role.ADMIN, who="console")
"""Whoever may run commands may read everything; acts need somebody of the staff list."""

AT_ONCE = 1000


class AnnouncementRefusedError(TanyaKotaError):
    """Tidak dilakukan"""


def wording(bot: Bot) -> CatalogueWording:
    """The words of this city."""
    return CatalogueWording(bot.content.current.city.zona_waktu)


def act(bot: Bot, who: int | None, effect: AnnouncementEffect) -> AnnouncementShown:
    """Do it for that Telegram id, as the staff list knows them now; only reading needs nobody.

    Raises:
        AnnouncementRefusedError: why not; nothing was changed.
    """
    with bot.database.transaction() as work:
        return _shown(_perform(bot, work, who, effect))


def create(bot: Bot, who: int, written: Written) -> AnnouncementShown:
    """Keep a new draft with its picture and file; all or nothing.

    Raises:
        AnnouncementRefusedError
    """
    with bot.database.transaction() as work:
        plan: Plan = written.kept(work, bot.world.now)
        return _shown(_perform(bot, work, who, NewAnnouncement(plan)))


def read(bot: Bot, who: int | None, effect: AnnouncementEffect) -> AnnouncementResult:
    """What somebody may see; the console sees everything."""
    with bot.database.transaction() as work:
        return _perform(bot, work, who, effect)


def lines(bot: Bot, shown: AnnouncementShown) -> Iterator[tuple[RunReport, Line]]:
    """Everybody on the lists of its runs, in order."""
    for run in shown.runs:
        after = 0
        while True:
            with bot.database.reading() as work:
                page = work.runs.lines(run.id, after, AT_ONCE)
            yield from ((run, one) for one in page)
            if len(page) < AT_ONCE:
                break
            after = page[-1].id


def note_export(bot: Bot, who: int | None, number: int) -> None:
    """Who took the report as a file stands in the audit."""
    with bot.database.transaction() as work:
        actor = f"{ADMIN_CHANNEL}:{who}" if who else CONSOLE.who
        work.staff.note(actor, "export", f"announcement:{number}", "", bot.world.now)


def find(number: int) -> AnnouncementEffect:
    """Look one up."""
    return FindAnnouncement(number)


def minutes(people: int) -> str:
    """How long sending takes at the permitted pace, in plain words."""
    seconds = people / PER_SECOND
    return "kurang dari satu menit" if seconds < 60 else f"kira-kira {seconds / 60:.0f} menit"


def _perform(
    bot: Bot, work: UnitOfWork, who: int | None, effect: AnnouncementEffect
) -> AnnouncementResult:
    world = bot.world
    member = CONSOLE if who is None else work.staff.member(ADMIN_CHANNEL, str(who))
    courier = Courier(work, wording(bot), world, world.now)
    return PerformAnnouncements(work, courier, StatisticsFiles(), member, None, world.now)(effect)


def _shown(result: AnnouncementResult) -> AnnouncementShown:
    if isinstance(result, AnnouncementRefused):
        why = REFUSED[result.reason]
        if result.reason is Refusal.FAULTY and result.shown is not None:
            why += ": " + "; ".join(MEND[one] for one in result.shown.faults)
        raise AnnouncementRefusedError(f"pengumuman {result.id}", why)
    if not isinstance(result, AnnouncementShown):
        raise TypeError(result)
    return result
