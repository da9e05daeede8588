"""What playing and counting find: a bad crisis for each code, and nothing else found in it."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.author import new, proof
from simulator.author.checking import check
from simulator.author.names import found
from simulator.author.typography import SLIP
from simulator.cli import main
from simulator.explore import brief as briefly
from simulator.explore.brief import brief
from simulator.explore.walk import SECONDS
from simulator.language import speak
from simulator.scenario import library
from simulator.scenario.codes import CODES, FAMILIES, SOFT
from simulator.scenario.load import load, weight
from simulator.scenario.problems import Weight
from tests.unit.author.patching import patched

FOLDER = Path(__file__).parents[2] / "bad_crises"
CASES = sorted(FOLDER.glob("*.txt"))
GOOD = new.scenario("my-crisis", new.Wish("en"))
READY = GOOD.replace("status: draft\n", "")
LONG = 120
"""CPU seconds: far more than any of them takes, whatever else the machine does."""
FLAWED = ["R106-marked-everywhere", "C104-fastest", "R103-no-plus-two"]


def built(case, folder, base=READY):
    """Write the crisis of *case*; return its path, its text and what is expected."""
    heads = [line for line in case.read_text("utf-8").splitlines() if line.startswith("# expect:")]
    path = folder / "scenario.yaml"
    text = patched(base, case.read_text("utf-8"))
    path.write_text(text, encoding="utf-8")
    rows: Counter[tuple[str, str, str]] = Counter()
    for head in heads:
        said, _, at = head.removeprefix("# expect:").partition(" |")
        code, _, about = said.strip().partition(" ")
        if code:
            rows[code, about, at.strip()] += 1
    return path, text, rows


@cache
def examined(case):
    """Return the report on a bad crisis, its text and what is expected; made once."""
    with TemporaryDirectory() as folder:
        path, text, wanted = built(case, Path(folder))
        # Of what has too many draws nothing more can be proven, however long the plays go on.
        seconds = 4 if case.stem.startswith("P100") else LONG
        return check(path, seconds=seconds), text, wanted


def said(report, text):
    """Return the same rows of what was found."""
    lines = ["", *text.splitlines()]
    return Counter(
        (p.code, p.about, lines[p.place.line].strip()[:50].strip()) for p in report.problems
    )


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_every_finding_and_no_other(case):
    report, text, wanted = examined(case)
    assert said(report, text) == wanted
    for problem in report.problems:
        for language in ("en", "fr"):
            sentence, hint = speak(language).problem(problem)
            assert hint
            assert "{" not in sentence + hint


def test_what_exploring_had_no_time_for_is_not_proven_and_without_it_files_are_counted(
    tmp_path, monkeypatch
):
    path, _, wanted = built(FOLDER / "P101-unreached.txt", tmp_path)
    with monkeypatch.context() as slow:
        slow.setattr(proof, "brief", lambda loaded, seconds, is_off: brief(loaded, 0, is_off))
        found = {(p.code, p.about) for p in check(path).problems}
    assert ("P100", "R104 calm") in found
    assert ("P100", "C110 en") in found
    assert not [row for row in found if row[0] in {"R104", "C110"}]
    monkeypatch.setattr(briefly, "can_explore", lambda: False)
    found = {(p.code, p.about) for p in check(path).problems}
    # In the files each principle stands twice; only a play passes one place by.
    assert not [row for row in found if row[0] in {"P100", "R104"}]
    assert ("R104", "calm") not in wanted


def test_every_code_has_a_bad_crisis_and_every_one_a_code():
    listed = set()
    for case in CASES:
        heads = case.read_text("utf-8").splitlines()
        codes = {line.split()[2] for line in heads if line.startswith("# expect: ")}
        assert case.stem.startswith("good") or case.stem.split("-")[0] in codes
        listed |= codes
    named = {case.stem.split("-")[0] for case in CASES} - {"good"}
    assert named == listed == {code for code in CODES if code[0] in FAMILIES} | {"S158"}


@pytest.mark.parametrize("name", [path.name for path in library.shipped()])
def test_a_shipped_crisis_is_clean_and_accepts_nothing(name):
    report = check(library.folder() / name, seconds=LONG)
    assert [(p.code, p.about) for p in report.problems] == []
    assert report.accepted == ()


@pytest.mark.parametrize("name", FLAWED)
def test_a_draft_gets_advice_where_it_is_unfair_or_guessable(name, tmp_path):
    path, _, wanted = built(FOLDER / f"{name}.txt", tmp_path, GOOD)
    report = check(path, seconds=LONG)
    assert {p.code for p in report.problems} == {code for code, _, _ in wanted}
    assert {weight(p) for p in report.problems if p.code[0] in SOFT} == {Weight.ADVICE}
    assert report.is_clean


def test_a_draft_must_be_playable_all_the_same(tmp_path):
    path, _, _ = built(FOLDER / "P103-never-offered.txt", tmp_path, GOOD)
    assert check(path, seconds=LONG).count(Weight.ERROR) == 1


def test_what_is_accepted_is_listed_with_its_reason(tmp_path, capsys):
    path, _, _ = built(FOLDER / "good-accepted.txt", tmp_path)
    report = check(path, seconds=LONG)
    assert [(let.problem.code, let.problem.about) for let in report.accepted] == [("P106", "seen")]
    assert main(["check", str(path), "--lang", "en"]) == 0
    out = capsys.readouterr().out
    assert "accepted: P106 seen (It comes back in the second part.)" in out
    assert out.rstrip().endswith("nothing wrong (en), 1 accepted")
    assert main(["check", str(path), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["code"], row["accepted"]) == ("P106", "It comes back in the second part.")


def test_a_proof_that_ended_too_early_is_not_clean(tmp_path):
    path, _, _ = built(FOLDER / "P117-post-never-shown.txt", tmp_path)
    hurried = check(path, seconds=0)
    assert "P117" not in {p.code for p in hurried.problems}
    assert hurried.is_unproven
    assert not hurried.is_clean


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("good", (), 0),
        ("R115-four-principles", ("--strict",), 0),
        ("P106-unread-flag", (), 0),
        ("P106-unread-flag", ("--strict",), 1),
        ("P106-unread-flag", ("--strict", "--quick"), 0),
        ("P103-never-offered", (), 1),
        ("P100-too-many-draws", ("--seconds", "0.5"), 1),
    ],
)
def test_errors_warnings_and_advice_have_each_their_exit_code(name, arguments, code, tmp_path):
    path, _, _ = built(FOLDER / f"{name}.txt", tmp_path)
    assert main(["check", str(path), *arguments]) == code


def test_the_time_it_may_take_is_said_and_can_be_told(tmp_path, capsys):
    path, _, _ = built(FOLDER / "P117-post-never-shown.txt", tmp_path)
    assert main(["check", str(path), "--seconds", "0", "--lang", "en"]) == 1
    assert "the search stopped after 0 s; badbuzz check --seconds 60" in capsys.readouterr().out
    for typed in ("nan", "-1", "inf", "soon"):
        with pytest.raises(SystemExit, match="2"):
            main(["check", str(path), "--seconds", typed])
    capsys.readouterr()
    with pytest.raises(SystemExit, match="0"):
        main(["check", "--help"])
    assert f"(default: {SECONDS:g})" in " ".join(capsys.readouterr().out.split())


def test_what_was_proven_is_kept_and_a_damaged_file_is_not_believed(tmp_path):
    path, _, _ = built(FOLDER / "P106-unread-flag.txt", tmp_path)
    kept = tmp_path / "proofs"
    first = check(path, kept)
    (file,) = kept.iterdir()
    assert check(path, kept) == first
    row = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**row, "shown": row["shown"][:5]}), encoding="utf-8")
    assert check(path, kept) != first  # it was read
    short = '{"shown": [], "complete": true, "words": {"en": [1]}}'
    for damage in ("", "[]", '{"shown": 3}', short):
        file.write_text(damage, encoding="utf-8")
        assert check(path, kept) == first


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", list(new.types("en")))
def test_a_new_crisis_passes_even_when_it_is_no_draft(kind, language, tmp_path):
    file = new.write(tmp_path / "my-crisis", new.Wish(language, kind))
    text = file.read_text("utf-8").replace("status: draft\n", "").replace("statut: brouillon\n", "")
    file.write_text(text, encoding="utf-8")
    assert check(file.parent, seconds=LONG).problems == ()
    # All its comments and keys are in one language: the reader would say so.
    assert "{{" not in text


@given(st.text(max_size=90), st.text(max_size=90))
def test_whatever_is_typed_becomes_a_scenario_that_can_be_read(name, sector):
    text = new.scenario("my-crisis", new.Wish("fr", "false-rumour", "", name, sector))
    assert "\n" not in new._value(name)
    from simulator.scenario.problems import Findings
    from simulator.scenario.source import read

    findings = Findings("typed")
    assert read(text.encode(), findings) is not None
    assert findings.problems == []


def test_new_takes_flags_and_writes_over_nothing(tmp_path, capsys):
    folder = tmp_path / "Ma Crise"
    flags = ["--lang", "fr", "--type", "pile-on", "--name", "Lou : à 8"]
    assert main(["new", str(folder), *flags]) == 0
    loaded, problems = load(folder)
    assert problems == []
    assert loaded is not None
    assert (loaded.scenario.id, loaded.scenario.language) == ("ma-crise", "fr")
    assert loaded.texts["fr"]["variables.maison"] == "Lou : à 8"
    before = (folder / "scenario.yaml").read_bytes()
    assert main(["new", str(folder), "--lang", "en"]) == 2
    assert (folder / "scenario.yaml").read_bytes() == before
    assert main(["new", str(tmp_path / "x"), "--type", "fals-rumour"]) == 2
    assert "false-rumour" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("write to us@shop.example or me@example.org", []),
        ("write to us@shop.com", ["N101"]),
        ("see www.shop.test and https://example.com/a", []),
        ("see https://shop.fr/avis?x=1", ["N105"]),
        ("call 01 99 00 12 34, 06 39 98 76 54, 020 7946 0123 or 555-0142", []),
        ("call +33 1 99 00 12 34 or +44 7700 900123", []),
        ("call 01 42 68 53 00", ["N102"]),
        ("call +33 6 12 34 56 78", ["N102"]),
        ("call (212) 664-7665", ["N102"]),
        ("1 200 000 people, 212 000 subscribers, 12.50 euros, 2026-11-22, 09:00-18:00", []),
        ("@lena and @noor, but @someone_else", ["N103"]),
        ("as on Facebook, or at McDonald's", ["N104", "N104"]),
        ("facebooked, instagramming", []),
    ],
)
def test_what_may_belong_to_somebody_is_told_from_what_is_kept_for_fiction(text, codes):
    assert [code for code, _ in found(text, {"lena", "noor"})] == codes


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_look_through(text):
    list(found(text, set()))


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("Vraiment ?", "Vraiment ?"),
        ("Elle écrit : « non »", "écrit :"),
        ("Elle écrit\u202f: «\u202fnon »", "non »"),
        ("Elle écrit\u00a0: « non\u202f»", "« non"),
        ("Quoi\u202f?! À 9:30, sur https://example.org/a?b=1\u202f!", ""),
        ("Merci :) et à bientôt ;-) ou :-( ou :p", ""),
    ],
)
def test_french_has_spaces_that_do_not_break(text, slip):
    assert (SLIP.findall(text) or [""])[0] == slip
