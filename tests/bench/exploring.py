"""What exploring costs: exercises at random (G1), every state (G5), the shipped scenarios."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from platformdirs import user_cache_path

from simulator.explore.bots import bot
from simulator.explore.optimum import TOTAL, best_play
from simulator.explore.sample import Sampler
from simulator.explore.search import explore
from simulator.explore.survey import survey
from simulator.scenario.library import shipped
from simulator.scenario.load import load
from tests.bench import branching
from tests.bench.reload import INKJS
from tests.bench.table import ROUNDS, Figure, in_turns, show, timed

DECISIONS, PLAYS, SECONDS = 24, 20_000, 1.5
"""24 decisions that move a number by 2 at most: none leaves 0 to 100, which ink would not hold."""
STEPS = 100
LIMIT = 10.0
"""Seconds that a shipped scenario may take: an absolute limit, so it wants a quiet machine."""
_PLAY = Path(__file__).with_name("play_ink.js")


class InkPlayer:
    """inkjs playing one story at random, in a process that stays warm."""

    def __init__(self, story: Path) -> None:
        """Install inkjs outside the repository, and compile *story*."""
        node, npm = shutil.which("node"), shutil.which("npm")
        if node is None or npm is None:
            raise OSError("node and npm are not installed")
        home = user_cache_path("badbuzz-bench")
        if not (home / "node_modules" / "inkjs").is_dir():
            command = [npm, "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home)]
            subprocess.run([*command, INKJS], check=True, capture_output=True, timeout=120)
        self._process = subprocess.Popen(
            [node, _PLAY, home, story, str(SECONDS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def seconds(self) -> float:
        """Return the seconds that PLAYS plays take, from a round of SECONDS."""
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        asked.write("\n")
        return float(answered.readline()) / 1000 * PLAYS

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _exercises(room: Path) -> Figure:
    steps = branching.graph(DECISIONS, 1, 1, len(branching.RATED))
    sampler = Sampler(branching.loaded(steps, signals=4))
    story = room / "story.ink"
    story.write_text(branching.ink(steps), encoding="utf-8")
    who, seeds = bot("looks-at-nothing"), iter(range(10_000))

    def ours() -> float:
        start = time.perf_counter()
        count = 0
        while time.perf_counter() - start < SECONDS:
            scores = sampler.play(who, "en", PLAYS, seed=next(seeds))
            assert (scores.span > 0).all()
            assert scores.overall.min() >= 0
            count += PLAYS
        return (time.perf_counter() - start) / count * PLAYS

    name = f"G1 {PLAYS:,} random exercises, eight principles / inkjs"
    try:
        ink = InkPlayer(story)
        ink.seconds()
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        print(f"inkjs is missing: {error}")
        return Figure(name, in_turns({"ours": ours})["ours"], None, faster=40)
    taken = in_turns({"ours": ours, "peer": ink.seconds})
    ink.close()
    return Figure(name, taken["ours"], taken["peer"], faster=40)


def _spin(room: Path, model: str) -> Callable[[], float] | None:
    """Return what runs SPIN's verifier once; None, having said why, where there is no SPIN."""
    spin, gcc = shutil.which("spin"), shutil.which("gcc")
    if spin is None or gcc is None:
        print("SPIN is missing: install the packages spin and gcc")
        return None
    (room / "story.pml").write_text(model, encoding="utf-8")
    subprocess.run([spin, "-a", "story.pml"], cwd=room, check=True, capture_output=True)
    flags = ["-O2", "-w", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=8000"]
    subprocess.run([gcc, *flags, "-o", "pan", "pan.c"], cwd=room, check=True)

    def run() -> float:
        start = time.perf_counter()
        command = [str(room / "pan"), "-m2000000", "-w26"]
        told = subprocess.run(command, cwd=room, check=True, capture_output=True, text=True).stdout
        taken = time.perf_counter() - start
        found = re.search(r"(\d[\d.e+]*) states, stored", told)
        assert found
        run.__doc__ = found[1]
        return taken

    return run


def _states(room: Path) -> Figure:
    steps = branching.graph(STEPS, 1, 10, 1)
    loaded = branching.loaded(steps)
    told: list[str] = []

    def ours() -> None:
        graph = explore(loaded.scenario, loaded.key)
        worst, best = best_play(graph, -TOTAL), best_play(graph, TOTAL)
        assert worst
        assert best
        told.append(f"{graph.states:,} states, {worst.gained.total} to {best.gained.total} marks")

    peer = _spin(room, branching.promela(steps))
    sides = {"ours": timed(ours)} | ({"peer": peer} if peer else {})
    taken = in_turns(sides)
    print(f"G5: {told[-1]}; SPIN stored {peer.__doc__ if peer else 'nothing'}")
    name = f"G5 every state of {STEPS} steps, exact ends / SPIN without"
    return Figure(name, taken["ours"], taken.get("peer"), slower=1.0)


def _ours() -> list[Figure]:
    figures = []
    for folder in shipped():
        loaded, _ = load(folder)
        assert loaded
        taken = []
        for _round in range(ROUNDS):
            start = time.perf_counter()
            found = survey(loaded, plays=0, posts=False)
            taken.append(time.perf_counter() - start)
        told = f"{found.states:,} states, {found.ways:,} commands, {found.paths:,} plays"
        print(f"{folder.name}: {told}")
        name = f"   {folder.name}: eight principles and overall; under 10 s"
        figures.append(Figure(name, taken, [LIMIT] * ROUNDS, slower=1.0))
    return figures


def main() -> None:
    """Measure and print; nothing is asserted about speed."""
    with tempfile.TemporaryDirectory(prefix="badbuzz-bench-") as name:
        room = Path(name)
        figures = [_exercises(room), _states(room), *_ours()]
    print()
    show(figures)


if __name__ == "__main__":
    main()
