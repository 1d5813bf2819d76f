"""For which areas an announcement is: the whole city, kecamatan, kelurahan, several at once."""

from __future__ import annotations

from bot.civic.announcements.edits import FlipArea
from bot.civic.announcements.life import Announcement
from bot.civic.city import Kecamatan
from bot.dialogue.announcement_actions import ChangePlan, OpenAnnouncement
from bot.dialogue.announcement_effects import AnnouncementShown, Screen
from bot.dialogue.message import Choice, Phrase, Piece, phrase
from bot.dialogue.turns import Rows, button, in_rows
from bot.dialogue.world import World


def areas(event: AnnouncementShown, world: World) -> tuple[tuple[Piece, ...], Rows]:
    """The kecamatan, or the kelurahan of one; what is chosen has a tick."""
    one = event.announcement
    district = world.city.district(event.of or "")
    following: Screen = "text" if not one.plan.texts else "panel"
    onwards = (button("announcement.button.onwards", OpenAnnouncement(one.id, following)),)
    if district is not None:
        lines: tuple[Piece, ...] = (phrase("announcement.ask.village", name=district.nama),)
        return lines, (*_villages(one, district), onwards)
    whole = Choice(_ticked(phrase("news.whole_city"), on=not one.plan.areas), _flip(one, None))
    districts = [
        Choice(
            _ticked(each.nama, on=_touched(one, each)), OpenAnnouncement(one.id, "areas", each.kode)
        )
        for each in world.city.kecamatan
    ]
    return (phrase("announcement.ask.areas"),), ((whole,), *in_rows(districts, 2), onwards)


def _villages(one: Announcement, district: Kecamatan) -> Rows:
    chosen = one.plan.areas
    name = phrase("news.whole_district", name=district.nama)
    whole = Choice(_ticked(name, on=district.kode in chosen), _flip(one, district.kode, district))
    villages = [
        Choice(_ticked(each.nama, on=each.kode in chosen), _flip(one, each.kode, district))
        for each in district.kelurahan
    ]
    others = (button("announcement.button.other_areas", OpenAnnouncement(one.id, "areas")),)
    return ((whole,), *in_rows(villages, 2), others)


def _touched(one: Announcement, district: Kecamatan) -> bool:
    return any(code.startswith(district.kode) for code in one.plan.areas)


def _flip(one: Announcement, code: str | None, district: Kecamatan | None = None) -> ChangePlan:
    of = district.kode if district else None
    return ChangePlan(one.id, one.revision, (FlipArea(code),), "areas", of)


def _ticked(name: str | Phrase, *, on: bool) -> Phrase:
    return phrase("news.wanted" if on else "news.unwanted", topic=name)
