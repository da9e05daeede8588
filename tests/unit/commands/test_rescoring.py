"""Plays that are kept are scored again under another key; nothing that is kept changes."""

from pathlib import Path

from simulator.author.agreement import marks
from simulator.author.sheets import write_sheet
from tests.shelf import load

ROOT = Path(__file__).parents[3]
SCRIPT = "1 =2\n1 2\n1 4 7\n2 1 3 4\n1\n1\n1\n1\n1\n\n"


def test_every_finished_play_that_is_kept_is_scored_again(home, kept, badbuzz):
    folder = home / "late-order"
    folder.mkdir()
    for path in (ROOT / "scenarios" / "late-order").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    loaded, _ = load(folder)
    assert loaded
    upside_down = {
        where: None if mark is None else -mark for where, mark in marks(loaded.key).items()
    }
    sheet = home / "key.csv"
    sheet.write_text(write_sheet(upside_down), encoding="utf-8")
    assert badbuzz("rescore", folder, sheet)[0] == 2
    script = home / "script"
    script.write_text(SCRIPT, encoding="utf-8")
    for seed in (1, 2):
        assert badbuzz("play", folder, "--plain", "--script", script, "--seed", seed)[0] == 0
    store = kept()
    before = store.history(store.profile())
    assert len(before) == 2
    code, said, complained = badbuzz("rescore", folder, sheet)
    assert (code, complained) == (0, "")
    assert said.index("play 2") < said.index("play 1")
    assert said.count("Overall: ") == 2
    overall = before[0].overall
    assert f"Overall: {overall} -> " in said
    assert f"Overall: {overall} -> {overall}\n" not in said
    assert store.history(store.profile()) == before
    text = (folder / "scenario.yaml").read_text(encoding="utf-8")
    (folder / "scenario.yaml").write_text(text.replace("four-at-once", "renamed"), "utf-8")
    code, said, complained = badbuzz("rescore", folder, sheet)
    assert (code, said) == (2, "")
    assert "other options were rated when it was played" in complained
