"""Officers' side of reports: listing cases, reading one, moving it on, writing to its reporter."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from bot.civic.cases import NEEDS_WORDS, Case, CaseRefusal, ClosingTag, officer_may
from bot.civic.kept_file import KeptFile
from bot.civic.reports import Identity, ReportStatus
from bot.civic.ticket_number import parse_number
from bot.dialogue.actions import GoHome
from bot.dialogue.conversation import Conversation, OnCase, Turn
from bot.dialogue.effects import Say
from bot.dialogue.events import PhotoRejected
from bot.dialogue.file_events import FileKept, FileRejected
from bot.dialogue.message import BLANK, Choice, OutboundMessage, Piece, Plain, phrase
from bot.dialogue.staff_actions import (
    MarkCase,
    MoveCase,
    PickAgency,
    ShowCase,
    ShowCases,
    WriteNote,
)
from bot.dialogue.staff_effects import CaseFilter, ChangeCase, FindCase, ListCases, NoteCase
from bot.dialogue.staff_events import CaseChanged, CaseRefused, CasesListed
from bot.dialogue.topics import kindness
from bot.dialogue.topics.case_text import (
    case_lines,
    files_of,
    give_up_rows,
    list_line,
    service_name,
)
from bot.dialogue.turns import Rows, at_home, button, in_rows, shortened, turn
from bot.dialogue.world import World

AGENCIES_PER_PAGE = 12


def command(conversation: Conversation, argument: str, world: World) -> Turn:
    """`/kasus` lists what is open; with a number it shows that case."""
    if not world.role.handles_cases or world.group:
        key = "group.private_only" if world.group else "staff.only"
        return turn(conversation, _say((phrase(key),)))
    conversation = at_home(conversation)
    if not argument.strip():
        return turn(conversation, ListCases("open", 0, world.today))
    number = parse_number(argument)
    if number is None:
        return turn(conversation, _say((phrase("ticket.mistyped"),), (_back(),)))
    return turn(conversation, FindCase(number))


def listed(conversation: Conversation, event: CasesListed, world: World) -> Turn:
    """Counts first, then the cases, most pressing first."""
    counts = event.counts
    lines: list[Piece] = [
        phrase(
            "cases.counts",
            open=counts.open,
            overdue=counts.overdue,
            unanswered=counts.unanswered,
            waiting=counts.waiting,
        ),
        BLANK,
    ]
    lines += [list_line(line, world) for line in event.lines] or [
        phrase(f"cases.none.{event.kind}")
    ]
    shown = [
        (
            Choice(
                Plain(f"{line.number} {service_name(line.service, world)}"), ShowCase(line.number)
            ),
        )
        for line in event.lines
    ]
    kinds: tuple[CaseFilter, ...] = get_args(CaseFilter)
    others = [button(f"cases.{kind}", ShowCases(kind)) for kind in kinds if kind != event.kind]
    pages = []
    if event.page:
        pages.append(button("button.previous", ShowCases(event.kind, event.page - 1)))
    if event.more:
        pages.append(button("button.next", ShowCases(event.kind, event.page + 1)))
    rows = (*shown, *((tuple(pages),) if pages else ()), tuple(others))
    return turn(conversation, _say(lines, rows))


def found(conversation: Conversation, case: Case, world: World) -> Turn:
    """The case, and what may be done with it."""
    return turn(conversation, *files_of(case.history, for_staff=True), _case(case, world))


def move(conversation: Conversation, action: MoveCase, world: World) -> Turn:
    """Change the status at once, or ask for the words that the change needs."""
    if action.status is ReportStatus.DITERUSKAN and action.agency is None:
        return pick_agency(conversation, PickAgency(action.number, action.seen), world)
    change = ChangeCase(action.number, action.seen, action.status, agency=action.agency)
    if action.unanswered:
        change = replace(change, words=world.city.tunggu_warga.alasan, unanswered=True)
        return turn(at_home(conversation), change)
    templates = world.city.balasan.get(action.status, ())
    if action.reply is not None and action.reply < len(templates):
        return turn(at_home(conversation), replace(change, words=templates[action.reply]))
    if action.status not in NEEDS_WORDS:
        return turn(at_home(conversation), change)
    conversation = replace(
        conversation, state=OnCase(action.number, action.seen, action.status, public=True)
    )
    lines: list[Piece] = [phrase(f"case.ask.{action.status}", number=action.number)]
    lines += [phrase("case.template", number=n + 1, text=text) for n, text in enumerate(templates)]
    choices = [
        Choice(phrase("case.use_template", number=place + 1), replace(action, reply=place))
        for place in range(len(templates))
    ]
    cancel = (button("button.keep", ShowCase(action.number)),)
    return turn(conversation, _say(lines, (*in_rows(choices, 2), cancel)))


def pick_agency(conversation: Conversation, action: PickAgency, world: World) -> Turn:
    """The agencies, a page at a time."""
    start = action.page * AGENCIES_PER_PAGE
    agencies = world.city.instansi[start : start + AGENCIES_PER_PAGE]
    choices = [
        Choice(
            Plain(one.nama_pendek),
            MoveCase(action.number, action.seen, ReportStatus.DITERUSKAN, agency=one.id),
        )
        for one in agencies
    ]
    pages = []
    if action.page:
        pages.append(button("button.previous", replace(action, page=action.page - 1)))
    if start + AGENCIES_PER_PAGE < len(world.city.instansi):
        pages.append(button("button.next", replace(action, page=action.page + 1)))
    cancel = (button("button.keep", ShowCase(action.number)),)
    rows = (*in_rows(choices, 2), *((tuple(pages),) if pages else ()), cancel)
    return turn(conversation, _say((phrase("case.pick_agency", number=action.number),), rows))


def ask_note(conversation: Conversation, action: WriteNote) -> Turn:
    """Wait for the words of a note."""
    state = OnCase(action.number, ReportStatus.DITERIMA, None, action.public)
    key = "case.ask.reply" if action.public else "case.ask.note"
    cancel = (button("button.keep", ShowCase(action.number)),)
    lines = (phrase(key, number=action.number),)
    return turn(replace(conversation, state=state), _say(lines, (cancel,)))


def written(
    conversation: Conversation,
    state: OnCase,
    words: str | None,
    *,
    photo: int | None = None,
    file: KeptFile | None = None,
) -> Turn:
    """The words that were waited for, or a picture or file; what came before goes along."""
    words, cut = shortened(words)
    words = words or state.words
    photo = state.photo if photo is None else photo
    file = file or state.file
    if state.status in NEEDS_WORDS and words is None:
        waiting = replace(conversation, state=replace(state, photo=photo, file=file))
        return turn(waiting, _say((phrase(_missing(photo, file), number=state.number),)))
    conversation = at_home(conversation)
    if state.status is None:
        return turn(conversation, *cut, NoteCase(state.number, words, state.public, photo, file))
    change = ChangeCase(state.number, state.seen, state.status, words, photo=photo, file=file)
    return turn(conversation, *cut, change)


def file(
    conversation: Conversation, state: OnCase, event: FileKept | FileRejected | PhotoRejected
) -> Turn:
    """A file that was waited for; one that could not be taken leaves what was written with it."""
    if isinstance(event, FileKept):
        return written(conversation, state, event.caption or None, file=event.file)
    words, cut = shortened(event.caption)
    words = words or state.words
    waiting = replace(conversation, state=replace(state, words=words))
    then = phrase("note.words_kept" if words else "note.still_waiting", number=state.number)
    return turn(waiting, *cut, _say((kindness.why_not(event), then)))


def _missing(photo: int | None, file: KeptFile | None) -> str:
    if file is not None:
        return "case.words_too.file"
    return "case.words_too" if photo is not None else "case.words_first"


def changed(conversation: Conversation, event: CaseChanged) -> Turn:
    """Say what happened and whether the reporter was told; a closing may be tagged."""
    case = event.case
    lines: list[Piece] = [phrase("case.changed", number=case.number), phrase(_told(event))]
    closed = not case.state.status.is_open
    rows: Rows = ()
    if closed and case.state.tag is None:
        lines += [BLANK, phrase("case.ask.tag")]
        tags = [button(f"tag.{tag}", MarkCase(case.number, tag)) for tag in ClosingTag]
        rows = in_rows(tags, 2)
    row = (button("button.case", ShowCase(case.number)), button("button.cases", ShowCases()))
    return turn(conversation, _say(lines, (*rows, row)))


def _told(event: CaseChanged) -> str:
    """Whether the reporter knows, and if not, why."""
    if event.told:
        return "case.told"
    if not event.case.history[-1].public:
        return "case.told.inside"
    anonymous = event.case.report.identity is Identity.ANONIM
    return "case.told.anonymous" if anonymous else "case.told.nobody"


def refused(conversation: Conversation, event: CaseRefused, world: World) -> Turn:
    """Why nothing was changed, and how the case stands."""
    reason = phrase(f"case.refused.{event.reason}", number=event.number)
    if event.case is None or event.reason is CaseRefusal.NOT_YOURS:
        return turn(conversation, _say((reason,), (_back(),)))
    return turn(conversation, _say((reason,)), _case(event.case, world))


def _case(case: Case, world: World) -> Say:
    status = case.state.status
    moves = [
        button(f"move.{then}", MoveCase(case.number, status, then)) for then in officer_may(status)
    ]
    notes = [button("button.note", WriteNote(case.number, public=False))]
    if case.reachable:
        notes.insert(0, button("button.reply", WriteNote(case.number, public=True)))
    rows = (*give_up_rows(case), *in_rows(moves, 2), tuple(notes), _back())
    photos = tuple(photo for line in case.history for photo in line.photos)
    return _say(tuple(case_lines(case, world)), rows, photos)


def _back() -> tuple[Choice, ...]:
    return (button("button.cases", ShowCases()), button("button.home", GoHome()))


def _say(
    lines: list[Piece] | tuple[Piece, ...], rows: Rows = (), photos: tuple[int, ...] = ()
) -> Say:
    return Say(OutboundMessage(tuple(lines), rows, photos=photos, for_staff=True))
