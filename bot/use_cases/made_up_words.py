"""What made-up residents and officers say. No place and no service is named here."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from bot.civic.cases import NEEDS_WORDS
from bot.civic.reports import Obstacle, ReportStatus

_LOST = (
    "jadwal pemadaman lampu jalan",
    "cara pinjam lapangan futsal kelurahan",
    "daftar relawan posyandu",
    "nomor wa pak lurah",
    "bus sekolah lewat mana",
    "harga sembako di pasar murah",
    "lowongan kerja kebersihan taman",
    "kapan alun-alun selesai direnovasi",
    "tempat buang kasur bekas",
    "sewa tenda untuk hajatan",
    "jadwal fogging nyamuk",
    "pendaftaran lomba tujuh belasan",
)
_BEFORE = ("", "", "min ", "kak ", "permisi, ", "mau tanya ", "tolong info ", "halo min ")
_AFTER = ("", "", "?", " ya?", " dong", " ada ga", " gimana ya", " makasih")

_COMPLAINTS: Mapping[Obstacle, tuple[str, ...]] = {
    Obstacle.INFORMASI: (
        "Syarat di papan pengumuman beda dengan yang dibilang petugas.",
        "Tidak ada yang bisa menjelaskan saya harus ke loket mana.",
    ),
    Obstacle.SYARAT: (
        "Diminta fotokopi lagi padahal sudah saya serahkan minggu lalu.",
        "Berkas ditolak karena tanda tangan RT, tidak diberi tahu sejak awal.",
    ),
    Obstacle.APLIKASI: (
        "Aplikasi keluar sendiri waktu unggah foto, sudah coba tiga kali.",
        "Kode OTP tidak pernah masuk.",
    ),
    Obstacle.ANTREAN: (
        "Datang jam 7 pagi nomor antrean sudah habis.",
        "Antre empat jam, loket tutup sebelum giliran saya.",
    ),
    Obstacle.PETUGAS: (
        "Petugasnya tidak di tempat, disuruh kembali besok.",
        "Dilayani dengan ketus dan tidak diberi penjelasan.",
    ),
    Obstacle.LAMA: (
        "Dijanjikan tiga hari, sudah dua minggu belum jadi.",
        "Tidak ada kabar sejak berkas saya masukkan.",
    ),
    Obstacle.PUNGLI: ("Diminta uang supaya cepat, tidak ada kuitansi.",),
    Obstacle.LAIN: ("Kantornya pindah dan tidak ada petunjuk arahnya.",),
}
_SAID: Mapping[ReportStatus, tuple[str, ...]] = {
    ReportStatus.MENUNGGU_WARGA: ("Mohon kirim foto tanda terima berkasnya.",),
    ReportStatus.SELESAI: (
        "Berkas sudah selesai dan bisa diambil di loket.",
        "Sudah kami perbaiki, silakan dicoba lagi.",
    ),
    ReportStatus.DITOLAK: ("Bukan kewenangan kota; silakan hubungi instansi pusat.",),
}
_ANSWERS = (
    "Jadwalnya ditempel di kantor kelurahan setiap awal bulan.",
    "Silakan datang ke kantor kelurahan dengan KTP pada jam kerja.",
)


def lost_question(pick: Random) -> str:
    """A question that no service answers."""
    return f"{pick.choice(_BEFORE)}{pick.choice(_LOST)}{pick.choice(_AFTER)}"


def complaint(pick: Random, obstacle: Obstacle) -> str | None:
    """What a reporter adds in words; three of ten add nothing."""
    return pick.choice(_COMPLAINTS[obstacle]) if pick.random() < 0.7 else None


def said(pick: Random, status: ReportStatus) -> str | None:
    """What an officer says with a change of status."""
    return pick.choice(_SAID[status]) if status in NEEDS_WORDS else None


def officers_answer(pick: Random) -> str:
    """What an officer answers to a question that was handed over."""
    return pick.choice(_ANSWERS)
