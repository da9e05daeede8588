"""What reading scenarios costs: unchanged ones again (G3), new ones for the first time (G4)."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

import yaml
from platformdirs import user_cache_path

from simulator.scenario import source
from simulator.scenario.load import FILE, Loaded, load
from tests.bench import generate
from tests.bench.table import Figure, Side, in_turns, show, timed

SCENES = 1000
INKJS = "inkjs@2.4.0"
SHIPPED = Path(__file__).parents[2] / "scenarios"
_COMPILE = Path(__file__).with_name("compile_ink.js")


class Ink:
    """inkjs, asked to compile one story again and again by a process that stays warm."""

    def __init__(self, room: Path, knots: int, *, full: bool) -> None:
        """Install inkjs outside the repository; write a story of *knots* knots in *room*."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise OSError("node and npm are not installed")
        home = user_cache_path("badbuzz-bench")
        if not (home / "node_modules" / "inkjs").is_dir():
            command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home)]
            subprocess.run([*command, INKJS], check=True, capture_output=True, timeout=120)
        story = room / f"{knots}-{full}.ink"
        story.write_text(generate.ink(1, knots, full=full), encoding="utf-8")
        self._process = subprocess.Popen(
            [node, _COMPILE, home, story],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def compile(self) -> float:
        """Return the seconds that one compilation took, starting node not counted."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write("\n")
        return float(answered.readline()) / 1000

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _ink(room: Path, knots: int, *, full: bool) -> Ink | None:
    try:
        ink = Ink(room, knots, full=full)
        ink.compile()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"inkjs is missing: {error}")
        return None
    return ink


def most_scenes() -> int:
    """Return how many full-size scenes one file may hold by its limits of bytes and events."""
    for count in range(generate.SCENES, 0, -1):
        text = generate.scenario(1, count)
        if len(text.encode()) <= source.MAX_BYTES and events(text) <= source.MAX_EVENTS:
            return count
    raise ValueError("not one full-size scene fits")


def events(text: str) -> int:
    """Count the events that the YAML library sees in *text*."""
    return sum(1 for _ in yaml.parse(text, Loader=yaml.CSafeLoader))


def _limits() -> int:
    print(f"Limits of a file: {source.MAX_BYTES:,} bytes, {source.MAX_EVENTS:,} events.")
    for name, text in (
        ("60 full-size scenes", generate.scenario(1)),
        (
            "60 with 8 options and 12 posts",
            generate.scenario(1, kind="several", options=8, posts=12),
        ),
        ("60 with 12 fragments and 12 posts", generate.scenario(1, kind="compose", posts=12)),
    ):
        size, count = len(text.encode()), events(text)
        fits = size <= source.MAX_BYTES and count <= source.MAX_EVENTS
        print(f"  {name}: {size:,} bytes, {count:,} events; {'fits' if fits else 'DOES NOT FIT'}")
    return most_scenes()


def _generated(room: Path) -> list[Path]:
    most = _limits()
    folders: list[Path] = []
    for first in range(0, SCENES, most):
        folder = room / f"full-{first}"
        folder.mkdir()
        text = generate.scenario(first, min(most, SCENES - first))
        (folder / FILE).write_text(text, encoding="utf-8")
        folders.append(folder)
    print(f"  so {SCENES:,} scenes are measured in {len(folders)} files of at most {most} scenes")
    return folders


def _shipped(room: Path) -> list[Path]:
    """Copy the shipped scenarios; one with a problem is never kept compiled, so it is left out."""
    folders: list[Path] = []
    for found in sorted(SHIPPED.glob(f"*/{FILE}")):
        folder = room / found.parent.name
        shutil.copytree(found.parent, folder)
        if problems := load(folder)[1]:
            print(f"{folder.name} is left out: it has {len(problems)} problems")
        else:
            folders.append(folder)
    return folders


def _load(folders: Sequence[Path], cache: Path | None = None) -> list[Loaded]:
    loaded = [load(folder, cache=cache)[0] for folder in folders]
    return [found for found in loaded if found is not None]


def _open(folders: Sequence[Path], cache: Path) -> int:
    """Load, then touch every scene, rating and text; return how many scenes there are."""
    count = 0
    for found in _load(folders, cache):
        for name in found.scenario.scenes:
            assert found.scenario.scenes[name].id == name
            assert found.key[name].items is not None
            count += 1
        for language in found.texts:
            assert len(found.texts[language]) > count // len(folders)
    return count


def _construct(folders: Sequence[Path]) -> None:
    """Do with the same bytes what PyYAML alone does: values, no places, no checks."""
    for folder in folders:
        for path in sorted(folder.glob("*.yaml")):
            yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)


def _measure(title: str, folders: Sequence[Path], room: Path) -> None:
    cache = room / f"cache of {title}"
    problems = [problem for folder in folders for problem in load(folder, cache=cache)[1]]
    kept = len(list(cache.glob("*.bin")))
    scenes = _open(folders, cache)
    size = sum(path.stat().st_size for folder in folders for path in folder.glob("*.yaml"))
    print(f"\n{title}: {len(folders)} scenarios, {scenes:,} scenes, {size:,} bytes of YAML, "
          f"{len(problems)} problems, {kept} kept compiled")  # fmt: skip
    sides: dict[str, Side] = {
        "reload": timed(lambda: _load(folders, cache)),
        "open": timed(lambda: _open(folders, cache)),
        "load": timed(lambda: _load(folders)),
        "yaml": timed(lambda: _construct(folders)),
    }
    inks = {
        name: ink
        for name, full in (("full", True), ("lean", False))
        if (ink := _ink(room, scenes, full=full))
    }
    taken = in_turns(sides | {name: ink.compile for name, ink in inks.items()})
    for ink in inks.values():
        ink.close()
    full, lean, ours = taken.get("full"), taken.get("lean"), taken["reload"]
    show([
        Figure("G3 reload / inkjs, as many knots, as many words", ours, full, faster=100),
        Figure("   / inkjs, as many knots, few words", ours, lean, faster=100),
        Figure("   then every scene, rating and text opened", taken["open"], full),
        Figure("G4 first load / PyYAML CSafeLoader", taken["load"], taken["yaml"], slower=1.6),
    ])  # fmt: skip


def main() -> None:
    """Measure and print; nothing is asserted about speed."""
    print("Other processes share the machine: only ratios count, both sides were run in turns.")
    with tempfile.TemporaryDirectory(prefix="badbuzz-bench-") as name:
        room = Path(name)
        _measure("full-size scenarios", _generated(room), room)
        print()
        _measure("shipped scenarios", _shipped(room), room)


if __name__ == "__main__":
    main()
