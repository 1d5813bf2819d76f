"""What each figure means, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from bot.civic.statistics.table import Table

ALWAYS = {
    "Masa sebelumnya": "Hari-hari tepat sebelum masa ini, sama banyaknya.",
    "Perubahan": (
        "Naik atau turun hanya disebut bila selisihnya lebih besar daripada kebetulan (95 persen)."
    ),
    "Dasar": "Berapa banyak yang dihitung: 80 persen dari 5 tidak sekuat 80 persen dari 500.",
    "Disembunyikan": (
        "Isi di bawah 10 tidak ditampilkan supaya orang tidak dikenali; satu atau beberapa isi "
        "lain ikut disembunyikan bila yang kecil bisa dihitung dari jumlahnya. Pada saringan yang "
        "dipersempit, jumlah seluruhnya di bawah 10 juga disembunyikan."
    ),
}
BY_TABLE = {
    "Jumlah": {
        "Pertanyaan": "Pertanyaan warga yang masuk, termasuk obrolan dan keadaan darurat.",
        "Laporan": "Laporan kendala yang masuk, menurut hari masuknya.",
        "Ikut melapor": 'Warga yang menekan "saya juga" pada laporan orang lain.',
        "Lewat janji sekarang": (
            "Laporan dari masa itu yang hari ini belum ditutup padahal hari yang dijanjikan sudah "
            "lewat."
        ),
    },
    "Bagian": {
        "Langsung terjawab": "Dijawab tanpa ditanya balik, dari semua pertanyaan selain obrolan.",
        "Dinilai membantu": 'Jawaban yang dinilai "membantu", dari semua yang dinilai.',
        "Tepat waktu": (
            "Laporan yang dijawab dalam 3 x 24 jam dan ditutup paling lambat pada hari yang "
            "dijanjikan, dari semua yang sudah ditutup."
        ),
        "Dipastikan beres oleh warga": (
            'Pelapor menekan "Sudah beres", dari semua yang selesai atau ditolak.'
        ),
        "Dibuka kembali": 'Pelapor menekan "Belum", dari semua yang pernah ditutup.',
        "Melapor lagi dalam 30 hari": (
            "Orang yang sama melapor lagi tentang layanan yang sama dalam 30 hari, dari semua "
            "laporan."
        ),
        "Menjawab saat ditanya": (
            "Warga yang menjawab ketika bot bertanya apakah urusannya berhasil, dari semua yang "
            "ditanya."
        ),
    },
    "Waktu dalam jam": {
        "Tengah": "Separuh laporan lebih cepat dari ini, separuh lebih lambat (median), dalam jam.",
        "9 dari 10 dalam": "Sembilan dari sepuluh laporan selesai dalam waktu ini (persentil 90).",
    },
    "Pertanyaan menurut hasil": {
        "Ditanya balik": "Bot menanyakan dulu layanan mana yang dimaksud.",
        "Belum terjawab": "Bot belum punya jawabannya.",
    },
    "Belum terjawab": {
        "Kali ditanyakan": "Pertanyaan dengan kata penting yang sama dihitung bersama.",
    },
    "Laporan menurut tingkat": {
        "Tingkat": (
            "Ringan: selesai sendiri. Sedang: satu kali mengulang atau butuh bantuan. Berat: dua "
            "kali mengulang atau lewat waktu baku. Buntu: tidak bisa lanjut, atau ada pungli."
        ),
    },
    "Laporan per layanan dan tahap": {
        "Tahap": "Bagian urusan tempat warga terhambat, dari mencari informasi sampai hasilnya.",
    },
    "Usaha warga": {
        "Usaha": "Satu orang, satu layanan, tiga puluh hari; hasilnya menurut warga sendiri.",
    },
    "Jangkauan per kecamatan": {
        "Jangkauan": "Usaha warga yang menyebut kecamatan tempat tinggalnya.",
    },
    "Pengumuman": {
        "Penerima": "Satu orang dihitung sekali untuk tiap pengumuman; latihan tidak dihitung.",
        "Tidak pasti": "Tidak ada yang bisa tahu apakah pesannya sampai; tidak dikirim ulang.",
    },
    "Indeks (IMC)": {
        "IMC": (
            "Indeks Masyarakat Cerdas, 1 sampai 100: seberapa jauh warga menyelesaikan urusannya "
            "tanpa hambatan. Cara menghitungnya ada di docs/indicator.md."
        ),
        "Andil kehilangan": "Bagian tiap komponen dari jarak indeks ke 100.",
    },
}


def definitions(found: Sequence[Table]) -> Table:
    """The meaning of what stands in these tables."""
    told = {term: said for one in found for term, said in BY_TABLE.get(one.title, {}).items()}
    return Table("Definisi", ("Istilah", "Arti"), tuple((told | ALWAYS).items()))
