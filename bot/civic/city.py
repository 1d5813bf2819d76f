"""What the program knows about its city. All of it is data; see the city file `kota.yaml`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bot.civic.office_hours import JamPetugas


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """An urban village with its Kemendagri code."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class Kecamatan:
    """A district with its Kemendagri code and its kelurahan."""

    kode: str
    nama: str
    kelurahan: tuple[Kelurahan, ...]


@dataclass(frozen=True, slots=True)
class Instansi:
    """An agency residents deal with. `cek_di` says where to check what is not established."""

    id: str
    nama: str
    nama_pendek: str
    alamat: str | None = None
    jam_buka: str | None = None
    cek_di: str | None = None


@dataclass(frozen=True, slots=True)
class Nomor:
    """A name and a telephone number."""

    nama: str
    nomor: str


@dataclass(frozen=True, slots=True)
class Darurat:
    """An emergency: whom to call and what to do first."""

    id: str
    label: str
    nomor: tuple[Nomor, ...]
    pesan: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaluranPengaduan:
    """A place to complain."""

    nama: str
    alamat: str
    keterangan: str


@dataclass(frozen=True, slots=True)
class Kabar:
    """A topic of news that residents may ask for; `darurat` ones are warnings."""

    id: str
    nama: str
    darurat: bool = False


@dataclass(frozen=True, slots=True)
class Bahasa:
    """A language that residents may read announcements in, by its ISO 639 code."""

    kode: str
    nama: str


@dataclass(frozen=True, slots=True)
class Templat:
    """A text to begin an announcement with, for that `kabar`; {in braces} is to be filled in."""

    id: str
    nama: str
    kabar: str
    teks: str


@dataclass(frozen=True, slots=True)
class Penduduk:
    """Population, and its share per kecamatan code where that is established."""

    total: int
    sumber: str
    per_kecamatan: dict[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Lisensi:
    """The licence under which others may use the city's open data."""

    nama: str
    alamat: str


CC_BY = Lisensi(
    "Creative Commons Atribusi 4.0 (CC BY 4.0)",
    "https://creativecommons.org/licenses/by/4.0/deed.id",
)


@dataclass(frozen=True, slots=True)
class TungguWarga:
    """How long a case waits for its reporter's answer, and the words it may be closed with then.

    No regulation sets this limit; the city decides. `hari_kerja` is 1 or more.

    Raises:
        ValueError: less than a day, or no words.
    """

    hari_kerja: int = 10
    alasan: str = "Sampai batas waktu, jawaban Anda atas pertanyaan petugas belum kami terima."

    def __post_init__(self) -> None:
        if self.hari_kerja < 1 or not self.alasan.strip():
            raise ValueError("hari_kerja paling sedikit 1, dan alasan harus diisi")


@dataclass(frozen=True, slots=True)
class City:
    """One city. `zona_waktu` is an IANA name; `peta` names a GeoJSON file beside the city file.

    `jam_petugas`: when officers answer residents here.
    `kabar`: topics of news that residents may ask for.
    `bahasa`: languages of announcements besides those of the interface.
    `templat_pengumuman`: texts to begin announcements with.
    `balasan`: reply templates by report status.
    `tunggu_warga`: how long a case waits for its reporter's answer.
    `lisensi_data`: the licence of the open data, which the city decides.
    `topik_utama`: topics (content folders) shown first, when there are too many to show at once.
    """

    kode: str
    nama: str
    provinsi: str
    merek: str
    zona_waktu: str
    kecamatan: tuple[Kecamatan, ...]
    instansi: tuple[Instansi, ...]
    darurat: tuple[Darurat, ...]
    pengaduan: tuple[SaluranPengaduan, ...]
    jam_kantor: str
    balasan: dict[str, tuple[str, ...]] = field(default_factory=dict)
    jam_petugas: JamPetugas | None = None
    kabar: tuple[Kabar, ...] = ()
    bahasa: tuple[Bahasa, ...] = ()
    templat_pengumuman: tuple[Templat, ...] = ()
    hari_libur_tambahan: tuple[date, ...] = ()
    topik_utama: tuple[str, ...] = ()
    penduduk: Penduduk | None = None
    peta: str | None = None
    lisensi_data: Lisensi = CC_BY
    tunggu_warga: TungguWarga = field(default_factory=TungguWarga)

    def agency(self, agency_id: str) -> Instansi | None:
        return next((agency for agency in self.instansi if agency.id == agency_id), None)

    def district(self, kode: str) -> Kecamatan | None:
        return next((district for district in self.kecamatan if district.kode == kode), None)

    def village(self, kode: str) -> Kelurahan | None:
        villages = (village for district in self.kecamatan for village in district.kelurahan)
        return next((village for village in villages if village.kode == kode), None)

    def area(self, kode: str) -> str | None:
        """The name of a kecamatan or kelurahan."""
        found = self.district(kode) or self.village(kode)
        return found.nama if found else None

    def emergency(self, kind: str) -> Darurat:
        """The emergency of that id, or the general one (the first of the list)."""
        return next((one for one in self.darurat if one.id == kind), self.darurat[0])
