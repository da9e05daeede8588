"""A scenario's files as one piece, to be kept with an exercise and opened again years later."""

import json
from collections.abc import Mapping
from pathlib import Path

from simulator.scenario.load import Files, Loaded, load_files
from simulator.scenario.problems import Problem


def pack(files: Files) -> bytes:
    """Return *files* as one piece, always the same for the same files."""
    # Bytes that are no UTF-8 survive as escapes: what was read is what is kept.
    named: Mapping[str, bytes] = {"scenario.yaml": files.scenario, **files.others}
    texts = {name: data.decode("utf-8", "surrogateescape") for name, data in named.items()}
    return json.dumps(texts, sort_keys=True, separators=(",", ":")).encode()


def unpack(data: bytes, name: str) -> Files:
    """Return the files that *data* holds, called *name*; ValueError if it holds none."""
    texts = json.loads(data)
    if not isinstance(texts, dict) or "scenario.yaml" not in texts:
        raise ValueError("no scenario")
    found = {beside: str(text).encode("utf-8", "surrogateescape") for beside, text in texts.items()}
    return Files(Path(name), name, found.pop("scenario.yaml"), found)


def reopen(
    data: bytes, organisation: bytes, digest: str, *, reach: tuple[int, int] | None,
    cache: Path | None = None,
) -> tuple[Loaded | None, list[Problem]]:  # fmt: skip
    """Return the scenario that *data* holds, with *organisation* over it, as it was played.

    None if *data* is not what *digest* was made of, or can no longer be read.
    """
    try:
        files = unpack(data, digest[:12])
    except (ValueError, UnicodeError):
        return None, []
    if files.digest != digest:
        return None, []
    return load_files(files, organisation or None, cache=cache, reach=reach)
