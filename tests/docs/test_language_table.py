"""Every element of the language: one small scenario that uses it, played, and what it visibly does.

The table at the end of docs/scenario-format.md lists the same elements; so does the French page.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.exercise.commands import Inquire, Refused, Respond
from simulator.language import speak
from simulator.present import pages
from simulator.present.briefing import briefing, card, plan
from simulator.scenario.load import load
from simulator.scenario.model import Effect
from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.text import fingerprint
from simulator.scenario.words import FRENCH as WORDS
from tests.docs.minimal import FRENCH, inside
from tests.docs.world import HINT, PASS, World, at, e, later, more

ROOT = Path(__file__).parents[2]
PAGES = {"en": ROOT / "docs/scenario-format.md", "fr": ROOT / "docs/scenario-format.fr.md"}
NONE_YET = {"en": "none yet", "fr": "aucune encore"}
HEAD = {"en": "late-order", "fr": "late-order"}


class Element(NamedTuple):
    """One element of the language."""

    shipped: str
    """The scene that uses it, of late-order or written crisis/scene; a crisis alone, or "head" (the
    tutorial's), for what is above the scenes; "" for none."""
    covers: tuple[str, ...]
    """The rows of SHAPES, shape.key, that it shows."""
    shows: Callable[[World], None]


ELEMENTS: dict[str, Element] = {}


def element(name, shipped, *covers):
    """Enter the decorated check in the table."""

    def enter(shows):
        assert name not in ELEMENTS
        ELEMENTS[name] = Element(shipped, covers, shows)
        return shows

    return enter


def words(leaf):
    """Return all that a page of sections says."""
    lines = [leaf.title, leaf.lead, *(line for s in leaf.sections for line in (s.title, *s.lines))]
    return "\n".join(lines)


# ---- the head of the file


@element("badbuzz", "head", "scenario.badbuzz", "house.badbuzz")
def _(world):
    assert world.load().scenario.id == "minimal"
    assert world.read("badbuzz: 2")[1] == ["S117"]


@element("id", "head", "scenario.id")
def _(world):
    assert world.play("id: lost-parcel").state.scenario == "lost-parcel"


@element("title", "head", "scenario.title")
def _(world):
    assert card(world.load("title: A parcel"), speak("en")).title == "A parcel"


@element("language", "head", "scenario.language", "house.language")
def _(world):
    loaded = world.load(base=FRENCH)
    assert loaded.scenario.language == "fr"
    assert list(loaded.scenario.scenes) == ["premiere", "derniere"]


@element("level", "head", "scenario.level")
def _(world):
    assert card(world.load("level: 3"), speak("en")).level == 3


@element("severity", "head", "scenario.severity")
def _(world):
    assert card(world.load("severity: S4"), speak("en")).severity == "danger to people"


@element("sector", "head", "scenario.sector")
def _(world):
    assert card(world.load("sector: bakery"), speak("en")).sector == "bakery"


@element("duration", "head", "scenario.duration")
def _(world):
    assert card(world.load("duration: 25"), speak("en")).minutes == 25


@element("tutorial", "head", "scenario.tutorial")
def _(world):
    assert world.load("tutorial: yes").scenario.is_tutorial
    assert not world.load().scenario.is_tutorial


@element("status", "head", "scenario.status")
def _(world):
    assert world.load("status: draft").scenario.is_draft
    assert not world.load("status: ready").scenario.is_draft


@element("summary", "head", "scenario.summary")
def _(world):
    assert card(world.load("summary: >\n  Ink."), speak("en")).summary == "Ink."


@element("objectives", "head", "scenario.objectives")
def _(world):
    play = world.play("objectives:\n  first: Give a first true word")
    assert "Give a first true word" in words(briefing(play.room))


@element("warnings", "cracked-cup", "scenario.warnings")
def _(world):
    play = world.play("warnings: >\n  Insults in the comments.")
    assert "Insults in the comments." in words(briefing(play.room))


@element("licence", "head", "scenario.licence")
def _(world):
    assert world.load("licence: CC-BY-4.0").texts["en"]["scenario.licence"] == "CC-BY-4.0"


@element("authors", "head", "scenario.authors")
def _(world):
    assert world.load("authors: Ada and Sam").texts["en"]["scenario.authors"] == "Ada and Sam"


@element("starts", "head", "scenario.starts")
def _(world):
    play = world.play("starts: Saturday 08:00")
    assert play.clock == 80  # the first scene opens at 09:20
    assert play.room.when(play.clock) == "Saturday 09:20"


@element("principles", "head", "scenario.principles")
def _(world):
    found = card(world.load("principles: [calm, plan]"), speak("en")).principles
    assert len(found) == 2


@element("tension", "head", "scenario.tension")
def _(world):
    assert world.load("tension: T1").scenario.tension == "T1"


@element("sides", "head", "scenario.sides")
def _(world):
    assert world.load("tension: T1\nsides: [T3, T16]").scenario.sides == ("T3", "T16")


@element("types", "head", "scenario.types")
def _(world):
    assert world.load("types: [data-leak]").scenario.types == ("data-leak",)


@element("case", "head", "scenario.case")
def _(world):
    assert world.load("case: C19").scenario.case == "C19"


@element(
    "organisation",
    "head",
    "scenario.organisation",
    "organisation.name",
    "organisation.role",
    "organisation.about",
    "organisation.voice",
    "organisation.mandate",
)
def _(world):
    house = """
        organisation:
          name: Ink & Co
          role: >
            You are on duty.
          about: >
            Four people.
          voice: >
            Short sentences.
          hours: always
          mandate: >
            Up to 60 euros.
        """
    said = words(briefing(world.play(house).room))
    for wanted in ("on duty", "Four people", "Short sentences", "always", "60 euros"):
        assert wanted in said
    assert world.play(house).room.who("us") == "Ink & Co"


@element("organisation.hours", "head", "organisation.hours")
def _(world):
    # The post stands there since 07:00; a single complaint waits for the opening, at 09:00.
    early = """
        scene early:
          title: Early
          posts:
            - lena: >
                Anyone?
              posted: 07:00
              raises: early-asks
        """
    for severity, start in (("S1", 0), ("S3", -120)):
        quiet = f"signal early-asks:\n  name: Early\n  severity: {severity}"
        play = world.play(quiet, early, do=["wait"])
        assert play.state.signals["early-asks"].start == start


@element(
    "plan",
    "head",
    "scenario.plan",
    *(
        f"plan.{part}"
        for part in ("levels", "roles", "alert", "pause", "holding", "moderation", "terms")
    ),
)
def _(world):
    parts = ("levels", "roles", "alert", "pause", "holding", "moderation", "terms")
    lines = "".join(f"  {part}: >\n    What {part} says.\n" for part in parts)
    play = world.play(f"plan:\n{lines}  targets: {{S1: [60, 240, 1440]}}")
    said = words(plan(play.room))
    assert all(f"What {part} says." in said for part in parts)


@element("plan.targets", "head", "plan.targets")
def _(world):
    slow = "plan:\n  targets: {S1: [60, 240, 1440]}"
    strict = "plan:\n  targets: {S1: [10, 20, 30]}"
    marks = [
        world.play(targets, do=["answer", "stop"]).debrief.signals[0].opportunity.obtained
        for targets in (slow, strict)
    ]
    assert marks == [2, 1]  # 18 minutes after 09:12
    assert "10 min" in words(plan(world.play(strict).room))


@element("variables", "head", "scenario.variables", "house.variables")
def _(world):
    play = world.play("variables:\n  shop: Quill & Co")
    assert "You answer for Quill & Co." in words(briefing(play.room))


@element("flags", "head", "scenario.flags")
def _(world):
    play = world.play(more("option draft:\n  text: Draft\n  effects: {holding-text: yes}"))
    play.conduct.do(Respond(("draft",)))
    assert play.state.flags == {"holding-text"}


@element("history", "head", "scenario.history")
def _(world):
    play = world.play("history:\n  - gus: >\n      Lovely shop.\n    posted: Thursday 18:00")
    (post,) = play.room.history()
    assert (post.text, post.when) == ("Lovely shop.", "Thursday 18:00")


@element("prologue", "head", "scenario.prologue")
def _(world):
    play = world.play("prologue:\n  - gus: >\n      Morning, all.")
    assert play.said()[0] == "Morning, all."


@element("epilogue", "head", "scenario.epilogue")
def _(world):
    lines = """
        epilogue:
          - gus: >
              You were heard.
            when: {lena: heard}
          - gus: >
              You were not.
            when: {not: {lena: heard}}
        """
    play = world.play(lines, do=["answer", "stop"])
    assert [post.text for post in play.front().epilogue] == ["You were heard."]


@element("shelf", "cracked-cup", "scenario.shelf")
def _(world):
    loaded = world.load("shelf:\n  - gus: >\n      A spare post.")
    (inject,) = loaded.scenario.shelf
    assert loaded.texts["en"][inject.address] == "A spare post."
    assert "A spare post." not in world.play("shelf:\n  - gus: >\n      A spare post.").said()


@element("short", "cracked-cup", "scenario.short")
def _(world):
    assert world.play("short: [last]").scene == "first"
    assert world.play("short: [last]", route="short").scene == "last"


@element("accepted", "", "scenario.accepted")
def _(world):
    world.load("accepted:\n  P106 seen: >\n    It comes back later.")
    assert world.read("accepted:\n  S104 seen: >\n    It comes back later.")[1] == ["S157"]


# ---- the board


@element("channel", "head", "channel.name", "channel.ours", "channel.kind")
def _(world):
    play = world.play(later("posts:\n  - gus: >\n      Two stars.\n    on: reviews"), do=["wait"])
    post = play.items()[-1]
    assert (post.where, post.kind) == ("Review site", "reviews")
    assert [channel.ours for channel in play.conduct.loaded.scenario.channels] == [True, False]


@element("gauge", "head", "gauge.name", "gauge.meaning", "gauge.start")
def _(world):
    play = world.play()
    (gauge,) = play.room.gauges(play.state.gauges)
    assert (gauge.name, gauge.value, gauge.meaning) == ("Trust", 60, "What your word is worth.")


@element("gauge.levels", "head", "gauge.levels")
def _(world):
    up = more("option up:\n  text: Up\n  effects: {trust: +10}")
    play = world.play(up, do=["up"])
    (gauge,) = play.room.gauges(play.state.gauges)
    assert (gauge.value, gauge.level) == (70, "solid")
    top = more("option up:\n  text: Up\n  effects: {trust: +90}")
    assert world.play(top, do=["up"]).trust == 100


def drifting(drift):
    """Return a gauge with a drift."""
    return f"""
        gauge trust:
          name: Trust
          meaning: >
            What your word is worth.
          start: 60
          levels: {{shaken: 0, steady: 40, solid: 70}}
          {drift}
        """


@element("gauge.drift", "cracked-cup", "gauge.drift", "drift.by", "drift.every")
def _(world):
    # From 09:00 to 11:00, at each half hour: four times.
    play = world.play(drifting("drift: {by: -1, every: 30}"), do=["wait"])
    assert play.trust == 56


@element("drift.when", "cracked-cup", "drift.when")
def _(world):
    drift = drifting("drift: {by: -1, every: 30, when: {lena: heard}}")
    assert world.play(drift, do=["wait"]).trust == 60
    # Heard at 09:30, after that minute's drift: 10:00, 10:30 and 11:00 count, on top of +5.
    assert world.play(drift, do=["answer"]).trust == 62


@element("gauge.silence", "it-was-for-today", "gauge.silence")
def _(world):
    # Unanswered since 09:12: it falls at 09:42, 10:12 and 10:42.
    silence = drifting("silence: {by: -2, every: 30}")
    assert world.play(silence, do=["wait"]).trust == 54
    assert world.play(silence, do=["answer"]).trust == 65


@element("persona", "head", "persona.name", "persona.about", "persona.stance")
def _(world):
    who = "persona gus:\n  name: Gus P.\n  about: >\n    A regular.\n  stance: amused"
    play = world.play(who)
    assert "Gus P. (amused)\nA regular." in words(play.room.people(play.conduct))


@element("persona.moods", "head", "persona.moods")
def _(world):
    assert world.play().state.moods == {"lena": "waiting"}
    play = world.play(do=["answer"])
    assert play.state.moods == {"lena": "heard"}
    assert "heard" in words(play.room.people(play.conduct))


@element("persona.channel", "head", "persona.channel")
def _(world):
    who = "persona gus:\n  name: Gus\n  about: >\n    A regular.\n  channel: reviews"
    play = world.play(who, later("posts:\n  - gus: >\n      Two stars."), do=["wait"])
    assert play.items()[-1].where == "Review site"


@element("persona.influence", "head", "persona.influence")
def _(world):
    who = "persona gus:\n  name: Gus\n  about: >\n    A regular.\n  influence: 3"
    assert world.load(who).scenario.persona("gus").influence == 3
    assert world.load().scenario.persona("gus").influence == 1


@element("persona.cast", "head", "persona.cast")
def _(world):
    who = "persona gus:\n  name: Gus\n  about: >\n    The manager.\n  cast: manager"
    assert world.load(who).scenario.persona("gus").cast == "manager"


@element("signal", "it-was-for-today", "signal.name", "signal.severity")
def _(world):
    play = world.play(do=["wait", "stop"])
    (signal,) = play.debrief.signals
    assert (signal.severity, signal.minutes, signal.opportunity.obtained) == ("S1", None, -2)
    assert world.read("signal lena-asks:\n  name: A question\n  severity: S2")[1] == ["S127"]


@element("promise", "it-was-for-today", "promise.name")
def _(world):
    play = world.play(do=["answer"])
    assert play.state.promise_status("outcome") == "broken"  # nothing came by 10:30
    assert "The hour has passed: The word you promised." in [
        note.text for note in play.items(pages.Note)
    ]


@element("truth", "cracked-cup", "truth.name", "truth.values")
def _(world):
    drawn = {world.play(seed=seed).state.truths["cause"] for seed in range(12)}
    assert drawn == {"workshop", "courier"}
    again = [world.play(seed=3).state.truths["cause"] for _ in range(2)]
    assert again[0] == again[1]


@element("duty", "press-asks", "duty.text", "duty.source")
def _(world):
    law = "duty privacy:\n  text: >\n    Nobody sees a file.\n  source: GDPR, article 5"
    play = world.play(
        law, more("option show:\n  text: Show\n  breaks: privacy"), do=["show", "stop"]
    )
    (breach,) = play.results.first().duties
    assert breach == "Not negotiable, and breached in “First”: Nobody sees a file."


DUTY = "duty alert:\n  text: >\n    Tell the authority.\n  by: 10:00\n"


@element("duty.by", "table-nine/last-word", "duty.by")
def _(world):
    tell = more("option tell:\n  text: Tell\n  minutes: 20\n  meets: alert")
    assert world.play(DUTY, tell, do=["wait"]).state.duties_broken == ("alert",)
    assert world.play(DUTY, tell, do=["tell"]).state.duties_broken == ()


@element("duty.when", "table-nine/last-word", "duty.when")
def _(world):
    duty = DUTY + "  when: {lena: heard}\n"
    assert world.play(duty, do=["wait"]).state.duties_broken == ()
    assert world.play(duty, do=["answer"]).state.duties_broken == ("alert",)


# ---- conditions and effects


def told(condition, world, *do, extra=()):
    """Say whether a post with this condition is delivered in the last scene."""
    post = later(f"posts:\n  - gus: >\n      Told.\n    when: {condition}")
    return "Told." in world.play(post, *extra, do=do).said()


@element("when", "in-motion", "post.when")
def _(world):
    both = "{lena: heard, outcome: broken}"
    assert told(both, world, "answer")
    assert not told(both, world, "wait")
    assert told("{trust: steady, lena-asks: unanswered, holding-text: no}", world, "wait")


@element("when.list", "press-asks")
def _(world):
    assert told("{lena: [heard, waiting]}", world, "wait")
    assert not told("{lena: [heard, brushed-off]}", world, "wait")


@element("when.any", "owner-calls")
def _(world):
    assert told("{any: [{lena: heard}, {lena-asks: unanswered}]}", world, "wait")
    assert not told("{any: [{lena: heard}, {outcome: open}]}", world, "wait")


@element("when.all", "table-nine/keys-back")
def _(world):
    assert told("{all: [{lena: heard}, {outcome: broken}]}", world, "answer")
    assert not told("{all: [{lena: heard}, {outcome: kept}]}", world, "answer")


@element("when.not", "in-motion")
def _(world):
    assert told("{not: {lena: heard}}", world, "wait")
    assert not told("{not: {lena: heard}}", world, "answer")


@element("effects", "it-was-for-today", "option.effects")
def _(world):
    option = more(
        "option up:\n  text: Up\n  effects: {trust: -4, lena: brushed-off, thread-read: yes}"
    )
    play = world.play(option, do=["up"])
    assert play.trust == 56
    assert play.state.moods["lena"] == "brushed-off"
    assert play.state.flags == {"thread-read"}


# ---- scenes


@element("scene", "it-was-for-today", "scene.title")
def _(world):
    play = world.play(do=["wait", "stop"])
    assert [heading.title for heading in play.items(pages.Heading)] == ["First", "Last"]


@element("scene.opens", "it-was-for-today", "scene.opens")
def _(world):
    assert world.play().clock == at(9, 20)
    assert world.play(do=["wait"]).clock == at(11)
    late = more("option long:\n  text: Take all day\n  minutes: 200")
    assert world.play(late, do=["long"]).clock == at(12, 40)  # late is late


@element("scene.brief", "in-motion", "scene.brief")
def _(world):
    play = world.play(more("brief: >\n  It rains."))
    assert play.items(pages.Heading)[0].brief == "It rains."


@element("scene.next", "monday", "scene.next")
def _(world):
    between = "scene between:\n  title: Between\n  brief: >\n    On the way."
    assert len(world.play(between, do=["wait"]).events(e.SceneOpened)) == 3
    assert len(world.play(between, more("next: last"), do=["wait"]).events(e.SceneOpened)) == 2
    assert world.play(more("next: end"), do=["wait"]).state.ending == "done"


@element("scene.without-decision", "table-nine/keys-back")
def _(world):
    between = "scene between:\n  title: Between\n  posts:\n    - gus: >\n        Still here."
    play = world.play(between, do=["wait"])
    assert play.scene == "last"
    assert "Still here." in play.said()


# ---- posts


@element("posts", "it-was-for-today", "scene.posts")
def _(world):
    play = world.play(later("posts:\n  - gus: >\n      One.\n  - lena: >\n      Two."), do=["wait"])
    assert play.said()[-2:] == ["One.", "Two."]


@element("post.us", "four-at-once")
def _(world):
    play = world.play(later("posts:\n  - us: >\n      Goodnight.\n    on: page"), do=["wait"])
    post = play.items()[-1]
    assert (post.who, post.is_ours, post.is_mine) == ("Fern & Finch", True, False)


@element("post.on", "in-motion", "post.on")
def _(world):
    play = world.play(later("posts:\n  - lena: >\n      Here too.\n    on: reviews"), do=["wait"])
    assert play.items()[-1].where == "Review site"


@element("post.posted", "it-was-for-today", "post.posted")
def _(world):
    play = world.play()
    assert play.items()[0].when == "09:12"
    assert play.state.signals["lena-asks"].start == at(9, 12)


@element("post.after", "it-was-for-today", "post.after")
def _(world):
    posts = "posts:\n  - gus: >\n      Later.\n    after: 5\n"
    read = later(posts + look())
    assert "Later." not in world.play(read, do=["wait"]).said()
    assert "Later." in world.play(read, do=["wait", "?thread"]).said()
    # Nothing waits past the end of its scene.
    assert "Later." in world.play(later(posts.replace("5", "90")), do=["wait", "stop"]).said()


@element("post.raises", "it-was-for-today", "post.raises")
def _(world):
    assert world.play().state.signal_status("lena-asks") == "unanswered"


@element("post.effects", "the-reply", "post.effects")
def _(world):
    play = world.play(later("posts:\n  - gus: >\n      Ha.\n    effects: {trust: -7}"), do=["wait"])
    assert play.trust == 53


QUOTING = later('posts:\n  - lena: >\n      "<quote>", you wrote.\n    quotes: first')


@element("post.quotes", "the-reply", "post.quotes")
def _(world):
    play = world.play(QUOTING, do=["answer"])
    assert play.said()[-1] == '"Seen, Lena. I will be back here by 10:30.", you wrote.'
    # Nothing was published: the post that would quote it is not delivered.
    assert len(world.play(QUOTING, do=["wait"]).said()) == 1


@element("post.role", "cracked-cup/taken-back", "post.role")
def _(world):
    loaded = world.load(later("posts:\n  - gus: >\n      Ring me.\n    role: press officer"))
    assert loaded.scenario.scenes["last"].injects[0].role == "press officer"


# ---- looking closer


def look(*lines):
    """Return a way of looking closer, with further *lines* of its own."""
    body = (
        "text: Read the thread",
        "minutes: 5",
        "reveals: She needs it at four.",
        *(part for line in lines for part in line.split("\n")),
    )
    return "inquiry thread:\n" + "".join(f"  {line}\n" for line in body)


@element("inquiry", "it-was-for-today", "inquiry.text", "inquiry.minutes", "inquiry.reveals")
def _(world):
    play = world.play(more(look()), do=["?thread"])
    assert play.clock == at(9, 25)
    assert play.items(pages.Found)[0].text == "She needs it at four."
    with pytest.raises(Refused):
        play.conduct.do(Inquire("thread"))


@element("inquiry.faster", "press-asks", "inquiry.faster")
def _(world):
    looks = later(look("faster: {holding-text: 2}"))
    ready = more("option draft:\n  text: Draft\n  effects: {holding-text: yes}")
    assert world.play(looks, ready, do=["wait", "?thread"]).clock == at(11, 5)
    assert world.play(looks, ready, do=["draft", "?thread"]).clock == at(11, 2)


@element("reveals", "press-asks", "reveal.text", "reveal.when")
def _(world):
    looks = """
        inquiry thread:
          text: Read the thread
          reveals:
            - text: >
                She thanks you.
              when: {lena: heard}
            - text: >
                She is cross.
        """
    found = [
        world.play(later(looks), do=[first, "?thread"]).items(pages.Found)[0].text
        for first in ("answer", "wait")
    ]
    assert found == ["She thanks you.", "She is cross."]


@element("inquiry.ratings", "it-was-for-today", "inquiry.ratings")
def _(world):
    looks = more(look("ratings:", "  listening: +1 You read before answering"))
    made = world.play(looks, do=["?thread", "wait"])
    assert made.marks("first", "inquiry") == {"listening": (1, 0, 1)}
    assert made.marks("first")["listening"] == (-1, -1, 1)  # apart from the response
    assert world.play(looks, do=["wait"]).marks("first", "inquiry") == {"listening": (0, 0, 1)}


@element("inquiry.effects", "it-was-for-today", "inquiry.effects")
def _(world):
    looks = more(look("effects: {thread-read: yes}"))
    assert world.play(looks, do=["?thread"]).state.flags == {"thread-read"}


@element("inquiry.when", "cracked-cup/no-news", "inquiry.when")
def _(world):
    looks = later(look("when: {lena: heard}"))
    assert world.play(looks, do=["wait"]).ask.looks == ()
    assert [found.id for found in world.play(looks, do=["answer"]).ask.looks] == ["thread"]


@element("inquiry.feedback", "cracked-cup/one-photo", "inquiry.feedback", "inquiry.mentor")
def _(world):
    texts = world.load(more(look("feedback: Time well spent.", "mentor: See?"))).texts["en"]
    assert texts.of("first", "thread", "feedback") == "Time well spent."
    assert texts.of("first", "thread", "mentor") == "See?"


# ---- the four kinds of decisions


@element("decision.one", "it-was-for-today", "scene.decision", "scene.ask")
def _(world):
    play = world.play()
    assert (play.ask.text, play.ask.low, play.ask.high) == ("What should you do?", 1, 1)
    with pytest.raises(Refused):
        play.conduct.do(Respond(("answer", "wait")))


def middle(body):
    """Return a scene between the two, reached at 09:30."""
    lines = "".join(f"  {line}\n" for line in body.strip("\n").split("\n"))
    return "scene middle:\n  title: Middle\n  ask: Which?\n" + lines


SEVERAL = """\
decision: several
pick: 1-2
option alert:
  text: Alert
  minutes: 10
  ratings:
    plan: +1 The plan names her
  left:
    plan: -1 Nobody who should know knows
option draft:
  text: Draft
  minutes: 15
option look:
  text: Look
  minutes: 20
"""


@element("decision.several", "in-motion", "scene.pick")
def _(world):
    play = world.play(middle(SEVERAL), do=["wait"])
    assert (play.ask.low, play.ask.high) == (1, 2)
    play.conduct.do(Respond(("draft", "alert")))
    minutes = [found.minute for found in play.events(e.TimePassed)]
    assert at(9, 40) in minutes  # alert first, as in the file
    assert at(9, 55) in minutes


@element("scene.budget", "cracked-cup/quiet-hour", "scene.budget")
def _(world):
    play = world.play(middle(SEVERAL.replace("pick: 1-2", "budget: 30")), do=["wait"])
    assert (play.ask.low, play.ask.budget) == (0, 30)
    with pytest.raises(Refused):
        play.conduct.do(Respond(("draft", "look")))  # 35 minutes
    play.conduct.do(Respond(("alert", "look")))
    assert play.scene == "last"


@element("option.left", "in-motion", "option.left")
def _(world):
    picked = world.play(middle(SEVERAL), do=["wait", "alert"])
    assert picked.marks("middle") == {"plan": (1, -1, 1)}
    left = world.play(middle(SEVERAL), do=["wait", "draft"])
    assert left.marks("middle") == {"plan": (-1, -1, 1)}


ORDER = """\
decision: order
option alert:
  text: Alert
  minutes: 10
option reply:
  text: Reply
  minutes: 20
  acknowledges: {lena-asks: full}
pair reply before alert:
  listening: +1 The person first
"""


@element("decision.order", "four-at-once")
def _(world):
    first = world.play(middle(ORDER), do=["wait", ("reply", "alert")])
    last = world.play(middle(ORDER), do=["wait", ("alert", "reply")])
    # 18 minutes after 09:12, then 20 more; or 10 more still.
    assert [p.state.signals["lena-asks"].answered for p in (first, last)] == [at(9, 50), at(10)]


@element("pair.before", "four-at-once")
def _(world):
    first = world.play(middle(ORDER), do=["wait", ("reply", "alert")])
    last = world.play(middle(ORDER), do=["wait", ("alert", "reply")])
    assert first.marks("middle") == {"listening": (1, 0, 1)}
    assert last.marks("middle") == {"listening": (0, 0, 1)}


COMPOSE = """\
decision: compose
on: page
minutes: 10
opening sorry:
  text: Lena, we are sorry.
opening hello:
  text: Hello all.
substance soon:
  text: It comes today.
  acknowledges: {lena-asks: full}
substance later:
  text: It comes later.
  minutes: 5
  acknowledges: {lena-asks: vague}
close hour:
  text: More at noon.
  quotable: More at noon
  acknowledges: {lena-asks: full}
close bye:
  text: Goodbye.
  acknowledges: {lena-asks: vague}
pair sorry with soon:
  accountability: +1 Fault, then repair
"""


@element("decision.compose", "the-reply")
def _(world):
    play = world.play(middle(COMPOSE), do=["wait", ("sorry", "soon", "bye")])
    assert "Lena, we are sorry. It comes today. Goodbye." in play.said()
    # In one message the lowest word counts, wherever it stands.
    assert play.state.signals["lena-asks"].word == "vague"
    play = world.play(middle(COMPOSE), do=["wait", ("sorry", "later", "hour")])
    assert play.state.signals["lena-asks"].word == "vague"


@element("opening", "the-reply", *(f"opening.{key}" for key in SHAPES["opening"]))
def _(world):
    play = world.play(middle(COMPOSE), do=["wait"])
    assert play.ask.parts == ("opening", "substance", "close")
    assert sum(choice.part == "opening" for choice in play.ask.choices) == 2


@element("substance", "the-reply", *(f"substance.{key}" for key in SHAPES["substance"]))
def _(world):
    play = world.play(middle(COMPOSE), do=["wait", ("hello", "soon", "hour")])
    assert play.state.signals["lena-asks"].word == "full"


@element("close", "the-reply", *(f"close.{key}" for key in SHAPES["close"]))
def _(world):
    quoting = later('posts:\n  - lena: >\n      "<quote>"?\n    quotes: middle')
    play = world.play(middle(COMPOSE), quoting, do=["wait", ("hello", "soon", "hour")])
    assert play.said()[-1] == '"More at noon"?'


@element("scene.minutes", "the-reply", "scene.minutes")
def _(world):
    play = world.play(middle(COMPOSE), do=["wait", ("sorry", "later", "hour")])
    assert play.events(e.Published)[0].minute == at(9, 45)  # ten to write, five for the substance


@element("pair.with", "the-reply")
def _(world):
    both = world.play(middle(COMPOSE), do=["wait", ("sorry", "soon", "bye")])
    one = world.play(middle(COMPOSE), do=["wait", ("hello", "soon", "bye")])
    assert both.marks("middle") == {"accountability": (1, 0, 1)}
    assert one.marks("middle") == {"accountability": (0, 0, 1)}
    several = SEVERAL + "pair alert with draft:\n  calm: +1 Told, and ready\n"
    pair = world.play(middle(several), do=["wait", ("alert", "draft")])
    assert pair.marks("middle")["calm"] == (1, 0, 1)


@element("scene.on", "the-reply", "scene.on")
def _(world):
    told_here = later("on: reviews\noption tell:\n  text: Tell\n  publishes: It is over.")
    play = world.play(told_here, do=["wait", "tell"])
    assert play.events(e.Published)[0].channel == "reviews"


@element("scene.within", "press-asks", "scene.within", "scene.default")
def _(world):
    limit = later("within: 15\ndefault: stop\n" + look().replace("5", "20"))
    passed = world.play(limit, do=["wait", PASS])
    assert passed.clock == at(11, 15)
    given = passed.events(e.ResponseGiven)[-1]
    assert (given.picks, given.how) == (("stop",), "let-pass")
    late = world.play(limit, do=["wait", "?thread"])
    assert late.events(e.ResponseGiven)[-1].how == "late"


@element("scene.ask-confidence", "it-was-for-today", "scene.ask-confidence")
def _(world):
    play = world.play(more("ask-confidence: yes"))
    assert play.ask.asks_confidence
    play.conduct.do(Respond(("wait",), 2))
    assert play.events(e.ResponseGiven)[0].confidence == 2
    with pytest.raises(Refused):
        play.conduct.do(Respond(("stop",), 2))  # the last scene does not ask


@element("scene.hint", "it-was-for-today", "scene.hint")
def _(world):
    play = world.play(more("hint: >\n  What would stay true?"), do=[HINT, "wait"])
    assert play.debrief.hints == 1
    assert play.debrief.moments[0].hinted
    assert world.play(more("hint: >\n  What would stay true?")).ask.hint == "What would stay true?"


@element("scene.drill", "it-was-for-today", "scene.drill")
def _(world):
    texts = world.load(more("drill: >\n  Saturday, 09:20.")).texts["en"]
    assert texts.of("first", "drill") == "Saturday, 09:20."


@element("scene.notes", "it-was-for-today", "scene.notes")
def _(world):
    texts = world.load(more("notes: >\n  Let the room vote.")).texts["en"]
    assert texts.of("first", "notes") == "Let the room vote."


@element("scene.discuss", "it-was-for-today", "scene.discuss")
def _(world):
    texts = world.load(more("discuss: >\n  Who answers here?")).texts["en"]
    assert texts.of("first", "discuss") == "Who answers here?"


# ---- options


def extra(body):
    """Return the first scene with a third option, called extra."""
    lines = "".join(f"  {line}\n" for line in body.strip("\n").split("\n"))
    return more("option extra:\n  text: Something else\n" + lines)


@element("option", "it-was-for-today", "option.text")
def _(world):
    assert {choice.text for choice in world.play(extra("minutes: 5")).ask.choices} == {
        "Answer under her post",
        "Wait for the facts",
        "Something else",
    }


@element("option.minutes", "it-was-for-today", "option.minutes")
def _(world):
    play = world.play(more("next: end"), extra("minutes: 25"), do=["extra"])
    assert play.clock == at(9, 45)


@element("option.faster", "cracked-cup/one-photo", "option.faster")
def _(world):
    ready = more(look("effects: {holding-text: yes}"))
    option = extra("minutes: 10\nfaster: {holding-text: 4}")
    plain = world.play(more("next: end"), option, ready, do=["extra"])
    quick = world.play(more("next: end"), option, ready, do=["?thread", "extra"])
    assert (plain.clock, quick.clock) == (at(9, 30), at(9, 29))
    offered = world.play(option, ready, do=["?thread"]).ask.choices
    thanks = next(choice.thanks for choice in offered if choice.id == "extra")
    assert thanks == "your draft of a first answer"


@element("option.when", "table-nine/last-word", "option.when")
def _(world):
    option = extra("when: {thread-read: yes}")
    looks = more(look("effects: {thread-read: yes}"))
    assert len(world.play(option, looks).ask.choices) == 2
    assert len(world.play(option, looks, do=["?thread"]).ask.choices) == 3


@element("option.publishes", "it-was-for-today", "option.publishes", "option.on")
def _(world):
    play = world.play(extra("on: reviews\npublishes: >\n  Seen."), do=["extra"])
    mine = next(post for post in play.items() if post.is_mine)
    assert (mine.text, mine.where) == ("Seen.", "Review site")


@element("option.quotable", "it-was-for-today", "option.quotable")
def _(world):
    option = extra("on: page\npublishes: >\n  Seen. Back by noon.\nquotable: Back by noon")
    play = world.play(option, QUOTING, do=["extra"])
    assert play.said()[-1] == '"Back by noon", you wrote.'


def first_word(world, word):
    """Return the mark of a first word given at once."""
    play = world.play(extra(f"acknowledges: {{lena-asks: {word}}}"), do=["extra", "stop"])
    assert play.debrief.signals[0].word == word
    return play.debrief.signals[0].opportunity.obtained


@element("acknowledges.full", "it-was-for-today", "option.acknowledges")
def _(world):
    assert first_word(world, "full") == 2


@element("acknowledges.vague", "the-reply")
def _(world):
    assert first_word(world, "vague") == 1


@element("acknowledges.private", "it-was-for-today")
def _(world):
    assert first_word(world, "private") == 0


@element("acknowledges.untrue", "it-was-for-today")
def _(world):
    assert first_word(world, "untrue") == -2


@element("option.promises", "it-was-for-today", "option.promises")
def _(world):
    play = world.play(do=["answer", "stop"])
    assert play.state.promises["outcome"].due == at(10, 30)
    assert play.debrief.promises[0].opportunity.obtained == -1


@element("option.keeps", "the-reply", "option.keeps")
def _(world):
    keep = middle(
        "decision: one\noption tell:\n  text: Tell\n  keeps: outcome\noption no:\n  text: No"
    )
    play = world.play(keep, do=["answer", "tell", "stop"])
    assert play.state.promise_status("outcome") == "kept"
    assert play.debrief.promises[0].opportunity.obtained == 2


@element("option.raises", "cracked-cup/same-for-all", "option.raises")
def _(world):
    asks = "signal gus-asks:\n  name: Gus asks\n  severity: S1"
    play = world.play(asks, extra("minutes: 10\nraises: gus-asks"), do=["extra"])
    assert play.state.signals["gus-asks"].start == at(9, 30)


@element("option.then", "it-was-for-today", "option.then")
def _(world):
    option = extra("on: page\npublishes: >\n  Seen.\nthen:\n  - lena: >\n      Thank you.")
    assert world.play(option, do=["extra"]).said()[-2:] == ["Seen.", "Thank you."]


@element("ratings", "it-was-for-today", "option.ratings")
def _(world):
    assert world.play(do=["answer"]).marks("first") == {"listening": (1, -1, 1), "calm": (2, 0, 2)}
    assert world.read(extra("ratings:\n  acknowledgement: +2 Fast"))[1] == ["S115"]


@element("ratings.divided", "table-nine/curtains")
def _(world):
    # The only line on the plan is a `?`: the principle is not in play.
    option = extra("ratings:\n  plan: >\n    ? Raters could not agree")
    assert "plan" not in world.play(option, do=["extra"]).marks("first")


@element("ratings.clamped", "cracked-cup/set-going")
def _(world):
    two = SEVERAL.replace("plan: +1", "plan: +2") + "  ratings:\n    plan: +2 Looks it up\n"
    play = world.play(middle(two), do=["wait", ("alert", "look")])
    (row,) = [row for row in play.debrief.opportunities if row.source == ("response", "middle")]
    assert (row.obtained, row.unclamped) == (2, 4)


@element("option.story", "it-was-for-today", "option.story")
def _(world):
    play = world.play(extra("story: You told her an hour"), do=["extra", "stop"])
    assert any("You told her an hour" in line for line in play.results.first().story)


@element("option.mentor", "it-was-for-today", "option.mentor")
def _(world):
    play = world.play(extra("mentor: >\n  Notice her hour."), do=["extra"])
    assert play.mentor("first", "extra")[0] == "Notice her hour."


@element("option.feedback", "it-was-for-today", "option.feedback")
def _(world):
    play = world.play(extra("feedback: >\n  You answered the person."), do=["extra"])
    assert play.mentor("first", "extra") == ("You answered the person.",) * 2


@element("option.error", "it-was-for-today", "option.error")
def _(world):
    key = world.load(extra("error: [E08, E10]")).key
    assert key["first"].items["extra"].errors == ("E08", "E10")


@element("option.breaks", "press-asks", "option.breaks")
def _(world):
    play = world.play(extra("breaks: privacy"), do=["extra"])
    assert play.debrief.scorecard.duties_broken == ("privacy",)


@element("option.meets", "table-nine/last-word", "option.meets")
def _(world):
    play = world.play(DUTY, extra("meets: alert"), do=["extra"])
    assert play.state.duties_met == {"alert"}


@element("option.next", "cracked-cup/same-for-all", "option.next")
def _(world):
    between = "scene between:\n  title: Between\n  brief: >\n    On the way."
    opened = world.play(between, extra("next: last"), do=["extra"]).events(e.SceneOpened)
    assert [event.scene for event in opened] == ["first", "last"]
    assert world.play(extra("next: end"), do=["extra"]).state.ending == "done"


@element("option.silent", "it-was-for-today", "option.silent")
def _(world):
    decision = world.load(extra("silent: yes")).scenario.scenes["first"].decision
    assert [option.id for option in decision.options if option.silent] == ["extra"]


# ---- interruptions and endings

CALLS = """\
interruption calls:
  title: The owner calls
  when: {lena: waiting}
  decision: one
  ask: What do you say?
  option yes-sir:
    text: Agree
  option no-sir:
    text: Disagree
"""


@element(
    "interruption",
    "owner-calls",
    "interruption.when",
    *(f"interruption.{key}" for key in SHAPES["scene"]),
)
def _(world):
    play = world.play(CALLS)
    assert play.scene == "calls"
    assert play.items(pages.Heading)[0].breaks_in
    play.conduct.do(Respond(("no-sir",)))
    assert play.scene == "first"
    play.conduct.do(Respond(("wait",)))
    assert play.scene == "last"  # at most once


@element("interruption.before", "owner-calls", "interruption.before")
def _(world):
    calls = CALLS + "  before: [last]\n"
    assert world.play(calls).scene == "first"
    assert world.play(calls, do=["wait"]).scene == "calls"
    assert world.play(calls, do=["answer"]).scene == "last"


GOOD = """\
ending good:
  title: Good
  when: {lena: heard}
  headline: >
    "<quote>": they said so
  quotes: first
  text: >
    And they did.
  lines:
    - lena: >
        Orders again.
    - gus: >
        Waits and sees.
      when: {outcome: kept}
"""


@element("ending", "full-page", "ending.title", "ending.text")
def _(world):
    front = world.play(do=["wait", "stop"]).front()
    assert (front.title, front.headline, front.text) == ("Done", "It is over", "The parcel came.")


@element("ending.when", "full-page", "ending.when")
def _(world):
    assert world.play(GOOD, do=["answer", "stop"]).state.ending == "good"
    assert world.play(GOOD, do=["wait", "stop"]).state.ending == "done"


@element("ending.headline", "full-page", "ending.headline", "ending.quotes")
def _(world):
    front = world.play(GOOD, do=["answer", "stop"]).front()
    assert front.headline == '"Seen, Lena. I will be back here by 10:30.": they said so'


@element("ending.lines", "full-page", "ending.lines")
def _(world):
    front = world.play(GOOD, do=["answer", "stop"]).front()
    assert [(post.who, post.text) for post in front.lines] == [("Lena Ortiz", "Orders again.")]


# ---- around the scenario


@element("translation", "head")
def _(world):
    text = "badbuzz: 1\nof: minimal\nlanguage: fr\nfirst:\n  answer.text: Répondre chez elle\n"
    loaded, codes = world.read(text_fr=text)
    assert set(codes) == {"T101", "T105"}
    # What is missing appears in the author's own language.
    assert loaded.texts["fr"].of("first", "answer", "text") == "Répondre chez elle"
    assert loaded.texts["fr"].of("first", "ask") == "What should you do?"
    play = world.play(text_fr=_translated(world), language="fr")
    assert play.ask.text == "fr What should you do?"


@element("stamps", "head")
def _(world):
    full = _translated(world)
    ours, theirs = fingerprint("What should you do?"), fingerprint("fr What should you do?")
    right = f"first.ask: {ours} {theirs}\n"
    stamped = world.read(text_fr=full, stamps_fr=right)[1]
    assert set(stamped) == {"T105"}
    stale = f"first.ask: 00000000 {theirs}\n"
    assert "T102" in world.read(text_fr=full, stamps_fr=stale)[1]


@element(
    "organisation-file",
    "",
    "house.organisation",
    "house.plan",
    *(f"house-organisation.{key}" for key in SHAPES["house-organisation"]),
    *(f"house-plan.{key}" for key in SHAPES["house-plan"]),
)
def _(world):
    house = (
        "badbuzz: 1\norganisation:\n  mandate: >\n    Nothing above ten euros.\n"
        "plan:\n  alert: >\n    Ring Sam.\n  targets: {S1: [10, 20, 30]}\n"
        "variables:\n  shop: Our House\n"
    )
    play = world.play(house=house, do=["answer", "stop"])
    assert play.room.who("us") == "Our House"
    assert "Nothing above ten euros." in words(briefing(play.room))
    assert "Ring Sam." in words(plan(play.room))
    assert play.debrief.signals[0].opportunity.obtained == 1  # 18 minutes, beyond the house's ten
    assert play.events(e.ExerciseStarted)[0].organisation["variables.shop"] == "Our House"


@element("time.hour", "it-was-for-today")
def _(world):
    # A bare hour is on the day of the last `opens` above it.
    moved = "scene middle:\n  title: Monday\n  opens: Monday 09:00\n  brief: >\n    Later."
    last = inside("scene last", "brief: >\n  Later still.")
    play = world.play(moved, last, do=["wait"])
    assert play.room.when(play.clock) == "Monday 11:00"


@element("time.weekday", "monday")
def _(world):
    play = world.play("scene middle:\n  title: M\n  opens: Monday 10:00\n", do=["wait"])
    assert play.events(e.SceneOpened)[1].minute == 2 * 1440 + at(10)


@element("time.day", "table-nine/five-blink")
def _(world):
    play = world.play("scene middle:\n  title: M\n  opens: day 3 10:00\n", do=["wait"])
    assert play.events(e.SceneOpened)[1].minute == 2 * 1440 + at(10)


# ---- the tests themselves


def _translated(world):
    """Return a whole translation of the minimal scenario: each string after `fr`."""
    blocks: dict[str, list[str]] = {}
    for address, said in world.load().texts["en"].items():
        block, _, rest = address.partition(".")
        if block != "variables":
            text = " ".join(said.split()).replace("Fern & Finch", "<shop>")
            blocks.setdefault(block, []).append(f"  {rest}: >\n    fr {text}\n")
    parts = [f"{block}:\n{''.join(lines)}" for block, lines in blocks.items()]
    return "badbuzz: 1\nof: minimal\nlanguage: fr\n" + "".join(parts)


@pytest.mark.parametrize("name", ELEMENTS)
def test_element(name, tmp_path):
    ELEMENTS[name].shows(World(tmp_path))


def test_every_key_of_the_language_is_shown():
    covered = {row for found in ELEMENTS.values() for row in found.covers}
    assert covered <= {f"{shape}.{key}" for shape, keys in SHAPES.items() for key in keys}
    assert {f"{shape}.{key}" for shape, keys in SHAPES.items() for key in keys} <= covered


def rows(language):
    """Return element -> cells of the table of elements."""
    found = {}
    for line in PAGES[language].read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and "test_language_table.py" in cells[-1]:
            found[cells[0].strip("`")] = cells
    return found


@pytest.mark.parametrize("language", PAGES)
def test_the_table_lists_exactly_these_elements(language):
    assert list(rows(language)) == list(ELEMENTS)


def is_shipped(wanted):
    """Say whether a crisis, or its scene or ending, is there under that name."""
    crisis, _, scene = wanted.rpartition("/")
    if (ROOT / "scenarios" / wanted).is_dir():
        return True
    loaded, _problems = load(ROOT / "scenarios" / (crisis or "late-order"))
    assert loaded is not None
    return scene in {*loaded.scenario.scenes, *(end.id for end in loaded.scenario.endings)}


@pytest.mark.parametrize("language", PAGES)
def test_the_table_names_the_scene_and_the_test(language):
    for name, cells in rows(language).items():
        wanted = ELEMENTS[name].shipped
        assert not wanted or wanted == "head" or is_shipped(wanted)
        cell = HEAD[language] if wanted == "head" else wanted or NONE_YET[language]
        assert cells[-2].strip("`") == cell, name
        assert cells[-1].strip("`") == f"tests/docs/test_language_table.py::test_element[{name}]"


@pytest.mark.parametrize("language", PAGES)
def test_every_key_is_explained(language):
    said = set(re.findall(r"`([^`\s]+)", PAGES[language].read_text(encoding="utf-8")))
    said = {word.rstrip(":") for word in said}
    keys = {key for shape in SHAPES.values() for key in shape} | {
        k for b in BLOCKS.values() for k in b
    }
    wanted = keys if language == "en" else keys | {WORDS[key] for key in keys}
    assert wanted - said == set()


def test_effects_are_read_in_the_order_written(tmp_path):
    loaded = World(tmp_path).load(extra("effects: {lena: heard, trust: -1}"))
    option = loaded.scenario.scenes["first"].decision.options[-1]
    assert option.effects == (
        Effect("mood", "lena", value="heard"),
        Effect("gauge", "trust", by=-1),
    )
