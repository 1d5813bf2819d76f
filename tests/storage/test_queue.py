"""The queue hands the turn on in order."""

from __future__ import annotations

import threading

import pytest

from bot.storage.queue import Queue


def test_the_turn_goes_round_in_the_order_it_was_asked_for():
    queue, order = Queue(), []
    asked = threading.Semaphore(0)

    def take(name: int) -> None:
        asked.release()
        with queue:
            order.append(name)

    threads = [threading.Thread(target=take, args=(n,)) for n in range(8)]
    with queue:
        for number, thread in enumerate(threads, start=1):
            thread.start()
            asked.acquire()
            # It has asked; now wait until it stands in line.
            while len(queue._waiting) < number:
                threading.Event().wait(0.001)
    for thread in threads:
        thread.join()
    assert order == list(range(8))


def test_a_fault_inside_hands_the_turn_on():
    queue = Queue()
    with pytest.raises(RuntimeError), queue:
        raise RuntimeError
    with queue:
        pass
