"""What is graded and what explains it: nothing on one side without the other."""

import pytest

from scoring.principles import TABLE
from scoring.score import BANDS
from simulator import reference
from simulator.preference import LANGUAGES
from simulator.scenario.library import shipped
from tests.shelf import load

ANCHORS = ("m2", "m1", "z", "p1", "p2")
SHIPPED = [pytest.param(path, id=path.name) for path in shipped()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("principle", [row.id for row in TABLE])
def test_every_principle_is_in_the_handbook(principle, language):
    entry = reference.book("principles", language)[principle]
    for name in ("name", "question", "what", "why", "monday", "source"):
        assert entry[name].strip(), name
    for name in ("good", "bad"):
        assert entry[name], name
        assert all(text.strip() for text in entry[name]), name
    rubrics = [name for name in entry if name.startswith("rubric")]
    assert rubrics in (["rubric"], ["rubric-established", "rubric-unknown"])
    for name in rubrics:
        assert sorted(entry[name]) == sorted(ANCHORS)
        assert all(entry[name][anchor].strip() for anchor in ANCHORS)
    cases = reference.book("cases", language)
    assert set(entry["cases"]) <= set(cases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_has_no_other_principle(language):
    assert list(reference.book("principles", language)) == [row.id for row in TABLE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_band_has_its_words(language):
    book = reference.book("bands", language)
    assert [*book] == [*(band.id for band in BANDS), "not-assessed", "indicative"]
    assert all(entry["name"].strip() and entry["meaning"].strip() for entry in book.values())


@pytest.mark.parametrize("book", reference.BOOKS)
def test_the_books_have_the_same_entries_in_every_language(book):
    entries = [reference.book(book, language) for language in LANGUAGES]
    for other in entries[1:]:
        assert list(other) == list(entries[0])
        assert [sorted(entry) for entry in other.values()] == [
            sorted(entry) for entry in entries[0].values()
        ]


@pytest.mark.parametrize("path", SHIPPED)
def test_what_a_scenario_refers_to_exists(path):
    loaded, problems = load(path)
    assert loaded is not None, problems
    assert loaded.scenario.case in {"", *reference.book("cases", "en")}
    assert loaded.scenario.tension in {"", *reference.book("tensions", "en")}
    errors = {e for key in loaded.key.values() for item in key.items.values() for e in item.errors}
    assert errors <= set(reference.book("errors", "en"))
    severities = {severity for _, severity in loaded.scenario.signals}
    assert severities <= set(reference.book("severities", "en"))


@pytest.mark.parametrize("path", SHIPPED)
def test_every_mark_has_its_sentence_in_every_language(path):
    """Principle, decision, option, sentence: each point can be traced to words."""
    loaded, problems = load(path)
    assert loaded is not None, problems
    wanted = []
    for scene, key in loaded.key.items():
        for name, item in key.items.items():
            wanted += [f"{scene}.{name}.{principle}" for principle, _ in item.ratings]
            wanted += [f"{scene}.{name}.left.{principle}" for principle, _ in item.left]
        for pair in key.pairs:
            prefix = f"{scene}.{pair.first} {pair.relation} {pair.second}"
            wanted += [f"{prefix}.{principle}" for principle, _ in pair.ratings]
    assert wanted
    for language, texts in loaded.texts.items():
        missing = [address for address in wanted if not texts.of(address).strip()]
        assert missing == [], language
    first, *others = loaded.texts.values()
    for texts in others:
        assert [address for address in wanted if texts.of(address) == first.of(address)] == []
