"""Addresses: which may be asked, which are the same page, which are of this machine or network."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit, urlunsplit

from hindsight.errors import UnreadablePage

_LONGEST = 2_000  # characters; longer addresses are no pages
_SCHEMES = ("http", "https")


def looks_like_address(name: str) -> bool:
    """Return whether a name given on the command line is an address, of whatever scheme.

    Examples
    --------
    >>> [looks_like_address(name) for name in ("https://example.org/a", "file://host/page", "page.html")]
    [True, True, False]
    """
    return "://" in name[:40]


def read_address(name: str) -> str:
    """Return an address without its fragment, its host in lower case.

    Raises
    ------
    UnreadablePage
        It is not an http or https address of a host, or carries a password.

    Examples
    --------
    >>> read_address("https://Example.org/a?b=1#top")
    'https://example.org/a?b=1'
    """
    try:
        parts = urlsplit(name.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UnreadablePage(f"no address ({error})", where=name[:200], remedy="check it") from error
    if parts.scheme.lower() not in _SCHEMES:
        raise UnreadablePage(
            f"{parts.scheme}: is not fetched",
            where=name[:200],
            remedy="give an http or https address, or a file",
        )
    if not host or len(name) > _LONGEST or any(c.isspace() or not c.isprintable() for c in name.strip()):
        raise UnreadablePage("no address of a page", where=name[:200], remedy="check it")
    if parts.username or parts.password:
        raise UnreadablePage(
            "an address with a name or password is not fetched", where=host, remedy="save the page yourself"
        )
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit(
        (parts.scheme.lower(), f"{shown}:{port}" if port else shown, parts.path or "/", parts.query, "")
    )


def host_of(address: str) -> str:
    """Return host and port of an address, as requests are spaced by them."""
    return urlsplit(address).netloc


def is_private(address: str) -> bool:
    """Return whether an address is of this machine or its own network.

    A page on the web that sends its reader there is hostile; a person who names it means it.

    Examples
    --------
    >>> is_private("http://127.0.0.1:8000/page"), is_private("http://10.1.2.3/")
    (True, True)
    """
    host = urlsplit(address).hostname or ""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # a host that nothing answers for is said by the request itself
    return any(not ipaddress.ip_address(str(number).partition("%")[0]).is_global for number in found)
