"""Staff who press and type anything: always a reply, never an announcement by one person alone."""

from __future__ import annotations

from random import Random

import pytest

from bot.civic.announcements.plan import Plan
from bot.civic.roles import Role
from bot.dialogue.announcement_actions import (
    ComposeAction,
    DoWithAnnouncement,
    OpenAnnouncement,
)
from bot.dialogue.events import ButtonPressed, PhotoSent
from bot.dialogue.file_events import FileSent
from tests.use_cases.announcements import PLAN, broadcast, draft, subscribe, tick
from tests.use_cases.rig import Rig
from tests.use_cases.staff import ADMIN, HEAD, OFFICER, SEKDA
from tests.use_cases.test_photos import picture

PEOPLE = (OFFICER, HEAD, SEKDA, ADMIN)
TYPED = (
    "Loket tutup besok",
    "besok 8.00",
    "1/1/2020 8.00",
    "Buka https://a.go.id",
    "ktp hilang",
    "*tebal",
    "telepon 0812 3456 7890",
    "rumah kebakaran",
    "",
    "{hari}",
)
STEPS = 120
WARNING = Plan("bencana", (("id", "Banjir."),), urgent=True)


class Walk:
    """Four people of an office, each looking at what the bot showed them last."""

    def __init__(self, rig: Rig, random: Random) -> None:
        self.rig = rig
        self.random = random
        self.seen: dict[str, list] = {who: [] for who in PEOPLE}
        self.started: set[int] = set()

    def step(self) -> None:
        who = self.random.choice(PEOPLE)
        self.rig.later(seconds=7)
        self.seen[who] += self.rig.news_for(who)
        buttons = [
            (one.token, choice)
            for one in self.seen[who][-4:]
            for row in one.rendered.rows
            for choice in row
            if isinstance(choice.action, ComposeAction)
        ]
        if self.random.random() < 0.4:
            buttons = [each for each in buttons if _leads_on(each[1].action)] or buttons
        pressing = buttons and self.random.random() < 0.8
        shown = self._press(who, buttons) if pressing else self._say(who)
        assert shown, (who, "no reply")
        self.seen[who] += shown

    def _press(self, who: str, buttons: list):

        token, choice = self.random.choice(buttons)
        return self.rig.send(ButtonPressed(token, choice.id), who)

    def _say(self, who: str):
        kind = self.random.random()
        if kind < 0.6:
            return self.rig.command("umumkan", address=who)
        if kind < 0.65:
            return self.rig.send(FileSent("pdf", "a.pdf"), who)
        if kind < 0.7:
            return self.rig.send(PhotoSent("foto", "Gambar"), who)
        return self.rig.say(self.random.choice(TYPED), who)

    def check(self) -> None:
        """Whatever began was looked at by two people, or was a warning by an admin."""
        query = """SELECT announcement.* FROM announcement_run
                   JOIN announcement ON announcement.id = announcement_run.announcement_id"""
        for row in self.rig.rows(query):
            if row["id"] in self.started:
                continue
            self.started.add(row["id"])
            alone = row["approver"] == row["author"]
            warned = '"urgent":true' in row["plan"] and row["approver"] == f"telegram:{ADMIN}"
            assert not alone or warned


def _leads_on(action: ComposeAction) -> bool:
    """Asks for approval, approves, warns or opens: what most walks would miss."""
    deeds = ("submit", "approve", "warn", "mend_kirim")
    if isinstance(action, DoWithAnnouncement):
        return action.deed in deeds
    return isinstance(action, OpenAnnouncement) and action.screen in ("panel", "warn")


@pytest.mark.parametrize("seed", range(3))
def test_any_walk_through_the_buttons(office: Rig, seed: int):
    subscribe(office, range(1, 4))
    subscribe(office, range(1, 4), "bencana")
    office.photos.pictures |= {"pdf": b"%PDF", "foto": picture()}
    office.news.clear()
    for plan in (PLAN, WARNING):
        draft(office, OFFICER, plan)
        draft(office, ADMIN, plan)
    walk = Walk(office, Random(seed))
    for number in range(STEPS):
        walk.step()
        if number % 5 == 0:
            tick(office)
            walk.check()
    broadcast(office, 3)
    walk.check()
    assert walk.started
    failed = office.rows("SELECT error FROM inbox WHERE error IS NOT NULL OR status = 'failed'")
    assert failed == []
    with office.database.reading() as work:
        assert work.staff.member("telegram", ADMIN).role is Role.ADMIN
