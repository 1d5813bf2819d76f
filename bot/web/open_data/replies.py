"""Answers that anybody may keep, share and use from any other page."""

from __future__ import annotations

from hashlib import sha256

from fastapi import Request, Response

MAX_AGE = 3600
ANYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": f"public, max-age={MAX_AGE}",
}
"""Only for what is public: nothing here depends on who asks."""


def tag_of(*parts: object) -> str:
    """A validator for the answer that these parts make."""
    return f'W/"{sha256(repr(parts).encode()).hexdigest()[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the asker holds that answer already."""
    held = request.headers.get("if-none-match", "")
    return tag.removeprefix("W/") in held


def public(request: Request, body: str, media: str, status: int = 200) -> Response:
    """The body, or 304 where the asker has it already. Errors are not kept."""
    if status != 200:
        headers = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
        return Response(body, status, headers, media)
    headers = {**ANYBODY, "ETag": tag_of(body)}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(body, status, headers, media)
