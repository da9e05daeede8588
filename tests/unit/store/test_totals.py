"""What was added up is read back, on both engines."""

from datetime import UTC, datetime

from simulator.store.totals import cards, keep_card, totals
from tests.unit.store.test_store import play

DUE = datetime(2026, 3, 5, tzinfo=UTC)


def test_what_was_added_up_is_what_was_shown(store):
    play(store)
    play(store, last=True)
    _, drilled = play(store, kind="drill")
    found = totals(store, store.profile())
    for kind in ("first", "replay"):
        shown = sorted(row.result.principle for row in found.latest if row.kind == kind)
        assert [row.principle for row in found.tallies[kind]] == shown
        one = next(row.result for row in found.latest if row.kind == kind)
        assert one in found.tallies[kind]
    assert drilled not in {row.exercise for row in found.latest}
    [standing] = found.standings
    assert standing.plays == 2
    assert standing.last != standing.first


def test_a_card_is_kept_once_for_each_drill_played(store):
    me = store.profile()
    _, name = play(store, kind="drill")
    keep_card(store, me, "late-order/one", "a", DUE, name, 3)
    keep_card(store, me, "late-order/one", "b", DUE, name, 3)
    assert cards(store, me) == {"late-order/one": "a"}
    _, again = play(store, kind="drill")
    keep_card(store, me, "late-order/one", "c", DUE, again, 2)
    assert cards(store, me) == {"late-order/one": "c"}
    assert cards(store, store.profile("Fern")) == {}
