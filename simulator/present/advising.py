"""What to play and drill next, in sentences; imports nothing of the store."""

from collections.abc import Iterator, Mapping

from simulator.language import Language
from simulator.learning.onward import Onward
from simulator.learning.progress import Advice
from simulator.present.briefing import principle_name
from simulator.scenario.load import Loaded


def advised(language: Language, advice: Advice | None, titles: Mapping[str, str]) -> str:
    """Return what to play next and why, in a sentence."""
    _ = language._
    if advice is None:
        return _("You have mastered all there is here. Come back in a few weeks: drills keep it.")
    title = language.quoted(titles.get(advice.scenario, advice.scenario))
    if advice.reason == "first":
        return _("Begin with {title}: ten minutes, and everything is explained.", title=title)
    if advice.reason == "weakest":
        principle = principle_name(language, advice.principle)
        return _(
            "Next, play {title}: it gives you chances to practise “{principle}”, where you have "
            "most to gain.",
            title=title, principle=principle,
        )  # fmt: skip
    if advice.reason == "next":
        return _("Next, play {title}: one step further, and only one.", title=title)
    if advice.reason == "fresh":
        return _("Next, play {title}: you have not met it yet.", title=title)
    if advice.principle:
        principle = principle_name(language, advice.principle)
        return _(
            "Play {title} again, with an eye on “{principle}”. A second play is counted apart.",
            title=title, principle=principle,
        )  # fmt: skip
    return _(
        "Play {title} again: it is the crisis where you left most behind. A second play shows what "
        "you learnt of it, and is counted apart.",
        title=title,
    )


def onward(language: Language, found: Onward, *, is_room: bool = False) -> Iterator[str]:
    """Yield what to play next and why, then the drill that fits; a room presses no keys."""
    _ = language._
    titles = {loaded.scenario.id: _title(loaded, language) for loaded in found.shelf}
    yield advised(language, found.advice, titles)
    if not found.drills:
        return
    drill = found.drills[0]
    loaded = next(loaded for loaded in found.shelf if loaded.scenario.id == drill.scenario)
    asked = loaded.texts[loaded.language(language.code)].of(drill.scene, "title")
    names = [principle_name(language, name) for name in drill.principles]
    drilled = _(
        "In a few days, once this is no longer fresh, take the drill {title} from {crisis}. What "
        "it trains: {principles}.",
        title=language.quoted(asked), crisis=language.quoted(titles[drill.scenario]),
        principles=", ".join(names),
    )  # fmt: skip
    where = _("You find it under r at home, or with badbuzz drill.")
    yield drilled if is_room else f"{drilled} {where}"


def _title(loaded: Loaded, language: Language) -> str:
    return loaded.texts[loaded.language(language.code)].of("scenario", "title")
