"""What a database would refuse late, change or lose is refused before it gets there."""

import math
from collections.abc import Mapping
from typing import Any

from simulator.store.faults import Unkeepable

LARGEST = 2**63 - 1


def fit(value: Any) -> Any:
    """Return *value* if both engines can hold it and give it back alike; Unkeepable otherwise.

    A lone surrogate has no UTF-8, NaN becomes NULL in SQLite without a word, an integer beyond 64
    bits overflows, and PostgreSQL holds no NUL in text.
    """
    match value:
        case str():
            _fit_text(value)
        case int() if not -LARGEST <= value <= LARGEST:
            raise Unkeepable("integer")
        case float() if not math.isfinite(value):
            raise Unkeepable("float")
        case Mapping():
            fit([*value, *value.values()])
        case list() | tuple():
            for inner in value:
                fit(inner)
    return value


def _fit_text(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Unkeepable("text") from None
    if "\0" in text:
        raise Unkeepable("text")
