"""Whatever is pressed, what is picked stays something that may be picked, and is shown as it is."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from simulator.language import speak
from simulator.present import pages
from simulator.present.asking import total
from simulator.tui.widgets.channels import broken, fitted
from simulator.tui.widgets.picking import Picking

GESTURES = st.lists(
    st.tuples(
        st.sampled_from(["press", "up", "down", "left", "right", "settle"]), st.integers(0, 8)
    )
)


def asked(*, parts: int = 0, ordered: bool = False, high: int = 1) -> pages.Ask:
    named = tuple(f"part{n}" for n in range(parts))
    choices = tuple(
        pages.Choice(f"o{n}", f"text {n}", part=named[n // 2] if named else "")
        for n in range(parts * 2 or 5)
    )
    low = high = len(choices) if ordered else high
    return pages.Ask(
        "scene", "09:00", "?", "how", choices, (), named, 1 if high == 1 else low, high,
        ordered, None, "", "", asks_confidence=False, is_pass_possible=False,
    )  # fmt: skip


def do(picking: Picking, gestures) -> None:
    for gesture, n in gestures:
        choices = picking.shown()
        choice = choices[n % len(choices)]
        if gesture == "press":
            picking.press(choice)
        elif gesture in {"up", "down"} and picking.ask.ordered:
            picking.shift(choice, -1 if gesture == "up" else 1)
        elif gesture in {"left", "right"}:
            picking.turn(-1 if gesture == "left" else 1)
        elif gesture == "settle":
            picking.settle()


@given(GESTURES)
def test_an_order_keeps_every_line_once_and_shows_them_as_they_stand(gestures):
    picking = Picking(asked(ordered=True))
    do(picking, gestures)
    assert sorted(picking.picks) == [choice.id for choice in picking.ask.choices]
    assert [choice.id for choice in picking.shown()] == picking.picks
    marks = [picking.mark(choice) for choice in picking.shown()]
    placed = min(picking.placed, 5)
    assert marks == [f"[{n + 1}]" for n in range(placed)] + ["[ ]"] * (5 - placed)


@given(GESTURES)
def test_a_message_has_at_most_one_of_each_part(gestures):
    picking = Picking(asked(parts=3))
    do(picking, gestures)
    parts = [choice.part for choice in picking.ask.choices if choice.id in picking.picks]
    assert len(parts) == len(set(parts))
    assert set(parts) | set(picking.missing) == set(picking.ask.parts)
    assert {choice.part for choice in picking.shown()} == {picking.part}
    assert [picking.sign(choice) for choice in picking.shown()] == ["1", "2"]


@given(GESTURES, st.integers(1, 4))
def test_never_more_than_may_be_picked(gestures, high):
    picking = Picking(asked(high=high))
    do(picking, gestures)
    assert len(picking.picks) == len(set(picking.picks)) <= high


@given(GESTURES)
def test_what_was_picked_before_looking_closer_stays_picked(gestures):
    for ask in (asked(ordered=True), asked(parts=3), asked(high=3)):
        before = Picking(ask)
        do(before, gestures)
        after = Picking(ask, before)
        assert (after.picks, after.placed, after.part) == (
            before.picks, before.placed, before.part
        )  # fmt: skip


def test_the_total_says_how_much_is_too_much():
    both = tuple(pages.Choice(name, name, takes=35) for name in ("a", "b"))
    page = replace(asked(high=2), choices=both, budget=60)
    assert total(speak("en"), page, ["a"]) == "35 of 60 min"
    assert total(speak("en"), page, ["a", "b"]) == "70 of 60 min: 10 too many"
    assert total(speak("fr"), page, ["a"]) == "35 min sur 60"
    assert total(speak("en"), replace(page, budget=None), ["a"]) == ""


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text("abcdé ", min_size=1), min_size=1),
    st.integers(10, 100),
)
def test_names_of_channels_fit_or_are_as_short_as_can_be(labels, width):
    found = fitted(labels, width)
    assert list(found) == list(labels)
    total = sum(map(cell_len, found.values())) + len(found) - 1
    assert total <= width or all(cell_len(label) <= 4 for label in found.values())


@given(
    st.dictionaries(st.text("abc", min_size=1), st.text("abcdé ", min_size=1), min_size=1),
    st.integers(10, 100),
)
def test_names_of_channels_in_lines_are_whole_and_in_order(labels, width):
    rows = broken(labels, width)
    assert {name: label for row in rows for name, label in row.items()} == labels
    assert [name for row in rows for name in row] == list(labels)
    assert all(
        sum(map(cell_len, row.values())) + len(row) - 1 <= width for row in rows if len(row) > 1
    )
