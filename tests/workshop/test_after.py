"""After the workshop: what was private is on no byte of the disk, and the documents come out."""

import asyncio
import contextlib
import hashlib

import pytest

from simulator.cli import main
from tests.workshop.room import Guest, body, console, events, first_option, free, led

TEXT = "Nothing-that-a-template-says 471"
BEFORE = "Qwyx Before"


async def closed(folder, count):
    """Play to the end and close; return who took part, with all that must be gone, and is not."""
    port = free()
    async with (
        led(folder, "late-order", port=port) as host,
        console(host) as keys,
        contextlib.AsyncExitStack() as all_,
    ):
        guests = [Guest(f"Qwyx{n} Zzerg", host.url) for n in range(count)]
        for guest in guests:
            all_.push_async_callback(guest.client.close)
            await guest.join(host.code)
        await guests[1].post("/seat/rename", name=BEFORE)
        await guests[1].post("/seat/rename", name=guests[1].name)
        await guests[0].post("/seat/agree", agree="yes")
        await voted(guests, keys)
        await written(guests, keys)
        secrets = kept_secrets(folder, guests)
        data = b"".join(every(folder).values())
        for one in (*secrets, BEFORE, TEXT):
            if len(one) != 22:  # The cookies' own secrets never were there.
                assert one.encode() in data, one
        await keys.press("d", "d")
        await guests[0].stands("debrief")
        await keys.stands("debrief")
        await keys.press("q")
        await keys.until("Close the workshop?")
        await keys.press("q")
        await guests[0].until("The workshop is over")
    return guests, secrets


async def voted(guests, keys):
    await keys.press(" ", " ")
    await guests[0].stands("exercise", "reading")
    await keys.stands("reading")
    await keys.press("o")
    await keys.until("no clock")
    await keys.press("4")
    for guest in guests:
        said = first_option(await guest.stands("exercise", "voting"))
        await guest.post("/seat/vote", **said, confidence="3")
    await keys.press("c", "c")
    await guests[0].stands("exercise", "counted")
    await keys.stands("counted")
    await keys.press("r")
    await guests[0].stands("exercise", "revealed")
    await keys.stands("revealed")
    await keys.press(" ", " ")
    await guests[0].stands("exercise", "reading")
    await keys.stands("reading")


async def written(guests, keys):
    await keys.press("w", "w")
    await guests[0].until('action="/seat/write"')
    await keys.stands("writing")
    await guests[1].post("/seat/write", round="1", text=TEXT)
    await keys.press("w", "w")
    await guests[0].until('class="hung"')
    await keys.stands("wall")
    await keys.press("w")
    await keys.until("take it down and erase it")
    await keys.press("1")
    await guests[0].stands("exercise", "reading")
    await keys.stands("reading")


def kept_secrets(folder, guests):
    """Return what tells who somebody is: seats, cookies, their digests, the words' digests."""
    found = []
    for row in events(folder):
        if row[0] == "SeatTaken":
            said = body(row)
            found += [said["seat"], said["token"], said["phrase"]]
    for guest in guests:
        (token,) = [one.value for one in guest.client.cookie_jar if one.key == "badbuzz_seat"]
        found += [token, hashlib.sha256(token.encode()).hexdigest()]
    return found


def every(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


async def gone(folder, count):
    data = folder / "data"
    guests, secrets = await closed(data, count)
    files = every(data)
    assert any(path.name == "badbuzz.db" for path in files)
    for one in (*secrets, BEFORE, TEXT):
        assert not [path for path, found in files.items() if one.encode() in found], one
    # A name is on the sheet of who was present, and nowhere else.
    sheet = [row for row in events(data) if row[0] == "WorkshopClosed"]
    agreed = [row for row in events(data) if row[0] == "AnswersKept"]
    assert sorted(body(sheet[0])["names"]) == sorted(guest.name for guest in guests)
    for guest in guests[1:]:
        assert sum(found.count(guest.name.encode()) for found in files.values()) == 1
    assert {body(row)["name"] for row in agreed} == {guests[0].name}
    assert not {"VoteCast", "Keyed", "SeatTaken"} & {kind for kind, _body in events(data)}
    for kind in ("html", "pdf", "md", "csv"):
        out = folder / f"workshop.{kind}"
        words = ["report", "--workshop", "--format", kind, "-o", str(out), "--data", str(data)]
        assert await asyncio.to_thread(main, ["--lang", "en", *words]) == 0
        assert out.stat().st_size > 500
        assert not [one for one in (*secrets, BEFORE, TEXT) if one.encode() in out.read_bytes()]


async def test_after_the_close_nothing_private_is_on_the_disk_in_short(tmp_path):
    await gone(tmp_path, 6)


@pytest.mark.slow
async def test_after_the_close_nothing_private_is_on_the_disk(tmp_path):
    await gone(tmp_path, 30)
