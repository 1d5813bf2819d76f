"""Every kind of fault is found, on its line."""

from datetime import date

import pytest

from knowledge_base.check import check
from knowledge_base.check_addresses import is_phone, is_url
from knowledge_base.check_texts import wrong_amounts
from knowledge_base.entry import Entry
from knowledge_base.load import LoadedEntry, read_document, validate
from tests.knowledge_base.build import fields, loaded, write

TODAY = date(2026, 11, 23)


def faults(*rows: LoadedEntry, lengths=lambda _: [], today=TODAY):
    found = check(rows, today, {"dinas"}, lengths)
    return [(fault.file.stem, fault.line, fault.problem) for fault in found]


def line_of(row: LoadedEntry, text: str) -> int:
    lines = row.document.file.read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


def test_a_good_entry_has_no_faults(tmp_path):
    assert faults(loaded(tmp_path, "satu"), loaded(tmp_path, "lain")) == []


@pytest.mark.parametrize(
    ("changes", "marker", "problem"),
    [
        ({"terkait": ["hantu"]}, "- hantu", "layanan 'hantu' tidak ada"),
        ({"terkait": ["satu"]}, "- satu", "'satu' menunjuk dirinya sendiri"),
        ({"bukan_ini": [{"bila": "x y", "lihat": "hantu"}]}, "lihat:", "layanan 'hantu' tidak ada"),
        ({"sebutan": ["satu saja"]}, "sebutan:", "sebutan: baru 1, paling sedikit 3"),
        (
            {"contoh_pertanyaan": ["satu bagaimana"]},
            "contoh_pertanyaan:",
            "contoh_pertanyaan: baru 1, paling sedikit 12",
        ),
        (
            {"instansi": {"nasional": "Kementerian", "daerah": "dinas-hantu"}},
            "daerah:",
            "instansi 'dinas-hantu' tidak dikenal",
        ),
        (
            {"tinjau_sebelum": "2026-11-22"},
            "tinjau_sebelum:",
            "tinjauan jatuh tempo 2026-11-22",
        ),
        ({"diperiksa": "2026-12-24"}, "diperiksa:", "tanggal pemeriksaan belum terjadi"),
        (
            {"biaya": ["Tarif Rp 50.000."]},
            "Tarif",
            "jumlah uang ditulis 'Rp 50.000'",
        ),
        (
            {"kanal": [{"jenis": "situs", "nama": "Situs", "alamat": "http://contoh.go.id"}]},
            "alamat: http://",
            "alamat situs tidak sah: http://contoh.go.id",
        ),
        (
            {"kanal": [{"jenis": "telepon", "nama": "Telepon", "alamat": "nomor kantor"}]},
            "alamat: nomor",
            "alamat telepon tidak sah: nomor kantor",
        ),
        (
            {"kanal": [{"jenis": "surel", "nama": "Surel", "alamat": "bukan surel"}]},
            "alamat: bukan",
            "alamat surel tidak sah: bukan surel",
        ),
        (
            {"sumber": [{"judul": "Sumber", "alamat": "contoh.go.id", "tanggal": "2025"}]},
            "alamat: contoh",
            "alamat sumber tidak sah: contoh.go.id",
        ),
    ],
)
def test_finds(tmp_path, changes, marker, problem):
    row = loaded(tmp_path, "satu", **changes)
    assert faults(row) == [("satu", line_of(row, marker), problem)]


def test_finds_a_wrong_file_name(tmp_path):
    document = read_document(write(tmp_path, fields("satu"), name="dua"))
    row = LoadedEntry(validate(document, Entry), document)
    assert faults(row) == [("dua", 1, "id 'satu' berbeda dari nama berkas")]


def test_finds_messages_that_are_too_long(tmp_path):
    row = loaded(tmp_path, "satu")
    found = faults(row, lengths=lambda _: [("biaya", 4096), ("persyaratan", 4097)])
    line = line_of(row, "persyaratan:")
    assert found == [("satu", line, "persyaratan: 4097 huruf, pesan hanya memuat 4096")]


def test_finds_names_and_questions_used_twice(tmp_path):
    first = loaded(tmp_path, "satu")
    questions = [f"hal lain {n}" for n in range(11)]
    second = loaded(
        tmp_path,
        "dua",
        sebutan=["Nama Satu  SATU!", "dua b", "dua c"],
        contoh_pertanyaan=["Pertanyaan satu, nomor 3?", *questions],
    )
    found = [problem for _, _, problem in faults(first, second)]
    assert any(text.startswith("sebutan 'nama satu' sudah dipakai di satu.yaml:") for text in found)
    assert any(text.startswith("contoh pertanyaan 'pertanyaan satu nomor 3'") for text in found)


def test_finds_an_id_used_twice(tmp_path):
    first = loaded(tmp_path / "a", "satu")
    second = loaded(tmp_path / "b", "satu")
    assert any("id 'satu' sudah dipakai" in problem for _, _, problem in faults(first, second))


def test_finds_an_example_that_another_entry_answers(tmp_path):
    lost = loaded(
        tmp_path,
        "ktp-hilang",
        judul="KTP hilang",
        sebutan=["KTP hilang", "KTP tercecer", "KTP kecopetan"],
        contoh_pertanyaan=[f"KTP hilang pertanyaan {n}" for n in range(12)],
    )
    births = [f"akta lahir anak pertanyaan {n}" for n in range(11)]
    birth = loaded(
        tmp_path,
        "akta-lahir",
        judul="Akta lahir",
        sebutan=["akta lahir", "surat lahir", "akta kelahiran"],
        contoh_pertanyaan=["KTP hilang tercecer", *births],
    )
    found = faults(lost, birth)
    line = line_of(birth, "KTP hilang tercecer")
    assert found == [("akta-lahir", line, "'KTP hilang tercecer' lebih dekat ke 'ktp-hilang'")]


@pytest.mark.parametrize(
    "number",
    [
        "112",
        "119",
        "110",
        "1708",
        "14045",
        "1500-537",
        "165",
        "0811-800-5373",
        "(0254) 200123",
        "0254-200123",
        "+62 811 8005 373",
        "08118005373",
        "021 1234567",
        "0813 8040 0000",
        "0800-1-500-400",
    ],
)
def test_numbers(number):
    assert is_phone(number)


@pytest.mark.parametrize("number", ["", "12", "nomor", "0811-800-5373 / 112", "1234567", "0811 x"])
def test_no_numbers(number):
    assert not is_phone(number)


def test_urls():
    assert is_url("https://contoh.go.id/x?y=1")
    assert is_url("http://contoh.go.id", ("http", "https"))
    for wrong in (
        "http://contoh.go.id",
        "contoh.go.id",
        "https://",
        "https://a b.id",
        "https://[x",
    ):
        assert not is_url(wrong)


@pytest.mark.parametrize("text", ["Rp0", "Rp100.000", "Rp1.500.000.", "Gratis (Rp0).", "Rp50.000,"])
def test_amounts(text):
    assert wrong_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Rp 100.000", "Rp 100.000"),
        ("Rp. 5.000", "Rp. 5.000"),
        ("rp5000", "rp5000"),
        ("Rp100000", "Rp100000"),
        ("Rp100.000,00", "Rp100.000,00"),
        ("100.000 rupiah", "100.000 rupiah"),
        ("IDR 5.000", "IDR 5.000"),
    ],
)
def test_wrong_amounts(text, wrong):
    assert wrong_amounts(text) == [wrong]


def test_two_fees_for_one_thing(tmp_path):
    one = loaded(tmp_path, "satu", biaya=["Paspor biasa 48 halaman: Rp350.000."])
    other = loaded(tmp_path, "lain", biaya=["Paspor biasa 48 halaman: Rp650.000."])
    problem = "biaya 'Rp650.000' berbeda dari 'Rp350.000' di satu.yaml:"
    found = faults(one, other)
    assert [(name, line) for name, line, _ in found] == [("lain", line_of(other, "Rp650.000"))]
    assert found[0][2].startswith(problem)


def test_different_things_may_cost_differently(tmp_path):
    one = loaded(tmp_path, "satu", biaya=["Paspor 24 halaman: Rp350.000.", "Gratis (Rp0)."])
    other = loaded(tmp_path, "lain", biaya=["Paspor 48 halaman: Rp650.000.", "Rp10.000."])
    assert faults(one, other) == []


def test_two_numbers_for_one_contact(tmp_path):
    def row(name: str, number: str) -> LoadedEntry:
        channel = {"jenis": "telepon", "nama": "Halo Contoh", "alamat": number}
        return loaded(tmp_path, name, kanal=[channel])

    assert faults(row("satu", "1500-537"), row("lain", "1500537")) == []
    found = faults(row("satu", "1500-537"), row("lain", "1500-538"))
    assert [problem.split(" di ")[0] for _, _, problem in found] == [
        "kontak '1500538' berbeda dari '1500537'"
    ]


def test_an_entry_that_no_question_reaches(tmp_path):
    letters = "bcdfghjklmnp"
    scattered = [f"{a}oz{a}ax {a}uw{a}iq {a}ev{a}oy" for a in letters]
    one = loaded(
        tmp_path,
        "satu",
        nama="Qwerty",
        judul="Asdf",
        sebutan=["zxcv", "poiu", "lkjh"],
        contoh_pertanyaan=scattered,
    )
    problem = "tidak terjangkau pertanyaan mana pun"
    assert ("satu", line_of(one, "contoh_pertanyaan:"), problem) in faults(
        one, loaded(tmp_path, "lain")
    )
