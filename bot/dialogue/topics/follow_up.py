"""The day after an answer: did it work, how easy was it, did something stand in the way?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.civic.attempts import EASE, AttemptAnswer, AttemptOutcome, Burden, ask_moment
from bot.civic.roles import Role
from bot.dialogue.actions import StartReport
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import Effect
from bot.dialogue.events import Event
from bot.dialogue.message import Choice, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.topics import survey
from bot.dialogue.turns import Rows, answer_in_place, button, in_rows, turn
from bot.dialogue.voice_actions import AttemptQuestion, StopAsking, TellAttempt
from bot.dialogue.voice_effects import ChangeFollowUps, OpenAttempt, RecordAttempt
from bot.dialogue.world import World
from knowledge_base.entry import Stage


def opened(service: str, world: World) -> tuple[Effect, ...]:
    """An attempt at the service begins; not for staff, and not in groups."""
    if world.group or world.role is not Role.WARGA:
        return ()
    return (OpenAttempt(service, ask_moment(world.today, world.city.zona_waktu)),)


def question(attempt: int, service: str, title: str) -> OutboundMessage:
    """The first of at most five taps."""
    choices = [
        button(f"attempt.{outcome}", TellAttempt(attempt, service, "ease", outcome=outcome))
        for outcome in AttemptOutcome
    ]
    rows = (*in_rows(choices, 3), (button("button.stop_asking", StopAsking()),))
    return OutboundMessage((phrase("attempt.ask", title=title),), rows)


def told(conversation: Conversation, event: Event, action: TellAttempt, world: World) -> Turn:
    """Keep the answer, ask the next thing in the same place."""
    if action.kecamatan is not None and world.city.district(action.kecamatan):
        conversation = replace(conversation, kecamatan=action.kecamatan)
    told = (action.outcome, action.ease, action.burden)
    answer = AttemptAnswer(*told, conversation.kecamatan, action.stage)
    record = RecordAttempt(action.attempt, answer)
    match action.next:
        case "ease":
            lines: tuple[Piece, ...] = (phrase("attempt.ask_ease"),)
            rows = _ease_rows(action)
        case "burden":
            lines, rows = (phrase("attempt.ask_burden"),), _burden_rows(action, conversation)
        case "stage":
            lines, rows = (phrase("attempt.ask_stage"),), _stage_rows(action, conversation)
        case "kecamatan":
            lines, rows = (phrase("attempt.ask_kecamatan"),), _district_rows(action, world)
        case "end":
            lines = (phrase("attempt.thanks"),)
            rows = _last_rows(conversation, action, world)
    return turn(conversation, record, answer_in_place(event, lines, rows))


def asking(conversation: Conversation, event: Event, *, on: bool) -> Turn:
    """Switch the questions off, or on again."""
    key = "attempt.asking_on" if on else "attempt.asking_off"
    label = "button.stop_asking" if on else "button.ask_again"
    row = (button(label, StopAsking(on=not on)),)
    return turn(
        conversation, ChangeFollowUps(on=on), answer_in_place(event, (phrase(key),), (row,))
    )


def _ease_rows(action: TellAttempt) -> Rows:
    following = TellAttempt(action.attempt, action.service, "burden", outcome=action.outcome)
    scale = [Choice(Plain(str(ease)), replace(following, ease=ease)) for ease in EASE]
    return (tuple(scale), (button("button.skip", following),))


def _burden_rows(action: TellAttempt, conversation: Conversation) -> Rows:
    """Where it was is asked of whoever was hindered, or is not done and does not say by what."""
    after = _after(conversation)
    choices = []
    for burden in Burden:
        then: AttemptQuestion = after if burden is Burden.TIDAK_ADA else "stage"
        tell = TellAttempt(action.attempt, action.service, then, burden=burden)
        choices.append(button(f"burden.{burden}", tell))
    pending = action.outcome is AttemptOutcome.BELUM
    return (*in_rows(choices, 1), (_skip(action, "stage" if pending else after),))


def _stage_rows(action: TellAttempt, conversation: Conversation) -> Rows:
    after = _after(conversation)
    choices = [
        button(f"stage.{stage}", TellAttempt(action.attempt, action.service, after, stage=stage))
        for stage in Stage
    ]
    return (*in_rows(choices, 2), (_skip(action, after),))


def _after(conversation: Conversation) -> AttemptQuestion:
    return "end" if conversation.kecamatan else "kecamatan"


def _district_rows(action: TellAttempt, world: World) -> Rows:
    choices: Sequence[Choice] = [
        Choice(
            Plain(one.nama), TellAttempt(action.attempt, action.service, "end", kecamatan=one.kode)
        )
        for one in world.city.kecamatan
    ]
    return (*in_rows(choices, 2), (_skip(action, "end"),))


def _skip(action: TellAttempt, following: AttemptQuestion) -> Choice:
    skipped = TellAttempt(action.attempt, action.service, "end")
    return button("button.skip", replace(skipped, next=following))


def _last_rows(conversation: Conversation, action: TellAttempt, world: World) -> Rows:
    rows: Rows = ((button("button.stuck", StartReport(action.service)),),)
    return (*survey.offer(conversation, action.service, world), *rows)
