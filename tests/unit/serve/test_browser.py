"""A real browser at the pages: wide and narrow, by mouse and by keyboard, scripts on and off."""

import contextlib

import pytest
from aiohttp import web as aio

from simulator.serve.guard import form
from simulator.serve.pages import sheet
from simulator.serve.solo import solo
from simulator.serve.web import show
from simulator.store.opening import open_store
from tests.browser import browser, needs_chromium
from tests.serving import hosted
from tests.unit.serve.test_solo import ASKS

pytestmark = needs_chromium
ANSWER = """(() => {
  const radios = [...document.querySelectorAll('#answer input[type=radio]')];
  const names = new Set(radios.map(i => i.name));
  names.forEach(n => document.querySelector(`#answer input[name="${n}"]`).checked = true);
  const box = document.querySelector('#answer input[type=checkbox]');
  if (box) box.checked = true; return true })()"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory):
    return tmp_path_factory.mktemp("compiled")


@contextlib.asynccontextmanager
async def playing(tmp_path, cache):
    store = open_store(tmp_path)
    try:
        async with hosted(lambda app: add(app, store, cache)) as host:
            yield host
    finally:
        store.close()


def add(app, store, cache):
    solo(app, store, cache=cache)


async def answered(page):
    """Answer once, as anybody would, and read what it set off."""
    await page.run(ANSWER)
    await page.submit("#send")
    if await page.run("!!document.querySelector('#publish')"):
        yield "send"
        await page.submit("#publish")
    yield "reaction"
    await page.submit("#on")


@pytest.mark.parametrize(
    "seen",
    [
        {"width": 1280, "height": 800, "language": "fr"},
        {"width": 360, "height": 640, "language": "en", "dark": True, "scripts": False},
    ],
)
async def test_a_crisis_is_played_to_the_end_and_nobody_is_kept_out_of_any_page(
    tmp_path, cache, seen
):
    async with playing(tmp_path, cache) as host, browser() as chromium:
        page = await chromium.open(host.url, **seen)
        wrong = {"door": await page.audit()}
        await page.submit("main button.main")
        wrong["words"] = await page.audit()
        await page.submit("#on")
        wrong["library"] = await page.audit()
        await page.submit('a[href="/crises/late-order"]')
        wrong["briefing"] = await page.audit()
        await page.submit("main button.main")
        for number in range(12):
            if await page.run("!!document.querySelector('#look-back')"):
                break
            wrong[f"room {number}"] = await page.audit()
            async for name in answered(page):
                wrong[f"{name} {number}"] = await page.audit()
        wrong["over"] = await page.audit()
        await page.submit("#look-back")
        wrong["debrief"] = await page.audit()
        for key in "1257":
            await page.go(f"{host.url}/play/debrief/{key}")
            wrong[key] = await page.audit()
        for name in ("plan", "people"):
            await page.go(f"{host.url}/play/page/{name}")
            wrong[name] = await page.audit()
        assert {name: said for name, said in wrong.items() if said} == {}
        assert page.complaints == []
        assert all(url.startswith((host.url, "data:")) for url in page.requests)
        assert not host.told


async def test_the_keyboard_alone_begins_a_crisis_and_answers(tmp_path, cache):
    async with playing(tmp_path, cache) as host, browser() as chromium:
        page = await chromium.open(host.url, 360, 640, language="en")
        await page.until("document.activeElement.matches('button.main')")
        await page.press("Enter")
        await page.until("!!document.querySelector('#on')")
        await tab_to(page, "#on")
        await page.press("Enter")
        await page.until("location.pathname === '/crises'")
        await tab_to(page, 'a[href="/crises/late-order"]')
        await page.press("Enter")
        await page.until("!!document.querySelector('[name=id]')")
        await tab_to(page, "main button.main")
        await page.press("Enter")
        await page.until("!!document.querySelector('#answer')")
        await tab_to(page, "#answer input[type=radio]")
        await page.press(" ")
        await tab_to(page, "#send")
        await page.press("Enter")
        await page.until("['/play/answer', '/play/reaction'].includes(location.pathname)")
        await page.until("!!document.querySelector('#publish, #on')")


async def tab_to(page, selector):
    for _ in range(60):
        if await page.run(f"document.activeElement.matches({selector!r})"):
            return
        await page.press("Tab")
    raise AssertionError(selector)


async def test_another_window_brings_the_room_up_to_date_and_what_was_filled_in_stays(
    tmp_path, cache
):
    async with playing(tmp_path, cache) as host, browser() as chromium:
        page = await chromium.open(f"{host.url}/", 1280, 800, language="en")
        await page.submit("main button.main")
        await page.go(f"{host.url}/crises/late-order")
        await page.submit("main button.main")
        await page.run("document.querySelector('#answer input[type=radio]').click()")
        picked = await page.run("document.querySelector('#answer :checked').id")
        await page.run(f"document.getElementById('{picked}').focus()")
        # The other window, with the same cookies: it looks closer, then it answers.
        look = "[...document.querySelectorAll('[name=look]')].pop()"
        sent = (
            "fetch('/play/do', {method: 'POST', body: new URLSearchParams({kind: 'look', look: "
            f"{look}.value, step: document.querySelector('[name=step]').value}})}})"
            ".then(r => r.status)"
        )
        step = await page.run("document.querySelector('[name=step]').value")
        assert await page.run(sent) == 200
        await page.until("!!document.querySelector('#feed .found')")
        assert await page.run("document.querySelector('[name=step]').value") != step
        assert await page.run("document.activeElement.id") in {picked, "main"}
        assert not page.complaints


DESK = """{% extends "page.html" %}{% import "parts.html" as parts %}"""


def desk(app: aio.Application) -> None:
    """Serve a form of each shape, and say back what it sent."""
    from simulator.language import speak

    async def ask(request: aio.Request) -> aio.Response:
        asked = ASKS[request.match_info["shape"]]
        return show(request, "desk.html", sheet=sheet(asked, speak("en")))

    async def said(request: aio.Request) -> aio.Response:
        sent = await form(request)
        return aio.Response(text=repr(sorted(sent._pairs)))

    app.router.add_get("/desk/{shape}", ask)
    app.router.add_post("/said", said)


@pytest.fixture
def desk_template(monkeypatch):
    from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader

    from simulator.serve.pages import TEMPLATES, environment

    found = environment()
    text = DESK + (
        "{% block main %}<h1>x</h1><form method=post action=/said>"
        "{{ parts.choices(sheet, w, language) }}"
        "<button id=go class=main>go</button></form>{% endblock %}"
    )
    monkeypatch.setattr(
        found,
        "loader",
        ChoiceLoader([FileSystemLoader(TEMPLATES), DictLoader({"desk.html": text})]),
    )


async def test_an_order_is_made_by_buttons_with_a_script_and_by_places_without(desk_template):
    async with hosted(desk) as host, browser() as chromium:
        page = await chromium.open(f"{host.url}/desk/order", 360, 640, language="en")
        await page.until("!!document.querySelector('.moves')")
        assert await page.audit() == []
        await page.run("document.querySelector('li:nth-child(3) .up').focus()")
        await page.press("Enter")
        await page.press("Enter")
        assert "now 1st" in await page.run("document.getElementById('news').textContent")
        assert (
            await page.run(
                "document.activeElement.closest('li').querySelector('.text').textContent"
            )
            == "text of three"
        )
        await page.submit("#go")
        ordered = (
            "[('place-four', '4'), ('place-one', '2'), ('place-three', '1'), ('place-two', '3')]"
        )
        assert await page.text() == ordered
        plain = await chromium.open(f"{host.url}/desk/order", 360, 640, scripts=False)
        assert await plain.run("document.querySelectorAll('select').length") == 4
        assert await plain.audit() == []


async def test_a_budget_is_added_up_as_boxes_are_ticked(desk_template):
    async with hosted(desk) as host, browser() as chromium:
        page = await chromium.open(f"{host.url}/desk/several", 360, 640, language="en")
        await page.until("document.querySelector('.spent').textContent === '0 of 10 min'")
        for name in ("one", "two", "three"):
            await page.click(f"#pick-{name}")
        await page.until(
            "document.querySelector('.spent.over').textContent === '15 of 10 min: 5 too many'"
        )
        assert await page.audit() == []


async def test_the_audit_sees_what_is_wrong():
    def bare(app: aio.Application) -> None:
        async def page(_request: aio.Request) -> aio.Response:
            text = """<title>x</title><main><h1>a</h1><h3>b</h3><p id=p>faint</p>
              <link rel=stylesheet href=/bad.css><input name=f><button>i</button></main>"""
            return aio.Response(text=text, content_type="text/html")

        async def css(_request: aio.Request) -> aio.Response:
            faint = (
                "p { color: #999; background: #fff } button { width: 20px } main { width: 200vw }"
            )
            return aio.Response(text=faint, content_type="text/css")

        app.router.add_get("/bad", page)
        app.router.add_get("/bad.css", css)

    async with hosted(bare) as host, browser() as chromium:
        found = " ".join(await (await chromium.open(f"{host.url}/bad", 360, 640)).audit())
        for word in (
            "faint (2.8",
            "no label",
            "small target",
            "heading skips",
            "no language",
            "wider",
        ):
            assert word in found
