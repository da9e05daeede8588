"""Draw the pictures of the README from the running app: `make pictures`.

Each is the app itself, driven by keys, without motion and with a fixed seed. The SVG that Textual
writes names a font on a remote host; those rules are taken out, so that nothing is fetched.
"""

import asyncio
import re
from pathlib import Path

from simulator.settings import Settings
from simulator.tui.app import BadBuzz
from simulator.tui.wishes import Wishes

HERE = Path(__file__).parent
SIZE = (110, 34)
SEED = 5
PICTURES: dict[str, tuple[str, ...]] = {
    "room": (),
    "send": ("1",),
    "home": ("escape", "escape"),
}
"""Name -> the keys pressed from the beginning of the tutorial on."""


async def draw(name: str, language: str, keys: tuple[str, ...]) -> None:
    """Draw one picture."""
    settings = Settings(motion=False, language=language)
    app = BadBuzz(language, settings, wishes=Wishes(seed=SEED))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.3)
        for key in keys:
            await pilot.press(key)
            await pilot.pause(0.2)
        svg = app.export_screenshot(title="Bad Buzz")
    svg = re.sub(r"@font-face\s*{[^}]*}", "", svg)
    # Textual names its classes anew each time; fixed names keep a picture the same.
    svg = re.sub(r"terminal-\d+", "terminal", svg)
    (HERE / f"{name}.{language}.svg").write_text(svg, encoding="utf-8")


async def main() -> None:
    """Draw them all, in both languages."""
    for name, keys in PICTURES.items():
        for language in ("en", "fr"):
            await draw(name, language, keys)


if __name__ == "__main__":
    asyncio.run(main())
