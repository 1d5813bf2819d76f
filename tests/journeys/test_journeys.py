"""Golden dialogues: each file is a conversation, played against real storage.

A line `> words` is what the resident types (`> /lapor` a command), `! label` a button they press,
`~ 11 menit` time that passes, `@ foto` a picture they send. Everything else is what the bot says.
State is saved and reloaded between every two lines. `UPDATE_JOURNEYS=1` writes the files anew; read
the difference before you keep it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import knowledge_base
from bot.city_file import read_city
from bot.civic.working_days import Calendar
from bot.dialogue.events import PhotoSent
from bot.dialogue.world import World
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.storage.migrate import upgrade
from knowledge_base.load import CONTENT
from tests.use_cases.rig import Rig
from tests.use_cases.test_photos import picture

FILES = sorted(Path(__file__).parent.glob("*.txt"))
TICKET = re.compile(r"TK-[0-9A-Z]{4}-[0-9A-Z]{4}")


class ShippedCity(Rig):
    """The rig with the city that ships."""

    city = read_city(CONTENT)

    def world(self, now, fresh_id, member, group):
        return World(self.knowledge, self.city, Calendar(frozenset()), now, fresh_id, member, group)


@pytest.fixture(scope="session")
def knowledge():
    return knowledge_base.load()


@pytest.fixture
def rig(tmp_path: Path, knowledge):
    engine = open_engine(f"sqlite:///{tmp_path}/journey.sqlite3")
    upgrade(engine, "journey")
    yield ShippedCity(SqlDatabase(engine), knowledge, channel="console")
    engine.dispose()


def play(rig: Rig, script: list[str]) -> list[str]:
    """The whole conversation, as it is written in the file."""
    shown, seen, number, out = [], [], "", []
    for line in script:
        mark, _, rest = line.partition(" ")
        rig.later(seconds=5)
        rest = rest.replace("{tiket}", number)
        match mark:
            case ">" if rest.startswith("/"):
                name, _, argument = rest[1:].partition(" ")
                shown = rig.command(name, argument)
            case ">":
                shown = rig.say(rest)
            case "!":
                shown = rig.press(seen, rest)
            case "@":
                rig.photos.pictures["foto"] = picture()
                shown = rig.send(PhotoSent("foto"))
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
    return out


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_conversation_goes_as_written(file: Path, rig: Rig):
    written = file.read_text(encoding="utf-8").splitlines()
    title = [line for line in written if line.startswith("#")]
    script = [line for line in written if re.match(r"^[>!~@] ?", line)]
    played = [*title, *play(rig, script)]
    if os.environ.get("UPDATE_JOURNEYS"):
        file.write_text("\n".join(played) + "\n", encoding="utf-8")
        return
    assert played == written


def test_every_topic_has_a_journey(knowledge):
    assert set(knowledge.topics) <= {file.stem for file in FILES}
