"""A process that works stored updates off until none is left, and may be killed at any point."""

from __future__ import annotations

import sys

from bot.civic.working_days import Calendar
from bot.clock import now
from bot.dialogue.conversation import Turn
from bot.dialogue.effects import Outcome, RecordQuestion, Say
from bot.dialogue.message import OutboundMessage, Plain
from bot.dialogue.world import World
from bot.storage.database import SqlDatabase
from bot.storage.engine import open_engine
from bot.use_cases.converse import Converse
from bot.use_cases.work import Signal
from bot.wording.render import CatalogueWording
from knowledge_base import KnowledgeBase
from tests.dialogue.talk import CITY


def echo(conversation, event, world):
    record = RecordQuestion(event.text, Outcome.ANSWERED, None, None)
    return Turn(conversation, (record, Say(OutboundMessage((Plain(event.text),)))))


def main(url: str) -> None:
    database = SqlDatabase(open_engine(url))
    wording = CatalogueWording("Asia/Jakarta")
    nothing = KnowledgeBase.from_entries(())
    world = World(nothing, CITY, Calendar(frozenset()), now(), "")
    converse = Converse(database, echo, lambda *_: world, wording, None, None, None, Signal(), now)
    while converse():
        print("done", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
