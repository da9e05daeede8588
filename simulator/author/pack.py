"""One file for one scenario, to be sent to a colleague; opened as if an enemy had sent it.

A pack is a zip with one folder, the scenario's id, and in it nothing but the files that a scenario
may have. Whatever else is in it is refused before anything is written.
"""

import io
import os
import re
import shutil
import stat
import tempfile
import zipfile
import zlib
from pathlib import Path

from simulator import safe
from simulator.scenario.codes import N_
from simulator.scenario.fields import ID, MAX_ID
from simulator.scenario.load import FILE
from simulator.scenario.parse import parse
from simulator.scenario.problems import Findings
from simulator.scenario.source import MAX_BYTES, read, read_bytes

SUFFIX = ".badbuzz.zip"
MEMBER = re.compile(
    r"scenario\.yaml|(?:text|stamps)\.[a-z]{2}\.yaml|reach\.json|key\.[0-9a-f]{12}\.csv|LICENSE"
)
"""The files that a scenario may have."""
MAX_MEMBERS = 200
MAX_UNPACKED = 20 << 20
MAX_PACKED = 20 << 20
CHUNK = 1 << 16
_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE, _LOCATOR_SIZE = 22, 20
_LONGEST_ROW = 700
"""Bytes of a member's row in the table of contents: more is no name of ours."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


class Unfit(Exception):  # noqa: N818 - a refusal, not a fault
    """The pack or folder cannot be used; `words` fill the message, which is translated later."""

    def __init__(self, message: str, **words: object) -> None:
        super().__init__(message)
        self.message = message
        self.words = {name: safe.line(str(word)) for name, word in words.items()}


def pack(folder: Path) -> tuple[str, bytes]:
    """Return the id of the scenario in *folder* and its pack: the same files, the same bytes."""
    if not folder.is_dir():
        raise Unfit(N_("there is no folder {path}"), path=folder)
    findings = Findings(str(folder / FILE))
    data = read_bytes(folder / FILE, findings)
    tree = read(data, findings) if data is not None else None
    scenario = parse(tree, findings).scenario if tree is not None else None
    name = scenario.id if scenario else ""
    if not _is_id(name):
        raise Unfit(N_("{path} cannot be packed: check it first"), path=folder)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.iterdir()):
            if MEMBER.fullmatch(path.name):
                archive.writestr(_entry(f"{name}/{path.name}"), _ordinary(path))
    return name, out.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    return entry


def _ordinary(path: Path) -> bytes:
    """Return the bytes of *path*; a link could carry any file of this machine away."""
    findings = Findings(str(path))
    data = None if path.is_symlink() else read_bytes(path, findings)
    if data is None:
        raise Unfit(N_("{path} is not an ordinary file of at most 3 MiB"), path=path)
    return data


def unpack(file: Path, target: Path) -> Path:
    """Write the scenario packed in *file* to a new folder in *target* and return that folder."""
    findings = Findings(str(file))
    data = read_bytes(file, findings, MAX_PACKED)
    if data is None:
        raise Unfit(N_("{path} is not a pack that can be read"), path=file)
    name, members = contents(data, file)
    made = target / name
    if made.exists() or made.is_symlink():
        raise Unfit(N_("{path} is there already: move it away first"), path=made)
    # Everything was read and judged before the first byte is written; the folder appears whole.
    aside = Path(tempfile.mkdtemp(prefix=".badbuzz-", dir=target))
    try:
        for member, content in members.items():
            (aside / member).write_bytes(content)
        aside.chmod(0o755)
        os.rename(aside, made)  # noqa: PTH104 - unlike Path.rename, says what it does on a folder
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return made


def contents(data: bytes, file: Path) -> tuple[str, dict[str, bytes]]:
    """Return the id and the files of the pack *data*; Unfit if it is not a plain pack."""
    _check_size_of_contents(data, file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _members(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError,
            RuntimeError, OverflowError, UnicodeDecodeError) as error:  # fmt: skip
        raise Unfit(N_("{path} is not a pack that can be read"), path=file) from error


def _check_size_of_contents(data: bytes, file: Path) -> None:
    """Refuse a table of contents that is too long, before the library builds it in memory."""
    end = data.rfind(_END)
    size = int.from_bytes(data[end + 12 : end + 16], "little")
    is_short = end >= 0 and len(data) >= end + _END_SIZE and size <= MAX_MEMBERS * _LONGEST_ROW
    is_64 = end >= _LOCATOR_SIZE and data[end - _LOCATOR_SIZE : end].startswith(_END64)
    if not is_short or is_64:
        raise Unfit(N_("{path} is not a pack that can be read"), path=file)


def _members(archive: zipfile.ZipFile) -> tuple[str, dict[str, bytes]]:
    entries = [entry for entry in archive.infolist() if not _is_own_folder(entry)]
    if len(entries) > MAX_MEMBERS:
        raise Unfit(N_("the pack holds more than {limit} files"), limit=MAX_MEMBERS)
    found: dict[str, bytes] = {}
    names: set[str] = set()
    left = MAX_UNPACKED
    for entry in entries:
        folder, name = _checked(entry)
        names.add(folder)
        if name in found:
            raise Unfit(N_("the pack holds {name} twice"), name=entry.filename)
        found[name] = _read(archive, entry, min(left, MAX_BYTES))
        left -= len(found[name])
    if FILE not in found or len(names) != 1:
        raise Unfit(N_("the pack does not hold one scenario"))
    return names.pop(), found


def _is_own_folder(entry: zipfile.ZipInfo) -> bool:
    """Say whether *entry* is only the folder itself, which some programs write."""
    return entry.filename.endswith("/") and _is_id(entry.filename[:-1]) and not entry.file_size


def _checked(entry: zipfile.ZipInfo) -> tuple[str, str]:
    """Return folder and file name of *entry*; anything but a scenario's own file is refused."""
    # The name as the file has it: the library would quietly cut it at a zero byte.
    folder, _, name = entry.orig_filename.partition("/")
    if not _is_id(folder) or not MEMBER.fullmatch(name):
        raise Unfit(N_("{name} is not a file of a scenario: nothing was unpacked"),
                    name=entry.orig_filename)  # fmt: skip
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in {0, stat.S_IFREG} or entry.flag_bits & 1:
        raise Unfit(N_("{name} is a link or is locked: nothing was unpacked"), name=entry.filename)
    return folder, name


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int) -> bytes:
    """Return the bytes of *entry*, counted while they come: what it claims proves nothing."""
    parts: list[bytes] = []
    size = 0
    with archive.open(entry) as stream:
        while part := stream.read(CHUNK):
            size += len(part)
            if size > limit:
                raise Unfit(N_("{name} is larger than a scenario can be: nothing was unpacked"),
                            name=entry.filename)  # fmt: skip
            parts.append(part)
    return b"".join(parts)


def _is_id(text: str) -> bool:
    return bool(ID.fullmatch(text)) and len(text) <= MAX_ID
