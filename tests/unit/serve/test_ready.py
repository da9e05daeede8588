"""Words that are ready before anybody comes."""

import asyncio

from aiohttp import web

from simulator.serve import phrases, ready
from simulator.serve.ready import Ready


async def test_words_are_made_before_they_are_asked_for_and_given_once(monkeypatch):
    monkeypatch.setattr(ready, "PAUSE", 0.0)
    monkeypatch.setattr(phrases, "digest", lambda typed: f"kept of {typed}")
    made = Ready(3)
    running = made.run(web.Application())
    await anext(running)
    await asyncio.sleep(0.3)
    assert [len(kept) for kept in made._made.values()] == [3, 3]
    given = [await made.take("fr") for _ in range(5)]
    assert len({words for words, _kept in given}) == 5
    assert all(kept == f"kept of {words}" and len(words.split()) == 4 for words, kept in given)
    await anext(running, None)
    before = {code: len(kept) for code, kept in made._made.items()}
    await asyncio.sleep(0.05)
    assert {code: len(kept) for code, kept in made._made.items()} == before
