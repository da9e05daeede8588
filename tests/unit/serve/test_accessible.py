"""What docs/accessibility.md claims of the plain pages, tried in a browser beside `Page.audit`.

The tree that screen readers are given, 320 pixels, wider text spacing, the keyboard, the palette.
"""

import re

import pytest

from simulator.serve.pages import TEMPLATES
from simulator.serve.solo import solo
from simulator.store.opening import open_store
from simulator.workshop import commands as c
from tests.browser import browser, needs_chromium
from tests.serving import hosted
from tests.unit.serve.meeting import CODE, D, met
from tests.unit.serve.test_terminal import served, visitor

LOOK = (TEMPLATES.parent / "static" / "look.css").read_text(encoding="utf-8")
TEXT = [  # what stands on what
    ("ink", "paper"), ("ink", "sheet"), ("ink", "panel"), ("quiet", "paper"), ("quiet", "sheet"),
    ("quiet", "panel"), ("main", "paper"), ("main", "sheet"), ("on-main", "main"),
    ("ours", "paper"), ("ours", "sheet"), ("wrong", "paper"), ("wrong", "sheet"),
    ("wrong", "panel"), ("good", "paper"), ("good", "sheet"),
]  # fmt: skip
EDGES = [("main", "paper"), ("main", "sheet"), ("quiet", "sheet"), ("quiet", "paper")]
"""Focus, and the edges of fields (WCAG 1.4.11)."""
SPACING = """(() => { const s = document.createElement('style'); s.textContent =
  '* { line-height: 1.5 !important; letter-spacing: .12em !important;' +
  ' word-spacing: .16em !important } p { margin-bottom: 2em !important }';
  document.adoptedStyleSheets = []; const sheet = new CSSStyleSheet();
  sheet.replaceSync(s.textContent); document.adoptedStyleSheets = [sheet]; return true })()"""
"""WCAG 1.4.12, past the content policy, as a reader's own style sheet is."""
CUT = """(() => { const said = [];
  if (document.documentElement.scrollWidth > innerWidth)
    said.push('wider than the screen: ' + document.documentElement.scrollWidth);
  document.querySelectorAll('main *, header *, footer *').forEach(e => {
    const style = getComputedStyle(e);
    if (e.closest('.heard, .skip, svg') || !e.getClientRects().length) return;
    if (style.overflow === 'hidden' && (e.scrollHeight > e.clientHeight + 2
      || e.scrollWidth > e.clientWidth + 2)) said.push('cut: ' + e.tagName + '.' + e.className); });
  return said })()"""
FOCUS = """(() => { const e = document.activeElement; if (!e || e === document.body) return null;
  const marked = e.matches('input') && e.closest('label.choice') || e, s = getComputedStyle(marked);
  const r = e.getBoundingClientRect();
  return [e.tagName + '#' + e.id + '.' + e.className + ' ' + (e.name || e.getAttribute('href') || e.textContent.trim().slice(0, 20)),
    parseFloat(s.outlineWidth) >= 2 && s.outlineStyle !== 'none' || parseFloat(getComputedStyle(e).outlineWidth) >= 1,
    r.bottom > 0 && r.top < innerHeight] })()"""  # noqa: E501 - one script
NAMED = {
    "button", "link", "textbox", "radio", "checkbox", "combobox", "radiogroup", "region",
    "navigation", "img", "DisclosureTriangle", "progressbar", "meter",
}  # fmt: skip
"""Roles that mean nothing without a name."""


# ---- the palette


def palette(dark):
    blocks = re.findall(r":root \{(.*?)\}", LOOK, re.DOTALL)
    found: dict[str, str] = {}
    for block in blocks[: 1 + dark]:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    return found


def light(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts
    )  # fmt: skip
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    above, below = sorted((light(one), light(other)), reverse=True)
    return (above + 0.05) / (below + 0.05)


@pytest.mark.parametrize("dark", [False, True])
def test_every_pair_of_the_palette_can_be_read(dark):
    colours = palette(dark)
    assert len(colours) == 11
    for pairs, least in ((TEXT, 4.5), (EDGES, 3)):
        for one, other in pairs:
            assert contrast(colours[one], colours[other]) >= least, (one, other)


# ---- the tree


async def tree(page, landmarks=("main", "banner", "contentinfo")):
    """Return what is wrong with the tree that a screen reader is given."""
    nodes = (await page.call("Accessibility.getFullAXTree"))["nodes"]
    said, roles = [], []
    for node in nodes:
        if node.get("ignored"):
            continue
        role, name = node["role"]["value"], node.get("name", {}).get("value", "")
        roles.append(role)
        can = {one["name"]: one["value"].get("value") for one in node.get("properties", ())}
        if role in NAMED and not name.strip():
            said.append(f"no name: {role}")
        if can.get("focusable") and role in {"generic", "none"}:
            said.append(f"takes the focus and says nothing: {role}")
    said += [f"{roles.count(one)} x {one}" for one in landmarks if roles.count(one) != 1]
    return said


async def looked_at(page):
    """Return what keeps somebody out of the page that is shown."""
    found = await tree(page) + list(await page.run(CUT))
    await page.run(SPACING)
    found += [f"spaced: {one}" for one in await page.run(CUT)]
    await page.run("document.adoptedStyleSheets = []; true")
    return found


async def tabbed(page):
    """Return what the Tab key reaches, and what is wrong on the way."""
    await page.run("document.activeElement.blur(); window.scrollTo(0, 0); true")
    reached: list[str] = []
    said: list[str] = []
    for _ in range(80):
        await page.press("Tab")
        here = await page.run(FOCUS)
        if here is None or (reached and here[0] == reached[0]):
            break
        reached.append(here[0])
        if not here[1]:
            said.append(f"focus is not seen: {here[0]}")
        if not here[2] and "skip" not in here[0]:
            said.append(f"focus is off the screen: {here[0]}")
    return reached, said


def _solo(app, store, folder):
    solo(app, store, cache=folder)


SEEN = [{"language": "fr"}, {"language": "en", "dark": True}]


@needs_chromium
@pytest.mark.parametrize("seen", SEEN)
async def test_solo_pages_at_320_pixels(tmp_path, seen):
    store = open_store(tmp_path / "data")
    try:
        async with hosted(lambda app: _solo(app, store, tmp_path)) as host, browser() as ch:
            page = await ch.open(host.url, 320, 640, **seen)
            wrong = {"door": await looked_at(page)}
            await page.submit("main button.main")
            await page.submit("#on")
            wrong["library"] = await looked_at(page)
            await page.submit('a[href="/crises/late-order"]')
            wrong["briefing"] = await looked_at(page)
            await page.submit("main button.main")
            wrong["room"] = await looked_at(page)
            reached, said = await tabbed(page)
            wrong["keys"] = said
            assert len(reached) > 5
            assert "skip" in reached[0]
            assert await page.run("document.documentElement.lang") == seen["language"]
    finally:
        store.close()
    assert {name: found for name, found in wrong.items() if found} == {}


@needs_chromium
@pytest.mark.parametrize("seen", SEEN)
async def test_a_participants_pages_at_320_pixels(seen):
    async with met() as room, browser() as chromium:
        for n in range(6):
            await room.do(c.Join(f"s{n}", f"Person {n}", f"t{n}"), D)
        page = await chromium.open(f"{room.served.url}/j/{CODE}", 320, 640, **seen)
        wrong = {"door": await looked_at(page)}
        assert await page.run("document.querySelector('#name').autocomplete") == "nickname"
        await page.click("#name")
        await page.type("Zoé")
        await page.submit("main button.main")
        wrong["lobby"] = await looked_at(page)
        await room.do(c.Begin())
        await room.do(c.OpenVote(300))
        await page.until("!!document.querySelector('#seat-asked form')")
        wrong["asked"] = await looked_at(page)
        reached, wrong["keys"] = await tabbed(page)
        assert "skip" in reached[0]
        assert any("pick" in one for one in reached)
        for n in range(6):
            await room.do(c.Vote(1, room.legal()[n % 2]), f"s{n}")
        await room.do(c.CloseVote())
        await room.do(c.Reveal())
        await page.until("!!document.querySelector('.split')")
        wrong["revealed"] = await looked_at(page)
        await page.until("document.getElementById('news').textContent !== ''")
        screen = await chromium.open(f"{room.served.url}/projector/{room.key}", 1280, 720, **seen)
        # It fills one screen, whatever its size: what it says is on everybody's own page too.
        wrong["screen"] = await tree(screen, ("main",)) + await screen.run(CUT)
        assert await screen.run("document.documentElement.lang") == seen["language"]
    assert {name: found for name, found in wrong.items() if found} == {}


async def test_the_terminal_page_begins_with_a_way_to_the_plain_ones():
    async with (
        served() as (server, _found),
        visitor(server, "ana") as client,
        client.get("/terminal") as answer,
    ):
        text = await answer.text()
    assert text.index('class="skip" href="/"') < text.index("<main")
    assert text.count("<main") == 1


@needs_chromium
async def test_why_a_field_was_refused_is_said_with_the_field():
    async with met() as room, browser() as chromium:
        await room.do(c.Join("s0", "Zoé", "t0"), D)
        page = await chromium.open(f"{room.served.url}/j/{CODE}", 320, 640, language="en")
        await page.click("#name")
        await page.type("Zoé")
        await page.submit("main button.main")
        nodes = (await page.call("Accessibility.getFullAXTree"))["nodes"]
        (field,) = [
            node for node in nodes
            if node.get("role", {}).get("value") == "textbox"
            and any(one["name"] == "focused" for one in node["properties"])
        ]  # fmt: skip
        assert field["name"]["value"] == "Your name"
        assert "Somebody here has that name" in field["description"]["value"]
        found = {one["name"]: one["value"].get("value") for one in field["properties"]}
        assert found["invalid"] == "true"
        assert await tree(page) == []
