"""The terminal in a browser: nobody else is asked for anything; the line comes back by itself."""

import asyncio
import re
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestClient, TestServer
from textual.app import App
from textual.widgets import Input, Static

from simulator.serve import sessions, terminal
from simulator.serve.sessions import Seated, Sessions
from simulator.serve.terminal import ENDED, FAULT, FULL, MOST_SAID, NOBODY, TAKEN, add_terminal
from simulator.tui.driver import drives


class Small(App[None]):
    """Something to type into."""

    def compose(self):
        yield Input()
        yield Static("standing")

    def on_key(self, event):
        if event.key == "f2":
            raise ValueError
        if event.key == "f3":
            self.exit()
        if event.key == "f4":
            driver = drives(self)
            assert driver is not None
            driver.deliver(b"<p>yours</p>", "yours.html", "text/html")


class Seats:
    """Whoever has a cookie has the seat of that name."""

    async def seated(self, request):
        name = request.cookies.get("seat", "")
        return Seated(name, Small) if name else None

    def language(self, _request):
        return "fr"


@asynccontextmanager
async def served(**how):
    found = Sessions(**how)
    application = web.Application()
    add_terminal(application, found, Seats())
    async with TestServer(application) as server:
        yield server, found
        await found.close()


@asynccontextmanager
async def visitor(server, seat):
    cookies = {"seat": seat} if seat else {}
    async with TestClient(server, cookies=cookies) as client:
        yield client


async def until(socket, text, seconds=5):
    """Read until *text* was drawn."""
    seen = b""
    async with asyncio.timeout(seconds):
        while text.encode() not in seen:
            message = await socket.receive()
            assert message.type is WSMsgType.BINARY, message
            seen += message.data
    return seen


async def eventually(is_so, seconds=5):
    async with asyncio.timeout(seconds):
        while not is_so():  # noqa: ASYNC110 - nobody tells a stranger
            await asyncio.sleep(0.01)


async def closed(socket, seconds=5):
    """Return the code with which the line is closed."""
    async with asyncio.timeout(seconds):
        async for _message in socket:
            pass
    return socket.close_code


# ---- the page


async def test_the_page_asks_nobody_else_for_anything():
    async with served() as (server, _), visitor(server, "ann") as client:
        answer = await client.get("/terminal")
        page = await answer.text()
        assert '<html lang="fr">' in page
        assert "revient" in page  # what is said while the line is down
        addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
        assert addresses
        assert all(re.match(r"/(?!/)|data:,$", one) for one in addresses)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "http" not in policy
        sheet = await (await client.get("/static/terminal/terminal.css")).text()
        for name in re.findall(r'url\("([^"]*)"\)', sheet):
            assert name.startswith("/static/terminal/")
            assert (await client.get(name)).status == 200
        for name in (one for one in addresses if one.startswith("/")):
            assert (await client.get(name, allow_redirects=False)).status in {200, 303, 404}


async def test_files_are_given_by_their_exact_name_and_never_listed():
    async with served() as (server, _), visitor(server, "ann") as client:
        for name in terminal._THEIRS | terminal._OURS:
            assert (await client.get(f"/static/terminal/{name}")).status == 200
        for name in ("", "nothing.js", "..%2f__init__.py", "%2e%2e/terminal.py", "js/textual.js"):
            assert (await client.get(f"/static/terminal/{name}")).status == 404, name


async def test_a_stranger_is_sent_to_the_door_and_words_in_the_address_are_dropped():
    async with served() as (server, _), visitor(server, "") as client:
        answer = await client.get("/terminal", allow_redirects=False)
        assert answer.headers["Location"] == "/"
        answer = await client.get("/terminal?ping=//elsewhere", allow_redirects=False)
        assert answer.headers["Location"] == "/terminal"
        socket = await client.ws_connect("/ws")
        assert await closed(socket) == NOBODY


# ---- the line


async def test_whoever_loses_the_line_comes_back_to_the_same_app():
    async with served() as (server, found), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws?width=60&height=20")
        await until(socket, "standing")
        await socket.send_json(["stdin", "déjà"])
        await until(socket, "déj")
        await socket.close()
        socket = await client.ws_connect("/ws?width=70&height=22")
        await until(socket, "déjà")
        await socket.send_json(["ping", "123"])
        async with asyncio.timeout(60):
            while (message := await socket.receive()).type is not WSMsgType.TEXT:
                pass
        assert message.json() == ["pong", "123"]
        assert len(found) == 1


async def test_a_second_window_takes_the_app_over():
    async with served() as (server, _), visitor(server, "ann") as client:
        first = await client.ws_connect("/ws")
        await until(first, "standing")
        second = await client.ws_connect("/ws")
        await until(second, "standing")
        assert await closed(first) == TAKEN
        await second.send_json(["stdin", "x"])
        await until(second, "x")


async def test_leaving_says_so_and_a_new_app_is_begun_the_next_time():
    async with served() as (server, found), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")
        await socket.send_json(["stdin", "\x1bOR"])
        assert await closed(socket) == ENDED
        assert len(found) == 0
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")


async def test_a_crash_is_told_apart_from_leaving(tmp_path, monkeypatch):
    monkeypatch.setattr("simulator.crash.folder", lambda: tmp_path)
    async with served() as (server, _), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")
        await socket.send_json(["stdin", "\x1bOQ"])
        assert await closed(socket) == FAULT


async def test_who_is_here_is_never_turned_away_and_who_left_makes_room():
    async with (
        served(most=1) as (server, found),
        visitor(server, "ann") as ann,
        visitor(server, "ben") as ben,
    ):
        socket = await ann.ws_connect("/ws")
        await until(socket, "standing")
        refused = await ben.ws_connect("/ws")
        assert await closed(refused) == FULL
        again = await ann.ws_connect("/ws")
        await until(again, "standing")
        await again.close()
        await eventually(lambda: not found.is_full("ben"))
        taken = await ben.ws_connect("/ws")
        await until(taken, "standing")
        assert len(found) == 1


async def test_an_app_without_a_line_ends_after_a_while():
    async with served(keep=0.05) as (server, found), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")
        await socket.close()
        await eventually(lambda: not len(found))


@pytest.mark.parametrize(
    "said",
    ['["resize", {"width": 99999, "height": -1}]', '["resize", {"width": "x", "height": null}]',
     '["resize", {"width": 1e400, "height": true}]', '["focus"]', '["blur"]',
     '["stdin", "\\ud800"]'],
)  # fmt: skip
async def test_odd_sizes_and_signs_harm_nobody(said):
    async with served() as (server, _), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws?width=99999&height=x")
        await until(socket, "standing")
        await socket.send_str(said)
        await socket.send_json(["stdin", "z"])
        await until(socket, "z")


@pytest.mark.parametrize(
    "said", ["{", "[]", '["stdin", 5]', '["ping", ["a"]]', '["quit"]', "[" * 5_000, '"stdin"']
)
async def test_what_our_page_never_says_closes_the_line(said):
    async with served() as (server, found), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")
        await socket.send_str(said)
        assert await closed(socket) == aiohttp.WSCloseCode.UNSUPPORTED_DATA
        assert len(found) == 1


async def test_a_message_that_is_too_long_closes_the_line():
    async with served() as (server, _), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")
        await socket.send_str("x" * (MOST_SAID + 1))
        assert await closed(socket) == aiohttp.WSCloseCode.MESSAGE_TOO_BIG


async def test_many_messages_are_heard_slowly_but_all_of_them(monkeypatch):
    monkeypatch.setattr(terminal, "AHEAD", 5.0)
    monkeypatch.setattr(terminal, "PACE", 100.0)
    async with served() as (server, _), visitor(server, "ann") as client:
        socket = await client.ws_connect("/ws")
        await until(socket, "standing")
        began = asyncio.get_running_loop().time()
        for sign in "abcdefghijklmnopqrstuvwxyz":
            await socket.send_json(["stdin", sign])
        await until(socket, "z")
        assert asyncio.get_running_loop().time() - began > 0.15


async def test_a_file_is_fetched_once_by_whom_it_is_for():
    async with (
        served() as (server, _),
        visitor(server, "ann") as ann,
        visitor(server, "ben") as ben,
    ):
        socket = await ann.ws_connect("/ws")
        await until(socket, "standing")
        await socket.send_json(["stdin", "\x1bOS"])
        async with asyncio.timeout(60):
            while (message := await socket.receive()).type is not WSMsgType.TEXT:
                pass
        kind, key = message.json()
        assert kind == "deliver_file_start"
        assert (await ben.get(f"/download/{key}")).status == 404
        answer = await ann.get(f"/download/{key}")
        assert await answer.read() == b"<p>yours</p>"
        assert answer.headers["Content-Disposition"] == 'attachment; filename="yours.html"'
        assert (await ann.get(f"/download/{key}")).status == 404


async def test_a_few_start_at_once_and_the_others_wait_their_turn():
    async with served(at_once=1) as (server, found):
        running = most = 0

        class Slow(Small):
            async def on_mount(self):
                nonlocal running, most
                running += 1
                most = max(most, running)
                await asyncio.sleep(0.02)
                running -= 1

        async def send(_data):
            pass

        joined = [found.join(Seated(f"s{n}", Slow), send, 80, 24) for n in range(5)]
        lines = await asyncio.gather(*joined)
        assert all(line is not None for line in lines)
        assert most == 1
        assert len(found) == 5
        assert server is not None


async def test_when_the_host_stops_browsers_are_told_to_come_back():
    found = Sessions()
    application = web.Application()
    add_terminal(application, found, Seats())
    server = TestServer(application)
    await server.start_server()
    async with aiohttp.ClientSession(cookies={"seat": "ann"}) as client:
        socket = await client.ws_connect(server.make_url("/ws"))
        await until(socket, "standing")
        closing = asyncio.create_task(server.close())
        assert await closed(socket) == aiohttp.WSCloseCode.SERVICE_RESTART
        await closing
    await found.close()
    assert len(found) == 0
    assert sessions.KEEP == 600
