"""What a person prefers, in one small file: language, theme, motion, bell, and what was played.

No score is in it. A file that cannot be read is left alone and the defaults are used.
"""

import json
import os
import tomllib
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path

THEMES = ("badbuzz-dark", "badbuzz-light", "badbuzz-contrast")


@dataclass
class Settings:
    """The preferences, and where they are kept."""

    language: str = ""
    """fr or en; "" follows the environment."""
    theme: str = THEMES[0]
    motion: bool = True
    """Posts arrive one by one."""
    bell: bool = False
    """One bell when the phone rings."""
    cases: bool = True
    """Real cases are shown."""
    mode: str = "learning"
    timed: bool = False
    keep_months: int = 12
    """Months after which plays are forgotten, but for scores without names; 0: never."""
    profile: str = ""
    """Whose plays are kept: a pseudonym; "" is the one nobody was asked for."""
    played: tuple[str, ...] = ()
    """Crises finished at least once."""
    museum: tuple[str, ...] = ()
    """Error codes of the mistakes provoked in *Wreck it*."""

    @property
    def is_first_launch(self) -> bool:
        """Whether nothing was ever finished."""
        return not self.played


def folder() -> Path:
    """Return the folder of the settings file."""
    import platformdirs

    return Path(os.environ.get("BADBUZZ_CONFIG") or platformdirs.user_config_path("badbuzz"))


def read(place: Path) -> Settings:
    """Return the settings kept in *place*; the defaults where there are none to be read."""
    settings = Settings()
    try:
        row = tomllib.loads((place / "settings.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return settings
    for field in fields(Settings):
        value = row.get(field.name)
        wanted = getattr(settings, field.name)
        if isinstance(wanted, tuple) and isinstance(value, list):
            setattr(settings, field.name, tuple(str(item)[:60] for item in value[:200]))
        elif type(value) is type(wanted):
            setattr(settings, field.name, value)
    if settings.theme not in THEMES:
        settings.theme = THEMES[0]
    if settings.mode not in {"learning", "assessment"}:
        settings.mode = "learning"
    settings.keep_months = max(settings.keep_months, 0)
    return settings


def write(place: Path, settings: Settings) -> bool:
    """Keep *settings* in *place*; False if that is not possible, which stops nobody."""
    # Strings, numbers, yes and no, and lists are written alike in JSON and TOML.
    lines = [f"{name} = {_toml(value)}\n" for name, value in asdict(settings).items()]
    with suppress(OSError):
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        target = place / "settings.toml"
        temporary = target.with_suffix(".new")
        temporary.write_text("".join(lines), encoding="utf-8")
        temporary.chmod(0o600)
        temporary.replace(target)
        return True
    return False


def _toml(value: object) -> str:
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)
