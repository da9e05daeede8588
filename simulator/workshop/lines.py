"""Events of a workshop as lines of JSON, and back: what the store keeps of each."""

import json
from dataclasses import fields
from typing import Any, get_args

from simulator.exercise import events as e
from simulator.workshop.events import Event

_TYPES: dict[str, type] = {kind.__name__: kind for kind in get_args(Event)}
_NESTED = "events"
"""The field that holds events of the exercise."""


def encode(event: Event) -> str:
    """Return *event* as one line of JSON, always the same for the same event."""
    name = type(event).__name__
    row: dict[str, Any] = {"event": name}
    for part in fields(event):
        value = getattr(event, part.name)
        nested = part.name == _NESTED
        row[part.name] = [json.loads(e.encode(one)) for one in value] if nested else value
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def decode(line: str) -> Event:
    """Return the event that *line* holds; ValueError if it holds none."""
    row = json.loads(line)
    kind = _TYPES.get(str(row.pop("event", ""))) if isinstance(row, dict) else None
    if kind is None:
        raise ValueError("not an event of a workshop")
    known = {part.name for part in fields(kind)}
    values = {key: _value(key, value) for key, value in row.items() if key in known}
    try:
        event: Event = kind(**values)
    except TypeError as error:
        raise ValueError(str(error)) from None
    return event


def _value(key: str, value: Any) -> Any:
    if key == _NESTED:
        return tuple(e.decode(json.dumps(one)) for one in value)
    return _frozen(value)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
