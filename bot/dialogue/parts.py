"""A service entry in words: the short answer, and each part a resident can open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.civic.city import City
from bot.dialogue.actions import PartName
from bot.dialogue.message import BLANK, Argument, Phrase, Piece, Plain, phrase
from knowledge_base.entry import Aspect, Channel, ChannelKind, Entry, Fact, Step, Unsure

PARTS: tuple[PartName, ...] = (
    "singkat",
    "persyaratan",
    "cara",
    "biaya",
    "waktu",
    "kontak",
    "kendala",
    "lain",
)

PART_OF_ASPECT: dict[Aspect, PartName] = {
    Aspect.SYARAT: "persyaratan",
    Aspect.CARA: "cara",
    Aspect.BIAYA: "biaya",
    Aspect.WAKTU: "waktu",
    Aspect.LOKASI: "kontak",
    Aspect.JADWAL: "kontak",
    Aspect.STATUS: "kontak",
    Aspect.KONTAK: "kontak",
    Aspect.KENDALA: "kendala",
}

_LINKED = {ChannelKind.SITUS}


def fact(value: Fact) -> Piece:
    """A fact as it may be said: an unsure one always with where to check."""
    if isinstance(value, Unsure):
        return phrase("fact.unsure", text=value.belum_pasti.rstrip("."), where=value.cek_di)
    return Plain(value)


def bullets(values: Iterable[Fact]) -> Iterator[Piece]:
    """One line a fact."""
    return (phrase("line.bullet", text=fact(value)) for value in values)


def brief(entry: Entry) -> tuple[Piece, ...]:
    """What, where, cost, time and the first step."""
    first = entry.steps[0]
    return (
        Plain(entry.singkat.apa),
        BLANK,
        phrase("brief.where", text=fact(entry.singkat.di_mana)),
        phrase("brief.cost", text=fact(entry.singkat.biaya)),
        phrase("brief.time", text=fact(entry.singkat.waktu)),
        phrase("brief.first", text=fact(first.teks)),
    )


def part(entry: Entry, name: PartName, city: City) -> tuple[Piece, ...]:
    """The lines of one part, without heading or footer."""
    match name:
        case "singkat":
            return brief(entry)
        case "persyaratan":
            return (phrase("part.requirements"), *bullets(entry.persyaratan))
        case "cara":
            return _procedure(entry)
        case "biaya":
            return (phrase("part.cost"), *bullets(entry.biaya))
        case "waktu":
            return (phrase("part.time"), *bullets(entry.jangka_waktu))
        case "kontak":
            return _contact(entry, city)
        case "kendala":
            return _difficulties(entry)
        case "lain":
            return _rest(entry)


def footer(entry: Entry, city: City, *, stale: bool) -> tuple[Piece, ...]:
    """Who is responsible, where the facts come from, and when they were checked."""
    agency = city.agency(entry.instansi.daerah)
    source = entry.sumber[0]
    lines: list[Piece] = [
        BLANK,
        phrase("footer.agency", agency=agency.nama if agency else entry.instansi.nasional),
        phrase("footer.source", title=source.judul, url=source.alamat, checked=entry.diperiksa),
    ]
    if stale:
        lines.append(phrase("footer.stale", due=entry.tinjau_sebelum))
    return tuple(lines)


def complaint_channels(city: City) -> tuple[Piece, ...]:
    """Where people are heard besides here: the first two of the city's channels."""
    return tuple(
        phrase("unanswered.channel", name=place.nama, address=place.alamat)
        for place in city.pengaduan[:2]
    )


def _procedure(entry: Entry) -> tuple[Piece, ...]:
    online, counter = entry.prosedur.daring, entry.prosedur.loket
    if not online:
        return (phrase("part.steps"), *_steps(counter), *_no_online(entry))
    lines = [phrase("part.online"), *_steps(online)]
    if counter:
        lines += [BLANK, phrase("part.counter"), *_steps(counter)]
    return tuple(lines)


def _no_online(entry: Entry) -> Iterator[Piece]:
    """Whoever is to telephone or to open an app first is not sent to a counter."""
    if entry.kanal[0].jenis is ChannelKind.LOKET:
        yield phrase("part.counter_only")


def _steps(steps: tuple[Step, ...]) -> Iterator[Piece]:
    return (
        phrase("line.numbered", number=number, text=fact(step.teks))
        for number, step in enumerate(steps, start=1)
    )


def _contact(entry: Entry, city: City) -> tuple[Piece, ...]:
    lines: list[Piece] = [phrase("part.contact")]
    lines += [_channel(channel) for channel in entry.kanal]
    lines += _hours(entry, city)
    return (*lines, BLANK, phrase("part.complaint"), *bullets(entry.pengaduan))


def _hours(entry: Entry, city: City) -> Iterator[Piece]:
    """When it is open; of an office, what its article knows, were it only a hint."""
    agency = city.agency(entry.instansi.daerah)
    if agency is not None and agency.jam_buka is not None:
        yield phrase("contact.hours", hours=agency.jam_buka)
    elif entry.jenis != "layanan" and isinstance(entry.singkat.waktu, Unsure):
        yield phrase("contact.hours_hint", hours=fact(entry.singkat.waktu))
    elif agency is not None and agency.cek_di is not None:
        yield phrase("contact.hours_unknown", where=agency.cek_di)


def _channel(channel: Channel) -> Phrase:
    args: dict[str, Argument] = {"name": channel.nama}
    kind = channel.jenis.value
    if channel.alamat is None:
        return phrase(f"channel.{kind}.unsure", where=channel.cek_di or "", **args)
    key = f"channel.{kind}"
    line = phrase(key, address=channel.alamat, **args)
    if channel.cek_di is None:
        return line
    return phrase("channel.check", line=line, where=channel.cek_di)


def _difficulties(entry: Entry) -> tuple[Piece, ...]:
    lines: list[Piece] = [phrase("part.difficulties")]
    for difficulty in entry.kesulitan:
        step = entry.step(difficulty.pada)
        where = step.judul if step else ""
        lines.append(phrase("difficulty.problem", step=where, text=difficulty.masalah))
        lines.append(phrase("difficulty.remedy", text=fact(difficulty.solusi)))
    return tuple(lines)


def _rest(entry: Entry) -> tuple[Piece, ...]:
    lines: list[Piece] = [phrase("part.product"), *bullets(entry.produk)]
    if entry.catatan:
        lines += [BLANK, phrase("part.notes"), *bullets(entry.catatan)]
    lines += [BLANK, phrase("part.law"), *bullets(entry.dasar_hukum)]
    lines += [BLANK, phrase("part.sources")]
    lines += [
        phrase("line.source", title=source.judul, url=source.alamat, date=source.tanggal)
        for source in entry.sumber
    ]
    return tuple(lines)
