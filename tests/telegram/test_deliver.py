"""The pump: side by side, one slow chat held up alone, every message's end written down."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from bot.channels.telegram.deliver import AT_ONCE, Pump
from bot.channels.telegram.pace import ChatPacer, SecondGate
from bot.use_cases.deliveries import Delivery, RetryAt, SendResult, Sent, Unsure
from tests.telegram.conftest import clock
from tests.telegram.deliveries import delivery

LATER = clock() + timedelta(seconds=30)


class Outbox:
    """Leases each row once, one an address at a time, as the database does."""

    def __init__(self) -> None:
        self.waiting: list[Delivery] = []
        self.leased: dict[int, str] = {}
        self.settled: dict[int, SendResult] = {}
        self.most = 0
        self.trouble: Callable[[], None] = lambda: None
        self._lock = threading.Lock()

    def claim(self, limit: int) -> tuple[Delivery, ...]:
        self.trouble()
        with self._lock:
            found: list[Delivery] = []
            for row in list(self.waiting):
                busy = {*self.leased.values(), *(one.address for one in found)}
                if len(found) < limit and row.address not in busy:
                    found.append(row)
                    self.waiting.remove(row)
            self.leased |= {row.id: row.address for row in found}
            self.most = max(self.most, len(self.leased))
            return tuple(found)

    def settle(self, results: Sequence[tuple[Delivery, SendResult]]) -> None:
        self.trouble()
        with self._lock:
            for row, result in results:
                del self.leased[row.id]
                assert row.id not in self.settled
                self.settled[row.id] = result


class Sender:
    """Sends at once, but holds the chats in `held`."""

    def __init__(self) -> None:
        self.order: list[int] = []
        self.held: set[str] = set()
        self.flood: set[int] = set()
        self.release = asyncio.Event()

    async def __call__(self, row: Delivery) -> SendResult:
        self.order.append(row.id)
        if row.address in self.held:
            await self.release.wait()
        if row.id in self.flood:
            return RetryAt(LATER, "429", everybody=True)
        if row.rendered.text == "meledak":
            raise RuntimeError
        return Sent(str(row.id))


class Rig:
    def __init__(self, naps, begin=None, **options) -> None:
        self.outbox, self.send = Outbox(), Sender()
        self.pump = Pump(
            self.outbox.claim,
            self.outbox.settle,
            self.send,
            clock,
            naps,
            chats=ChatPacer(lambda: 0.0, **options),
            gate=SecondGate(lambda: 0.0, naps),
            begin=begin,
            timer=lambda: 0.0,
            poll_seconds=0.01,
            grace_seconds=0.05,
        )

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(5):
            while not holds():
                self.pump.wake()
                await asyncio.sleep(0)

    async def settles_by_itself(self) -> None:
        async with asyncio.timeout(5):
            while not self.outbox.settled:  # noqa: ASYNC110 - nothing tells, that is the point
                await asyncio.sleep(0)

    async def stopped(self, running: asyncio.Task[None]) -> None:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
def rig(naps) -> Rig:
    return Rig(naps)


async def test_everything_is_sent_and_settled_once(rig):
    rig.outbox.waiting = [delivery(row=row, address=str(row % 7)) for row in range(1, 101)]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: len(rig.outbox.settled) == 100)
    await rig.stopped(running)
    assert rig.outbox.settled == {row: Sent(str(row)) for row in range(1, 101)}
    first_chat = [row for row in rig.send.order if row % 7 == 1]
    assert first_chat == sorted(first_chat)


async def test_a_chat_that_hangs_holds_up_only_itself(rig):
    rig.send.held = {"lambat"}
    rig.outbox.waiting = [delivery(row=1, address="lambat"), delivery(row=2, address="lambat")]
    rig.outbox.waiting += [delivery(row=row, address=str(row)) for row in range(3, 203)]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: len(rig.outbox.settled) == 200)
    assert rig.outbox.most <= AT_ONCE
    await rig.stopped(running)
    assert 2 not in rig.outbox.settled


async def test_stopping_lets_sends_end_and_owns_up_to_the_rest(rig):
    rig.send.held = {"lambat"}
    rig.outbox.waiting = [delivery(row=1, address="lambat"), delivery(row=2, address="cepat")]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: len(rig.send.order) == 2)
    await rig.stopped(running)
    assert rig.outbox.settled == {1: Unsure("stopped while sending"), 2: Sent("2")}


async def test_stopping_gives_a_send_in_flight_its_time(rig):
    rig.send.held = {"lambat"}
    rig.outbox.waiting = [delivery(row=1, address="lambat")]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: rig.send.order)
    running.cancel()
    await asyncio.sleep(0)
    rig.send.release.set()
    await asyncio.gather(running, return_exceptions=True)
    assert rig.outbox.settled == {1: Sent("1")}


async def test_stopping_before_a_send_puts_it_off(naps):
    async def for_ever(_: float) -> None:
        await asyncio.Event().wait()

    rig = Rig(for_ever, burst=0)
    rig.outbox.waiting = [delivery(row=1)]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: rig.outbox.leased)
    await rig.stopped(running)
    assert rig.outbox.settled == {1: RetryAt(clock(), "stopped before sending")}
    assert rig.send.order == []


async def test_stopping_while_claiming_forgets_no_lease(rig):
    claiming, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        claiming.set()
        assert go_on.wait(5)

    rig.outbox.trouble = slow
    rig.outbox.waiting = [delivery(row=1)]
    running = asyncio.create_task(rig.pump.run())
    await asyncio.to_thread(claiming.wait, 5)
    running.cancel()
    await asyncio.sleep(0)
    go_on.set()
    await asyncio.gather(running, return_exceptions=True)
    assert rig.outbox.settled == {1: Sent("1")}


async def test_a_database_that_is_gone_is_waited_for(rig, naps):
    failures = iter(range(7))

    def gone() -> None:
        if next(failures, None) is not None:
            raise ConnectionError

    rig.outbox.trouble = gone
    rig.outbox.waiting = [delivery(row=1)]
    with capture_logs() as logs:
        running = asyncio.create_task(rig.pump.run())
        await rig.until(lambda: rig.outbox.settled)
        await rig.stopped(running)
    assert naps.taken[:7] == [1, 2, 4, 8, 16, 30, 30]
    assert [one["event"] for one in logs] == ["outbox unreachable, waiting"]


async def test_a_result_is_kept_until_it_could_be_written(rig):
    rig.outbox.waiting = [delivery(row=1)]

    def gone_after_sending() -> None:
        if rig.send.order and len(attempts) < 3:
            attempts.append(1)
            raise ConnectionError

    attempts: list[int] = []
    rig.outbox.trouble = gone_after_sending
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: rig.outbox.settled)
    await rig.stopped(running)
    assert len(attempts) == 3
    assert rig.outbox.settled == {1: Sent("1")}
    assert rig.send.order == [1]


async def test_a_fault_in_sending_ends_nothing_else(rig):
    rig.outbox.waiting = [delivery("meledak", row=1, address="1"), delivery(row=2, address="2")]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: len(rig.outbox.settled) == 2)
    await rig.stopped(running)
    assert isinstance(rig.outbox.settled[1], Unsure)
    assert rig.outbox.settled[2] == Sent("2")


async def test_waking_from_another_thread(naps):
    rig = Rig(naps)
    rig.pump._poll_seconds = 60
    rig.pump.wake()  # before it runs: harmless
    running = asyncio.create_task(rig.pump.run())
    await asyncio.sleep(0.01)
    rig.outbox.waiting = [delivery(row=1)]
    await asyncio.to_thread(rig.pump.wake)
    await rig.settles_by_itself()
    await rig.stopped(running)
    rig.pump.wake()  # after it ran: harmless


async def test_without_waking_it_looks_by_itself(rig):
    running = asyncio.create_task(rig.pump.run())
    await asyncio.sleep(0)
    rig.outbox.waiting = [delivery(row=1)]
    await rig.settles_by_itself()
    await rig.stopped(running)


def in_turns(count: int, seconds: float) -> list[Delivery]:
    rows = [delivery(row=row, address=str(row)) for row in range(1, count + 1)]
    return [replace(row, wait=place * seconds) for place, row in enumerate(rows)]


async def test_each_leaves_in_its_turn(rig, naps):
    rig.outbox.waiting = in_turns(5, 0.1)
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: len(rig.outbox.settled) == 5)
    await rig.stopped(running)
    assert naps.taken == pytest.approx([0.1, 0.2, 0.3, 0.4])


async def test_what_may_not_leave_any_more_stays(naps):
    rig = Rig(naps, begin=lambda row: row.id != 2)
    rig.outbox.waiting = in_turns(3, 0)
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: len(rig.outbox.settled) == 3)
    await rig.stopped(running)
    assert rig.send.order == [1, 3]
    assert isinstance(rig.outbox.settled[2], RetryAt)


async def test_asked_to_slow_down_nothing_more_is_begun(naps):
    begun: list[int] = []

    def begin(row: Delivery) -> bool:
        begun.append(row.id)
        return True

    rig = Rig(naps, begin=begin)
    rig.send.flood = {1}
    rig.outbox.waiting = [delivery(row=1)]
    running = asyncio.create_task(rig.pump.run())
    await rig.until(lambda: 1 in rig.outbox.settled)
    rig.outbox.waiting = in_turns(3, 0)[1:]
    await rig.until(lambda: len(rig.outbox.settled) == 3)
    await rig.stopped(running)
    assert begun == [1]
    assert rig.outbox.settled[3] == RetryAt(LATER, "held")


class Second:
    """A timer that moves on while somebody sleeps, and a gate on it."""

    def __init__(self) -> None:
        self.now = 50.0
        self.gate = SecondGate(lambda: self.now, self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.now += seconds
        await asyncio.sleep(0)


async def test_never_more_than_thirty_leave_within_a_second():
    second, left = Second(), []
    for _ in range(10):
        await second.gate.reply()
    for _ in range(70):
        await second.gate.announcement()
        left.append(second.now)
    assert left[:20] == [50.0] * 20
    assert all(later - earlier > 1 for earlier, later in zip(left, left[30:], strict=False))
    assert left[-1] < 54


async def test_what_is_begun_when_there_is_nearly_room_leaves_soon():
    second = Second()
    for _ in range(30):
        await second.gate.announcement()
    await second.gate.nearly(0.1)
    assert second.now > 50.5
    begun = second.now
    await second.gate.announcement()
    assert second.now - begun == pytest.approx(0.1)
    await Second().gate.nearly(0.1)


async def test_replies_pass_before_announcements():
    second, order = Second(), []
    for _ in range(30):
        await second.gate.announcement()

    async def passes(what: str) -> None:
        await getattr(second.gate, what)()
        order.append(what)

    await asyncio.gather(passes("announcement"), passes("announcement"), passes("reply"))
    assert order[0] == "reply"


async def test_many_replies_alone_do_not_wait():
    second = Second()
    for _ in range(200):
        await second.gate.reply()
    assert second.now == 50.0


def test_a_chat_may_burst_then_goes_on_by_the_second():
    time = [100.0]
    chats = ChatPacer(lambda: time[0], burst=3)
    assert [chats.delay("a") for _ in range(5)] == [0, 0, 0, 1, 2]
    assert chats.delay("b") == 0
    time[0] += 10
    assert chats.delay("a") == 0


def test_quiet_chats_are_forgotten():
    time = [0.0]
    chats = ChatPacer(lambda: time[0])
    for chat in range(ChatPacer.MOST_CHATS + 1):
        chats.delay(str(chat))
    time[0] = 100.0
    chats.delay("baru")
    assert len(chats._busy_until) == 1
