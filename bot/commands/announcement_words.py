"""Announcements in plain words: what was refused, what is to be mended, what became of it."""

from __future__ import annotations

from collections.abc import Mapping

from bot.civic.announcements.checks import LONGEST_LABEL, MOST_BUTTONS, Fault
from bot.civic.announcements.life import AnnouncementStatus, Refusal
from bot.civic.announcements.progress import DeliveryState, RunKind, RunStatus

REFUSED: Mapping[Refusal, str] = {
    Refusal.UNKNOWN: "pengumuman itu tidak ada, atau milik instansi lain",
    Refusal.NOT_YOURS: "orang itu tidak berwenang; lihat daftar dengan: tanyakota staff list",
    Refusal.OWN: "tidak boleh menyetujui tulisan sendiri; minta orang lain",
    Refusal.STATUS: "keadaannya tidak mengizinkan itu",
    Refusal.CHANGED: "pengumumannya berubah sementara itu; lihat lagi lalu ulangi",
    Refusal.FAULTY: "masih ada yang perlu diperbaiki",
    Refusal.NOBODY: "tidak ada seorang pun yang akan menerimanya",
    Refusal.NOT_URGENT: "hanya peringatan bencana boleh dikirim tanpa persetujuan",
    Refusal.EXPIRED: "masa berlakunya sudah lewat",
    Refusal.APPROVAL_OLD: "persetujuannya lebih dari 30 hari; minta persetujuan lagi",
    Refusal.APPROVER_GONE: "yang menyetujui sudah tidak berwenang; minta persetujuan lagi",
    Refusal.NOTE_MISSING: "alasan mengembalikan wajib diisi dengan --note",
    Refusal.NOTHING_SENT: "belum ada yang terkirim",
}

MEND: Mapping[Fault, str] = {
    Fault.EMPTY: "teks bahasa Indonesia belum diisi (--text)",
    Fault.TOO_LONG: "teks terlalu panjang: paling banyak 4.000 huruf, 900 dengan foto/file",
    Fault.MARKUP: "tanda **, *, _ atau [](…) tidak berpasangan",
    Fault.LINK: "tautan harus diawali https:// dan menyebut situsnya",
    Fault.PERSONAL: "ada nomor pribadi yang ditutup; hapus dari teks",
    Fault.BLANK: "masih ada bagian dalam kurung { } yang belum diisi",
    Fault.TOPIC: "topik tidak ada di kota.yaml",
    Fault.AREA: "wilayah tidak ada di kota.yaml",
    Fault.START_PAST: "waktu kirim (--at) sudah lewat",
    Fault.EXPIRES_PAST: "masa berlaku (--expires) sudah lewat",
    Fault.EXPIRES_FIRST: "masa berlaku berakhir sebelum waktu kirim",
    Fault.REPEAT_START: "pengumuman berulang butuh waktu kirim pertama (--at)",
    Fault.REPEAT_NEVER: "tiap minggu pada Sabtu/Minggu tidak pernah hari kerja (--workdays)",
    Fault.URGENT: "hanya topik bencana boleh memakai --urgent",
    Fault.BUTTONS: f"tombol paling banyak {MOST_BUTTONS}",
    Fault.LABEL: f"tulisan tombol 1 sampai {LONGEST_LABEL} huruf",
    Fault.SERVICE: "layanan pada tombol tidak ada",
}

STATUS: Mapping[AnnouncementStatus, str] = {
    AnnouncementStatus.DRAF: "draf",
    AnnouncementStatus.MENUNGGU: "menunggu persetujuan",
    AnnouncementStatus.DISETUJUI: "disetujui, menunggu waktunya",
    AnnouncementStatus.MENGIRIM: "sedang dikirim",
    AnnouncementStatus.SELESAI: "selesai",
    AnnouncementStatus.DIBATALKAN: "dibatalkan",
    AnnouncementStatus.KEDALUWARSA: "kedaluwarsa",
    AnnouncementStatus.DITARIK: "ditarik",
}

KIND: Mapping[RunKind, str] = {
    RunKind.KIRIM: "pengiriman",
    RunKind.UBAH: "perbaikan",
    RunKind.TARIK: "penarikan",
}

RUNNING: Mapping[RunStatus, str] = {
    RunStatus.BERJALAN: "berjalan",
    RunStatus.DIJEDA: "dijeda",
    RunStatus.SELESAI: "selesai",
    RunStatus.DIBATALKAN: "dibatalkan",
}

STATE: Mapping[DeliveryState, str] = {
    DeliveryState.WAITING: "menunggu giliran",
    DeliveryState.LEASED: "akan dikirim",
    DeliveryState.SENDING: "sedang dikirim",
    DeliveryState.SENT: "sampai",
    DeliveryState.GONE: "tidak terjangkau",
    DeliveryState.REFUSED: "ditolak",
    DeliveryState.UNSURE: "tidak pasti",
    DeliveryState.SKIPPED: "dilewati",
}

_REASONS: tuple[tuple[str, str], ...] = (
    ("bot was blocked", "memblokir bot"),
    ("blocked before", "memblokir bot sebelum gilirannya"),
    ("bot was kicked", "bot dikeluarkan dari grup"),
    ("user is deactivated", "akun Telegramnya sudah dihapus"),
    ("chat not found", "obrolannya tidak ada lagi"),
    ("erased", "menghapus datanya"),
    ("process died", "server berhenti tepat saat mengirim"),
    ("timed out", "jawaban Telegram tidak sampai"),
    ("expired", "masa berlaku habis sebelum gilirannya"),
    ("cancelled", "dibatalkan petugas"),
    ("recalled", "ditarik petugas"),
    ("too old", "lebih dari 48 jam: Telegram tidak mengizinkan dihapus"),
    ("token refused", "token bot tidak berlaku"),
    ("no sender", "terminal atau data contoh, bukan kanal kabar"),
    ("too large", "file terlalu besar"),
)


def reason(told: str) -> str:
    """What a reason of the ledger means; as it stands where nobody knows."""
    lower = told.lower()
    return next((plain for sign, plain in _REASONS if sign in lower), told or "tanpa sebab")
