"""The shape of the language: which keys stand where, and what each holds.

One table, read by the parser, by the reference's test and by whatever explains the language to an
editor. A value's `holds` names the reader in `values.py`, `board.py` or `scenes.py` that takes it.
"""

from typing import NamedTuple


class Field(NamedTuple):
    """What a key holds, and whether it must be there."""

    holds: str
    required: bool = False


_POST = {
    "on": Field("channel"), "posted": Field("clock"), "after": Field("minutes"),
    "when": Field("condition"), "raises": Field("signal"), "effects": Field("effects"),
    "role": Field("line"), "quotes": Field("scene"),
}  # fmt: skip

_ITEM = {
    "text": Field("prose", required=True), "minutes": Field("minutes"), "faster": Field("faster"),
    "when": Field("condition"), "ratings": Field("ratings"), "feedback": Field("prose"),
    "effects": Field("effects"), "mentor": Field("prose"),
}  # fmt: skip

_RESPONSE = {
    **_ITEM,
    "on": Field("channel"), "publishes": Field("prose"), "quotable": Field("line"),
    "acknowledges": Field("acknowledges"), "promises": Field("promises"),
    "keeps": Field("promise"), "raises": Field("signal"), "then": Field("posts"),
    "left": Field("ratings"), "story": Field("line"), "error": Field("errors"),
    "breaks": Field("duty"), "meets": Field("duty"), "next": Field("next"),
    "silent": Field("yes-no"),
}  # fmt: skip

_SCENE = {
    "title": Field("line", required=True), "opens": Field("clock"), "brief": Field("prose"),
    "posts": Field("posts"), "decision": Field("kind"), "ask": Field("prose"),
    "on": Field("channel"), "pick": Field("pick"), "budget": Field("minutes"),
    "minutes": Field("minutes"), "within": Field("minutes"), "default": Field("default"),
    "next": Field("next"), "ask-confidence": Field("yes-no"), "hint": Field("prose"),
    "drill": Field("prose"), "notes": Field("prose"), "discuss": Field("prose"),
}  # fmt: skip

SHAPES: dict[str, dict[str, Field]] = {
    "scenario": {
        "badbuzz": Field("version", required=True), "id": Field("id", required=True),
        "title": Field("line", required=True), "language": Field("language", required=True),
        "level": Field("number", required=True), "severity": Field("severity", required=True),
        "sector": Field("line", required=True), "duration": Field("number", required=True),
        "tutorial": Field("yes-no"), "status": Field("status"),
        "summary": Field("prose", required=True),
        "objectives": Field("texts"), "warnings": Field("prose"), "licence": Field("line"),
        "authors": Field("line"), "starts": Field("start", required=True),
        "principles": Field("principles", required=True), "tension": Field("line"),
        "sides": Field("tensions"), "types": Field("crisis-types"), "case": Field("line"),
        "organisation": Field("organisation", required=True), "plan": Field("plan", required=True),
        "variables": Field("variables"), "flags": Field("flags"), "history": Field("posts"),
        "prologue": Field("posts"), "epilogue": Field("posts"), "shelf": Field("posts"),
        "short": Field("scenes"), "accepted": Field("accepted"),
    },
    "organisation": {
        "name": Field("line", required=True), "role": Field("prose", required=True),
        "about": Field("prose", required=True),
        "voice": Field("prose"), "hours": Field("hours", required=True),
        "mandate": Field("prose", required=True),
    },
    "plan": {
        "levels": Field("prose"), "roles": Field("prose"), "alert": Field("prose"),
        "pause": Field("prose"), "holding": Field("prose"), "moderation": Field("prose"),
        "terms": Field("prose"), "targets": Field("targets", required=True),
    },
    "house": {
        "badbuzz": Field("version", required=True), "language": Field("language"),
        "organisation": Field("organisation"), "plan": Field("plan"),
        "variables": Field("variables"),
    },
    "house-organisation": {
        "name": Field("line"), "role": Field("prose"), "about": Field("prose"),
        "voice": Field("prose"), "hours": Field("hours"), "mandate": Field("prose"),
    },
    "house-plan": {
        "levels": Field("prose"), "roles": Field("prose"), "alert": Field("prose"),
        "pause": Field("prose"), "holding": Field("prose"), "moderation": Field("prose"),
        "terms": Field("prose"), "targets": Field("targets"),
    },
    "channel": {
        "name": Field("line", required=True), "ours": Field("yes-no", required=True),
        "kind": Field("channel-kind"),
    },
    "gauge": {
        "name": Field("line", required=True), "meaning": Field("prose", required=True),
        "start": Field("number", required=True), "levels": Field("levels", required=True),
        "drift": Field("drift"),
        "silence": Field("drift"),
    },
    "drift": {
        "by": Field("number", required=True), "every": Field("minutes", required=True),
        "when": Field("condition"),
    },
    "persona": {
        "name": Field("line", required=True), "about": Field("prose", required=True),
        "stance": Field("line"),
        "influence": Field("number"), "channel": Field("channel"), "moods": Field("labels"),
        "cast": Field("cast"),
    },
    "signal": {"name": Field("line", required=True), "severity": Field("severity", required=True)},
    "promise": {"name": Field("line", required=True)},
    "truth": {"name": Field("line", required=True), "values": Field("labels", required=True)},
    "duty": {
        "text": Field("prose", required=True), "source": Field("line"), "by": Field("clock"),
        "when": Field("condition"),
    },
    "scene": _SCENE,
    "interruption": {
        **_SCENE, "when": Field("condition", required=True), "before": Field("scenes"),
    },
    "inquiry": {**_ITEM, "reveals": Field("reveals", required=True)},
    "reveal": {"text": Field("prose", required=True), "when": Field("condition")},
    "option": _RESPONSE,
    "opening": _RESPONSE, "substance": _RESPONSE, "close": _RESPONSE,
    "ending": {
        "title": Field("line", required=True), "when": Field("condition"),
        "headline": Field("prose", required=True), "text": Field("prose", required=True),
        "lines": Field("posts"), "quotes": Field("scene"),
    },
    "post": _POST,
}  # fmt: skip

BLOCKS: dict[str, tuple[str, ...]] = {
    "scenario": (
        "channel", "gauge", "persona", "signal", "promise", "truth", "duty", "scene",
        "interruption", "ending",
    ),
    "scene": ("inquiry", "option", "opening", "substance", "close", "pair"),
    "interruption": ("inquiry", "option", "opening", "substance", "close", "pair"),
}  # fmt: skip
"""Keys made of a kind and an id, `scene lena-writes:`, by the shape they stand in."""

PARTS = ("opening", "substance", "close")
"""The parts of a composed message, in order."""

PLAN_PARTS = ("levels", "roles", "alert", "pause", "holding", "moderation", "terms")

TOP_ADDRESSES = (
    "scenario", "organisation", "plan", "variables", "flags", "channels", "gauges", "personas",
    "signals", "promises", "truths", "duties", "history", "prologue", "epilogue", "shelf",
)  # fmt: skip
"""Blocks of a translation file that are not scenes or endings."""

LIMITS = {
    "scene": 60, "ending": 8, "inquiry": 4, "gauge": 3, "flags": 16, "moods": 4, "signal": 6,
    "persona": 24, "channel": 10, "truth": 4, "duty": 8, "posts": 12, "variables": 24,
    "option": 6, "several": 8, "order": 5, "one": 6, "part": 4, "ids": 6, "objectives": 6,
}  # fmt: skip
"""How many of each. They keep exact exploration possible and a file readable."""
