"""xAPI statements (1.0.3): that a crisis was finished; with detail, each decision and the score.

An id is made of what it is about: the same statement has it whenever it is made, so a record
store that is told twice keeps it once. Whoever has no site of ours to point at uses URNs.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from simulator.debrief.moments import Moment
from simulator.export.gather import Played
from simulator.store.rows import Profile

SPACE = uuid.UUID("6f6cbf2f-3a39-5d0c-9d3b-1c3f0d3a8b52")
"""The namespace of our ids; it never changes."""
VERSION = "1.0.3"
HOME = "urn:badbuzz:profiles"
ADL = "http://adlnet.gov/expapi/"
VERBS = {
    "completed": {"en": "completed", "fr": "a terminé"},
    "responded": {"en": "responded", "fr": "a répondu"},
    "scored": {"en": "scored", "fr": "a obtenu"},
}
Statement = dict[str, Any]


def statements(played: Played, profile: Profile, *, detail: bool = False) -> Iterator[Statement]:
    """Yield what may be told of one exercise; without *detail*, that it was finished, no mark."""
    row = played.exercise
    if detail:
        for number, moment in enumerate(played.debrief.moments, 1):
            yield _responded(played, profile, number, moment)
    if row.ended is None or row.kind == "drill":
        return
    made = _statement(played, profile, "completed", f"{row.id}/completed", row.ended)
    made["result"] = {"completion": True}
    yield made
    if detail and row.overall is not None:
        made = _statement(played, profile, "scored", f"{row.id}/scored", row.ended)
        score = {"raw": row.overall, "min": 0, "max": 100, "scaled": row.overall / 100}
        made["result"] = {"score": score}
        yield made


def _responded(played: Played, profile: Profile, number: int, moment: Moment) -> Statement:
    row = played.exercise
    label = f"{row.id}/decision/{number}/{moment.scene}"
    # Only simulated minutes are kept of a decision: of the real day, when the play was.
    made = _statement(played, profile, "responded", label, row.started)
    made["object"] = {
        "objectType": "Activity",
        "id": f"urn:badbuzz:scenario:{row.scenario}:{moment.scene}",
        "definition": {
            "type": f"{ADL}activities/question",
            "name": _titles(played, moment.scene),
        },
    }
    made["result"] = {
        "response": "[,]".join(moment.picks),
        "extensions": {
            "urn:badbuzz:how": moment.how,
            "urn:badbuzz:minute": moment.minute,
            "urn:badbuzz:confidence": moment.confidence,
            "urn:badbuzz:inquiries": list(moment.inquiries),
            "urn:badbuzz:marks": [
                {"principle": x.principle, "mark": x.obtained, "worst": x.low, "best": x.high}
                for x in moment.opportunities
            ],
        },
    }
    return made


def _statement(played: Played, profile: Profile, verb: str, label: str, at: datetime) -> Statement:
    row = played.exercise
    return {
        "id": str(uuid.uuid5(SPACE, label)),
        "version": VERSION,
        "actor": {
            "objectType": "Agent",
            "account": {"homePage": HOME, "name": profile.name or profile.id},
        },
        "verb": {"id": f"{ADL}verbs/{verb}", "display": VERBS[verb]},
        "object": {
            "objectType": "Activity",
            "id": f"urn:badbuzz:scenario:{row.scenario}",
            "definition": {
                "type": f"{ADL}activities/simulation",
                "name": _titles(played, "scenario"),
            },
        },
        "context": {
            "registration": str(uuid.UUID(row.id)),
            "platform": "Bad Buzz",
            "language": row.language,
            "extensions": {
                "urn:badbuzz:kind": row.kind,
                "urn:badbuzz:mode": row.mode,
                "urn:badbuzz:digest": row.digest,
            },
        },
        "timestamp": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def _titles(played: Played, scene: str) -> dict[str, str]:
    texts = played.loaded.texts
    return {code: title for code in texts if (title := texts[code].of(scene, "title"))}
