"""A blind sheet: everything a rater needs to rate the options, and none of our ratings.

Source of the method: domain reference, section 10 (theory first, then raters who have not seen it).
"""

from collections.abc import Sequence

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator import reference
from simulator.author.sheets import SEED, Legend, legend
from simulator.debrief.disagreement import Disagreement
from simulator.exercise.chance import shuffled
from simulator.language import Language
from simulator.present.asking import how, part_name
from simulator.present.briefing import briefing, plan
from simulator.present.contested import contested
from simulator.present.pages import Leaf
from simulator.present.room import Room
from simulator.scenario.load import Loaded
from simulator.scenario.model import Inject, Scene
from simulator.scenario.prompt import prompt_of
from simulator.scenario.words import Vocabulary


def sheet(loaded: Loaded, language: Language) -> str:
    """Return the sheet of *loaded* as Markdown, in *language*."""
    _ = language._
    room, known = Room(loaded, language), legend(loaded)
    parts = [
        f"# {room.texts.of('scenario', 'title')}",
        _(
            "Rate every item on every principle for which it gives evidence, from -2 to +2, by the "
            "rubric below; leave out what it says nothing about. Rate the decision with what is "
            "known at that moment, never its luck. One line each: {columns}",
            columns=",".join(known.heads(language.code)),
        ),
        _rubric(language),
        _leaf(briefing(room)),
        _leaf(plan(room)),
    ]
    parts += [_scene(room, scene, known) for scene in loaded.scenario.scenes.values()]
    return "\n\n".join(part for part in parts if part) + "\n"


def disputed(loaded: Loaded, language: Language, rows: Sequence[Disagreement]) -> str:
    """Return what trainees contested, to be put below a sheet; "" where nobody did (F18)."""
    leaf = contested(Room(loaded, language), rows)
    if not rows:
        return ""
    parts = [f"## {leaf.title}", leaf.lead]
    parts += ["\n".join((f"**{s.title}**", *(f"- {x}" for x in s.lines))) for s in leaf.sections]
    return "\n" + "\n\n".join(parts) + "\n"


def _rubric(language: Language) -> str:
    _ = language._
    titles = {
        "rubric-established": [_("Where it is established whose mistake it was:"), ""],
        "rubric-unknown": [_("Where that is not known yet:"), ""],
    }
    rows = []
    for principle in PRINCIPLES:
        if principle == ACKNOWLEDGEMENT:
            continue
        entry = reference.book("principles", language.code)[principle]
        spelled = Vocabulary(language.code).spell(principle)
        rows.append(f"### {spelled} – {entry['name']}\n{entry['question']}")
        for name in ("rubric", "rubric-established", "rubric-unknown"):
            if name in entry:
                anchors = zip(
                    ("p2", "p1", "z", "m1", "m2"), ("+2", "+1", "0", "-1", "-2"), strict=True
                )
                lines = [f"- {mark}: {entry[name][anchor]}" for anchor, mark in anchors]
                rows.append("\n".join([*titles.get(name, ()), *lines]))
    return "\n\n".join(rows)


def _leaf(leaf: Leaf) -> str:
    lines = [f"## {leaf.title}", leaf.lead]
    lines += [f"**{s.title}.** {' '.join(s.lines)}" for s in leaf.sections]
    return "\n".join(line for line in lines if line)


def _posts(room: Room, injects: tuple[Inject, ...]) -> list[str]:
    _ = room.language._
    lines = []
    for inject in injects:
        said = room.texts.get(inject.address, "")
        sometimes = f" ({_('on some paths')})" if inject.when or inject.quotes else ""
        lines.append(f"- {room.who(inject.persona)}{sometimes}: {said}")
    return lines


def _scene(room: Room, scene: Scene, legend: Legend) -> str:
    if scene.decision is None:
        return ""
    texts = room.texts
    lines = [
        f"## {legend.number(scene.id)} – {texts.of(scene.id, 'title')}",
        texts.of(scene.id, "brief"),
    ]
    lines += _posts(room, scene.injects)
    asked = how(room.language, prompt_of(scene.decision, scene.decision.options, frozenset()))
    lines.append(f"**{texts.of(scene.id, 'ask')}** {asked}")
    known = {item: code for code, item in legend.items[scene.id].items()}
    for inquiry in scene.inquiries:
        what = texts.of(scene.id, inquiry.id, "text")
        shown = " / ".join(texts.get(reveal.address, "") for reveal in inquiry.reveals)
        minutes = room.language.minutes(inquiry.cost.minutes)
        lines.append(f"- `{known[inquiry.id]}` ({minutes}): {what} -> {shown}")
    for option in shuffled(SEED, scene.id, scene.decision.options):
        text = texts.of(scene.id, option.id, "text")
        quote = texts.of(scene.id, option.id, "publishes")
        said = f" {room.language.quoted(quote)}" if quote else ""
        about = [part_name(room.language, option.part)] if option.part else []
        if option.cost.minutes or not option.part:
            about.append(room.language.minutes(option.cost.minutes))
        lines.append(f"- `{known[option.id]}` ({', '.join(about)}): {text}{said}")
    return "\n".join(line for line in lines if line)
