"""Logs of every age: they decode, replay and score as on the day they were played.

`BADBUZZ_WRITE_GOLDEN=1 python -m pytest tests/golden/test_logs.py` keeps a copy of the tutorial as
it is now, with three plays of it, when this version of it or of the rules is not kept yet. It never
writes over a file: what is kept here is kept for ever, and a deliberate change of the rules bumps
ENGINE.
"""

import json
import os
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from simulator.conduct.conduct import Conduct
from simulator.debrief.debrief import debrief
from simulator.debrief.record import record
from simulator.exercise import events as e
from simulator.exercise.commands import (
    Command,
    Contest,
    Expire,
    Inquire,
    Respond,
    Start,
    TakeHint,
)
from simulator.exercise.engine import decide
from simulator.exercise.state import State, evolve, replay
from simulator.scenario.library import TUTORIAL, find
from simulator.scenario.load import Loaded, load
from simulator.store.journal import read

FOLDER = Path(__file__).parent
KEPT = sorted((FOLDER / "logs").glob("*.jsonl"))


def opened(folder: Path) -> Loaded:
    loaded, problems = load(folder)
    assert loaded is not None, problems
    # The best reachable is proved beside the scenario, at another time than the play.
    return replace(loaded, reach=None)


def beginning(path: Path) -> e.ExerciseStarted:
    began = e.decode(path.read_text(encoding="utf-8").splitlines()[0])
    assert isinstance(began, e.ExerciseStarted)
    return began


def scenario_of(log: e.Log, folder: Path = FOLDER) -> Loaded:
    """The scenario that *log* was played on, kept whole."""
    began = log[0]
    assert isinstance(began, e.ExerciseStarted)
    for kept in sorted((folder / "scenarios").glob(f"{began.scenario}-*")):
        if (loaded := opened(kept)).digest == began.digest:
            return loaded
    raise AssertionError(f"no scenario in {folder} has the digest {began.digest}")


def as_text(found: object) -> str:
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def scored(loaded: Loaded, log: e.Log) -> str:
    return as_text(record(debrief(loaded, log)))


def part(now: Any, then: Any) -> Any:
    """What *now* says of all that *then* spoke of: a later version may add to a record."""
    if isinstance(now, dict) and isinstance(then, dict):
        return {name: part(now[name], then[name]) for name in then}
    if isinstance(now, list) and isinstance(then, list) and len(now) == len(then):
        return [part(*both) for both in zip(now, then, strict=True)]
    return now


def commands(log: e.Log) -> list[Command]:
    """What was asked, read from what happened."""
    found: list[Command] = []
    for event in log:
        match event:
            case e.ExerciseStarted():
                found.append(
                    Start(
                        event.seed,
                        event.mode,
                        event.timed,
                        event.route,
                        event.digest,
                        event.key_version,
                        event.organisation,
                    )
                )
            case e.InquiryMade():
                found.append(Inquire(event.inquiry))
            case e.HintTaken():
                found.append(TakeHint())
            case e.Contested():
                found.append(Contest(event.scene, event.item, event.line))
            case e.ResponseGiven() if event.how in {"let-pass", "clock"}:
                found.append(Expire(event.how))
            case e.ResponseGiven():
                assert event.how == "chosen"
                found.append(Respond(event.picks, event.confidence))
    return found


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_a_kept_log_decodes_replays_and_scores_as_ever(path, tmp_path):
    log = tuple(e.decode(line) for line in path.read_text(encoding="utf-8").splitlines())
    assert tuple(e.parse(path.read_text(encoding="utf-8"))) == log
    state = replay(log)
    assert state.is_over
    assert all(0 <= value <= 100 for value in state.gauges.values())
    told = path.with_suffix(".record.json").read_text(encoding="utf-8")
    now = record(debrief(scenario_of(log), log))
    assert as_text(part(now, json.loads(told))) == told
    copy = Path(shutil.copy(path, tmp_path))
    assert read(copy) == log
    assert copy.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.stem)
def test_the_same_rules_still_decide_the_same(path):
    """If this fails, the rules have changed: bump ENGINE, say so, keep logs of the new rules."""
    log = tuple(e.parse(path.read_text(encoding="utf-8")))
    began = log[0]
    assert isinstance(began, e.ExerciseStarted)
    if began.engine != e.ENGINE:
        return
    loaded, state = scenario_of(log), State()
    told: list[e.Event] = []
    for command in commands(log):
        for event in decide(loaded.scenario, state, command):
            told.append(event)
            state = evolve(state, event)
    assert tuple(told) == log


def test_the_rules_of_today_have_kept_logs():
    assert e.ENGINE in {beginning(path).engine for path in KEPT}


# ---- keeping new ones


def careful(loaded: Loaded) -> Conduct:
    """Looks at everything it has time for, and takes what is rated best."""
    conduct = Conduct(loaded)
    conduct.start(1)
    while not conduct.state.is_over:
        scene = conduct.state.scene
        while conduct.inquiries() and conduct.state.scene == scene:
            conduct.do(Inquire(conduct.inquiries()[0].id))
        if conduct.state.scene == scene:
            conduct.do(Respond(by_mark(conduct, scene)[-1]))
    return conduct


def careless(loaded: Loaded) -> Conduct:
    """Looks at nothing, lets time pass or takes what is rated worst, and disagrees in French."""
    conduct = Conduct(loaded)
    conduct.start(2, mode="assessment", route="short")
    while (scene := conduct.scene) is not None:
        is_timed = scene.decision is not None and scene.decision.within is not None
        sure = 3 if scene.asks_confidence else None
        worst = by_mark(conduct, scene.id)[0]
        conduct.do(Expire() if is_timed else Respond(worst, sure))
    first = next(iter(conduct.state.responses))
    conduct.do(Contest(first, "", "Noël, « trop tôt » : c’était déjà su"))
    return conduct


def hurried(loaded: Loaded) -> Conduct:
    """Anything, against the real clock."""
    chance = random.Random(3)
    conduct = Conduct(loaded)
    conduct.start(3, timed=True)
    while (scene := conduct.scene) is not None:
        conduct.do(TakeHint())
        looks = conduct.inquiries()
        if looks and chance.random() < 0.5:
            conduct.do(Inquire(chance.choice(looks).id))
        if conduct.scene is not scene:
            continue
        if scene.decision is not None and scene.decision.within is not None:
            conduct.do(Expire("clock"))
        else:
            conduct.do(Respond(chance.choice(by_mark(conduct, scene.id))))
    return conduct


def by_mark(conduct: Conduct, scene: str) -> list[tuple[str, ...]]:
    """Every legal response, the worst rated first; independent of the grading."""
    prompt = conduct.prompt()
    assert prompt is not None
    marks = {
        name: sum(mark or 0 for _, mark in item.ratings)
        for name, item in conduct.loaded.key[scene].items.items()
    }
    legal = sorted(prompt.legal())
    return sorted(legal, key=lambda picks: sum(marks.get(pick, 0) for pick in picks))


def keep(source: Path, folder: Path) -> list[Path]:
    """Copy the scenario in *source* to *folder* with three plays; nothing if it is there."""
    loaded = opened(source)
    (folder / "scenarios").mkdir(parents=True, exist_ok=True)
    (folder / "logs").mkdir(exist_ok=True)
    logs = sorted((folder / "logs").glob(f"{loaded.scenario.id}-*.jsonl"))
    began = [beginning(path) for path in logs]
    same = [event for event in began if event.digest == loaded.digest]
    if any(event.engine == e.ENGINE for event in same):
        return []
    if not same:
        number = 1 + len([*(folder / "scenarios").glob(f"{loaded.scenario.id}-*")])
        copy = folder / "scenarios" / f"{loaded.scenario.id}-{number}"
        copy.mkdir()
        for path in sorted(source.glob("*.yaml")):
            shutil.copy(path, copy)
    written = []
    for number, play in enumerate((careful, careless, hurried), 1 + len(logs)):
        log = play(loaded).log
        path = folder / "logs" / f"{loaded.scenario.id}-{number}.jsonl"
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(e.dump(log))
        with path.with_suffix(".record.json").open("x", encoding="utf-8", newline="\n") as file:
            file.write(scored(loaded, log))
        written.append(path)
    return written


def test_new_logs_are_kept_once_and_never_over_old_ones(tmp_path):
    written = keep(find(TUTORIAL), tmp_path)
    assert len(written) == 3
    for path in written:
        log = read(path)
        loaded = scenario_of(log, tmp_path)
        assert path.with_suffix(".record.json").read_text(encoding="utf-8") == scored(loaded, log)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert keep(find(TUTORIAL), tmp_path) == []
    shutil.copytree(find(TUTORIAL), tmp_path / "later")
    with (tmp_path / "later" / "scenario.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# a remark\n")
    assert len(keep(tmp_path / "later", tmp_path)) == 3
    assert all(path.read_bytes() == data for path, data in before.items())


if os.environ.get("BADBUZZ_WRITE_GOLDEN") and not os.environ.get("PYTEST_XDIST_WORKER"):
    keep(find(TUTORIAL), FOLDER)
