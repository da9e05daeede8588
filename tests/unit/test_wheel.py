"""The wheel, in an environment that has nothing of ours, plays in French from the root folder.

An editable install proves nothing about what is packed. The libraries it needs are linked in from
the environment of the tests, so that no network is needed; our own package is not.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OURS = ("badbuzz", "_badbuzz", "__editable__", "simulator", "scoring")


@pytest.fixture(scope="module")
def badbuzz(installed):
    """Return a function that runs the installed command."""

    def run(*arguments, given="", **environment):
        return installed("badbuzz", *arguments, given=given, **environment)

    return run


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Build, install and return a function that runs a program of that environment from `/`."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "-w", str(place), str(ROOT)], check=True, capture_output=True)
    wheel = next(place.glob("badbuzz-*.whl"))
    home = place / "env"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    install = [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(install, check=True, capture_output=True)
    link_libraries(home)

    def run(program, *arguments, given="", **environment):
        clean = {"HOME": str(place), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
        return subprocess.run(
            [str(home / "bin" / program), *arguments], input=given, cwd="/", text=True,
            capture_output=True, check=False, timeout=60, env={**clean, **environment},
        )  # fmt: skip

    return run


def link_libraries(home: Path) -> None:
    """Let the new environment see other people's packages."""
    theirs = Path(sysconfig.get_path("purelib"))
    target = next((home / "lib").glob("python*/site-packages"))
    for entry in theirs.iterdir():
        is_ours = entry.name.startswith(OURS) or entry.suffix == ".pth"
        if not is_ours and not (target / entry.name).exists():
            (target / entry.name).symlink_to(entry)


def test_it_plays_in_french_from_the_root_folder(badbuzz):
    done = badbuzz("play", "--plain", "--lang", "fr", "--seed", "1", given="a\n")
    assert done.returncode == 0
    assert done.stderr == ""
    assert "L’Astreinte" in done.stdout
    assert "Regardez d’abord de plus près" in done.stdout


def test_the_shipped_crises_and_their_reference_data_are_packed(badbuzz):
    found = json.loads(badbuzz("list", "--json", LANG="fr_FR.UTF-8").stdout)
    ours = {path.parent.name for path in ROOT.glob("scenarios/*/scenario.yaml")}
    assert {row["id"] for row in found} == ours
    assert all(set(row["languages"]) == {"en", "fr"} for row in found)
    assert "Une plainte isolée".casefold() in badbuzz("list", "--lang", "fr").stdout.casefold()


def test_the_help_speaks_french(badbuzz):
    assert "jouer" in badbuzz("--help", "--lang", "fr").stdout


def test_the_pages_of_a_host_are_packed(installed):
    """Templates, look and script: read by the installed package, with nothing of the checkout."""
    script = (
        "from importlib.resources import files; from simulator.language import speak;"
        "from simulator.serve import pages, web; place = files('simulator.serve') / 'static';"
        "assert all((place / name).read_bytes() for name in web.STATIC);"
        "print(pages.draw('said.html', speak('fr'), path='/', said='x'), pages.__file__)"
    )
    done = installed("python", "-c", script)
    assert 'lang="fr"' in done.stdout, done.stderr
    assert "site-packages" in done.stdout
