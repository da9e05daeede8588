"""Which language to speak before anything else is known, and its messages. Imports no more."""

import gettext
from collections.abc import Callable, Mapping
from pathlib import Path

DOMAIN = "badbuzz"
LANGUAGES = ("en", "fr")
CATALOGS = Path(__file__).parent / "locale"


def preferred(environment: Mapping[str, str]) -> str:
    """Return the language that *environment* asks for, English when it asks for none of ours."""
    for name in ("BADBUZZ_LANG", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        if word := environment.get(name, "").split(":")[0]:
            return word[:2].lower() if word[:2].lower() in LANGUAGES else "en"
    return "en"


def catalog(code: str) -> gettext.NullTranslations:
    """Return the messages of *code*; English needs none, being the language of the code."""
    if code not in LANGUAGES or code == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGS, [code], fallback=True)


def messages(code: str) -> Callable[[str], str]:
    """Return the function that translates a message to *code*."""
    return catalog(code).gettext
