"""What a survey says, keeps and prints."""

import json
import re
from dataclasses import replace
from functools import cache

import pytest

from simulator.cli import main
from simulator.debrief.debrief import debrief
from simulator.exercise.commands import Start
from simulator.exercise.engine import decide
from simulator.exercise.events import Event
from simulator.exercise.state import State, evolve
from simulator.explore.bots import BOTS, bot, pattern, play
from simulator.explore.record import record, survey_from
from simulator.explore.sample import Sampler
from simulator.explore.survey import survey
from simulator.language import speak
from simulator.report.exploration import exploration
from simulator.report.html import html
from simulator.report.text import text
from simulator.scenario.library import TUTORIAL, find, shipped
from tests.shelf import load


@pytest.fixture(scope="module")
def loaded():
    found, _ = load(find(TUTORIAL))
    assert found
    return found


@pytest.fixture(scope="module")
def found(loaded):
    return survey(loaded, plays=200)


def test_a_survey_is_the_same_after_json(found):
    assert survey_from(json.loads(json.dumps(record(found)))) == found


@cache
def sampler(name):
    """Return what plays the crisis called *name* in step; made once for all bots."""
    told, _ = load(find(name))
    assert told
    return Sampler(told)


@pytest.mark.parametrize("name", ["late-order", "cracked-cup", "table-nine"])
@pytest.mark.parametrize("who", BOTS, ids=lambda who: who.id)
def test_a_bot_plays_in_step_as_it_does_in_the_engine(name, who):
    """What it obtains in the engine is among what it obtains in step."""
    told = sampler(name).loaded
    scores = sampler(name).play(who, "en", 3000)
    in_step = {*zip(scores.total.tolist(), scores.minutes.tolist(), strict=True)}
    for seed in range(5):
        one = debrief(told, play(told, who, "en", seed))
        if len(in_step) < 40:
            assert (one.total, one.state.clock) in in_step
        else:
            assert scores.total.min() <= one.total <= scores.total.max()


def test_the_mean_of_chance_is_the_engines_mean(loaded):
    scores = Sampler(loaded).play(bot("random"), "en", 4000)
    overalls = [
        float(debrief(loaded, play(loaded, bot("random"), "en", n)).scorecard.overall or 0)
        for n in range(60)
    ]
    # Sixty plays of a deviation near 9 have a mean within 5 of the true one but once in a lifetime.
    assert abs(sum(overalls) / len(overalls) - scores.overall.mean()) < 5


def test_the_same_seed_gives_the_same_plays(loaded):
    one, other = (Sampler(loaded).play(bot("random"), "en", 50, seed=3) for _ in range(2))
    assert one.total.tolist() == other.total.tolist()


def test_the_words_of_apology_are_found_as_whole_words():
    assert pattern("apologetic", "en").findall("So sorry: we apologise. No sorrow.") == [
        "sorry",
        "apologise",
    ]
    assert pattern("apologetic", "fr").findall("Désolé, nos excuses. Un confusément.") == [
        "Désolé",
        "excuses",
    ]


def test_no_time_means_not_proven(loaded, tmp_path):
    little = survey(loaded, seconds=0.0, plays=5, cache=tmp_path)
    assert not little.is_proven
    assert not little.scenes_unreached
    # More time is asked for than was spent in vain: it is gone through after all.
    assert survey(loaded, plays=5, cache=tmp_path).is_proven


def test_what_is_cached_is_used_while_nothing_changed(loaded, tmp_path):
    first = survey(loaded, plays=5, cache=tmp_path)
    assert survey(loaded, plays=5, cache=tmp_path) == first
    [file] = tmp_path.glob("*.json")
    row = json.loads(file.read_text(encoding="utf-8"))
    row["survey"]["states"] = 3
    file.write_text(json.dumps(row), encoding="utf-8")
    assert survey(loaded, plays=5, cache=tmp_path).states == 3
    words = {name: type(texts)(texts) for name, texts in loaded.texts.items()}
    words["en"]["monday.archive.text"] = "Other words"
    assert survey(replace(loaded, texts=words), plays=5, cache=tmp_path).states == first.states
    file.write_text("[]", encoding="utf-8")
    assert survey(loaded, plays=5, cache=tmp_path).states == first.states


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_page_asks_nothing_of_anybody(loaded, found, code):
    page = html(exploration(loaded, found, speak(code)))
    assert not re.findall(r"(?:src|href)=\"(?!#)", page)
    assert page.count("<svg") == 2
    assert f'lang="{code}"' in page
    hostile = {name: type(texts)(texts) for name, texts in loaded.texts.items()}
    hostile["en"]["scenario.title"] = hostile["fr"]["scenario.title"] = "<script>alert(1)</script>"
    assert "<script>" not in html(exploration(replace(loaded, texts=hostile), found, speak(code)))


def test_the_summary_has_every_principle_and_every_bot(loaded, found):
    said = text(exploration(loaded, found, speak("en")))
    read = found.words["fr"]
    assert f"Words to read (fr)     {read.least:,}    {read.most:,}" in said
    assert record(found)["words"]["fr"]["most"] == read.most
    assert "Acknowledge early             20.0   94.4            +2            3–5" in said
    assert len(re.findall(r"\d %$", said.replace("\u00a0", " "), re.MULTILINE)) == len(found.bots)


@pytest.mark.parametrize(("code", "words"), [("en", "Sampled, not proven"), ("fr", "pas prouvé")])
def test_the_spread_says_that_it_is_sampled_and_from_how_many_plays(loaded, found, code, words):
    assert record(found)["spread_plays"] == found.spread_plays == 200
    told = exploration(loaded, found, speak(code))
    for said in (text(told), html(told)):
        assert words in said
        assert "200" in said[said.index(words) :][:120]
    assert "Sampled" not in text(exploration(loaded, replace(found, spread=()), speak("en")))


def test_the_plays_of_the_short_route_are_what_the_engine_makes_of_them(tmp_path, capsys):
    told = next(s for path in shipped() if (s := load(path)[0]) and s.scenario.short)
    short = survey(told, plays=50, posts=False, route="short")
    assert set(told.scenario.scenes) - set(told.scenario.short) <= set(short.scenes_unreached)
    for one in (short.total.worst, short.total.best, short.minutes.best, short.overall.best):
        assert one
        state, log = State(), list[Event]()
        for command in (Start(one.seed, route="short"), *one.commands):
            for event in decide(told.scenario, state, command):
                state = evolve(state, event)
                log.append(event)
        again = debrief(told, log)
        assert (again.total, again.state.clock) == (one.total, one.minutes)
    assert "short route" in text(exploration(told, short, speak("en")))
    assert main(["explore", told.scenario.id, "--short", "--write", "--lang", "en"]) == 2
    assert "--write" in capsys.readouterr().err


def test_the_command_prints_and_writes(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    page = tmp_path / "page.html"
    assert main(["explore", TUTORIAL, "--html", str(page), "--lang", "fr"]) == 0
    assert "Garder son calme" in capsys.readouterr().out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert main(["explore", TUTORIAL, "--json"]) == 0
    assert survey_from(json.loads(capsys.readouterr().out)).paths == 191072256
    assert main(["explore", TUTORIAL, "--html", str(tmp_path / "no" / "page.html")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def test_without_numpy_it_says_what_to_install(capsys, monkeypatch):
    monkeypatch.setattr("simulator.explore.survey.can_explore", lambda: False)
    assert main(["explore", TUTORIAL, "--lang", "en"]) == 2
    assert "[author]" in capsys.readouterr().err


def test_every_bot_has_a_name_in_both_languages(found):
    from simulator.report.exploration import bot_name

    for code in ("en", "fr"):
        names = [bot_name(who.id, speak(code)) for who in BOTS]
        assert len(set(names)) == len(names)
    assert shipped()
