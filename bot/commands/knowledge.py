"""`tanyakota ask` and `tanyakota kb …`: the knowledge base at the terminal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bot.clock import now, timer
from bot.commands.app import Commands
from bot.dialogue.conversation import Conversation
from bot.dialogue.effects import Edit, Say
from bot.dialogue.events import TextSent
from bot.dialogue.parts import PARTS, footer, part
from bot.dialogue.step import step
from bot.dialogue.message import OutboundMessage, phrase
from bot.live_content import Content, read_content, world_of
from bot.settings import read_settings
from bot.wording.render import CatalogueWording, visible_length
from knowledge_base import Ambiguous, Answered, Decision, Entry
from knowledge_base.check import check as find_faults
from knowledge_base.evaluate import Report, evaluate
from knowledge_base.load import load_entries

kb = Commands("Periksa dan ukur isi pengetahuan.")
_out = Console(soft_wrap=True, highlight=False)

Json = Annotated[bool, typer.Option("--json", help="Keluaran JSON untuk program lain.")]
