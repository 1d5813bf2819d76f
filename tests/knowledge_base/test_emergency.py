"""Danger is recognised; questions that only sound like it are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.emergency import emergencies

EMERGENCIES = emergencies()
VETOES = ["ktp", "akta", "surat", "asuransi", "santunan", "syarat", "bpjs", "klaim", "formulir"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("rumah kebakaran", "kebakaran"),
        ("TOLONG RUMAH TETANGGA KEBAKARAN!!", "kebakaran"),
        ("ada kebakaran di pasar rau", "kebakaran"),
        ("omah kobong", "kebakaran"),
        ("imah kahuruan", "kebakaran"),
        ("umahe kobong mang", "kebakaran"),
        ("tabung gas meledak", "kebakaran"),
        ("kebakaran!!!", "kebakaran"),
        ("kebakaran hubungi siapa", "kebakaran"),
        ("istri saya pingsan", "medis"),
        ("bapak saya ga sadarkan diri", "medis"),
        ("anak kejang", "medis"),
        ("sesak nafas tolong", "medis"),
        ("ketuban pecah", "medis"),
        ("butuh ambulans sekarang", "medis"),
        ("tadi anjing liar gigit kaki adik", "medis"),
        ("suami saya mukul lagi", "kekerasan"),
        ("kecelakaan", "kecelakaan"),
        ("ada kecelakaan motor di jalan", "kecelakaan"),
        ("saya ketabrak", "kecelakaan"),
        ("mau bunuh diri", "bunuh-diri"),
        ("pengen mati aja", "bunuh-diri"),
        ("aku capek hidup", "bunuh-diri"),
        ("aku gak mau hidup lagi", "bunuh-diri"),
        ("saya dipukuli suami", "kekerasan"),
        ("anak tetangga diperkosa", "kekerasan"),
        ("ada maling di rumah", "kejahatan"),
        ("saya dibegal", "kejahatan"),
        ("terjebak banjir di atap", "bencana"),
        ("rumah kebanjiran tolong", "bencana"),
        ("ada gempa", "bencana"),
        ("anak saya hilang di pasar", "orang-hilang"),
        ("anak abdi leungit", "orang-hilang"),
        ("adik saya diculik", "orang-hilang"),
    ],
)
def test_recognises(text, kind):
    assert EMERGENCIES.of(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "surat kematian",
        "mau urus akta kematian",
        "mau akta kematian ayah",
        "asuransi kecelakaan",
        "santunan kecelakaan",
        "kecelakaan ditanggung BPJS tidak",
        "KTP kebakaran",
        "KTP terbakar",
        "rumah kebakaran KTP ikut terbakar",
        "nomor darurat apa saja",
        "syarat laporan kehilangan",
        "manggil ambulans bayar ga",
        "nomor damkar berapa",
        "apa bedanya 112 dan 119",
        "KTP anak saya hilang",
        "akte anak hilang",
        "nama anak hilang dari KK",
        "hp anak saya hilang",
        "dompet saya hilang",
        "rumah saya kebanjiran bulan lalu, ada bantuan?",
        "cara mencegah kebakaran",
        "kalau ada kebakaran telepon siapa",
        "KK kena banjir",
        "bayi baru lahir",
        "mau melahirkan di puskesmas bayar berapa",
        "imunisasi anak demam",
        "halo",
        "",
    ],
)
def test_is_not_alarmed(text):
    assert EMERGENCIES.of(text) is None


@given(
    st.sampled_from(["rumah kebakaran", "kecelakaan di jalan", "anak hilang", "ada gempa"]),
    st.sampled_from(VETOES),
    st.booleans(),
)
def test_a_document_makes_it_a_question(danger, veto, before):
    text = f"{veto} {danger}" if before else f"{danger} {veto}"
    assert EMERGENCIES.of(text) is None


@given(st.text(max_size=100))
def test_never_fails(text):
    assert EMERGENCIES.of(text) in {None, *(kind.id for kind in EMERGENCIES.kinds)}
