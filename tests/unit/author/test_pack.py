"""A pack comes back as it was; what an enemy may put in one is refused, unwritten."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from simulator.author import pack as packing
from simulator.author.pack import Unfit, contents, pack, unpack
from simulator.cli import main
from simulator.scenario.fields import ID
from simulator.scenario.library import find, shipped

FILE = Path("sent.zip")
GOOD = b"badbuzz: 1\nid: x\n"


def made(*members, **more):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
        for name, data in more.items():
            archive.writestr(name, data)
    return out.getvalue()


def linked(name, kind=stat.S_IFLNK):
    entry = zipfile.ZipInfo(name)
    entry.external_attr = (kind | 0o777) << 16
    return entry


@pytest.mark.parametrize("folder", shipped(), ids=lambda folder: folder.name)
def test_a_pack_comes_back_as_it_was(folder, tmp_path):
    name, data = pack(folder)
    file = tmp_path / "sent.zip"
    file.write_bytes(data)
    back = unpack(file, tmp_path)
    assert back == tmp_path / name
    ours = {p.name: p.read_bytes() for p in folder.iterdir() if packing.MEMBER.fullmatch(p.name)}
    assert {p.name: p.read_bytes() for p in back.iterdir()} == ours
    assert len(ours) >= 3
    assert pack(back) == (name, data)
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "sent.zip"])


HOSTILE = {
    "up": made(("x/scenario.yaml", GOOD), ("x/../../text.fr.yaml", b"")),
    "absolute": made(("/etc/scenario.yaml", GOOD)),
    "drive": made(("C:/scenario.yaml", GOOD)),
    "backslash": made(("x\\scenario.yaml", GOOD)),
    "other file": made(("x/scenario.yaml", GOOD), ("x/run.sh", b"")),
    "deep": made(("x/y/scenario.yaml", GOOD)),
    "hidden": made(("x/scenario.yaml", GOOD), ("x/.bashrc", b"")),
    "zero byte": made(("x/scenario.yaml", GOOD)).replace(b"x/scenario.yaml", b"x/scenario.y\0ml"),
    "two scenarios": made(("x/scenario.yaml", GOOD), ("y/scenario.yaml", GOOD)),
    "two folders": made(("x/scenario.yaml", GOOD), ("y/text.fr.yaml", GOOD)),
    "none": made(("x/text.fr.yaml", GOOD)),
    "empty": made(),
    "link": made((linked("x/scenario.yaml"), b"/etc/passwd")),
    "pipe": made((linked("x/scenario.yaml", stat.S_IFIFO), b"")),
    "bomb": made(("x/scenario.yaml", b"\0" * (4 << 20))),
    "many bombs": made(("x/scenario.yaml", GOOD), *(
        (f"x/text.{a}{b}.yaml", b"\0" * (3 << 20)) for a in "abc" for b in "abc")),
    "too many": made(("x/scenario.yaml", GOOD), *(
        (f"x/text.{chr(97 + n // 26)}{chr(97 + n % 26)}.yaml", b"") for n in range(201))),
    "long table": made(*((f"x/{n:0600}", b"") for n in range(300))),
    "not a zip": b"scenario.yaml",
    "nothing": b"",
    "cut": made(("x/scenario.yaml", GOOD))[:-30],
    "64": made(("x/scenario.yaml", GOOD)).replace(b"PK\5\6", b"PK\6\7" + b"\0" * 16 + b"PK\5\6"),
}  # fmt: skip


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_pack_is_refused_in_a_sentence_and_nothing_is_written(data, tmp_path, capsys):
    file = tmp_path / "sent.zip"
    file.write_bytes(data)
    target = tmp_path / "target"
    target.mkdir()
    assert main(["unpack", str(file), str(target), "--lang", "fr"]) == 2
    said = capsys.readouterr().err
    assert said.strip()
    assert "Traceback" not in said
    assert list(target.iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["sent.zip", "target"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_there_twice_is_refused():
    with pytest.raises(Unfit, match="twice"):
        contents(made(("x/scenario.yaml", GOOD), ("x/scenario.yaml", b"other")), FILE)


def test_sizes_are_counted_and_not_believed():
    data = made(("x/scenario.yaml", b"a" * (3 << 20) + b"b" * 100))
    lying = data.replace(struct.pack("<L", (3 << 20) + 100), struct.pack("<L", 10))
    assert lying != data
    with pytest.raises(Unfit):
        contents(lying, FILE)


def test_what_is_there_is_never_written_over(tmp_path):
    file = tmp_path / "sent.zip"
    file.write_bytes(pack(find("cracked-cup"))[1])
    unpack(file, tmp_path)
    with pytest.raises(Unfit, match="there already"):
        unpack(file, tmp_path)
    there = tmp_path / "elsewhere"
    there.mkdir()
    (there / find("cracked-cup").name).symlink_to(tmp_path / "nowhere")
    with pytest.raises(Unfit, match="there already"):
        unpack(file, there)


def test_a_link_is_not_packed(tmp_path):
    for name in ("scenario.yaml", "text.fr.yaml"):
        source = next(f for f in shipped() if (f / name).exists()) / name
        (tmp_path / name).write_bytes(source.read_bytes())
    (tmp_path / "text.en.yaml").symlink_to("/etc/hostname")
    with pytest.raises(Unfit, match="ordinary"):
        pack(tmp_path)


def test_a_folder_that_cannot_be_written_to_is_a_sentence(tmp_path, capsys, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    file = tmp_path / "sent.zip"
    file.write_bytes(pack(find("cracked-cup"))[1])
    assert main(["unpack", str(file), str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err


SENT = pack(find("cracked-cup"))[1]


@given(st.lists(st.tuples(st.integers(0, len(SENT) - 1), st.integers(0, 255)), min_size=1))
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@example([(0, 0)])
def test_any_damage_is_refused_or_harmless(changes):
    damaged = bytearray(SENT)
    for at, value in changes:
        damaged[at] = value
    try:
        name, found = contents(bytes(damaged), FILE)
    except Unfit:
        return
    assert ID.fullmatch(name)
    assert all(packing.MEMBER.fullmatch(member) for member in found)


def test_the_command_packs_and_says_where(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["pack", "late-order"]) == 0
    assert (tmp_path / "late-order.badbuzz.zip").exists()
    assert main(["unpack", "late-order.badbuzz.zip"]) == 0
    assert "badbuzz check late-order" in capsys.readouterr().out
    assert main(["pack", "nowhere"]) == 2
    assert main(["unpack", "nowhere"]) == 2
    assert main(["unpack", "late-order.badbuzz.zip", "nowhere/at/all"]) == 2
