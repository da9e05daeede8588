"""The guarded application on a real port: what is refused, in which words, with which headers."""

import asyncio
import socket
import time

import aiohttp
import pytest
from aiohttp import web

from simulator import crash
from simulator.language import speak
from simulator.serve import guard
from simulator.serve.door import Limits
from simulator.serve.live import Live, news
from simulator.serve.web import CannotServe, Served, application, is_path, listen, tls
from simulator.store.faults import StoreFault
from tests.serving import hosted

SOON = 15
"""Seconds, on any machine; without news a page waits for longer, see `serve/live.py`."""
STARTED = web.AppKey("STARTED", list[str])


def pages(app: web.Application) -> None:
    started: list[str] = []

    async def echo(request: web.Request) -> web.Response:
        started.append(request.path)
        return web.Response(text=(await guard.form(request)).one("word"))

    async def hello(request: web.Request) -> web.Response:
        return web.Response(text=guard.address(request) + " " + guard.scheme(request))

    async def broken(_request: web.Request) -> web.Response:
        secret = "the-secret"  # noqa: S105 - must not be told
        raise LookupError(secret)

    async def socket_(request: web.Request) -> web.WebSocketResponse:
        started.append(request.path)
        made = web.WebSocketResponse()
        await made.prepare(request)
        return made

    async def full(_request: web.Request) -> web.Response:
        raise StoreFault("full")

    app.router.add_get("/full", full)
    app.router.add_post("/echo", echo)
    app.router.add_get("/hello", hello)
    app.router.add_get("/broken", broken)
    app.router.add_get("/ws", socket_)
    app[STARTED] = started


async def test_what_the_disk_does_not_do_is_said_and_no_fault_of_ours_is_reported(monkeypatch):
    monkeypatch.setattr(crash, "report", lambda *_: pytest.fail("reported"))
    async with hosted(pages) as host, host.client("en") as client, client.get("/full") as answer:
        assert answer.status == 503
        assert "The disk is full." in await answer.text()


async def test_a_foreign_host_is_refused_in_a_sentence_before_anything_starts():
    async with hosted(pages) as host, host.client() as client:
        for name in ("evil.example", f"evil.example:{host.port}", "localhost"):
            async with client.get("/hello", headers={"Host": name}) as answer:
                assert answer.status == 403
                assert "lettre par lettre" in await answer.text()
        async with client.get("/hello", headers={"Host": f"localhost:{host.port}"}) as answer:
            assert answer.status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    ],
)  # fmt: skip
async def test_forms_and_sockets_from_elsewhere_start_nothing(headers):
    async with hosted(pages) as host, host.client() as client:
        async with client.post("/echo", data={"word": "x"}, headers=headers) as answer:
            assert answer.status == 403
            assert "rien n’a été fait" in await answer.text()
        with pytest.raises(aiohttp.WSServerHandshakeError) as caught:
            await client.ws_connect("/ws", headers=headers)
        assert caught.value.status == 403
        assert host.app[STARTED] == []
        async with client.post("/echo", data={"word": "é"}) as answer:
            assert await answer.text() == "é"
        async with client.ws_connect("/ws"):
            pass
        assert host.app[STARTED] == ["/echo", "/ws"]


async def test_every_answer_says_what_a_page_may_do():
    async with hosted(pages) as host, host.client() as client:
        for path in ("/hello", "/nothing", "/broken", "/static/look.css"):
            async with client.get(path) as answer:
                csp = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in csp
                assert "frame-ancestors 'none'" in csp
                assert "unsafe" not in csp
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
                assert "aiohttp" not in answer.headers["Server"]
                if not path.startswith("/static"):
                    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("method", "path", "given", "status", "said"),
    [
        ("GET", "/nothing", None, 404, "Il n’y a rien à cette adresse"),
        ("GET", "/echo", None, 405, "ne se fait pas ici"),
        ("PUT", "/echo", b"x", 405, "ne se fait pas ici"),
        ("POST", "/echo", b"x" * 17_000, 413, "trop long"),
        ("POST", "/echo", b"x", 415, "n’a pas été compris"),
        ("GET", "/static/..%2fweb.py", None, 404, "Il n’y a rien"),
        ("GET", "/static/", None, 404, "Il n’y a rien"),
    ],
)
async def test_errors_are_small_pages_with_a_sentence(method, path, given, status, said):
    async with (
        hosted(pages) as host,
        host.client() as client,
        client.request(method, path, data=given) as answer,
    ):
        text = await answer.text()
        assert answer.status == status
        assert said in text.replace(" ", " ")
        assert 'lang="fr"' in text
        assert len(text) < 3_000


async def test_a_body_without_a_length_is_counted_too():
    async def flood():
        for _ in range(40):
            yield b"word=" + b"x" * 1_000

    async with hosted(pages) as host, host.client() as client:
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        async with client.post("/echo", data=flood(), headers=kind) as answer:
            assert answer.status == 413


async def test_a_crash_is_told_without_a_trace_and_written_down(tmp_path, monkeypatch):
    monkeypatch.setattr(crash, "folder", lambda: tmp_path)
    async with hosted(pages) as host, host.client("en") as client:
        async with client.get("/broken") as answer:
            text = await answer.text()
            assert answer.status == 500
        assert "Something went wrong on our side" in text
        assert "LookupError" not in text
        assert str(tmp_path) not in text
        assert len(host.told) == 1
    (log,) = tmp_path.glob("*.log")
    assert "LookupError" in log.read_text()
    assert "the-secret" not in log.read_text()


async def test_too_much_at_once_is_slowed_and_those_seated_are_counted_one_by_one():
    limits = Limits(requests_a_second=0.001, requests_at_once=5, messages_at_once=3)
    async with hosted(pages, limits=limits) as host, host.client() as client:
        codes = []
        for _ in range(7):
            async with client.get("/hello") as answer:
                codes.append(answer.status)
        assert codes == [200] * 5 + [429] * 2
        async with client.get("/hello") as answer:
            assert answer.headers["Retry-After"]
            assert "beaucoup d’un coup" in await answer.text()
        host.app[guard.HOUSE].seated = bool
        cookie = {"Cookie": f"{guard.SEAT_COOKIE}={'a' * 22}"}
        codes = []
        for _ in range(4):
            async with client.get("/hello", headers=cookie) as answer:
                codes.append(answer.status)
        assert codes[0] == 200
        assert codes[-1] == 429


async def test_only_a_trusted_proxy_is_believed():
    said = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    async with (
        hosted(pages) as host,
        host.client() as client,
        client.get("/hello", headers=said) as answer,
    ):
        assert await answer.text() == "127.0.0.1 http"
    trusted = frozenset({"127.0.0.1"})
    public = "https://crise.example"
    async with hosted(pages, proxies=trusted, public_url=public) as host, host.client() as client:
        said["Host"] = "crise.example"
        async with client.get("/hello", headers=said) as answer:
            assert await answer.text() == "203.0.113.9 https"
        said["Origin"] = "https://crise.example"
        async with client.post("/echo", data={"word": "x"}, headers=said) as answer:
            assert answer.status == 200


async def test_the_language_is_the_browsers_until_one_is_chosen():
    async with hosted(pages) as host, host.client("de, fr;q=0.8, en;q=0.3") as client:
        async with client.get("/nothing") as answer:
            assert 'lang="fr"' in await answer.text()
        chosen = {"language": "en", "back": "//evil.example"}
        async with client.post("/language", data=chosen, allow_redirects=False) as answer:
            assert answer.headers["Location"] == "/"
            cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Strict" in cookie
        async with client.get("/nothing") as answer:
            assert 'lang="en"' in await answer.text()


def test_only_paths_of_ours_are_gone_back_to():
    assert is_path("/play?from=3")
    for text in ("", "play", "//x", "/\\x", "http://x", "/a\r\nb", "/é"):
        assert not is_path(text)


async def test_fifty_half_open_sockets_keep_nobody_out_and_are_closed(monkeypatch):
    monkeypatch.setattr("simulator.serve.web.IDLE", 0.6)
    async with hosted(pages) as host, host.client() as client:
        half = []
        for _ in range(50):
            one = socket.create_connection(("127.0.0.1", host.port))
            one.sendall(b"GET /hello HTTP/1.1\r\nHost: local")
            half.append(one)
        async with client.get("/hello") as answer:
            assert answer.status == 200
        await asyncio.sleep(1.6)
        for one in half:
            one.settimeout(60)
            assert await asyncio.to_thread(one.recv, 100) == b""
            one.close()


async def test_a_body_that_never_comes_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(guard, "PATIENCE", 0.2)
    async with hosted(pages) as host:
        reader, writer = await asyncio.open_connection("127.0.0.1", host.port)
        writer.write(
            f"POST /echo HTTP/1.1\r\nHost: 127.0.0.1:{host.port}\r\nOrigin: {host.url}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\nw".encode()
        )
        assert b" 408 " in await asyncio.wait_for(reader.readline(), 60)
        writer.close()


async def test_when_there_are_too_many_connections_those_that_wait_give_way(monkeypatch):
    monkeypatch.setattr("simulator.serve.web.MOST_CONNECTIONS", 20)
    async with hosted(pages) as host, host.client() as client:
        idle = [socket.create_connection(("127.0.0.1", host.port)) for _ in range(40)]
        await asyncio.sleep(0.2)  # Those who come in one go are all let in before any is counted.
        async with client.get("/hello") as answer:
            assert answer.status == 200
        idle[0].settimeout(60)
        assert await asyncio.to_thread(idle[0].recv, 100) == b""
        for one in idle:
            one.close()


async def test_pages_that_wait_for_news_are_told_and_let_go_when_the_host_stops():
    live = Live(3)

    def add(app: web.Application) -> None:
        async def state(request: web.Request) -> web.Response:
            is_new = await news(request, live)
            return web.Response(text=str(live.version), status=200 if is_new else 204)

        app.router.add_get("/state", state)

    async with hosted(add) as host, host.client() as client:
        async with client.get("/state?since=2") as answer:
            assert await answer.text() == "3"
        waiting = asyncio.ensure_future(client.get("/state?since=3"))
        await asyncio.sleep(0.1)
        live.change()
        async with await asyncio.wait_for(waiting, SOON) as answer:
            assert await answer.text() == "4"
        waiting = asyncio.ensure_future(client.get("/state?since=4"))
        await asyncio.sleep(0.1)
        host.app[guard.HOUSE].stopping.set()
        async with await asyncio.wait_for(waiting, SOON) as answer:
            assert answer.status == 204


async def test_stopping_closes_every_socket_soon_even_under_a_request_that_never_ends():
    async def forever(_request: web.Request) -> web.Response:
        await asyncio.sleep(60)
        raise AssertionError

    opened = listen("127.0.0.1", 0)
    port = opened.getsockname()[1]
    from simulator.serve.door import Door
    from simulator.serve.policy import Policy

    app = application(Policy(port), Door())
    app.router.add_get("/forever", forever)
    served = Served(app)
    await served.start([opened])
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(f"GET /forever HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    await asyncio.sleep(0.1)
    before = time.monotonic()
    await served.stop()
    assert time.monotonic() - before < 20
    assert await reader.read() == b""
    writer.close()
    listen("127.0.0.1", port).close()


def test_a_place_that_cannot_be_had_is_told_in_words():
    taken = listen("127.0.0.1", 0)
    place = taken.getsockname()[1]
    for bind, port, reason in (
        ("127.0.0.1", place, "taken"), ("203.0.113.7", 0, "absent"), ("127.0.0.1", 70_000, "port"),
        ("no.such.name.invalid", 0, "absent"),
    ):  # fmt: skip
        with pytest.raises(CannotServe) as caught:
            listen(bind, port)
        assert caught.value.reason == reason
        for code in ("fr", "en"):
            assert bind in caught.value.sentence(speak(code))
    taken.close()


def test_files_that_are_no_certificate_are_told_in_words(tmp_path):
    (tmp_path / "a.pem").write_text("nothing")
    with pytest.raises(CannotServe) as caught:
        tls(tmp_path / "a.pem", tmp_path / "none.pem")
    assert "a.pem" in caught.value.sentence(speak("fr"))


async def test_our_own_files_are_served():
    async with hosted(pages) as host, host.client() as client:
        for name, kind in (("live.js", "text/javascript"), ("look.css", "text/css")):
            async with client.get(f"/static/{name}") as answer:
                assert answer.content_type == kind
                assert await answer.text()
