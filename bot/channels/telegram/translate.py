"""Telegram's updates as events. Pure: nothing is asked, nothing is kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import CallbackQuery, Chat, ChatMemberUpdated, Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.channels.telegram.contents import clean, contents, words
from bot.dialogue.events import BotBlocked, ButtonPressed, CommandSent, InboundEvent, Incoming

CHANNEL = "telegram"
MAX_BUTTON_DATA = 64

_GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


@dataclass(frozen=True, slots=True)
class Me:
    """Who the bot is. `group_commands` are answered in groups even without naming the bot."""

    id: int
    username: str
    group_commands: frozenset[str] = frozenset()


def translate(update: Update, me: Me) -> InboundEvent | None:
    """The event, or None for what does not concern us: edits, channels, other people's talk."""
    number = str(update.update_id)
    if update.callback_query is not None:
        return _press(number, update.callback_query)
    if update.my_chat_member is not None:
        return _membership(number, update.my_chat_member)
    if update.message is not None:
        return _message(number, update.message, me)
    return None


def language_of(user: User) -> str | None:
    """The client's two-letter code: "pt-br" is pt."""
    code = (user.language_code or "").split("-")[0].lower()
    return code if re.fullmatch("[a-z]{2}", code) else None


def _event(
    number: str, chat: Chat, user: User, event: Incoming, reply_to: str | None = None
) -> InboundEvent:
    return InboundEvent(
        channel=CHANNEL,
        update=number,
        address=str(chat.id),
        person=str(user.id),
        event=event,
        group=chat.type in _GROUPS,
        language=language_of(user),
        reply_to=reply_to,
    )


def _press(number: str, query: CallbackQuery) -> InboundEvent | None:
    # A button under an inline message, or one of a game, is none of ours.
    if query.message is None or query.data is None or query.message.chat.type == ChatType.CHANNEL:
        return None
    token, _, choice = clean(query.data)[:MAX_BUTTON_DATA].partition(":")
    return _event(number, query.message.chat, query.from_user, ButtonPressed(token, choice))


def _membership(number: str, change: ChatMemberUpdated) -> InboundEvent | None:
    blocked = change.new_chat_member.status == ChatMemberStatus.BANNED
    if change.chat.type != ChatType.PRIVATE or not blocked:
        return None
    return _event(number, change.chat, change.from_user, BotBlocked())


def _message(number: str, message: Message, me: Me) -> InboundEvent | None:
    user, chat = message.from_user, message.chat
    if user is None or user.is_bot or message.is_automatic_forward:
        return None
    event: Incoming | None = None
    if chat.type == ChatType.PRIVATE:
        event = contents(message, words(message))
    elif chat.type in _GROUPS and _addressed(message, me):
        text = _without_mention(words(message), me)
        bare_call = message.text is not None and not text
        event = CommandSent("start") if bare_call else contents(message, text)
    return None if event is None else _event(number, chat, user, event, _answered(message, me))


def _addressed(message: Message, me: Me) -> bool:
    text = words(message)
    command = re.match(r"/([A-Za-z0-9_]+)(?:@([A-Za-z0-9_]+))?(?!\S)", text)
    if command is not None and command[2] is not None:
        return command[2].lower() == me.username.lower()
    if command is not None and command[1].lower() in me.group_commands:
        return True
    if _answered(message, me) is not None:
        return True
    return _mention(me).search(text) is not None


def _answered(message: Message, me: Me) -> str | None:
    """The id of our own message that this one replies to."""
    original = message.reply_to_message
    if original is None or original.from_user is None or original.from_user.id != me.id:
        return None
    return str(original.message_id)


def _without_mention(text: str, me: Me) -> str:
    return _mention(me).sub("", text).strip(" ,:\n\t")


def _mention(me: Me) -> re.Pattern[str]:
    return re.compile(rf" *(?<![\w/])@{re.escape(me.username)}(?!\w)", re.IGNORECASE)
