"""`badbuzz host --plain` as a process, led through pipes, with people on plain pages."""

import asyncio
import os
import signal
import sys
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from yarl import URL

from tests.workshop.room import PATIENCE, Guest, found, free, needs_linux


class Led:
    """A console at the other end of two pipes."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process, self.text = process, ""

    async def until(self, *wanted: str) -> str:
        """Read until one of *wanted* was said; return all that was said since the last time."""
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE):
                while not any(one in self.text for one in wanted):
                    piece = await self.process.stdout.read(65_536)
                    assert piece, self.text
                    self.text += piece.decode()
        except TimeoutError:
            raise AssertionError(f"no {wanted} in {self.text}") from None
        said, self.text = self.text, ""
        return said

    async def types(self, *lines: str) -> None:
        """Type lines, the next once the prompt is back."""
        assert self.process.stdin is not None
        for line in lines:
            self.process.stdin.write(f"{line}\n".encode())
            await self.process.stdin.drain()

    async def ends(self) -> str:
        """Return the rest of what it says."""
        async with asyncio.timeout(PATIENCE):
            out, errors = await self.process.communicate()
        assert not errors, errors
        return self.text + out.decode()


@asynccontextmanager
async def led(folder, *words):
    """Run the real program at the other end of pipes."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "simulator", "--lang", "en", "host", *words, "--data", str(folder),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE, start_new_session=True,
        env=os.environ | {"TERM": "dumb", "XDG_STATE_HOME": str(folder / "state")},
    )  # fmt: skip
    try:
        yield Led(process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


@needs_linux
async def test_a_room_is_led_by_typed_lines_left_taken_up_again_and_closed(tmp_path):
    port = str(free())
    async with AsyncExitStack() as all_:
        guests: list[Guest] = []
        async with led(tmp_path, "late-order", "--plain", "--web", port) as keys:
            said = await keys.until("Begin the crisis")
            assert "\x1b" not in said
            url, code = URL(found(r"(http://127[^\s]+)", said)), found(r"Code: (\S+)", said)
            guests = [Guest(f"Person {n}", url / "") for n in range(5)]
            for guest in guests:
                all_.push_async_callback(guest.close)
                await guest.join(code)
            await keys.types("people", "", "yes", "open", "4")
            said = await keys.until("The vote is open, without a clock.")
            assert "Person 4: here" in said
            await asyncio.gather(*(guest.vote() for guest in guests))
            # Nobody typed anything: it says so by itself.
            await keys.until("Everybody who is here has answered.")
            await keys.types("", "")
            said = await keys.until("The room sees how it answered.")
            assert ": 5 of 5, 100%" in said
            await guests[0].stands("exercise", "revealed")
            assert keys.process.stdin is not None
            keys.process.stdin.close()  # The end of the input.
            assert "badbuzz host goes on where it was" in await keys.ends()
            assert keys.process.returncode == 0
        # Without --plain: there is no terminal.
        async with led(tmp_path, "--web", port) as keys:
            assert "No terminal here" in await keys.until("Carry out the answer")
            await keys.types(
                "", "no", "note Ask the staff first.", "debrief", "y", "close", "close"
            )
            assert "badbuzz report --workshop" in await keys.until("Leave this console. ")
            await guests[0].until("The workshop is over")
            await keys.types("")
            await keys.ends()
            assert keys.process.returncode == 0


@needs_linux
async def test_an_interrupt_leaves_and_keeps_everything(tmp_path):
    async with led(tmp_path, "late-order", "--plain", "--hands") as keys:
        await keys.until("Begin the crisis")
        keys.process.send_signal(signal.SIGINT)
        assert "badbuzz host goes on where it was" in await keys.ends()
        assert keys.process.returncode == 130
