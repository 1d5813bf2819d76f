"""A reply to an announcement: answered where we can, sent to officers where that is wanted.

Whoever pressed "answer" asked for officers: what they write is filed at once. Whoever used the
chat's own reply often only asks or thanks, so the answer comes first where there is one, and
officers are one tap away: a case is work for them, and a promise of fourteen days.
"""

from __future__ import annotations

from dataclasses import replace

from bot.civic.announcements.life import Announcement
from bot.civic.announcements.replies import about
from bot.civic.clocks import deadlines
from bot.civic.reports import MAX_PHOTOS, Announced, Obstacle
from bot.civic.roles import Role
from bot.civic.ticket_number import looks_like_number
from bot.dialogue.actions import GoHome
from bot.dialogue.conversation import Conversation, LastService, Replying, Turn
from bot.dialogue.effects import FileReply, Say
from bot.dialogue.events import AnnouncementReplied, PhotoKept
from bot.dialogue.message import Choice, phrase
from bot.dialogue.news_actions import SendReply
from bot.dialogue.topics import answer, kindness, tickets
from bot.dialogue.turns import Rows, at_home, button, say, shortened, turn, without_note
from bot.dialogue.world import World
from knowledge_base import Answered


def begin(conversation: Conversation, one: Announcement, world: World) -> Turn:
    """Wait for what they have to say."""
    state = Replying(world.fresh_id, about(one).announced)
    return turn(replace(conversation, state=state), ask(state))


def ask(state: Replying) -> Say:
    """What to write, with the way out."""
    rows = ((button("button.keep", GoHome()),),)
    if state.photos:
        return say((phrase("announced.ask_words"),), (_photo_alone(state), *rows))
    return say((phrase("announced.ask", title=state.announced.title),), rows)


def written(conversation: Conversation, state: Replying, words: str, world: World) -> Turn:
    """The words: filed, with the photos that came before."""
    kept, cut = shortened(words)
    if kept is None:
        return turn(conversation, ask(state))
    sent = SendReply(state.draft, state.announced.id, kept, state.photos)
    done = send(conversation, sent, world)
    return turn(done.conversation, *cut, *done.effects)


def photo(conversation: Conversation, state: Replying, event: PhotoKept, world: World) -> Turn:
    """A photo: with its caption it is all there is to say, alone it may need words."""
    if len(state.photos) >= MAX_PHOTOS:
        return turn(conversation, say((phrase("photo.enough", count=MAX_PHOTOS),)), ask(state))
    state = replace(state, photos=(*state.photos, event.photo))
    if event.caption.strip():
        return written(conversation, state, event.caption, world)
    conversation = replace(conversation, state=state)
    kept = say((phrase("photo.kept", count=len(state.photos)),))
    return turn(conversation, kept, ask(state))


def send(conversation: Conversation, action: SendReply, world: World) -> Turn:
    """File it; twice the same draft is filed once."""
    if world.group:
        return turn(conversation, say((phrase("announced.group"),)))
    times = deadlines(world.now, world.today, Obstacle.INFORMASI, world.calendar)
    filing = FileReply(
        action.draft,
        action.announcement,
        action.words,
        action.photos,
        times,
        by_staff=world.role is not Role.WARGA,
    )
    return turn(at_home(conversation), filing)


def replied(conversation: Conversation, event: AnnouncementReplied, world: World) -> Turn:
    """The chat's own reply: small talk and questions are answered, officers are offered."""
    conversation = without_note(conversation)
    text = event.text.strip()
    if looks_like_number(text):
        return tickets.look_up(conversation, text)
    talk = None if event.photo is not None else world.knowledge.small_talk(text)
    if talk is not None:
        return kindness.small_talk(conversation, talk, text, world)
    conversation = _talking_about(conversation, event.about.service, world)
    known = world.knowledge.decide(text, answer.context_of(conversation, world))
    if text and event.photo is None and isinstance(known, Answered):
        done = answer.question(conversation, event, text, world)
        if world.group:
            return done
        return turn(done.conversation, *done.effects, *_offer(event, "announced.beside", world))
    if world.group:
        return turn(conversation, say((phrase("announced.group"),)))
    return turn(conversation, *_offer(event, "announced.offer", world))


def _offer(event: AnnouncementReplied, key: str, world: World) -> tuple[Say, ...]:
    words, cut = shortened(event.text)
    photos = () if event.photo is None else (event.photo,)
    told: Announced = event.about.announced
    sent = SendReply(world.fresh_id, told.id, words, photos)
    rows: Rows = ((button("announced.button.send", sent),), (button("button.keep", GoHome()),))
    offer = say((phrase(key, title=told.title),), rows)
    return (*(one for one in cut if isinstance(one, Say)), offer)


def _talking_about(conversation: Conversation, service: str | None, world: World) -> Conversation:
    """`Berapa biayanya?` under an announcement of a service asks about that service."""
    if service is None or world.knowledge.get(service) is None:
        return conversation
    last = LastService(service, world.now)
    return replace(conversation, last=last, asked_back=None)


def _photo_alone(state: Replying) -> tuple[Choice, ...]:
    sent = SendReply(state.draft, state.announced.id, None, state.photos)
    return (button("announced.button.photo_alone", sent),)
