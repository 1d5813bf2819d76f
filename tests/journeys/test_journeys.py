"""Golden dialogues: each file is a conversation, played against real storage.

A line `> words` is what the resident types (`> /lapor` a command), `! label` a button they press,
`~ 11 menit` time that passes, `@ foto` a picture they send. `= 60 kepala disdukcapil` puts somebody
on the staff list, `= 60` lets them go on with what the bot told them meanwhile, `% mulai` begins
announcements that are due, `% kirim` sends them. Everything else is what the bot says.
State is saved and reloaded between every two lines. `UPDATE_JOURNEYS=1` writes the files anew; read
the difference before you keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from bot.city_file import read_city
from bot.civic.roles import Role
from bot.civic.working_days import Calendar
from bot.dialogue.events import PhotoSent
from bot.dialogue.world import World
from bot.storage import run_people
from bot.storage.database import SqlDatabase
from bot.use_cases.deliveries import Delivery
from knowledge_base.load import CONTENT
from tests.use_cases.announcements import broadcast, tick
from tests.use_cases.rig import Rig
from tests.use_cases.test_photos import picture

FILES = sorted(Path(__file__).parent.glob("*.txt"))
TICKET = re.compile(r"TK-[0-9A-Z]{4}-[0-9A-Z]{4}")


class ShippedCity(Rig):
    """The rig with the city that ships."""

    city = read_city(CONTENT)

    def world(self, now, fresh_id, member, group):
        return World(self.knowledge, self.city, Calendar(frozenset()), now, fresh_id, member, group)


@pytest.fixture
def rig(sqlite_database: SqlDatabase, knowledge, monkeypatch):
    # The plain words of the terminal are easier to read; here it has a sender, too.
    monkeypatch.setattr(run_people, "SENT_TO", ("console",))
    return ShippedCity(sqlite_database, knowledge, channel="console")


def play(rig: Rig, script: list[str]) -> list[str]:
    """The whole conversation, as it is written in the file."""
    shown, seen, number, out, who = [], [], "", [], "1"
    for line in script:
        mark, _, rest = line.partition(" ")
        rig.later(seconds=5)
        rest = rest.replace("{tiket}", number)
        match mark:
            case ">" if rest.startswith("/"):
                name, _, argument = rest[1:].partition(" ")
                shown = rig.command(name, argument, who)
            case ">":
                shown = rig.say(rest, who)
            case "!":
                shown = rig.press(seen, rest, who)
            case "@":
                rig.photos.pictures["foto"] = picture()
                shown = rig.send(PhotoSent("foto"), who)
            case "=":
                who, *role = rest.split()
                if role:
                    rig.hire(who, Role(role[0]), *role[1:])
                    rig.news.clear()
                shown, seen = rig.news_for(who), []
            case "%" if rest == "mulai":
                tick(rig)
                out += ["", line]
                continue
            case "%":
                out += [
                    "",
                    line,
                    *sorted(f"{one.address}: {first_line(one)}" for one in broadcast(rig)),
                ]
                continue
            case "~":
                rig.later(minutes=int(rest.split()[0]))
                out += ["", line]
                continue
        seen += shown
        out += ["", line, ""]
        for one in shown:
            number = found[0] if (found := TICKET.findall(one.rendered.text)) else number
            out += TICKET.sub("TK-....-....", one.rendered.text).splitlines()
            rows = ("[" + "] [".join(b.label for b in row) + "]" for row in one.rendered.rows)
            out += [TICKET.sub("TK-....-....", row) for row in rows]
            out += [f"<{one.rendered.attachment[0]}>"] if one.rendered.attachment else []
            out += ["<foto>"] if one.rendered.photo is not None else []
            out += [f"<{one.rendered.document.name}>"] if one.rendered.document else []
    return out


def first_line(one: Delivery) -> str:
    return one.rendered.text.splitlines()[0]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path, rig: Rig):
    written = file.read_text(encoding="utf-8").splitlines()
    title = [line for line in written if line.startswith("#")]
    script = [line for line in written if re.match(r"^([>!~@] ?|= \d|% )", line)]
    played = [*title, *play(rig, script)]
    if os.environ.get("UPDATE_JOURNEYS"):
        file.write_text("\n".join(played) + "\n", encoding="utf-8")
        return
    assert played == written


def test_every_topic_has_a_journey(knowledge):
    assert set(knowledge.topics) <= {file.stem for file in FILES}
