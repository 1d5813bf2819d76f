"""Published rows in the fields of Open311 GeoReport v2. No text of a resident is ever in them."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.civic.months import MONTHS
from bot.civic.open_data.scheme import Group
from bot.civic.open_data.selection import BLANK, PublicReport
from bot.civic.open_data.table import Names
from bot.use_cases.open_data import NO_NAME, OpenService
from bot.web.open_data.formats import Value

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"


def service_record(service: OpenService) -> dict[str, Value]:
    """A service: `blackbox`, because reports are made in the chat and not through here."""
    return {
        "service_code": service.code,
        "service_name": service.name,
        "description": service.description,
        "metadata": False,
        "type": "blackbox",
        "keywords": ", ".join(service.keywords),
        "group": service.group,
    }


def request_record(one: PublicReport, names: Names, city: str, zone: ZoneInfo) -> dict[str, Value]:
    """A row; what would tell more than the table does is null."""
    group = one.group
    place = names.kecamatan.get(group.kecamatan, group.kecamatan) if group.kecamatan else None
    return {
        "service_request_id": one.id,
        "status": "closed" if group.closed else "open",
        "status_notes": _status_notes(one),
        "service_name": names.services.get(group.service, group.service)
        if group.service
        else NO_NAME,
        "service_code": group.service or BLANK,
        "description": _description(group),
        "agency_responsible": names.agencies.get(group.agency, group.agency)
        if group.agency
        else None,
        "service_notice": None,
        "requested_datetime": _midnight(group.since, zone),
        "updated_datetime": _midnight(one.published, zone),
        "expected_datetime": None,
        "address": f"Kecamatan {place}, {city}" if place else city,
        "address_id": group.kecamatan,
        "zipcode": None,
        "lat": None,
        "long": None,
        "media_url": None,
    }


def discovery_record(contact: str, endpoint: str, changed: str) -> dict[str, Value]:
    """Where the endpoints are; no key is needed."""
    return {
        "changeset": changed,
        "contact": contact,
        "key_service": "Tidak perlu kunci API.",
        "endpoints": [
            {
                "specification": SPECIFICATION,
                "url": endpoint,
                "changeset": changed,
                "type": "production",
                "formats": ["text/xml", "application/json"],
            }
        ],
    }


def day_text(day: date) -> str:
    """A day in words: 1 Oktober 2026."""
    return f"{day.day} {month_text(day)}"


def month_text(month: date) -> str:
    """A month in words: Oktober 2026."""
    return f"{MONTHS[month.month - 1]} {month.year}"


def _status_notes(one: PublicReport) -> str:
    state = "Sudah ditutup (selesai atau ditolak)" if one.group.closed else "Belum ditutup"
    return f"{state} pada {day_text(one.published)}."


def _description(group: Group) -> str:
    stage = f" pada tahap {group.stage}" if group.stage else ""
    severity = f", tingkat {group.severity}" if group.severity else ""
    when = f" antara {group.since.day} dan {day_text(group.until)}"
    if group.since == group.until:
        when = f" pada {day_text(group.since)}"
    return f"Kendala{stage}{severity}, dilaporkan{when}."


def _midnight(day: date, zone: ZoneInfo) -> str:
    return datetime.combine(day, time(), zone).isoformat()
