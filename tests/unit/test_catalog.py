"""Every message has its French: all of them, with the same placeholders and French typography.

Messages are found by reading the code, not by pybabel: this also catches what pybabel cannot see.
"""

import argparse
import ast
import gettext
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator import cli
from simulator.language import speak
from simulator.preference import catalog

ROOT = Path(__file__).parents[2]
MARKS = {"_": 1, "N_": 1, "n": 2, "gettext": 1, "ngettext": 2}
"""What marks a message, and how many strings it takes."""
Message = tuple[str, ...]


def N_(message: str) -> Message:  # noqa: N802 - gettext's usual name; pybabel reads this file too
    return (message,)


def n(one: str, many: str) -> Message:
    return (one, many)


ARGPARSE = {
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("the following arguments are required: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unrecognized arguments: %s"),
    N_("expected one argument"),
    N_("expected at most one argument"),
    N_("expected at least one argument"),
    n("expected %s argument", "expected %s arguments"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("%(prog)s: error: %(message)s\n"),
}
"""What argparse can say to whoever types a command of ours."""

INSIDE_F_STRINGS = {N_("Tomorrow, on the front page"), N_("on some paths")}
"""Under Python 3.11, pybabel does not look inside f-strings: it finds these here."""


def calls(tree: ast.AST) -> Iterator[Message]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        texts = [
            argument.value
            for argument in node.args[: MARKS.get(name, 0)]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
        ]
        if texts and len(texts) == MARKS[name]:
            yield tuple(texts)


def trees() -> Iterator[ast.Module]:
    for path in sorted((ROOT / "simulator").rglob("*.py")):
        yield ast.parse(path.read_text(encoding="utf-8"))


def said() -> set[Message]:
    return {message for tree in trees() for message in calls(tree)} | ARGPARSE


class Nothing(gettext.NullTranslations):
    """Answers for what a catalog does not have."""

    def gettext(self, message: str) -> str:
        return ""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return ""


def french(message: Message) -> Message:
    ours = catalog("fr")
    ours.add_fallback(Nothing())
    if len(message) == 1:
        return (ours.gettext(message[0]),)
    one, many = message
    return (ours.ngettext(one, many, 1), ours.ngettext(one, many, 2))


def placeholders(text: str) -> list[str]:
    # The literal percent of `%s` and the braces of `{name}` never meet in one message.
    if percents := re.findall(r"%(?:\(\w+\))?[srd]", text):
        return sorted(percents)
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def misspaced(text: str) -> list[str]:
    """Return what breaks French typography; words between guillemets may be code."""
    outside = re.sub("«\u202f.*?\u202f»", "«»", text)
    wrong = re.findall(r".{0,12}[^\u202f;:!?][;:!?](?=\s|$)", outside)
    wrong += re.findall(r".{0,12}[ \u00a0][;:!?»]", text)
    wrong += re.findall(r"«[^\u202f].{0,12}", text)
    return wrong + re.findall(r"\w'\w.{0,12}", text)


def test_the_catalog_is_compiled():
    assert isinstance(catalog("fr"), gettext.GNUTranslations), "make test compiles it"


def test_every_message_has_its_french():
    messages = said()
    assert len(messages) > 300
    assert [message for message in sorted(messages) if not all(french(message))] == []


def test_the_french_holds_the_same_placeholders():
    for message in said():
        for english, translated in zip(message, french(message), strict=True):
            assert not translated or placeholders(translated) == placeholders(english)


def test_french_signs_have_their_narrow_space():
    found = {text: wrong for m in said() for text in french(m) if (wrong := misspaced(text))}
    assert found == {}


@pytest.mark.parametrize("text", ["Voir:", "Voir :", "Pourquoi?", "«mot»", "l'heure", "a ; b"])
def test_bad_typography_is_seen(text):
    assert misspaced(text)


def test_nothing_is_plural_in_french_below_two():
    count = speak("fr").n
    assert [count("{count} error", "{count} errors", k) for k in (0, 1, 2)] == [
        "0 erreur",
        "1 erreur",
        "2 erreurs",
    ]


def test_pybabel_can_see_every_message():
    inside: set[Message] = set()
    outside: set[Message] = set()
    for tree in trees():
        texts = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        hidden = [message for node in texts for message in calls(node)]
        inside |= set(hidden)
        shown = list(calls(tree))
        outside |= {message for message in shown if shown.count(message) > hidden.count(message)}
    assert inside - outside - INSIDE_F_STRINGS == set()


def test_argparse_still_says_these():
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    assert set(calls(ast.parse(source))) >= ARGPARSE


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("--help", "utilisation\u202f: badbuzz"),
        ("play --help", "utilisation\u202f: badbuzz play"),
        ("play --seed", "argument --seed\u202f: une valeur est attendue"),
        ("play --seed two", "'two' ne convient pas"),
        ("play --mode quiet", "'quiet' n’est pas un choix possible"),
        ("translate", "il manque\u202f: CHEMIN, --to"),
        ("list --loud", "arguments inconnus\u202f: --loud"),
    ],
)
def test_the_command_line_speaks_french(capsys, typed, expected):
    with pytest.raises(SystemExit):
        cli.main(["--lang=fr", *typed.split()])
    shown = "".join(capsys.readouterr())
    assert expected in shown
    for english in ("usage:", "show ", "error:", "positional", r"FILE\b", r"PATH\b"):
        assert not re.search(rf"\b{english}", shown)
