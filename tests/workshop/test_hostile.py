"""Names and texts made to do harm: they come out as harmless text wherever anybody reads them."""

import asyncio
import contextlib
from urllib.parse import quote

import pytest

from simulator.cli import main
from tests.openssh import needs_ssh
from tests.workshop.room import Guest, SshGuest, console, events, free, led, needs_linux

HARM = (
    "<script>alert(1)</script>", "<img src=x onerror=y>", "[@click=app.exit]x[/]", "[bold]loud[/]",
    "\x1b]52;c;ZXZpbA==\x07cc", "\x1b[2J\x1b[31mred", "\x9b31mcsi", "\u202egnp.exe\u2066 rtl",
    "z\u200be\u200dr\ufeffo\u2060", "{{ 7 * 7 }}{% x %}", "'\"><b>quote", "=cmd|'/c calc'!A1",
    "L" + "o" * 10_000, "nul\x00 and\r\nline\u2028", "Z" + "\u0301" * 300 + "algo",
)  # fmt: skip
RAW = (b"half %ED%A0%80 pair", b"bad %FF%FE bytes", b"cut %C3")
"""Percent-encoded: what is no text at all, a lone surrogate among it."""
NEVER = (
    "<script>alert", "<img src=x", "<b>quote", "\x1b", "\x9b", "\x00", "\u202e", "\u2066", "\u200b",
    "\ufeff", "\u2060", "o" * 1_001, "\u0301" * 12, "\ud800",
)  # fmt: skip
HIDDEN = ("\x9b", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2060", "\u0301" * 12)
NEVER_DRAWN = (b"\x1b]52", b"\x1b[2J\x1b[31mred", *(one.encode() for one in HIDDEN))


async def raw(guest, path, before, given):
    """Send a form whose bytes are chosen, not made by a library."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    async with guest.client.post(
        guest.url / path, data=before.encode() + given, headers=headers
    ) as answer:
        guest.path, guest.status, guest.text = answer.url.path, answer.status, await answer.text()
        return guest.text


def harmless(page):
    assert not [one for one in NEVER if one in page], page


@needs_ssh
async def test_hostile_names_and_texts(tmp_path):
    port, ssh = free(), free()
    data = tmp_path / "data"
    async with (
        led(data, "late-order", port=port, ssh=ssh) as host,
        console(host) as keys,
        contextlib.AsyncExitStack() as all_,
    ):
        given = [quote(one).encode() for one in HARM] + [*RAW]
        guests = [Guest(f"Person {n}", host.url) for n in range(len(given))]
        for guest, name in zip(guests, given, strict=True):
            all_.push_async_callback(guest.client.close)
            harmless(await raw(guest, "join", f"code={host.code}&language=en&name=", name))
            if guest.path != "/seat":  # Nothing of it can be shown, or somebody has that name.
                assert guest.status == 422
                await guest.join(host.code)
            assert guest.path == "/seat"
        dialled = SshGuest("Dialled", tmp_path, ssh)
        all_.push_async_callback(dialled.close)
        await dialled.join(host.code)
        await everywhere(host, guests[0], keys)
        await on_the_wall(guests, given, keys)
        await everywhere(host, guests[0], keys)
        await dialled.client.until("Pick the post")
        await note(keys)
        await close(keys, guests[0])
        drawn = keys.raw + dialled.client.seen
        assert not [one for one in NEVER_DRAWN if one in drawn]
        for body in [body for _kind, body in events(data)]:
            assert "\\u001b" not in body
            assert "\\ud800" not in body
    for kind in ("html", "md", "csv"):
        await documented(data, tmp_path / f"workshop.{kind}", kind)


async def everywhere(host, guest, keys):
    """Look at every page that shows what others typed, and at the console."""
    async with guest.client.get(host.projector) as answer:
        harmless(await answer.text())
    for path in ("/seat", "/seat/people", "/seat/plan", "/seat/state?since=x"):
        harmless(await guest.get(path))
    await keys.press("u")
    await keys.until("[@click=app.exit]x[/]")  # As it was typed: no action of ours.
    await keys.press("\x1b")
    await keys.drain(1)


async def on_the_wall(guests, given, keys):
    await keys.press(" ", " ")
    await guests[0].stands("exercise", "reading")
    await keys.stands("reading")
    await keys.press("w", "w")
    await guests[0].until('action="/seat/write"')
    await keys.stands("writing")
    for guest, text in zip(guests, given, strict=True):
        harmless(await raw(guest, "seat/write", "round=1&text=", text))
    await keys.press("w", "w")
    await guests[0].until('class="hung"')
    await keys.stands("wall")
    harmless(await guests[0].get())
    assert "[@click=app.exit]x[/]" in guests[0].text


async def note(keys):
    """Keep the posts, and note a line, both for the report."""
    await keys.press("w")
    await keys.until("keep the posts")
    await keys.press("2")
    await keys.stands("reading")
    await keys.press("n")
    await keys.until("One line for the report")
    await keys.press("<script>alert(2)</script> [@click=app.exit]x[/] \u202eend", "\r")
    await keys.until("Noted.")


async def close(keys, guest):
    await keys.press("d", "d")
    await guest.stands("debrief")
    await keys.stands("debrief")
    harmless(await guest.get())
    await keys.press("q")
    await keys.until("Close the workshop?")
    await keys.press("q")
    await guest.until("The workshop is over")


async def documented(data, path, kind):
    words = ["report", "--workshop", "--format", kind, "-o", str(path), "--data", str(data)]
    assert await asyncio.to_thread(main, ["--lang", "en", *words]) == 0
    text = path.read_text(encoding="utf-8")
    never = [one for one in NEVER if one[0] != "<" or kind == "html"]
    assert not [one for one in never if one in text]
    if kind == "csv":
        assert "\n=cmd" not in text
        assert ",=cmd" not in text
        assert '"=cmd' not in text
    else:
        assert "click=app.exit" in text.replace("\\", "")  # Markdown's own signs are escaped.


@pytest.mark.slow
@needs_linux
async def test_hostile_names_and_texts_while_the_host_is_killed(tmp_path):
    """What was kept of them is read back as harmlessly as it was said."""
    port, data = free(), tmp_path / "data"
    async with led(data, "late-order", port=port) as host, contextlib.AsyncExitStack() as all_:
        for n, name in enumerate(HARM):
            guest = Guest(f"Person {n}", host.url)
            all_.push_async_callback(guest.client.close)
            await raw(guest, "join", f"code={host.code}&language=en&name=", quote(name).encode())
        await host.kill()
    async with led(data, port=port) as host, console(host) as keys:
        late = Guest("Late", host.url)
        await late.join(host.code)
        await everywhere(host, late, keys)
        await late.close()
