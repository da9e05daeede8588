"""A headless Chromium driven over its own protocol: what a person's browser does with our pages.

`async with browser() as chromium:` then `page = await chromium.open(url, width, height)`.
Tests that use it are skipped where there is none (`needs_chromium`).
"""

import asyncio
import base64
import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="no Chromium here")
PATIENCE = 20.0
KEYS = {
    "Enter": (13, "\r"), "Tab": (9, ""), " ": (32, " "), "ArrowDown": (40, ""),
    "ArrowUp": (38, ""), "Escape": (27, ""),
}  # fmt: skip


AUDIT = r"""(() => {
  const said = [], all = s => [...document.querySelectorAll(s)];
  const seen = e => e.getClientRects().length && getComputedStyle(e).visibility !== 'hidden'
    && !e.closest('[aria-hidden=true]') && !e.closest('.heard, .skip');
  const what = e => e.tagName + '.' + e.className + ' ' + (e.textContent || '').trim().slice(0, 40);
  if (!document.documentElement.lang) said.push('no language');
  if (all('main').length !== 1) said.push('not one main');
  if (all('h1').length !== 1) said.push('not one h1');
  if (!document.title.trim()) said.push('no title');
  let level = 0;
  all('h1,h2,h3,h4,h5,h6').forEach(h => { const n = Number(h.tagName[1]);
    if (n > level + 1) said.push('heading skips: ' + what(h)); level = n; });
  all('input:not([type=hidden]),select,textarea').filter(seen).forEach(f => {
    if (!f.labels.length && !f.getAttribute('aria-label')) said.push('no label: ' + f.name); });
  all('fieldset').forEach(f => { if (!f.querySelector('legend')) said.push('no legend'); });
  all('button,a[href]').filter(seen).forEach(e => {
    if (!(e.textContent.trim() || e.getAttribute('aria-label'))) said.push('no name: ' + e.outerHTML); });
  const ids = all('[id]').map(e => e.id);
  ids.filter((id, n) => ids.indexOf(id) !== n).forEach(id => said.push('twice the id ' + id));
  all('[aria-labelledby]').forEach(e => e.getAttribute('aria-labelledby').split(' ').forEach(id => {
    if (!document.getElementById(id)) said.push('labelled by nothing: ' + id); }));
  all('button,a.button,.top a,summary,label.choice,.sure label,select,input[type=text]').filter(seen)
    .forEach(e => { const r = e.getBoundingClientRect();
      if (r.height < 43.5 || r.width < 43.5) said.push('small target: ' + what(e)); });
  if (document.documentElement.scrollWidth > innerWidth) said.push('wider than the screen');
  const number = c => (c.match(/[\d.]+/g) || []).map(Number);
  const light = c => { const [r, g, b] = c.map(v => (v /= 255) <= 0.04045 ? v / 12.92
    : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const under = e => { for (; e; e = e.parentElement) {
    const c = number(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] > 0.99) return c; }
    return [255, 255, 255]; };
  all('main *, header *, footer *').filter(seen).forEach(e => {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())) return;
    if (e.matches('[disabled]')) return;
    const style = getComputedStyle(e), a = light(number(style.color).slice(0, 3)), b = light(under(e).slice(0, 3));
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const big = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    if (ratio < (big ? 3 : 4.5)) said.push('faint (' + ratio.toFixed(2) + '): ' + what(e)); });
  return [...new Set(said)];
})()"""  # noqa: E501 - one script
"""What a page owes to everybody and can be measured: names, labels, headings, targets, contrast."""


class Page:
    """One tab, with its own cookies."""

    def __init__(self, chromium: "Chromium", session: str) -> None:
        self._chromium = chromium
        self.session = session
        self.requests: list[str] = []
        """Every address asked for."""
        self.complaints: list[str] = []
        """What the console said: errors, refusals of the content policy."""

    async def call(self, method: str, **params: Any) -> dict[str, Any]:
        return await self._chromium.call(method, self.session, **params)

    async def run(self, script: str) -> Any:
        """Return the value of an expression, awaited."""
        found = await self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    async def go(self, url: str) -> None:
        await self.call("Page.navigate", url=url)
        await self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    async def until(self, script: str, seconds: float = PATIENCE) -> Any:
        """Wait until *script* is true, whatever page is shown by then."""
        last: object = None
        try:
            async with asyncio.timeout(seconds):
                while True:
                    with contextlib.suppress(AssertionError, LookupError):
                        if last := await self.run(script):
                            return last
                    await asyncio.sleep(0.03)
        except TimeoutError:
            raise AssertionError(f"never true: {script}; shown: {await self.text()}") from None

    async def text(self) -> str:
        return str(await self.run("document.body ? document.body.innerText : ''"))

    async def click(self, selector: str) -> None:
        """Click the middle of what *selector* finds, with a mouse."""
        where = await self.until(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            "if (!e) return 0; e.scrollIntoView({block: 'center', behavior: 'instant'});"
            "const r = e.getBoundingClientRect();"
            "return r.width ? [r.x + r.width / 2, r.y + r.height / 2] : 0 })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            await self.call(
                "Input.dispatchMouseEvent", type=kind, x=where[0], y=where[1], button="left",
                clickCount=1,
            )  # fmt: skip

    async def submit(self, selector: str) -> None:
        """Click, and wait for the page that follows."""
        await self.run("window.isOld = true")
        await self.click(selector)
        await self.until("!window.isOld && document.readyState === 'complete'")

    async def press(self, key: str) -> None:
        """Press one key, by name."""
        code, text = KEYS.get(key, (0, key))
        known: dict[str, Any] = {"key": key, "windowsVirtualKeyCode": code}
        down = {"type": "keyDown" if text else "rawKeyDown"} | ({"text": text} if text else {})
        await self.call("Input.dispatchKeyEvent", **down, **known)
        await self.call("Input.dispatchKeyEvent", type="keyUp", **known)

    async def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        await self.call("Input.insertText", text=text)

    async def picture(self, path: Path, *, whole: bool = False) -> None:
        """Keep what is shown, or the *whole* page, as a PNG."""
        found = await self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        await asyncio.to_thread(path.write_bytes, base64.b64decode(found["data"]))

    async def audit(self) -> list[str]:
        """Return what keeps somebody out of the page: see AUDIT."""
        return list(await self.run(AUDIT))

    async def scripts(self, *, are_on: bool) -> None:
        """Let pages run scripts, or not."""
        await self.call("Emulation.setScriptExecutionDisabled", value=not are_on)


class Chromium:
    """A running browser."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._pages: dict[str, Page] = {}
        self._number = 0

    async def call(self, method: str, session: str = "", **params: Any) -> dict[str, Any]:
        self._number += 1
        number = self._number
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session:
            message["sessionId"] = session
        self._waiting[number] = asyncio.get_running_loop().create_future()
        await self._socket.send_json(message)
        async with asyncio.timeout(PATIENCE):
            return await self._waiting[number]

    async def open(
        self, url: str, width: int = 1280, height: int = 800, *, dark: bool = False,
        language: str = "fr", scripts: bool = True,
    ) -> Page:  # fmt: skip
        """Return a new tab with its own cookies that shows *url*."""
        context = (await self.call("Target.createBrowserContext"))["browserContextId"]
        target = await self.call("Target.createTarget", url="about:blank", browserContextId=context)
        found = await self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        page = self._pages[found["sessionId"]] = Page(self, found["sessionId"])
        for domain in ("Page", "Runtime", "Network", "Log"):
            await page.call(f"{domain}.enable")
        await page.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
            mobile=width < 600,
        )  # fmt: skip
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await page.call("Emulation.setEmulatedMedia", features=[scheme])
        await page.call("Network.setExtraHTTPHeaders", headers={"Accept-Language": language})
        if not scripts:
            await page.scripts(are_on=False)
        await page.go(url)
        return page

    async def listen(self) -> None:
        """Hand answers to whoever asked, and what happens to its page."""
        async for message in self._socket:
            said = json.loads(message.data)
            if "id" in said:
                waiting = self._waiting.pop(said["id"])
                if waiting.done():
                    continue
                if "error" in said:
                    waiting.set_exception(LookupError(said["error"]["message"]))
                else:
                    waiting.set_result(said["result"])
            elif page := self._pages.get(said.get("sessionId", "")):
                _heard(page, said["method"], said["params"])


def _heard(page: Page, method: str, params: dict[str, Any]) -> None:
    if method == "Network.requestWillBeSent":
        page.requests.append(params["request"]["url"])
    elif method == "Log.entryAdded" and params["entry"]["level"] in {"error", "warning"}:
        page.complaints.append(params["entry"]["text"])
    elif method == "Runtime.exceptionThrown":
        page.complaints.append(params["exceptionDetails"]["text"])


@contextlib.asynccontextmanager
async def browser() -> AsyncIterator[Chromium]:
    """Start a browser, and end it with every tab."""
    with tempfile.TemporaryDirectory(prefix="chromium-", ignore_cleanup_errors=True) as folder:
        options = [
            "--headless=new", "--remote-debugging-port=0", f"--user-data-dir={folder}",
            "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-extensions", "--hide-scrollbars", "--force-color-profile=srgb",
        ]  # fmt: skip
        if os.geteuid() == 0:
            options.append("--no-sandbox")
        process = await asyncio.create_subprocess_exec(
            CHROMIUM, *options, "about:blank",
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        try:
            place = await _place(Path(folder) / "DevToolsActivePort")
            async with (
                aiohttp.ClientSession() as client,
                client.ws_connect(f"ws://127.0.0.1:{place}", max_msg_size=0) as socket,
            ):
                found = Chromium(socket)
                listening = asyncio.create_task(found.listen())
                yield found
                with contextlib.suppress(Exception):
                    await found.call("Browser.close")
                listening.cancel()
        finally:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            try:
                async with asyncio.timeout(5):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()


async def _place(file: Path) -> str:
    """Return the port and the path that the browser wrote down once it was ready."""
    async with asyncio.timeout(PATIENCE):
        while True:
            lines = await asyncio.to_thread(_lines, file)
            if len(lines) == 2:
                return "".join(lines)
            await asyncio.sleep(0.05)


def _lines(file: Path) -> list[str]:
    return file.read_text().split() if file.exists() else []
