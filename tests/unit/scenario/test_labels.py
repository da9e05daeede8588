"""Moods and values of truths may have a label, with accents; conditions still ask for the id."""

from simulator.author import new
from simulator.author.schema import schema
from simulator.scenario.load import load

TEXT = new.scenario("my-crisis", new.Wish("fr"))


def test_a_mood_and_its_label(tmp_path):
    head, _, rest = TEXT.partition("  humeurs: [")
    moods, _, rest = rest.partition("]")
    ids = [mood.strip() for mood in moods.split(",")]
    labels = ", ".join(f"{mood}: {mood} à l’écoute" for mood in ids)
    path = tmp_path / "scenario.yaml"
    path.write_text(f"{head}  humeurs: {{{labels}}}{rest}", encoding="utf-8")
    loaded, problems = load(path)
    assert not problems
    assert loaded
    persona = next(p for p in loaded.scenario.personas if p.moods)
    assert list(persona.moods) == ids
    texts = loaded.texts["fr"]
    assert [texts.of("personas", persona.id, mood) for mood in ids] == [
        f"{mood} à l’écoute" for mood in ids
    ]
    held = schema()["definitions"]["fr-persona"]["properties"]["humeurs"]["anyOf"]
    assert {"object", "array"} <= {one.get("type") for one in held if isinstance(one["type"], str)}
