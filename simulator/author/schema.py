"""The scenario language as JSON Schema, made from the table of shapes, for editors.

A file that says `langue:` is held against the French keys, any other against the English ones. The
schema knows shapes; references, time and play are for `badbuzz check`, which is stricter.
"""

from collections.abc import Iterable
from typing import Any

from scoring.principles import ACKNOWLEDGEMENT, PRINCIPLES
from simulator import reference
from simulator.scenario import board
from simulator.scenario.codes import FAMILIES
from simulator.scenario.fields import ID, MAX_ID
from simulator.scenario.head import HANDBOOK
from simulator.scenario.kinds import KINDS
from simulator.scenario.model import FORMAT
from simulator.scenario.shapes import BLOCKS, SHAPES
from simulator.scenario.words import Vocabulary, bare

LANGUAGES = ("en", "fr")
DRAFT = "http://json-schema.org/draft-07/schema#"
"""The version that YAML editors read best; its name is an address that nobody fetches."""
MODELINE = "# yaml-language-server: $schema={file}"
"""The first line of a scenario that tells an editor where the schema is."""

LIKE = {
    "interruption": "scene", "inquiry": "option", "opening": "option", "substance": "option",
    "close": "option", "house": "scenario", "house-organisation": "organisation",
    "house-plan": "plan",
}  # fmt: skip
"""A shape takes the sentences that it does not have from the one it is made like."""

Schema = dict[str, Any]
_ANY = ["string", "number", "boolean"]
_TEXT: Schema = {"type": _ANY}
_ID: Schema = {"type": ["string", "integer"], "pattern": f"^(?=.{{1,{MAX_ID}}}$){ID.pattern}$"}
_NUMBER: Schema = {"type": ["integer", "string"], "pattern": "^[+\u2212-]?[0-9]{1,6}$"}
_YES: Schema = {"enum": [True, False, "yes", "no", "true", "false", "oui", "non"]}
_CLOCK: Schema = {"type": ["string", "integer"]}  # an older YAML reads 08:30 as 510
_FREE: Schema = {"type": "object", "additionalProperties": _TEXT}


def about(shape: str, key: str, language: str) -> str:
    """Return what *key* is for in *shape*, in a sentence of *language*; "" where nobody said."""
    known = reference.book("keys", language)
    while shape:
        if key in known.get(shape, {}):
            return _filled(str(known[shape][key]))
        shape = LIKE.get(shape, "")
    return ""


def _filled(sentence: str) -> str:
    """Put the ends of the catalogue of mistakes where a sentence names them."""
    codes = list(reference.book("errors", "en"))
    return sentence.replace("{first}", codes[0]).replace("{last}", codes[-1])


def schema() -> Schema:
    """Return the whole schema."""
    definitions: Schema = {}
    for language in LANGUAGES:
        maker = _Maker(language)
        for shape in SHAPES:
            if not shape.startswith("house"):
                definitions[f"{language}-{shape}"] = maker.shape(shape)
        definitions[f"{language}-condition"] = maker.condition()
    return {
        "$schema": DRAFT,
        "title": f"Bad Buzz {FORMAT}",
        "description": "A crisis to be played with badbuzz. Une crise à jouer avec badbuzz.",
        "if": {"required": ["langue"]},
        "then": {"$ref": "#/definitions/fr-scenario"},
        "else": {"$ref": "#/definitions/en-scenario"},
        "definitions": definitions,
    }


class _Maker:
    """Makes the schema in the words of one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.vocabulary = Vocabulary(language)
        self.holds = self._holders()

    def spellings(self, word: str) -> tuple[str, ...]:
        """Return how *word* may be written: in French with its accents, or without."""
        spelled = [self.vocabulary.spell(word)]
        if word == "by" and self.vocabulary.french:
            spelled.append("avant")
        return tuple(dict.fromkeys([*spelled, *map(bare, spelled)]))

    def shape(self, name: str) -> Schema:
        """Return what a mapping of shape *name* may hold."""
        properties: Schema = {}
        required: list[Schema] = []
        for key, field in SHAPES[name].items():
            held = {"description": about(name, key, self.language), **self.holds[field.holds]}
            spelled = self.spellings(key)
            properties.update(dict.fromkeys(spelled, held))
            if field.required:
                required.append(_one_of(spelled))
        found: Schema = {"type": "object", "properties": properties}
        if name == "post":
            return {**found, "additionalProperties": _TEXT}
        found["additionalProperties"] = False
        if required:
            found["allOf"] = required
        if blocks := BLOCKS.get(name):
            found["patternProperties"] = {
                f"^({'|'.join(self.spellings(kind))}) +\\S": self._block(name, kind)
                for kind in blocks
            }
        return found

    def _block(self, owner: str, kind: str) -> Schema:
        words = about(owner, kind, self.language)
        if kind == "pair":
            return {"description": words, **self._ratings()}
        return {"description": words, "allOf": [self._ref(kind)]}

    def _ref(self, name: str) -> Schema:
        return {"$ref": f"#/definitions/{self.language}-{name}"}

    def words(self, known: Iterable[str]) -> Schema:
        """Return a closed list of the language's words."""
        return {"enum": [spelled for word in known for spelled in self.spellings(word)]}

    def _ratings(self) -> Schema:
        rated = [name for name in PRINCIPLES if name != ACKNOWLEDGEMENT]
        line = {"type": "string", "pattern": "^([+\u2212-]?[0-2]|\\?)\\s+\\S"}
        properties = {spelled: line for name in rated for spelled in self.spellings(name)}
        return {"type": "object", "properties": properties, "additionalProperties": False}

    def condition(self) -> Schema:
        """Return a condition: board names with values, or all, any and not over conditions."""
        inner = self._ref("condition")
        either = {"anyOf": [inner, {"type": "array", "items": inner}]}
        joined = {s: either for word in ("all", "any", "not") for s in self.spellings(word)}
        value = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
        return {"type": "object", "minProperties": 1, "properties": joined,
                "additionalProperties": value}  # fmt: skip

    def _holders(self) -> Schema:
        """Return the schema of each thing that a key can hold."""
        posts = {"anyOf": [self._ref("post"), {"type": "array", "items": self._ref("post")}]}
        reveals = {"anyOf": [_TEXT, {"type": "array", "items": self._ref("reveal")}]}
        targets = {
            "type": "object", "additionalProperties": False,
            "properties": {name: _many(_NUMBER) for name in board.SEVERITIES},
        }  # fmt: skip
        fixed: Schema = {
            **dict.fromkeys(("line", "prose", "hours", "version"), _TEXT),
            **dict.fromkeys(("number", "minutes"), _NUMBER),
            **dict.fromkeys(("clock", "start"), _CLOCK),
            **dict.fromkeys(("id", "channel", "scene", "signal", "promise", "duty", "next"), _ID),
            **dict.fromkeys(("scenes", "ids", "default"), _many(_ID)),
            "labels": {"anyOf": [*_many(_ID)["anyOf"], _FREE]},
            **dict.fromkeys(("texts", "flags", "variables", "effects", "faster", "promises",
                             "levels"), _FREE),
            "language": {"enum": list(LANGUAGES)}, "yes-no": _YES,
            "errors": _many({"enum": list(reference.book("errors", "en"))}),
            "pick": {"type": ["string", "integer"]}, "posts": posts, "reveals": reveals,
            "accepted": {
                "type": "object", "additionalProperties": False,
                "patternProperties": {f"^[{FAMILIES}][0-9]{{3}}( .+)?$": _TEXT},
            },
            "targets": targets, "condition": self._ref("condition"), "ratings": self._ratings(),
            "organisation": self._ref("organisation"), "plan": self._ref("plan"),
            "drift": self._ref("drift"), "severity": {"enum": list(board.SEVERITIES)},
            "principles": _many(self.words(PRINCIPLES)),
            "tensions": _many({"enum": list(HANDBOOK["tension"])}),
            "crisis-types": _many({"enum": list(HANDBOOK["types"])}), "kind": self.words(KINDS),
            "status": self.words(("ready", "draft")), "cast": self.words(board.CASTS),
            "channel-kind": self.words(board.CHANNEL_KINDS),
            "acknowledges": {"type": "object", "additionalProperties": self.words(
                ("full", "vague", "private", "untrue"))},
        }  # fmt: skip
        return fixed


def _many(item: Schema) -> Schema:
    """Return a list of *item*; a single value is a list of one."""
    return {"anyOf": [item, {"type": "array", "items": item}]}


def _one_of(keys: tuple[str, ...]) -> Schema:
    if len(keys) == 1:
        return {"required": list(keys)}
    return {"anyOf": [{"required": [key]} for key in keys]}
