"""`tanyakota console`: the whole dialogue in a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.prompt import Prompt

from bot.assemble import NoPhotoSource, open_bot
from bot.channels.console.talk import ConsoleTalk
from bot.clock import now
from bot.settings import read_settings
from bot.use_cases.deliver import Deliver


def console() -> None:
    """Bercakap-cakap di terminal, sama seperti di Telegram dan di halaman.

    Ketik pertanyaan, atau nomor tombol. Keluar dengan Ctrl-D.

    Contoh:

        tanyakota console
    """
    out = Console(highlight=False, markup=False, soft_wrap=True)
    with open_bot(read_settings()) as bot:
        converse = bot.converse(NoPhotoSource())
        deliver = Deliver(bot.database, "console", now)
        talk = ConsoleTalk(bot.receive, converse, deliver, out.print)
        talk.hear("/start")
        while True:
            try:
                line = Prompt.ask("\n[bold]Anda[/]")
            except (EOFError, KeyboardInterrupt):
                out.print("\nSampai jumpa!")
                return
            talk.hear(line)
