"""What a facilitator is asked in plain text: a line, yes or no, one of a list, a response.

Nothing acts by Enter alone but what was announced: in every question here Enter goes back.
"""

import asyncio
import contextlib
import io
import re
import textwrap
from collections.abc import Callable, Sequence

from simulator.language import Language
from simulator.plain.console import Leave
from simulator.plain.telling import Teller
from simulator.plain.workshop.ends import Ends
from simulator.plain.workshop.words import YES
from simulator.present import pages
from simulator.present.asking import part_name

POLL = 1.0
"""Real seconds after which news is looked for though nobody told: somebody may just be gone."""
NONE = frozenset({"0", "-", "none", "rien", "aucun", "aucune"})


class Asking(Teller):
    """Says and asks, and tells what matters while it waits for an answer."""

    def __init__(self, language: Language, ends: Ends, *, converses: bool) -> None:
        """Speak *language* at both *ends*; *converses* where a person sees what they type."""
        self._said = io.StringIO()
        super().__init__(language, self._said, converses=converses)
        self._ends = ends
        self._reading: asyncio.Task[str | None] | None = None
        self._heard = asyncio.Event()

    # ---- the two ends

    async def flush(self) -> None:
        """Write what was said."""
        text = self._said.getvalue()
        self._said.seek(0)
        self._said.truncate()
        await self._ends.write(text)

    async def quiet(self) -> None:
        """Wait for no line any more."""
        if self._reading is not None:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading

    def news(self) -> list[str]:
        """Return what matters and was not told yet."""
        return []

    async def listen(self, prompt: Callable[[], str]) -> str:
        """Ask *prompt* and return the next line; Leave at the end. News comes in between."""
        self.tell_news()
        while True:
            rows = textwrap.wrap(prompt(), self.width, break_on_hyphens=False)
            self._said.write("\n".join(rows) + " ")
            await self.flush()
            if not await self._line_or_news():
                self.say()  # Whatever is half typed stays in the terminal's own line.
                continue
            line = await self._taken()
            if not self.converses:
                self.say()
            return line

    def tell_news(self) -> bool:
        """Say what matters and was not told yet; return whether there was something."""
        found = self.news()
        for line in found:
            self.say(line)
        return bool(found)

    async def _line_or_news(self) -> bool:
        """Wait; return False once news has been told."""
        if self._reading is None:
            self._reading = asyncio.create_task(self._ends.line())
        while not self._reading.done():
            self._heard.clear()
            hearing = asyncio.create_task(self._heard.wait())
            try:
                await asyncio.wait(
                    {self._reading, hearing}, timeout=POLL, return_when=asyncio.FIRST_COMPLETED
                )
            finally:
                hearing.cancel()
            if not self._reading.done() and (found := self.news()):
                self.say("\n" + "\n".join(found))
                return False
        return True

    async def _taken(self) -> str:
        reading, self._reading = self._reading, None
        line = await reading if reading is not None else None
        if line is None:
            self.say()
            raise Leave
        return line

    # ---- questions

    async def line(self, prompt: str) -> str:
        """Return what is typed after *prompt*."""
        return (await self.listen(lambda: prompt)).strip()

    async def sure(self, question: str) -> bool:
        """Ask before something that nothing brings back: only a yes is a yes."""
        _ = self.language._
        if (await self.line(_("{question} yes or no:", question=question))).casefold() in YES:
            return True
        self.nothing()
        return False

    def nothing(self) -> None:
        """Say that nothing was done."""
        self.say(self.language._("Nothing was done."))

    async def pick(self, title: str, rows: Sequence[tuple[str, str]]) -> str | None:
        """Let one of *rows* be chosen by its number; return what it gives, None to go back."""
        _ = self.language._
        self.title(title)
        for number, (_given, text) in enumerate(rows, 1):
            self.say(f"{number}. {text}", "  ")
        while True:
            typed = await self.line(_("Number, or Enter to go back:"))
            if not typed:
                self.nothing()
                return None
            number = int(typed[:4]) if typed.isdecimal() else 0
            if 0 < number <= len(rows):
                return rows[number - 1][0]
            self.say(_("There is no such number here."))

    async def text(self, prompt: str) -> str:
        """Return a line of text; "" to go back."""
        typed = await self.line(self.language._("{wanted}, or Enter to go back:", wanted=prompt))
        if not typed:
            self.nothing()
        return typed

    # ---- a response

    def choices(self, page: pages.Ask) -> None:
        """Read out what may be chosen, each under its letter."""
        part = ""
        for choice in page.choices:
            if choice.part != part:
                part = choice.part
                self.title(part_name(self.language, part))
            price = f" ({choice.minutes})" if choice.takes else ""
            self.say(f"{choice.letter}. {choice.text}{price}", "  ")
            if choice.quote:
                self.say(self.language.quoted(choice.quote), "     ")

    async def response(
        self, title: str, page: pages.Ask, objection: Callable[[tuple[str, ...]], str]
    ) -> tuple[str, ...] | None:
        """Let a response to *page* be chosen; None to go back. *objection* says why it is none."""
        _ = self.language._
        self.say(title)
        self.say(page.how)
        self.choices(page)
        wanted = _("Letter") if page.low == page.high == 1 else _("Letters")
        while True:
            typed = await self.line(_("{wanted}, or Enter to go back:", wanted=wanted))
            if not typed:
                self.nothing()
                return None
            picks = picked(typed, page)
            said = objection(picks) if picks is not None else _("There is no such letter here.")
            if not said and picks is not None:
                return picks
            self.say(said)


def picked(typed: str, page: pages.Ask) -> tuple[str, ...] | None:
    """Return what *typed* picks of *page*: letters or numbers; None if one is not there."""
    if page.low == 0 and typed.casefold() in NONE:
        return ()
    known = {choice.letter.casefold(): choice.id for choice in page.choices}
    known |= {str(number): choice.id for number, choice in enumerate(page.choices, 1)}
    signs = re.findall(r"[^\s,;.>]+", typed.casefold())
    found = [known.get(sign, "") for sign in signs]
    return tuple(found) if found and all(found) else None
