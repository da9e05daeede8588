"""`badbuzz serve`, as a process: a visitor begins, plays, and comes back after it was stopped."""

import asyncio
import os
import re
import signal
import socket
import sys
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import WSMsgType
from yarl import URL

from simulator.cli import main
from simulator.language import speak
from simulator.serve.ports import Wish
from simulator.serve.serving import Serving
from simulator.serve.shelf import Shelf
from simulator.store.faults import StoreFault
from simulator.store.opening import open_store
from simulator.tui.house import House
from simulator.tui.opening import Opening

PATIENCE = 20


@asynccontextmanager
async def serving(folder, *more, leaves=signal.SIGTERM, code=0):
    """The command, and what it said; it has to end by itself, and soon."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--lang", "en", "serve", "--data", str(folder), *more,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        env=os.environ | {"TERM": "dumb", "NO_COLOR": "1", "XDG_STATE_HOME": str(folder)},
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(PATIENCE):
            while "Ctrl+C" not in said:
                line = await process.stdout.readline()
                assert line, await process.communicate()
                said += line.decode()
        yield said
    finally:
        process.send_signal(leaves)
        async with asyncio.timeout(60):
            _out, errors = await process.communicate()
    assert process.returncode == code
    assert errors == b""


def free():
    with socket.create_server(("127.0.0.1", 0)) as found:
        return str(found.getsockname()[1])


async def until(line, text):
    seen = b""
    async with asyncio.timeout(PATIENCE):
        while text.encode() not in seen:
            message = await line.receive()
            assert message.type is WSMsgType.BINARY, message
            seen += message.data
    return seen


async def test_a_visitor_comes_back_to_their_play_after_the_host_was_stopped(tmp_path):
    port = free()
    url, more = URL(f"http://127.0.0.1:{port}"), ("--web", port)
    jar = aiohttp.CookieJar(unsafe=True)
    headers = {"Origin": str(url), "Accept-Language": "en"}
    async with aiohttp.ClientSession(cookie_jar=jar, headers=headers) as client:
        async with serving(tmp_path, *more) as said:
            assert f"http://127.0.0.1:{port}/" in said
            assert "Only this machine" in said
            answer = await client.post(
                url / "begin", headers={"Content-Type": "application/x-www-form-urlencoded"}
            )
            assert answer.status == 200
            page = await (await client.get(url / "terminal")).text()
            assert "/static/terminal/textual.js" in page
            line = await client.ws_connect(url / "ws")
            frame = await until(line, "Energy")
            assert b";2;" in frame  # Every colour, whatever the host's own terminal draws.
            store = open_store(tmp_path)
            [profile] = store.profiles()
            async with asyncio.timeout(PATIENCE):
                while not store.open_exercises(profile, decided=True):
                    for keys in (" ", "1", "\r"):
                        await line.send_json(["stdin", keys])
                        await asyncio.sleep(0.1)
            store.close()
        assert (await line.receive()).type is not WSMsgType.ERROR
        async with serving(tmp_path, *more, leaves=signal.SIGINT, code=130):
            line = await client.ws_connect((url / "ws").with_query(width=100, height=30))
            await until(line, "Go on: ")
            for host in ("evil.example", f"localhost.evil.example:{port}"):
                refused = await client.get(url / "terminal", headers={"Host": host})
                assert refused.status == 403
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await client.ws_connect(url / "ws", headers={"Origin": "http://evil.example"})


async def test_what_is_exposed_is_said(tmp_path):
    async with serving(tmp_path, "--web", "0", "--ssh", "0", "--bind", "0.0.0.0") as said:  # noqa: S104 - that is what is tried
        assert "no password is asked" in said
        assert "not encrypted" in said
        assert re.search(r"ssh -p \d+ ", said)
        assert "SHA256:" in said
    assert (tmp_path / "ssh_host_key").stat().st_mode & 0o777 == 0o600


async def test_no_visitor_is_told_where_the_file_is(tmp_path):
    opening = Opening(str(tmp_path))
    store = await opening.ready()
    assert store is not None
    assert store.path is not None
    Serving(Wish(web=None, ssh=None), opening, store, None)
    store.path.unlink()
    with pytest.raises(StoreFault) as caught:
        store.write(lambda _connection: None)
    said = caught.value.sentence(speak("en"))
    assert store.path.name in said
    assert str(tmp_path) not in said
    opening.close()


def failing(capsys, *words):
    code = main(["--lang", "en", "serve", *words])
    return code, capsys.readouterr().err


def test_what_cannot_be_is_said_in_a_sentence(tmp_path, capsys):
    here = ("--data", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, said = failing(capsys, "--web", port, *here)
    assert (code, "in use" in said) == (2, True)
    assert failing(capsys, "--max", "0", *here)[0] == 2
    assert "both" in failing(capsys, "--cert", "x.pem", *here)[1]
    code, said = failing(capsys, "--web", "0", "--cert", "x.pem", "--key", "y.pem", *here)
    assert (code, "certificate" in said) == (2, True)


def test_without_the_extra_it_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setattr("simulator.commands.hosting.find_spec", lambda _name: None)
    code, said = failing(capsys, "--ssh")
    assert code == 2
    assert "packages that are not there" in said


def test_nothing_of_it_is_imported_before_it_is_asked_for():
    import subprocess

    asked = "import sys, simulator.cli, simulator.commands; print(sorted(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    )
    assert not any(name in found.stdout for name in ("'aiohttp'", "'asyncssh'", "'textual'"))


async def test_pages_and_terminals_share_the_crises_that_were_read(tmp_path):
    house = House(cache=tmp_path)
    known = {id(one) for one in house.library()}
    assert {id(one) for one in (await Shelf(tmp_path, house.library).all()).values()} == known
