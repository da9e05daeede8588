"""Posting statements to a learning record store: kept first, sent in batches, resumed, never twice.

Only here, and only when asked for by its address, does the program open a connection of its own.
Credentials come from the environment. No redirection is followed: it could lead them elsewhere.
"""

import base64
import http.client
import ipaddress
import json
import ssl
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import sqlalchemy as sa

from simulator.export.statements import SPACE, VERSION, Statement
from simulator.language import Language
from simulator.store import tables as t
from simulator.store.keeper import now
from simulator.store.rows import Profile
from simulator.store.store import Store

USER, PASSWORD, TOKEN = "BADBUZZ_LRS_USER", "BADBUZZ_LRS_PASSWORD", "BADBUZZ_LRS_TOKEN"
BATCH = 50
PATIENCE = 20.0
"""Seconds for each answer."""
ENOUGH = 65_536
"""Bytes read of an answer."""
OK = (200, 204)


class Refusal(Exception):  # noqa: N818 - an answer, or none, and no error of ours
    """The record store did not take it; `reason` is a word."""

    def __init__(self, reason: str, detail: str = "") -> None:
        """Fail because of *reason*."""
        super().__init__(f"{reason} {detail}".strip())
        self.reason, self.detail = reason, detail

    def sentence(self, language: Language) -> str:
        """Return what happened, in *language*."""
        _ = language._
        return {
            "address": _("The address of a record store begins with https://."),
            "plain": _(
                "Over http:// anybody could read your credentials: use https://, or this machine."
            ),
            "inside": _(
                "Names and passwords do not go in an address: set BADBUZZ_LRS_USER and "
                "BADBUZZ_LRS_PASSWORD, or BADBUZZ_LRS_TOKEN."
            ),
            "away": _("The record store cannot be reached. What is not sent is kept: try again."),
            "credentials": _("The record store refuses these credentials."),
            "not-found": _("There is no record store at this address (404)."),
            "moved": _("This address leads elsewhere ({detail}): name the other one yourself."),
            "busy": _("The record store is in trouble ({detail}). Try again later."),
            "refused": _("The record store refuses the statements ({detail})."),
        }[self.reason].format(detail=self.detail)


@dataclass(slots=True)
class Sent:
    """What became of the statements."""

    now: int = 0
    refused: int = 0
    """Statements that the record store will not have, or has otherwise under their id."""


def endpoint(address: str) -> str:
    """Return where statements are posted; Refusal if nothing should be sent there."""
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        raise Refusal("address") from None
    if parts.scheme not in {"http", "https"} or not host or parts.query or parts.fragment:
        raise Refusal("address")
    if parts.username or parts.password:
        raise Refusal("inside")
    if parts.scheme == "http" and not _is_here(host):
        raise Refusal("plain")
    whole = address.rstrip("/")
    return whole if whole.endswith("/statements") else f"{whole}/statements"


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def credentials(environment: Mapping[str, str]) -> str:
    """Return the Authorization header that *environment* asks for; "" for none."""
    if token := environment.get(TOKEN):
        return f"Bearer {token}"
    if user := environment.get(USER):
        pair = f"{user}:{environment.get(PASSWORD, '')}"
        return f"Basic {base64.b64encode(pair.encode()).decode()}"
    return ""


# ---- the outbox


def queue(store: Store, profile: Profile, target: str, made: Iterable[Statement]) -> set[str]:
    """Keep *made* until *target* has them; return the outbox's ids of those it has not."""
    rows: list[dict[str, Any]] = [
        {
            "id": str(uuid.uuid5(SPACE, f"{target} {one['id']}")), "profile": profile.id,
            "exercise": uuid.UUID(one["context"]["registration"]).hex, "target": target,
            "body": json.dumps(one, ensure_ascii=False), "queued": now(), "sent": None, "tries": 0,
        }
        for one in made
    ]  # fmt: skip

    def kept(connection: sa.Connection) -> set[str]:
        c = t.outbox.c
        mine = sa.select(c.id, c.sent).where(c.target == target, c.profile == profile.id)
        known = {row.id: row.sent for row in connection.execute(mine)}
        if new := [row for row in rows if row["id"] not in known]:
            connection.execute(sa.insert(t.outbox), new)
        return {row["id"] for row in rows if known.get(row["id"]) is None}

    found: set[str] = store.write(kept)
    return found


def send(store: Store, wanted: set[str], target: str, header: str) -> Sent:
    """Send what is *wanted* to *target*, and nothing else that waits: it may say more.

    Refusal if it stops, with what was sent before noted.
    """
    done = Sent()
    skipped: set[str] = set()
    while batch := _waiting(store, target, wanted - skipped)[:BATCH]:
        try:
            _post(target, header, [body for _name, body in batch])
        except Refusal as refusal:
            _mark(store, [name for name, _body in batch], is_sent=False)
            if refusal.reason != "refused":
                raise
            _one_by_one(store, target, header, batch, done, skipped)
        else:
            _mark(store, [name for name, _body in batch], is_sent=True)
            done.now += len(batch)
    done.refused = len(skipped)
    return done


def waiting(store: Store, wanted: set[str], target: str) -> int:
    """Return how many of *wanted* wait for *target*."""
    return len(_waiting(store, target, wanted))


def _one_by_one(  # noqa: PLR0913, PLR0917 - a batch, and all that there was to send it
    store: Store, target: str, header: str, batch: list[tuple[str, str]], done: Sent,
    skipped: set[str],
) -> None:  # fmt: skip
    """Find out which of *batch* is refused: one that is must not keep the others."""
    for name, body in batch:
        try:
            _post(target, header, [body])
        except Refusal as refusal:
            if refusal.reason != "refused":
                raise
            skipped.add(name)
        else:
            _mark(store, [name], is_sent=True)
            done.now += 1


def _waiting(store: Store, target: str, wanted: set[str]) -> list[tuple[str, str]]:
    c = t.outbox.c
    found = sa.select(c.id, c.body).where(c.target == target, c.sent.is_(None))

    def read(connection: sa.Connection) -> list[tuple[str, str]]:
        rows = connection.execute(found.order_by(c.queued, c.id))
        return [(row.id, row.body) for row in rows if row.id in wanted]

    return store.read(read)


def _mark(store: Store, names: list[str], *, is_sent: bool) -> None:
    c = t.outbox.c
    values = {"tries": c.tries + 1} | ({"sent": now()} if is_sent else {})
    changed = sa.update(t.outbox).where(c.id.in_(names)).values(values)
    store.write(lambda connection: connection.execute(changed).rowcount)


# ---- the wire


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_given: Any, **_more: Any) -> None:
        """Go nowhere else."""


def _post(target: str, header: str, bodies: list[str]) -> None:
    headers = {"Content-Type": "application/json", "X-Experience-API-Version": VERSION}
    if header:
        headers["Authorization"] = header
    data = f"[{','.join(bodies)}]".encode()
    request = Request(target, data, headers, method="POST")  # noqa: S310 - looked at by endpoint()
    try:
        with build_opener(_Stay).open(request, timeout=PATIENCE) as answer:
            answer.read(ENOUGH)
            status = answer.status
    except HTTPError as error:
        error.close()
        status = error.code
    except (URLError, OSError, ssl.SSLError, http.client.HTTPException):
        raise Refusal("away") from None
    if status not in OK:
        raise Refusal(_reason(status), str(status))


def _reason(status: int) -> str:
    if status in {401, 403}:
        return "credentials"
    if status == 404:  # noqa: PLR2004 - as everybody knows it
        return "not-found"
    if 300 <= status < 400:  # noqa: PLR2004 - the hundreds of HTTP
        return "moved"
    if status >= 500 or status == 429:  # noqa: PLR2004 - the same
        return "busy"
    return "refused"
