"""Who is talking, whether the request is theirs, and what a browser may do with the page."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from fastapi import Request, Response
from fastapi.responses import PlainTextResponse

COOKIE = "percakapan"
COOKIE_SECONDS = 400 * 24 * 3600
MAX_BODY = 11 * 1024 * 1024

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

_KEY = re.compile(r"^[A-Za-z0-9_-]{43}$")
_OWN_FETCHES = {"same-origin", "none"}

Next = Callable[[Request], Awaitable[Response]]


def new_key() -> str:
    """A key nobody can guess: 256 bits. Whoever holds it holds the conversation."""
    return secrets.token_urlsafe(32)


def key_of(request: Request) -> str | None:
    """The key in the cookie, if it has the right shape."""
    key = request.cookies.get(COOKIE, "")
    return key if _KEY.match(key) else None


def address_of(key: str) -> str:
    """The conversation's address: a hash, so that the database holds nobody's key."""
    return hashlib.sha256(f"alamat:{key}".encode()).hexdigest()[:40]


def form_token(key: str) -> str:
    """What a form of this page carries; another site cannot know it."""
    return hashlib.sha256(f"formulir:{key}".encode()).hexdigest()[:32]


def is_own_form(request: Request, key: str, token: str) -> bool:
    """True when the form comes from our page and from this person."""
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None and fetched not in _OWN_FETCHES:
        return False
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        return False
    return hmac.compare_digest(token, form_token(key))


def remember(response: Response, request: Request, key: str) -> None:
    """Set the cookie; scripts cannot read it and other sites cannot use it."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=COOKIE_SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


async def guard(request: Request, call_next: Next) -> Response:
    """Refuse bodies that are too large before reading them; add the headers to everything."""
    if request.method == "POST":
        length = request.headers.get("content-length", "")
        if not length.isdigit():
            return PlainTextResponse("Ukuran kiriman tidak diketahui.", 411, HEADERS)
        if int(length) > MAX_BODY:
            return PlainTextResponse("Kiriman terlalu besar. Paling besar 10 MB.", 413, HEADERS)
    response = await call_next(request)
    response.headers.update(HEADERS)
    return response
