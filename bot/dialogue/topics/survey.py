"""Survei Kepuasan Masyarakat: nine taps at most, each kept at once, stoppable at any of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.civic.skm import HIGHEST, LOWEST, Unsur
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.events import Event
from bot.dialogue.message import phrase
from bot.dialogue.topics.case_text import service_name
from bot.dialogue.turns import Rows, answer_in_place, button, turn
from bot.dialogue.voice_actions import AnswerSurvey, StartSurvey, StopSurvey
from bot.dialogue.voice_effects import RecordSurvey
from bot.dialogue.world import World

OFFERED_AGAIN_AFTER = timedelta(days=90)
LETTERS = "abcd"
"""Keys of the catalogue have no digits."""


def offer(conversation: Conversation, service: str, world: World) -> Rows:
    """The button that begins it, for those who were not asked lately."""
    last = conversation.surveyed_at
    if last is not None and world.now - last < OFFERED_AGAIN_AFTER:
        return ()
    return ((button("button.survey", StartSurvey(service)),),)


def start(conversation: Conversation, event: Event, service: str, world: World) -> Turn:
    """The first question."""
    conversation = replace(conversation, surveyed_at=world.now)
    return _ask(conversation, event, world.fresh_id, service, next(iter(Unsur)), world)


def answered(conversation: Conversation, event: Event, action: AnswerSurvey, world: World) -> Turn:
    """Keep the score, ask about the next unsur, thank at the end."""
    unsurs = list(Unsur)
    place = unsurs.index(action.unsur) + 1
    if place < len(unsurs):
        following = _ask(conversation, event, action.survey, action.service, unsurs[place], world)
    else:
        following = turn(conversation, answer_in_place(event, (phrase("survey.thanks"),)))
    if action.score is None or not LOWEST <= action.score <= HIGHEST:
        return following
    record = RecordSurvey(
        action.survey, action.service, action.unsur, action.score, conversation.kecamatan
    )
    return turn(following.conversation, record, *following.effects)


def stop(conversation: Conversation, event: Event) -> Turn:
    """What was answered counts."""
    return turn(conversation, answer_in_place(event, (phrase("survey.stopped"),)))


def _ask(
    conversation: Conversation,
    event: Event,
    survey: str,
    service: str,
    unsur: Unsur,
    world: World,
) -> Turn:
    place = list(Unsur).index(unsur) + 1
    lines = (
        phrase(
            "survey.progress", number=place, total=len(Unsur), service=service_name(service, world)
        ),
        phrase(f"survey.ask.{unsur}"),
    )
    scores = tuple(
        (
            button(
                f"survey.{unsur}.score_{LETTERS[score - LOWEST]}",
                AnswerSurvey(survey, service, unsur, score),
            ),
        )
        for score in range(LOWEST, HIGHEST + 1)
    )
    last = (
        button("button.skip", AnswerSurvey(survey, service, unsur, None)),
        button("button.stop_survey", StopSurvey()),
    )
    return turn(conversation, answer_in_place(event, lines, (*scores, last)))
