"""Real browsers in a workshop: wide and narrow, with a script and without, by mouse and by keys."""

import asyncio

import pytest

from simulator.workshop import commands as c
from tests.browser import browser, needs_chromium
from tests.unit.serve.meeting import CODE, D, first, met

pytestmark = needs_chromium
FITS = "document.documentElement.scrollWidth <= innerWidth"
IS_SHOWN = "!!document.querySelector('{}')"
READ = """(() => {
  const room = document.querySelector('.now').getBoundingClientRect(), all = s => [...document.querySelectorAll(s)];
  const words = all('.words');
  return words.length > 2 && all('.options li, .split tr').every(e => e.getBoundingClientRect().bottom <= room.bottom + 1)
    && words.every(e => { const style = getComputedStyle(e);
      return parseFloat(style.fontSize) >= innerHeight / 46
        && (e.scrollHeight <= e.clientHeight + 1 || style.webkitLineClamp !== 'none'); });
})()"""  # noqa: E501 - one script
"""Whether all answers stand on the room's screen, their words large; what is cut says so."""
CROWDED = """(() => {
  const list = document.querySelector('.options'), one = list.querySelector('li:has(.words)');
  one.querySelector('.words').textContent = 'Eleven letters '.repeat(20);
  while (list.children.length < 8) list.append(one.cloneNode(true));
  [...list.children].forEach(e => e.replaceWith(one.cloneNode(true)));
  dispatchEvent(new Event('resize'));
  return list.children.length;
})()"""
"""Eight answers of forty words."""
SEEN = [
    {"width": 1280, "height": 800, "language": "fr"},
    {"width": 360, "height": 640, "language": "en", "dark": True, "scripts": False},
]


async def others(room, count):
    for n in range(count):
        await room.do(c.Join(f"s{n}", f"Person {n}", f"t{n}"), D)


async def shows(page, selector, *, by_itself):
    """Wait for what the host tells; without a script, ask again as a person would."""
    if not by_itself:
        await page.submit('a[href="/seat"]:not(.brand)')
    await page.until(IS_SHOWN.format(selector))


@pytest.mark.parametrize("seen", SEEN)
async def test_somebody_joins_votes_and_sees_the_split(seen):
    by_itself = seen.get("scripts", True)
    async with met() as room, browser() as chromium:
        await others(room, 6)
        page = await chromium.open(f"{room.served.url}/j/{CODE}", **seen)
        wrong = {"door": await page.audit()}
        await page.click("#name")
        await page.type("Zoé")
        await page.submit("main button.main")
        wrong["lobby"] = await page.audit()
        async for name in voting(room, page, by_itself=by_itself):
            wrong[name] = await page.audit()
        async for name in writing(room, page, by_itself=by_itself):
            wrong[name] = await page.audit()
        assert await page.run(FITS)
        assert {name: found for name, found in wrong.items() if found} == {}
        assert not page.complaints
        assert all(one.startswith((room.served.url, "data:")) for one in page.requests)


async def voting(room, page, *, by_itself):
    """Read, answer, and see how the room answered."""
    await room.do(c.Begin())
    await shows(page, "#seat-feed", by_itself=by_itself)
    yield "reading"
    await room.do(c.OpenVote(300))
    await shows(page, "#seat-asked form", by_itself=by_itself)
    yield "asked"
    await page.click("#seat-asked label.choice:nth-of-type(2)")
    await page.click("label:has(#sure-3)")
    await page.submit("#seat-asked button.main")
    assert await page.run(IS_SHOWN.format(".noted"))
    yield "answered"
    answer = room.answers()[room.seat("Zoé")]
    assert answer.confidence == 3
    for n in range(6):
        await room.do(c.Vote(1, answer.picks), f"s{n}")
    await room.do(c.CloseVote())
    await room.do(c.Reveal())
    await shows(page, ".split", by_itself=by_itself)
    assert "7" in await page.text()
    yield "revealed"


async def writing(room, page, *, by_itself):
    """Write the post, and see the wall."""
    await room.do(c.OpenWriting(300))
    await shows(page, "#text", by_itself=by_itself)
    await page.click("#text")
    await page.type("Une phrase à nous")
    yield "writing"
    await page.submit("#seat-wall button.main")
    await room.do(c.CloseWriting())
    await shows(page, ".hung", by_itself=by_itself)
    yield "wall"


async def test_what_is_half_filled_in_and_where_one_is_survive_the_news():
    async with met() as room, browser() as chromium:
        await others(room, 2)
        page = await chromium.open(f"{room.served.url}/j/{CODE}", 360, 640)
        await page.click("#name")
        await page.type("Zoé")
        await page.submit("main button.main")
        await room.do(c.Begin())
        await room.do(c.OpenVote(300))
        await page.until(IS_SHOWN.format("#seat-asked form"))
        await page.click("#seat-asked label.choice:nth-of-type(2)")
        held = await page.run("document.activeElement.id")
        top = await page.run("Math.round(scrollY)")
        assert held.startswith("pick-")
        assert top > 0
        await room.do(c.Pause())
        await page.until("!document.querySelector('#seat-clock b')")
        await room.do(c.Extend(60))
        await room.do(c.Resume())
        await page.until("!!document.querySelector('#seat-clock b')")
        assert await page.run("document.activeElement.id") == held
        assert await page.run("document.querySelector('#seat-asked :checked').id") == held
        assert abs(await page.run("Math.round(scrollY)") - top) < 120
        assert (
            await page.run("document.querySelector('#seat-clock b').getAttribute('aria-live')")
            == "off"
        )
        await room.do(c.OpenWriting(0))
        await page.until(IS_SHOWN.format("#text"))
        await page.click("#text")
        await page.type("à moitié écr")
        await room.do(c.Write(1, "un autre"), "s0")
        await room.do(c.Write(1, "encore un"), "s1")
        await page.until("document.querySelector('#seat-wall').innerText.includes('2 ')", 8)
        assert await page.run("document.querySelector('#text').value") == "à moitié écr"
        assert await page.run("document.activeElement.id") == "text"
        assert not page.complaints


async def test_an_order_that_is_being_made_survives_the_news():
    async with met("two-keys") as room, browser() as chromium:
        await others(room, 1)
        page = await chromium.open(f"{room.served.url}/j/{CODE}", 360, 640)
        await page.click("#name")
        await page.type("Zoé")
        await page.submit("main button.main")
        await room.do(c.Begin())
        for _ in range(12):
            await room.do(c.OpenVote(300))
            await page.until(IS_SHOWN.format("#seat-asked form"))
            if await page.run(IS_SHOWN.format("ol.order")):
                break
            await room.do(c.Vote(room.host.now.teams["1"].steps, room.legal()[-1]), "s0")
            for command in (c.CloseVote(), c.Reveal(), c.GoOn()):
                await room.do(command)
            await page.until("!document.querySelector('#seat-asked form')")
        read = "[...document.querySelectorAll('ol.order select')].map(one => one.name).join()"
        await page.submit("#seat-asked button.main")
        before = await page.run(read)
        await page.click("ol.order li:last-child .up")
        made = await page.run(read)
        assert made != before
        await page.run("window.isHere = document.querySelector('.noted')")
        await room.do(c.Pause())  # What stands beside the answer changes, and the form with it.
        await page.until("document.querySelector('.noted') !== window.isHere")
        assert await page.run(read) == made
        assert not page.complaints


async def test_it_is_all_done_by_keys_and_the_seat_is_told_to_go():
    async with met() as room, browser() as chromium:
        page = await chromium.open(f"{room.served.url}/j/{CODE}")
        await page.until("document.activeElement.id === 'name'")
        await page.type("Zoé")
        await page.run("window.isOld = true")
        await page.press("Enter")
        await page.until("!window.isOld && document.readyState === 'complete'")
        await room.do(c.Begin())
        await room.do(c.OpenVote())
        await page.until(IS_SHOWN.format("#seat-asked form"))
        await page.run("document.querySelector('#seat-asked').focus()")
        await page.press("Tab")
        await page.press(" ")
        await page.run("window.isOld = true")
        await page.press("Enter")
        await page.until("!window.isOld && document.readyState === 'complete'")
        assert len(room.answers()) == 1
        await room.do(c.Remove(room.seat("Zoé")))
        await page.until("!document.querySelector('[data-state]')")
        assert "place" in await page.text()
        assert not page.complaints


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
async def test_the_screen_of_the_room_follows_and_nothing_runs_over(width, height):
    async with met() as room, browser() as chromium:
        await others(room, 12)
        page = await chromium.open(
            f"{room.served.url}/projector/{room.key}", width, height, language="en"
        )
        fits = f"{FITS} && document.documentElement.scrollHeight <= innerHeight"
        assert await page.run(fits)
        assert "12 people are in" in await page.text()
        await room.do(c.Begin())
        await room.do(c.OpenVote(90))
        await page.until(IS_SHOWN.format(".voting"))
        size = "parseFloat(getComputedStyle(document.querySelector('.options li')).fontSize)"
        assert await page.run(f"{size} >= innerHeight / 36")
        assert await page.run(READ), "the words of the answers"
        assert "held up at the courier" in await page.text()
        assert await page.run(CROWDED) == 8
        assert await page.run(fits)
        assert await page.run(READ), "the words of eight long answers"
        for n in range(12):
            await room.do(c.Vote(1, room.legal()[n % 3 // 2]), f"s{n}")
        await page.until("document.body.innerText.includes('12 of 12')")
        await room.do(c.CloseVote())
        await room.do(c.Reveal())
        await page.until(IS_SHOWN.format(".split"))
        await asyncio.sleep(0.6)
        assert await page.run(fits)
        assert await page.run(READ), "the words, beside how many chose them"
        assert await page.run(
            "[...document.querySelectorAll('.outcome, .prompt, .split tr')].every(one =>"
            "one.getBoundingClientRect().bottom <= innerHeight)"
        )
        await room.do(c.Try(room.legal()[-1]))
        await page.until(IS_SHOWN.format(".trying .post"))
        await asyncio.sleep(0.6)
        assert "Only tried" in await page.text()
        assert await page.run("!document.querySelector('.split')")
        assert await page.run(fits)
        assert not page.complaints
        assert first(r"(\d+) people are in", await page.text()) == "12"
