"""What a pressed button leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from bot.dialogue.actions import (
    Action,
    AddToTicket,
    AskField,
    DropReport,
    Erase,
    ExportData,
    Fill,
    GoHome,
    Helpful,
    JoinCase,
    JudgeTicket,
    NoneMeant,
    NotHelpful,
    PickMeant,
    SendReport,
    SetLanguage,
    ShowEntry,
    ShowGuide,
    ShowGuides,
    ShowPart,
    ShowTicket,
    ShowTopic,
    ShowTopics,
    StartReport,
    Subscribe,
    TickStep,
    WithdrawTicket,
)
from bot.dialogue.announcement_actions import ComposeAction
from bot.dialogue.conversation import Conversation, Turn
from bot.dialogue.effects import FindTicket
from bot.dialogue.events import Chosen
from bot.dialogue.message import phrase
from bot.dialogue.news_actions import NewsAction
from bot.dialogue.staff_actions import (
    DownloadStatistics,
    DropMember,
    MarkCase,
    MoveCase,
    OnFigures,
    PickAgency,
    PickStatisticsAgency,
    PickStatisticsFile,
    ShowCase,
    ShowCases,
    ShowSpike,
    ShowStatistics,
    StaffAction,
    WriteNote,
)
from bot.dialogue.staff_effects import FindCase, ListCases, TagCase
from bot.dialogue.topics import (
    announcements,
    answer,
    cases,
    feedback,
    figures,
    figures_file,
    follow_up,
    guides,
    hand_over,
    home,
    own_data,
    report,
    similar,
    spikes,
    staff_list,
    subscriptions,
    survey,
    tickets,
)
from bot.dialogue.turns import at_home, say, turn, without_note
from bot.dialogue.voice_actions import (
    AnswerSurvey,
    AskOfficer,
    ReplyToQuestion,
    StartSurvey,
    StopAsking,
    StopSurvey,
    TellAttempt,
    VoiceAction,
)
from bot.dialogue.voice_effects import HandOver
from bot.dialogue.world import World
from knowledge_base import Entry
from knowledge_base.entry import Aspect

About = ShowEntry | ShowPart | PickMeant | NoneMeant | Helpful | NotHelpful
Form = StartReport | Fill | AskField | SendReport | DropReport | JoinCase
OnGuide = ShowGuides | ShowGuide | TickStep
Own = GoHome | ShowTopics | ShowTopic | SetLanguage | Subscribe | Erase | ExportData
OnTicket = ShowTicket | AddToTicket | WithdrawTicket | JudgeTicket


def pressed(conversation: Conversation, event: Chosen, action: Action, world: World) -> Turn:
    """The button's meaning, carried out."""
    conversation = without_note(conversation)
    if isinstance(action, About):
        return _about(conversation, event, action, world)
    if isinstance(action, Form):
        return _form(conversation, event, action, world)
    if isinstance(action, OnTicket):
        return _ticket(conversation, event, action, world)
    if isinstance(action, VoiceAction):
        return _voice(conversation, event, action, world)
    if isinstance(action, StaffAction):
        return _staff(conversation, action, world)
    if isinstance(action, NewsAction):
        return subscriptions.pressed(conversation, event, action, world)
    if isinstance(action, ComposeAction):
        return announcements.pressed(conversation, action, world)
    if isinstance(action, OnGuide):
        return _guide(conversation, event, action, world)
    return _own(conversation, event, action, world)


def _own(conversation: Conversation, event: Chosen, action: Own, world: World) -> Turn:
    match action:
        case GoHome():
            return home.cancel(conversation, event, world)
        case ShowTopics():
            return home.topics(conversation, event, world)
        case ShowTopic(topic):
            return home.topic(conversation, event, topic, world)
        case SetLanguage(language):
            return home.set_language(conversation, event, language, world)
        case Subscribe(on):
            return home.subscribe(conversation, event, on=on)
        case Erase(sure):
            return own_data.erase(conversation, event, world, sure=sure)
        case ExportData():
            return own_data.export(conversation, world)
    assert_never(action)


def _about(conversation: Conversation, event: Chosen, action: About, world: World) -> Turn:
    match action:
        case NoneMeant():
            return answer.none_meant(conversation, event, world)
        case Helpful(entry):
            return feedback.helpful(conversation, entry)
        case NotHelpful(entry, why):
            return feedback.not_helpful(conversation, event, entry, why, world)
        case ShowEntry(entry):
            return _with_entry(
                conversation,
                entry,
                world,
                lambda found: answer.show_entry(conversation, event, found, world),
            )
        case ShowPart(entry, part):
            return _with_entry(
                conversation,
                entry,
                world,
                lambda found: answer.show_part(conversation, event, found, part, world),
            )
        case PickMeant(entry, aspect):
            meant = Aspect(aspect) if aspect else None
            return _with_entry(
                conversation,
                entry,
                world,
                lambda found: answer.pick_meant(conversation, event, found, meant, world),
            )
    assert_never(action)


def _with_entry(
    conversation: Conversation, entry_id: str, world: World, show: Callable[[Entry], Turn]
) -> Turn:
    """A long-lived button may name a service that has left the content since."""
    entry = world.knowledge.get(entry_id)
    if entry is None:
        return turn(conversation, say((phrase("button.stale"),), home.home_rows(world)))
    return show(entry)


def _form(conversation: Conversation, event: Chosen, action: Form, world: World) -> Turn:
    match action:
        case StartReport(entry):
            return report.begin(conversation, event, entry, world)
        case Fill():
            return report.fill(conversation, event, action, world)
        case AskField():
            return report.ask_field(conversation, event, action, world)
        case SendReport():
            return report.send(conversation, event, action, world)
        case DropReport(draft):
            return report.drop(conversation, event, draft)
        case JoinCase(draft, case):
            return similar.join(conversation, draft, case)
    assert_never(action)


def _guide(conversation: Conversation, event: Chosen, action: OnGuide, world: World) -> Turn:
    match action:
        case ShowGuides():
            return guides.overview(conversation, event, world)
        case ShowGuide(guide):
            return guides.show(conversation, event, guide, world)
        case TickStep():
            return guides.tick(conversation, event, action, world)
    assert_never(action)


def _ticket(conversation: Conversation, event: Chosen, action: OnTicket, world: World) -> Turn:
    match action:
        case ShowTicket(number):
            return turn(conversation, FindTicket(number))
        case AddToTicket(number):
            return tickets.ask_note(conversation, number)
        case WithdrawTicket(number, sure):
            return tickets.withdraw(conversation, event, number, sure=sure)
        case JudgeTicket(number, mended):
            return tickets.judge(conversation, number, world, mended=mended)
    assert_never(action)


def _voice(conversation: Conversation, event: Chosen, action: VoiceAction, world: World) -> Turn:
    match action:
        case TellAttempt():
            return follow_up.told(conversation, event, action, world)
        case StopAsking(on):
            return follow_up.asking(conversation, event, on=on)
        case StartSurvey(service):
            return survey.start(conversation, event, service, world)
        case AnswerSurvey():
            return survey.answered(conversation, event, action, world)
        case StopSurvey():
            return survey.stop(conversation, event)
        case AskOfficer(question):
            return turn(conversation, HandOver(question))
        case ReplyToQuestion(handover):
            return hand_over.reply(conversation, handover, world)
    assert_never(action)


def _staff(conversation: Conversation, action: StaffAction, world: World) -> Turn:
    """Buttons of officers; somebody who is none any more is told so."""
    if isinstance(action, DropMember):
        return staff_list.drop(conversation, action, world)
    if isinstance(action, OnFigures):
        return _figures(conversation, action, world)
    if isinstance(action, ShowSpike):
        return spikes.show(conversation, action, world)
    if not world.role.handles_cases:
        return turn(conversation, say((phrase("staff.only"),)))
    match action:
        case ShowCases(kind, page):
            return turn(at_home(conversation), ListCases(kind, page, world.today))
        case ShowCase(number):
            return turn(at_home(conversation), FindCase(number))
        case MoveCase():
            return cases.move(conversation, action, world)
        case PickAgency():
            return cases.pick_agency(conversation, action, world)
        case WriteNote():
            return cases.ask_note(conversation, action)
        case MarkCase(number, tag):
            return turn(conversation, TagCase(number, tag))
    assert_never(action)


def _figures(conversation: Conversation, action: OnFigures, world: World) -> Turn:
    match action:
        case ShowStatistics():
            return figures.show(conversation, action, world)
        case PickStatisticsAgency():
            return figures.pick_agency(conversation, action, world)
        case PickStatisticsFile():
            return figures_file.pick(conversation, action, world)
        case DownloadStatistics():
            return figures_file.download(conversation, action, world)
    assert_never(action)
