"""One page at a time from the web: politely, with limits, and only what can be a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.metadata import version
from urllib.parse import urljoin
from urllib.robotparser import RobotFileParser

import requests

from hindsight.adding.addresses import host_of, is_private, read_address
from hindsight.errors import UnreadablePage

LARGEST = 20_000_000  # bytes of a page; the longest reports have some ten million
_AGENT = "hindsight"
_DELAY = 2.0  # seconds between two requests to one host
_LONGEST_DELAY = 60.0  # seconds; a site that asks for more is left alone
_CONNECT, _READ, _WHOLE = 10.0, 30.0, 120.0  # seconds to connect, between two pieces, for the whole page
_MOST_REDIRECTS = 5
_PIECE = 65_536  # bytes
_LARGEST_ROBOTS = 500_000  # bytes, RFC 9309 section 2.5
_REDIRECTS = (301, 302, 303, 307, 308)
# What a server may call a page; without a type the bytes decide.
_TYPES = (
    "text/html", "application/xhtml+xml", "text/plain", "text/markdown", "text/x-markdown", "application/pdf",
    "application/xml", "text/xml", "message/rfc822", "application/octet-stream", "binary/octet-stream", "",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as the server gave it: its bytes, the address it stands at, what the server calls it."""

    content: bytes
    address: str
    content_type: str


class _Busy(UnreadablePage):
    """A host that asked to be left alone for a while."""


@dataclass
class Fetcher:
    """Fetches pages one after the other; remembers when each host was last asked, and its robots.txt.

    Parameters
    ----------
    delay : float
        Seconds between two requests to one host; a longer ``Crawl-delay`` of its robots.txt goes before.
    largest : int
        Bytes above which a page is refused.
    clock, sleep : callable
        The clock, for tests.
    """

    delay: float = _DELAY
    largest: int = LARGEST
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    _asked: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _busy: set[str] = field(default_factory=set)
    _session: requests.Session = field(default_factory=requests.Session)

    def fetch(self, address: str) -> Fetched:
        """Return the page at an address.

        Raises
        ------
        UnreadablePage
            The address is none, robots.txt keeps us out, the server cannot be reached or says no, the page is
            too large or is no text; the message says which and what to do.
        """
        here = read_address(address)
        may_be_private = is_private(here)
        for _ in range(_MOST_REDIRECTS + 1):
            if not may_be_private and is_private(here):
                raise UnreadablePage(
                    f"it sends to {host_of(here)}, which is of this network",
                    where=address,
                    remedy="check the address",
                )
            self._check_robots(here)
            with self._ask(here) as response:
                if response.status_code not in _REDIRECTS:
                    return self._read(response, here)
                target = response.headers.get("Location", "")
            if not target:
                raise UnreadablePage("it sends nowhere", where=here, remedy="check the address")
            here = read_address(urljoin(here, target))
        raise UnreadablePage(
            f"more than {_MOST_REDIRECTS} redirections", where=address, remedy="give the address they end at"
        )

    def _ask(self, address: str) -> requests.Response:
        """Return the response to one request, not read yet, after the pause its host is owed."""
        host = host_of(address)
        if host in self._busy:
            raise _Busy("the site asked to wait", where=address, remedy="run the same command again later")
        pause = self._pause(host) - (self.clock() - self._asked.get(host, float("-inf")))
        if pause > 0:
            self.sleep(pause)
        agent = (
            f"{_AGENT}/{version('hindsight-workbench')} (research workbench; fetches pages its reader names)"
        )
        headers = {"User-Agent": agent, "Accept": "text/html, text/plain, application/pdf;q=0.9, */*;q=0.1"}
        try:
            return self._session.get(
                address, headers=headers, timeout=(_CONNECT, _READ), stream=True, allow_redirects=False
            )
        except (requests.RequestException, UnicodeError) as error:
            reason = type(error).__name__
            raise UnreadablePage(
                f"the site does not answer ({reason})",
                where=address,
                remedy="run the same command again later",
            ) from error
        finally:
            self._asked[host] = self.clock()

    def _pause(self, host: str) -> float:
        robots = self._robots.get(host)
        asked = robots.crawl_delay(_AGENT) if robots is not None else None
        return max(self.delay, float(asked or 0))

    def _check_robots(self, address: str) -> None:
        """Refuse what robots.txt keeps from us (RFC 9309: no file, no rules; no answer, no page)."""
        host = host_of(address)
        if host not in self._robots:
            self._robots[host] = self._read_robots(urljoin(address, "/robots.txt"))
        robots = self._robots[host]
        if not robots.can_fetch(_AGENT, address):
            raise UnreadablePage(
                "the site's robots.txt says no", where=address, remedy="save the page in your browser"
            )
        if self._pause(host) > _LONGEST_DELAY:
            raise UnreadablePage(
                f"the site asks for {self._pause(host):.0f} s between two pages",
                where=address,
                remedy="save the page in your browser",
            )

    def _read_robots(self, address: str) -> RobotFileParser:
        robots = RobotFileParser()
        for _ in range(_MOST_REDIRECTS + 1):
            with self._ask(address) as response:
                if response.status_code in _REDIRECTS and response.headers.get("Location"):
                    further = read_address(urljoin(address, response.headers["Location"]))
                    if is_private(further) and not is_private(address):
                        break
                    address = further
                    continue
                if response.status_code >= 500 or response.status_code == 429:
                    raise UnreadablePage(
                        f"its robots.txt cannot be read ({response.status_code})",
                        where=address,
                        remedy="run the same command again later",
                    )
                text = ""
                if response.status_code == 200:
                    text = _read_pieces(response, _LARGEST_ROBOTS, address, self.clock, cut=True).decode(
                        "utf-8", "replace"
                    )
                robots.parse(text.splitlines())
                return robots
        robots.parse([])
        return robots

    def _read(self, response: requests.Response, address: str) -> Fetched:
        status = response.status_code
        if status in (429, 503):
            self._busy.add(host_of(address))
            raise _Busy(
                f"the site asks to wait ({status})", where=address, remedy="run the same command again later"
            )
        if status != 200:
            raise UnreadablePage(
                f"the site answers {status} {response.reason or ''}".strip(),
                where=address,
                remedy="check the address, or save the page in your browser",
            )
        kind = response.headers.get("Content-Type", "")
        if kind.partition(";")[0].strip().lower() not in _TYPES:
            raise UnreadablePage(
                f"it is {kind.partition(';')[0].strip()[:60]}, not a page",
                where=address,
                remedy="give a page or a PDF",
            )
        return Fetched(_read_pieces(response, self.largest, address, self.clock), address, kind[:100])


def _read_pieces(
    response: requests.Response, largest: int, address: str, clock: Callable[[], float], *, cut: bool = False
) -> bytes:
    """Return the body of a response, unpacked; refuse it as soon as it is too large or takes too long."""
    pieces: list[bytes] = []
    size, started = 0, clock()
    declared = response.headers.get("Content-Length", "")
    if not cut and declared.isdigit() and int(declared) > largest:
        raise _too_large(largest, address)
    try:
        for piece in response.iter_content(_PIECE):
            pieces.append(piece)
            size += len(piece)
            if size > largest and cut:
                break
            if size > largest:
                raise _too_large(largest, address)
            if clock() - started > _WHOLE:
                raise UnreadablePage(
                    f"not read whole in {_WHOLE:.0f} s", where=address, remedy="save the page in your browser"
                )
    except requests.RequestException as error:
        raise UnreadablePage(
            f"the answer broke off ({type(error).__name__})",
            where=address,
            remedy="run the same command again",
        ) from error
    return b"".join(pieces)[:largest]


def _too_large(largest: int, address: str) -> UnreadablePage:
    return UnreadablePage(
        f"larger than {largest:,} bytes", where=address, remedy="save the part you want as text or PDF"
    )
