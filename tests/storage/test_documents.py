"""Files on their way: kept whole, under clean names, for as long as a message needs them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.civic.kept_file import KeptFile
from bot.dialogue.events import InboundEvent, TextSent
from bot.use_cases.deliver import Deliver
from bot.use_cases.deliveries import NewDelivery, OutboxKind, Rendered, RetryAt, Sent
from bot.use_cases.documents import Document, clean_name

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
FILE = Document("statistik.xlsx", "application/x-uji", bytes(range(256)) * 999)


def clock() -> datetime:
    return NOW


@pytest.fixture
def person(database) -> int:
    with database.transaction() as work:
        work.inbox.store([InboundEvent("telegram", "1", "1", "1", TextSent("halo"))], NOW)
        return work.photos.conversation_of("telegram", "1")


def keep(database, owner: int | None, file: Document = FILE) -> int:
    with database.transaction() as work:
        return work.documents.add(file, owner, NOW)


def send(database, person: int, document: int, *tokens: str) -> None:
    with database.transaction() as work:
        kept = Rendered("Berkas", document=KeptFile(document, FILE.name))
        row = ("telegram", "1", person, OutboxKind.SEND, kept)
        work.outbox.add([NewDelivery(token, *row) for token in tokens], NOW)


def drop(database, **ago: float) -> int:
    with database.transaction() as work:
        return work.documents.drop_sent(NOW + timedelta(**ago))


def test_a_file_comes_back_as_it_was(database, person):
    document = keep(database, person)
    with database.transaction() as work:
        assert work.documents.get(document) == FILE
        assert work.documents.get(document + 1) is None


def test_a_message_is_leased_with_its_file(database, person):
    send(database, person, keep(database, person), "a")
    (row,) = Deliver(database, "telegram", clock).claim(9)
    assert (row.document, row.rendered.document.name) == (FILE, FILE.name)


def test_one_file_goes_to_many_and_is_kept_until_the_last_has_it(database, person):
    document = keep(database, None)
    send(database, person, document, "a", "b")
    deliver = Deliver(database, "telegram", clock)
    (first,) = deliver.claim(9)
    deliver.settle({first.id: Sent("1")})
    assert drop(database, days=1) == 0
    (second,) = deliver.claim(9)
    assert drop(database, days=1) == 0
    deliver.settle({second.id: RetryAt(NOW, "slow")})
    assert drop(database, days=1) == 0
    (second,) = deliver.claim(9)
    assert second.document == FILE
    deliver.settle({second.id: Sent("2")})
    assert drop(database, seconds=-1) == 0
    assert drop(database, days=1) == 1


def test_an_erased_person_takes_their_files_along_but_not_those_of_nobody(database, person):
    own, common = keep(database, person), keep(database, None)
    with database.transaction() as work:
        work.people.erase(person, NOW)
        assert work.documents.get(own) is None
        assert work.documents.get(common) == FILE


def test_a_message_is_found_by_those_it_was_sent_to_alone(database, person):
    send(database, person, keep(database, person), "a")
    with database.transaction() as work:
        assert work.outbox.sent_to("telegram", "1", "a").document.name == FILE.name
        for channel, address, token in (
            ("telegram", "2", "a"),
            ("web", "1", "a"),
            ("telegram", "1", "b"),
        ):
            assert work.outbox.sent_to(channel, address, token) is None


@pytest.mark.parametrize(
    ("hostile", "clean"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\windows\\a.exe", "a.exe"),
        (".bashrc", "bashrc"),
        ("a\r\nX-Jahat: 1.csv", "a_X-Jahat_ 1.csv"),
        ('a";b.csv', "a_b.csv"),
        ("x" * 300 + ".xlsx", "x" * 95 + ".xlsx"),
        ("", "berkas"),
        ("///", "berkas"),
        ("laporan\u202exslx.exe", "laporan_xslx.exe"),
    ],
)
def test_hostile_names_are_cleaned(database, hostile: str, clean: str):
    document = keep(database, None, Document(hostile, "text/csv", b"x"))
    with database.transaction() as work:
        assert work.documents.get(document).name == clean


@given(st.text(max_size=300))
def test_a_clean_name_is_short_plain_and_stays_as_it_is(name: str):
    clean = clean_name(name)
    assert 1 <= len(clean) <= 100
    assert not set(clean) & set('/\\:*?"<>|\r\n\x00')
    assert not clean.startswith(".")
    assert clean_name(clean) == clean
