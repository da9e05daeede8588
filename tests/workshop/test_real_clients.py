"""Real clients at a real host: Chromium, wide and narrow, and OpenSSH, from the code to the reveal.

With BADBUZZ_KEEP_SCREENS=FOLDER what the browsers showed is kept there, to be looked at.
"""

import asyncio
import contextlib
import os
import time
from pathlib import Path

from tests.browser import browser as chromium
from tests.browser import needs_chromium
from tests.openssh import client, needs_ssh
from tests.workshop.room import (
    BACK_HERE,
    Guest,
    SshGuest,
    console,
    first_option,
    free,
    led,
    needs_linux,
)

SIZES = {"wide": (1280, 800), "narrow": (360, 640)}
FITS = "document.documentElement.scrollWidth <= innerWidth"
IS_SHOWN = "!!document.querySelector('{}')"
IS_BACK = (
    "document.querySelector('#news').textContent === document.querySelector('#news').dataset.back"
)


async def keep(page, name):
    """Keep a picture for whoever wants to look at it."""
    if folder := os.environ.get("BADBUZZ_KEEP_SCREENS"):
        await page.picture(Path(folder) / f"{name}.png")


async def came(tabs, host, name):
    """Join by the target of the QR code, as a phone does."""
    width, height = SIZES[name]
    target = str(host.url / "j" / host.code.replace("-", ""))
    page = await tabs.open(target, width, height, language="en")
    await page.click("#name")
    await page.type(f"The {name} one")
    await keep(page, f"{name}-door")
    await page.submit("main button.main")
    await page.until(IS_SHOWN.format(".seat.lobby"))
    return page


async def voted(page):
    await page.until(IS_SHOWN.format("#seat-asked form"))
    await page.click("#seat-asked label.choice:nth-of-type(1)")
    await page.click("label:has(#sure-3)")
    await page.submit("#seat-asked button.main")
    await page.until(IS_SHOWN.format(".noted"))


async def revealed(page, name):
    await page.until(IS_SHOWN.format(".split"))
    await page.run("document.querySelector('.split').scrollIntoView({block: 'center'})")
    await keep(page, f"{name}-reveal")
    text = await page.text()
    assert "6 of 6" in text or "100" in text, text
    assert await page.run(FITS)
    assert not page.complaints


async def opened(keys, guest):
    await keys.press(" ", " ")
    await guest.stands("exercise", "reading")
    await keys.stands("reading")
    await keys.press("o")
    await keys.until("no clock")
    await keys.press("4")
    await guest.stands("exercise", "voting")


async def counted(keys, guest):
    await keys.press("c", "c")
    await guest.stands("exercise", "counted")
    await keys.stands("counted")
    await keys.press("r")
    await guest.stands("exercise", "revealed")
    await keys.stands("revealed")


@needs_chromium
@needs_ssh
@needs_linux
async def test_browsers_and_openssh_join_vote_and_see_the_reveal(tmp_path):
    port, ssh, folder = free(), free(), tmp_path / "data"
    async with contextlib.AsyncExitStack() as all_, chromium() as tabs:
        async with led(folder, "late-order", port=port, ssh=ssh) as host, console(host) as keys:
            guests = [Guest(f"Person {n}", host.url) for n in range(3)]
            for guest in guests:
                all_.push_async_callback(guest.client.close)
                await guest.join(host.code)
            pages = {name: await came(tabs, host, name) for name in SIZES}
            terminal = SshGuest("Dialled", tmp_path, ssh)
            all_.push_async_callback(terminal.close)
            await terminal.join(host.code)
            await opened(keys, guests[0])
            for page in pages.values():
                await voted(page)
            await terminal.vote()
            for guest in guests:
                await guest.post("/seat/vote", **first_option(await guest.get()))
            await counted(keys, guests[0])
            for name, page in pages.items():
                await revealed(page, name)
            await terminal.client.until("6")
            await left_and_returned(terminal, tmp_path, ssh)
            room = await tabs.open(host.projector, 1280, 720, language="en")
            await room.until(IS_SHOWN.format(".split"))
            await asyncio.sleep(1)  # It fades in.
            await keep(room, "projector")
            await room.call("Page.close")
            await pages["wide"].go(str(host.url / "terminal"))
            await pages["wide"].until("document.querySelector('#opening').hidden")
            await host.kill()
        async with led(folder, port=port, ssh=ssh) as host:
            await by_themselves(pages, host)


async def left_and_returned(terminal, folder, ssh):
    """Leave with Ctrl+Q, and come back by the four words, from another client."""
    terminal.client.type("\x11")
    await terminal.client.until("is kept")
    assert await terminal.client.ended() == 0
    await terminal.client.close()
    terminal.client = await _again(terminal, folder, ssh)


async def _again(terminal, folder, ssh):
    async with client(folder, ssh, "-T") as line:  # Not a terminal: nothing to come back to.
        await line.until("needs a terminal")
    again = SshGuest(terminal.name, folder, ssh)
    again.words = terminal.words
    await again.client.until("Join the workshop")
    await again.types(f"{again.words}\r")
    again.client.type("\r")
    await again.client.until(terminal.name)
    await again.client.until("How the room")
    return again.client


async def by_themselves(pages, host):
    """See that both browsers find the host again, the page and the terminal, untouched."""
    await pages["narrow"].until(IS_BACK)
    await pages["wide"].until("document.querySelector('#lost').hidden")
    assert time.monotonic() - host.began <= BACK_HERE
    assert await pages["narrow"].run(IS_SHOWN.format(".split"))
