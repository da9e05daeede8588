"""Translators' tools: what we write they read, what they write we take, and the rest stays."""

import io
import shutil

import pytest
from babel.messages.pofile import read_po, write_po
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import safe
from simulator.author import po, translate
from simulator.author.rewriting import put
from simulator.cli import main
from simulator.scenario.load import load
from simulator.scenario.problems import Findings
from simulator.scenario.source import read
from simulator.scenario.text import read_translation
from tests.unit.scenario.expecting import FOLDER

TEXTS = st.text(st.characters(codec="utf-8"), max_size=120)


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(FOLDER / "T102-stale", tmp_path / "small")
    return tmp_path / "small"


def exported(folder):
    made = translate.export(folder, "fr")
    assert made
    return made


def with_a_tool(text, change):
    """Open *text* with a translators' library, change it there, and save it."""
    catalog = read_po(io.BytesIO(text.encode()), locale="fr")
    for message in catalog:
        if message.id:
            change(message)
    out = io.BytesIO()
    write_po(out, catalog, width=40)
    return out.getvalue()


def test_a_tool_reads_what_we_export_with_its_marks(folder):
    catalog = read_po(io.BytesIO(exported(folder).encode()), locale="fr")
    found = {message.context: message for message in catalog if message.id}
    loaded, _ = load(folder)
    assert loaded
    assert found["first.ask"].fuzzy
    assert found["first.ask"].id == loaded.texts["en"]["first.ask"]
    assert not found["first.title"].fuzzy
    assert found["first.title"].string == loaded.texts["fr"]["first.title"]


def test_what_a_tool_saves_is_taken_and_the_rest_stays(folder):
    path = folder / "text.fr.yaml"
    path.write_text("# Ma note\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    before, _ = load(folder)
    assert before

    def change(message):
        if message.context == "first.ask":
            message.string = 'Que faire « maintenant » ? "Oui" : \\ tout de suite, ' * 4
            message.flags.discard("fuzzy")

    outcome = translate.take(folder, "fr", with_a_tool(exported(folder), change))
    assert outcome
    assert (outcome.missing, outcome.stale) == ((), ())
    after, problems = load(folder)
    assert after
    assert problems == []
    assert path.read_text(encoding="utf-8").startswith("# Ma note\n")
    changed = {a for a in after.texts["fr"] if after.texts["fr"][a] != before.texts["fr"].get(a)}
    assert changed == {"first.ask"}
    assert "\\ tout de suite, Que faire" in after.texts["fr"]["first.ask"]


def test_a_fuzzy_or_empty_entry_changes_nothing(folder):
    before = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    outcome = translate.take(folder, "fr", exported(folder).encode())
    assert outcome
    assert outcome.stale == ("first.ask",)
    kept = (folder / "text.fr.yaml").read_text(encoding="utf-8")
    assert kept.startswith(before.rstrip("\n"))
    assert "# ---- stale" in kept


def test_what_was_translated_from_an_older_source_stays_stale(folder):
    def change(message):
        message.flags.discard("fuzzy")
        if message.context == "first.title":
            message.string = "Autre titre"

    data = with_a_tool(exported(folder), change)
    scenario = folder / "scenario.yaml"
    text = scenario.read_text(encoding="utf-8")
    line = next(row for row in text.splitlines() if row.startswith("  title:"))
    scenario.write_text(text.replace(line, line + " and more", 1), encoding="utf-8")
    outcome = translate.take(folder, "fr", data)
    assert outcome
    assert outcome.stale == ("first.title",)


@given(st.dictionaries(st.from_regex(r"\A[a-c]\.[d-f](\.[g-i])?\Z"), TEXTS.filter(
    lambda text: safe.clean(text).strip()), min_size=1, max_size=6), st.randoms())  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_any_string_put_in_a_file_is_read_back_and_no_comment_is_lost(strings, random):
    text = "badbuzz: 1\n# note\na:\n  d: old # kept?\n  # inner\n  e: >\n    folded\n\n# last\n"
    first = dict(random.sample(sorted(strings.items()), random.randint(0, len(strings))))
    for part in (first, strings):
        text = put(text, part)
        assert all(comment in text for comment in ("# note\n", "# inner\n", "# last\n"))
    tree = read(text.encode(), Findings(""))
    assert tree
    found = read_translation(tree, "s", "fr", Findings("")).texts

    def seen(string):
        return " ".join(safe.clean(string).split())

    assert {a: seen(found[a]) for a in strings} == {a: seen(s) for a, s in strings.items()}


@given(
    st.lists(
        st.builds(
            po.Entry, st.from_regex(r"\A[a-z]{1,5}\.[a-z]{1,5}\Z"), TEXTS, TEXTS, st.booleans()
        )
    )
)
@settings(max_examples=100, deadline=None)
def test_entries_come_back_from_our_own_file(entries):
    cleaned = [
        po.Entry(e.address, safe.clean(e.source), safe.clean(e.translation), e.is_fuzzy)
        for e in entries
    ]
    assert po.read(po.write(cleaned, "fr")) == cleaned


@given(st.text())
@settings(max_examples=100, deadline=None)
def test_any_file_is_read_without_a_fault(text):
    po.read(text)


def test_the_command_goes_there_and_back(folder, tmp_path, capsys):
    file = tmp_path / "fr.po"
    assert main(["translate", str(folder), "--to", "fr", "--po-out", str(file)]) == 0
    assert main(["translate", str(folder), "--to", "fr", "--po-in", str(file)]) == 1
    assert "stale: first.ask" in capsys.readouterr().out
    assert main(["translate", str(folder), "--to", "fr", "--po-in", "nowhere.po"]) == 2
    assert "nowhere.po" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_to_is_a_sentence(folder, capsys, monkeypatch):
    def refuse(**_):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert main(["translate", str(folder), "--to", "fr", "--lang", "fr"]) == 2
    said = capsys.readouterr().err
    assert str(folder) in said
    assert "l’accès est refusé" in said or "permission denied" in said.casefold()
