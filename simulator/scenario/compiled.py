"""The compiled form of a scenario, kept by content hash: an unchanged file is not read again.

The strings of a language are kept as plain data, scenes and ratings as pickles; each is opened when
it is first asked for, and the two fingerprints are kept so that they need not be. The pickles are
read by an unpickler that knows the model's classes and nothing else, and the whole is refused when
its checksum is not right: a damaged or foreign file in the cache costs a reload, never more.
"""

import contextlib
import hashlib
import io
import marshal
import os
import pickle
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

from simulator import __version__
from simulator.scenario import model
from simulator.scenario.model import Key, Scenario

_CLASSES = {
    name: value for name, value in vars(model).items()
    if isinstance(value, type) and value.__module__ == model.__name__
}  # fmt: skip
_SHAPE = zlib.crc32(
    repr(
        [
            (name, list(vars(shape).get("__dataclass_fields__", getattr(shape, "_fields", ()))))
            for name, shape in _CLASSES.items()
        ]
    ).encode()
)
"""What a scenario is made of: one compiled with other fields is not this one's."""
_STAMP = (
    f"badbuzz {__version__} {model.FORMAT} {_SHAPE:x} {sys.version_info[:2]} {marshal.version}"
).encode()


@dataclass(frozen=True)
class Parts:
    """A scenario as split when it is loaded, before anything is laid over it."""

    scenario: Scenario
    key: Key
    texts: Mapping[str, Mapping[str, str]]
    key_version: str = ""
    """Both fingerprints as they were when the scenario was compiled; "": still to be made."""
    play_version: str = ""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if module == model.__name__ and name in _CLASSES:
            return _CLASSES[name]
        raise pickle.UnpicklingError(name)


def _open(data: bytes) -> Any:
    return _Unpickler(io.BytesIO(data)).load()


class Lazy(Mapping[str, Any]):
    """A mapping whose values are opened when they are first asked for."""

    def __init__(self, packed: Mapping[str, Any], opening: Callable[[Any], Any] = _open) -> None:
        """Hold *packed*, by id what *opening* makes a value of: pickles, unless told otherwise."""
        self._packed = packed
        self._opening = opening
        self._opened: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """Return the value of *name*."""
        if name not in self._opened:
            self._opened[name] = self._opening(self._packed[name])
        return self._opened[name]

    def __contains__(self, name: object) -> bool:
        """Say whether there is a value of *name*, without opening it."""
        return name in self._packed

    def __iter__(self) -> Iterator[str]:
        """Go through the ids, in order."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Count the ids."""
        return len(self._packed)


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: object) -> Any:
        if is_dataclass(value) and type(value) in _CLASSES.values():
            # Made again from its values: much faster than what dataclasses do by themselves.
            return type(value), tuple(getattr(value, field.name) for field in fields(value))
        return NotImplemented


def _pack(value: object) -> bytes:
    file = io.BytesIO()
    _Pickler(file, protocol=5).dump(value)
    return file.getvalue()


def write(folder: Path, digest: str, parts: Parts) -> None:
    """Keep *parts* in *folder* under *digest*; a folder that cannot be written to is no problem."""
    head = _pack(replace(parts.scenario, scenes={}))
    scenes = {name: _pack(scene) for name, scene in parts.scenario.scenes.items()}
    key = {name: _pack(ratings) for name, ratings in parts.key.items()}
    texts = {language: marshal.dumps(dict(found)) for language, found in parts.texts.items()}
    versions = key_version(parts.key), play_version(parts.scenario, parts.key)
    payload = marshal.dumps((head, scenes, key, texts, versions))
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(_STAMP + b"\n" + hashlib.sha256(payload).digest() + payload)
        Path(temporary).replace(folder / f"{digest}.bin")


def read(folder: Path, digest: str) -> Parts | None:
    """Return the parts kept under *digest*, or None when there are none that can be trusted."""
    try:
        data = (folder / f"{digest}.bin").read_bytes()
    except OSError:
        return None
    start = len(_STAMP) + 1
    payload = memoryview(data)[start + 32 :]
    if data[: start - 1] != _STAMP or hashlib.sha256(payload).digest() != data[start : start + 32]:
        return None
    try:
        head, scenes, key, texts, versions = marshal.loads(payload)  # noqa: S302 - its checksum was right
        scenario = replace(_open(head), scenes=Lazy(scenes))
    except (ValueError, TypeError, EOFError, pickle.UnpicklingError):
        return None
    return Parts(scenario, Lazy(key), Lazy(texts, marshal.loads), *versions)


def key_version(key: Key) -> str:
    """Return twelve hexadecimal digits that change with any rating."""
    lines = [
        repr((scene, name, item.ratings, item.left))
        for scene in key
        for name, item in key[scene].items.items()
    ]
    lines += [repr((scene, pair)) for scene in key for pair in key[scene].pairs]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def play_version(scenario: Scenario, key: Key) -> str:
    """Return twelve hexadecimal digits that change with anything that can change a score."""
    scenes = [repr(scenario.scenes[name]) for name in scenario.scenes]
    text = "\n".join([repr(replace(scenario, scenes={})), *scenes, key_version(key)])
    return hashlib.sha256(text.encode()).hexdigest()[:12]
