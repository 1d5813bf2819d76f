"""One value as XML or JSON, as Open311 GeoReport v2 wants them (JSON by the Spark convention)."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape

Value = str | int | bool | None | Sequence["Value"] | Mapping[str, "Value"]

MEDIA = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
"""Content types by the ending of an address."""

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ITEMS = {"service_requests": "request"}
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, escaped or not."""


def written(ending: str, root: str, value: Value) -> str:
    """The whole document; `root` names it in XML, where JSON has no name."""
    if ending == "json":
        return json.dumps(value, ensure_ascii=False)
    return DECLARATION + _element(root, value)


def _element(name: str, value: Value) -> str:
    return f"<{name}>{_content(name, value)}</{name}>"


def _content(name: str, value: Value) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str() | int():
            return escape(_FORBIDDEN.sub("", str(value)), quote=False)
        case Mapping():
            return "".join(_element(key, one) for key, one in value.items())
        case _:
            item = _ITEMS.get(name, name.removesuffix("s"))
            return "".join(_element(item, one) for one in value)
