"""The ends of a console: lines in, text out, in the loop that a workshop lives in."""

import asyncio
import contextlib
import os
import threading

import pytest

from simulator.plain.workshop.ends import Streams


@contextlib.contextmanager
def pipes():
    reading, writing = os.pipe()
    try:
        yield reading, writing
    finally:
        for one in (reading, writing):
            with contextlib.suppress(OSError):  # The test may have closed it.
                os.close(one)


async def lines(reading):
    ends, found = Streams(reading, 1), []
    async with asyncio.timeout(60):
        while (line := await ends.line()) is not None:
            found.append(line)
    return found


async def test_lines_come_whole_whatever_the_pieces():
    with pipes() as (reading, writing):
        typing = asyncio.create_task(lines(reading))
        for piece in (b"one\ntw", b"o\n\n", "é".encode()[:1], "é".encode()[1:], b"\r\nla", b"st"):
            os.write(writing, piece)
            await asyncio.sleep(0.01)
        os.close(writing)
        assert await typing == ["one", "two", "", "é", "last"]


async def test_a_file_and_nothing_at_all_can_be_read(tmp_path):
    (tmp_path / "script").write_text("one\ntwo\n", encoding="utf-8")
    for name, wanted in ((tmp_path / "script", ["one", "two"]), (os.devnull, [])):
        number = os.open(name, os.O_RDONLY)
        assert await lines(number) == wanted
        os.close(number)


async def test_what_acts_is_made_inert_and_a_flood_is_one_short_line(tmp_path):
    (tmp_path / "flood").write_bytes(b"x" * 300_000 + b"\n\x1b[2J\xff\x9b2\n")
    number = os.open(tmp_path / "flood", os.O_RDONLY)
    flood, act = await lines(number)
    os.close(number)
    assert len(flood) <= 1_000
    assert act.isprintable()


async def test_the_loop_goes_on_and_no_thread_waits():
    with pipes() as (reading, _writing):
        threads = threading.active_count()
        waiting = asyncio.create_task(Streams(reading, 1).line())
        await asyncio.sleep(0.02)
        assert not waiting.done()
        assert threading.active_count() == threads
        waiting.cancel()
        assert isinstance((await asyncio.gather(waiting, return_exceptions=True))[0], BaseException)


async def test_text_waits_for_a_reader_who_takes_it():
    with pipes() as (reading, writing):
        text = "é" * 200_000
        saying = asyncio.create_task(Streams(reading, writing).write(text))
        await asyncio.sleep(0.02)
        assert not saying.done()  # The pipe is full, and the loop was not held up.
        found = b""
        os.set_blocking(reading, False)
        async with asyncio.timeout(60):
            while len(found) < len(text.encode()):
                with contextlib.suppress(BlockingIOError):
                    found += os.read(reading, 65_536)
                await asyncio.sleep(0)
            await saying
        assert found.decode() == text


async def test_nobody_who_reads_is_noticed():
    with pipes() as (reading, writing):
        os.close(reading)
        with pytest.raises(BrokenPipeError):
            await Streams(0, writing).write("x")
