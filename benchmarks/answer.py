"""How long one answer takes in process: deciding alone, and the whole step with its rendering."""

from __future__ import annotations

import statistics
import sys

import knowledge_base
from bot.city_file import read_city
from bot.civic.working_days import Calendar
from bot.clock import now, timer
from bot.dialogue.conversation import Conversation
from bot.dialogue.effects import Edit, Say
from bot.dialogue.events import TextSent
from bot.dialogue.step import step
from bot.dialogue.world import World
from bot.wording.render import CatalogueWording
from knowledge_base.load import CONTENT

ROUNDS = 5


def main() -> None:
    begun = timer()
    knowledge = knowledge_base.load()
    loaded = timer() - begun
    city = read_city(CONTENT)
    questions = [text for entry in knowledge.entries for text in entry.contoh_pertanyaan]
    world = World(knowledge, city, Calendar(frozenset()), now(), "bench")
    wording = CatalogueWording(city.zona_waktu)

    def answer(text: str) -> None:
        turn = step(Conversation(), TextSent(text), world)
        for effect in turn.effects:
            if isinstance(effect, Say | Edit):
                wording.render(effect.message, "id", "telegram")

    print(f"content: {len(knowledge.entries)} services, loaded in {loaded * 1000:.0f} ms")
    print(f"{ROUNDS} rounds of {len(questions)} questions, Python {sys.version.split()[0]}")
    report("decide", knowledge.decide, questions)
    report("whole answer", answer, questions)


def report(name: str, work, questions: list[str]) -> None:
    medians, tails = [], []
    for _ in range(ROUNDS):
        times = sorted(timed(work, text) for text in questions)
        medians.append(times[len(times) // 2])
        tails.append(times[int(len(times) * 0.99)])
    print(
        f"{name}: p50 {statistics.median(medians):.2f} ms "
        f"({min(medians):.2f} to {max(medians):.2f}), "
        f"p99 {statistics.median(tails):.2f} ms ({min(tails):.2f} to {max(tails):.2f})"
    )


def timed(work, text: str) -> float:
    begun = timer()
    work(text)
    return (timer() - begun) * 1000


if __name__ == "__main__":
    main()
