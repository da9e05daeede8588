"""A storm at the door of a real host: many at once, wrong codes, strangers, slow ones, liars."""

import asyncio
import contextlib
import re
import time

import aiohttp
import pytest
from yarl import URL

from tests.workshop.room import (
    PATIENCE,
    Guest,
    body,
    console,
    events,
    first_option,
    free,
    led,
    needs_linux,
)

pytestmark = needs_linux

# ---- 200 at once


async def many(folder, most, count):
    """Let *count* people join in one moment; return what each was told."""
    port = free()
    async with led(folder, "late-order", "--max", str(most), port=port) as host:
        guests = [Guest(f"Person {n}", host.url) for n in range(count)]
        try:
            await asyncio.gather(*(guest.join(host.code) for guest in guests))
            seated = [guest for guest in guests if guest.path == "/seat"]
            told = [guest for guest in guests if guest.path != "/seat"]
            assert len(seated) == most
            for guest in told:
                assert guest.status in {429, 503}
                assert guest.text.count("<p") >= 1
            # Whoever was seated sits there once, and knows it.
            for guest in seated[:5]:
                assert guest.name in await guest.get()
                await guest.join(host.code)
            kept = [body(row) for row in events(folder) if row[0] == "SeatTaken"]
            assert sorted(one["name"] for one in kept) == sorted(one.name for one in seated)
            assert len({one["seat"] for one in kept}) == len({one["token"] for one in kept}) == most
            return [re.sub(r"\s+", " ", guest.text) for guest in told]
        finally:
            await asyncio.gather(*(guest.client.close() for guest in guests))


async def test_two_hundred_join_at_once_in_short(tmp_path):
    for text in await many(tmp_path, 12, 40):
        assert 'role="alert"' in text
        assert "taken" in text or "full" in text, text


@pytest.mark.slow
@pytest.mark.parametrize("most", [60, 120])
async def test_two_hundred_join_at_once(tmp_path, most):
    assert len(await many(tmp_path, most, 200)) == 200 - most


# ---- 1,000 wrong codes


def masked(page):
    """Return *page* without what is made anew for each, and without what was typed."""
    page = re.sub(r'name="once" value="[^"]*"', "", page)
    return re.sub(r'(id="(?:code|name)" name="\w+") value="[^"]*"', r"\1", page)


class Stranger:
    """Somebody at an address of their own: all of 127/8 is this machine."""

    def __init__(self, host, number):
        connector = aiohttp.TCPConnector(local_addr=(f"127.0.1.{number}", 0))
        headers = {"Origin": str(host.url.origin()), "Accept-Language": "en"}
        self.client = aiohttp.ClientSession(
            connector=connector, headers=headers, cookie_jar=aiohttp.CookieJar(unsafe=True)
        )
        self.host = host

    async def tries(self, code, name="Mallory"):
        sent = {"code": code, "name": name, "language": "en"}
        async with self.client.post(self.host.url / "join", data=sent) as answer:
            return answer.status, answer.url.path, masked(await answer.text())


async def wrong_codes(folder, count):
    port = free()
    async with led(folder, "late-order", port=port) as host, contextlib.AsyncExitStack() as all_:
        ann = Guest("Ann", host.url)
        all_.push_async_callback(ann.client.close)
        await ann.join(host.code)
        strangers = [Stranger(host, n) for n in range(1, 15)]
        for one in strangers:
            all_.push_async_callback(one.client.close)
        said = set()
        # Ten a minute of one address: the eleventh is not looked at, were it the right one.
        for _ in range(10):
            said.add(await strangers[0].tries("AAAA-AAAA"))
        said.add(await strangers[0].tries(host.code))
        assert (await strangers[13].tries(host.code, "Bea"))[1] == "/seat"
        assert not [kind for kind, _body in events(folder) if kind == "JoiningChanged"]
        for n in range(count - 11):
            said.add(await strangers[1 + n % 11].tries("BBBB-BBBB"))
        # After a hundred in all it is closed, to the right code from a new address too.
        assert len([kind for kind, _body in events(folder) if kind == "JoiningChanged"]) == 1
        said.add(await strangers[12].tries(host.code))
        assert len(said) == 1, [one[:2] for one in said]
        assert "Ann" in await ann.get()
        async with console(host) as keys:
            await keys.press("k")
            await asyncio.sleep(0.5)
            assert (await strangers[12].tries(host.code, "Cid"))[1] == "/seat"


async def test_a_thousand_wrong_codes_in_short(tmp_path):
    await wrong_codes(tmp_path, 130)


@pytest.mark.slow
async def test_a_thousand_wrong_codes(tmp_path):
    await wrong_codes(tmp_path, 1000)


# ---- strangers' pages, slow ones, liars: one host for all


ROUTES = (
    ("GET", "/"), ("GET", "/j/ABCDEFGH"), ("POST", "/join"), ("POST", "/return"), ("GET", "/seat"),
    ("GET", "/seat/state"), ("GET", "/seat/plan"), ("GET", "/seat/people"),
    *(("POST", f"/seat/{name}")
      for name in ("vote", "wish", "write", "favour", "agree", "rename", "leave")),
    ("GET", "/terminal"), ("GET", "/ws"), ("GET", "/console"), ("GET", "/console/line"),
    ("GET", "/facilitate/AAAAAAAAAAAAAAAAAAAAAA"), ("GET", "/projector/AAAAAAAAAAAAAAAAAAAAAA"),
    ("GET", "/projector/AAAAAAAAAAAAAAAAAAAAAA/state"), ("GET", "/download/AAAAAAAAAAAAAAAAAAAAAA"),
    ("GET", "/static/live.js"), ("GET", "/static/terminal/textual.js"), ("POST", "/language"),
    ("GET", "/robots.txt"), ("GET", "/nothing"),
)  # fmt: skip
SOCKETS = ("/ws", "/console/line")


async def test_foreign_origin_and_host(tmp_path):
    port = free()
    async with led(tmp_path, "late-order", port=port) as host, contextlib.AsyncExitStack() as all_:
        ann = Guest("Ann", host.url)
        all_.push_async_callback(ann.client.close)
        await ann.join(host.code)
        async with ann.client.get(host.facilitator) as answer:  # Somebody with every right.
            assert answer.status == 200
        before = events(tmp_path)
        real = [("GET", URL(host.projector).path), ("GET", URL(host.facilitator).path)]
        for method, path in (*ROUTES, *real):
            for name in ("evil.example", f"evil.example:{port}", f"127.0.0.1:{port}.evil.example"):
                assert await refused(ann, method, path, Host=name), (method, path, name)
            if method == "POST":
                await from_elsewhere(ann, path)
        for path in SOCKETS:
            await from_elsewhere(ann, path, Connection="Upgrade", Upgrade="websocket")
        assert events(tmp_path) == before


async def refused(guest, method, path, **headers):
    address = guest.url.join(URL(path))
    async with guest.client.request(
        method, address, headers=headers, data={"x": "1"} if method == "POST" else None,
        allow_redirects=False,
    ) as answer:  # fmt: skip
        text = await answer.text()
        return answer.status == 403 and "Set-Cookie" not in answer.headers and "Ann" not in text


async def from_elsewhere(guest, path, **more):
    method = "GET" if more else "POST"
    for headers in (
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""},
        {"Origin": f"https://127.0.0.1:{guest.url.port}"}, {"Sec-Fetch-Site": "cross-site"},
    ):  # fmt: skip
        assert await refused(guest, method, path, **headers, **more), (path, headers)


async def half_open(folder, *, until_closed):
    port = free()
    async with led(folder, "late-order", port=port) as host, contextlib.AsyncExitStack() as all_:
        held = [await asyncio.open_connection("127.0.0.1", port) for _ in range(50)]
        for n, (_reader, writer) in enumerate(held):
            # Nothing at all; half a head, a letter a second; a head whose body never comes.
            started = (b"", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: ", _body_to_come(port))
            writer.write(started[n % 3])
        tasks = [asyncio.create_task(drip([writer for _reader, writer in held[1::3]]))]
        all_.callback(tasks[0].cancel)
        began = time.monotonic()
        ann = Guest("Ann", host.url)
        all_.push_async_callback(ann.client.close)
        await ann.join(host.code)
        assert "Ann" in await ann.get()
        assert time.monotonic() - began < PATIENCE / 3
        if until_closed:
            async with asyncio.timeout(2 * PATIENCE):  # Each is let go of by the host.
                for reader, _writer in held:
                    with contextlib.suppress(OSError):
                        await reader.read()
        for _reader, writer in held:
            writer.close()
        assert "Ann" in await ann.get()


async def test_fifty_half_open_sockets_in_short(tmp_path):
    await half_open(tmp_path, until_closed=False)


@pytest.mark.slow
async def test_fifty_half_open_sockets(tmp_path):
    await half_open(tmp_path, until_closed=True)


def _body_to_come(port):
    return (
        f"POST /join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 900\r\n\r\ncode="
    ).encode()


async def drip(writers):
    while True:
        await asyncio.sleep(1)
        for writer in writers:
            writer.write(b"a")


# ---- a participant who would like to lead


async def test_a_participant_tries_facilitator_commands(tmp_path):
    port = free()
    async with led(tmp_path, "late-order", port=port) as host, contextlib.AsyncExitStack() as all_:
        ann, mallory = Guest("Ann", host.url), Guest("Mallory", host.url)
        for one in (ann, mallory):
            all_.push_async_callback(one.client.close)
            await one.join(host.code)
        async with console(host) as keys:
            await keys.press(" ", " ")
            await ann.stands("exercise", "reading")
            await keys.stands("reading")
            await keys.press("o")
            await keys.until("no clock")
            await keys.press("4")
            await ann.vote()
            seats = {body(row)["name"]: body(row)["seat"] for row in events(tmp_path)
                     if row[0] == "SeatTaken"}  # fmt: skip
            before = events(tmp_path)
            await forged(mallory, seats["Ann"])
            await guessed(mallory)
            await by_the_console(mallory)
            await keys.drain()
        assert events(tmp_path) == before
        # What is theirs is theirs alone, whatever the form says of whose it is.
        said = first_option(await mallory.get())
        await mallory.post("/seat/vote", **said, seat=seats["Ann"], by="facilitator")
        new = events(tmp_path)[len(before) :]
        assert [kind for kind, _body in new] == ["VoteCast"]
        assert body(new[0])["seat"] == seats["Mallory"]


async def forged(mallory, ann):
    """Send forms that a participant has not, or that name somebody else."""
    commands = ("open", "close", "reveal", "goon", "skip", "lock", "begin", "remove", "key", "look",
                "close_vote", "pause", "resume", "extend", "inject", "note", "blank", "debrief",
                "appoint", "assign", "restart", "shut", "hands")  # fmt: skip
    fields = {"seat": ann, "by": "facilitator", "role": "facilitator", "team": "1", "step": "1"}
    for name in commands:
        for place in ("/seat/", "/console/", "/facilitate/", "/"):
            await mallory.post(place + name, **fields)
            assert mallory.status in {404, 405, 413, 429}, (place, name, mallory.status)
            while mallory.status == 429:
                await asyncio.sleep(1)
                await mallory.post(place + name, **fields)
    page = await patiently(mallory)
    option = {name: said for name, said in first_option(page).items() if name != "step"}
    for step in ("0", "2", "-1", "99999999999", "1e0", ""):
        await mallory.post("/seat/vote", step=step, **option, by="facilitator")
    await asyncio.sleep(1)
    await mallory.post("/seat/vote", step="1", **dict.fromkeys(option, "no-such-answer"))
    await mallory.post("/seat/favour", round="0", number="0", by="facilitator")
    await mallory.post("/seat/write", round="0", text="x", by="facilitator")
    await mallory.post("/seat/wish", inquiry="../../x")


async def patiently(guest):
    while guest.status == 429 or guest.path != "/seat":
        await asyncio.sleep(0.5)
        await guest.get()
    return guest.text


async def guessed(mallory):
    """Ask for what is not theirs, by its path, with their own secret as the facilitator's."""
    (token,) = [one.value for one in mallory.client.cookie_jar if one.key == "badbuzz_seat"]
    mallory.client.cookie_jar.update_cookies({"badbuzz_facilitator": token}, mallory.url)
    await asyncio.sleep(1.5)
    for path in (f"/facilitate/{token}", f"/projector/{token}", "/facilitate/", "/facilitate",
                 "/projector", "/console/state", "/console/..%2f", "/admin", "/state",
                 "/log", "/static/../../badbuzz.db", "/static/%2e%2e/web.py",
                 "/download/" + token):  # fmt: skip
        await mallory.get(path)
        assert mallory.status in {400, 404}, (path, mallory.status)
        await asyncio.sleep(0.06)
    await mallory.get("/console")
    assert mallory.path in {"/", "/seat"}


async def by_the_console(mallory):
    """Open the console's line with a seat's cookie: it is closed, and no key does anything."""
    async with mallory.client.ws_connect(mallory.url / "console/line") as line:
        with contextlib.suppress(ConnectionError, aiohttp.ClientError):
            for key in ("c", "c", "r", "d", "d", "q", "q"):
                await line.send_json(["stdin", key])
        message = await line.receive()
        assert message.type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
        assert line.close_code == 4003
