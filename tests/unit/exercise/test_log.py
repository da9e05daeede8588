"""The log: one line for each event, the same for ever."""

from contextlib import suppress
from dataclasses import fields
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.exercise import events as e

KINDS = get_args(e.Event)
TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
VALUES = {
    "str": TEXT,
    "int": st.integers(-(2**53), 2**53),
    "bool": st.booleans(),
    "int | None": st.none() | st.integers(1, 3),
    "tuple[str, ...]": st.lists(TEXT, max_size=3).map(tuple),
    "Mapping[str, str]": st.dictionaries(TEXT, TEXT, max_size=2),
    "Mapping[str, int]": st.dictionaries(TEXT, st.integers(0, 100), max_size=2),
}


def name_of(kind) -> str:
    return str(getattr(kind, "__name__", kind)) if isinstance(kind, type) else str(kind)


def any_event(kind):
    def values(field):
        name = str(field.type).replace("collections.abc.", "")
        return VALUES[name] if name in VALUES else VALUES[name_of(field.type)]

    return st.builds(kind, **{field.name: values(field) for field in fields(kind)})


EVENTS = st.one_of(*(any_event(kind) for kind in KINDS))


@given(st.lists(EVENTS, max_size=5))
def test_every_event_comes_back_from_its_line(log):
    text = e.dump(log)
    assert text.count("\n") == len(log)
    assert list(e.parse(text)) == log
    assert e.dump(e.parse(text)) == text


@given(EVENTS, TEXT)
def test_what_a_later_version_adds_is_left_out(event, more):
    line = e.encode(event)
    assert e.decode(line[:-1] + ',"added-later":[1,{"a":"b"}]}') == event


def test_what_an_earlier_version_did_not_write_has_its_default():
    event = e.decode('{"event":"ResponseGiven","scene":"one","picks":["a"],"minute":5}')
    assert event == e.ResponseGiven("one", ("a",), 5)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "[]",
        "null",
        "{}",
        '{"event":null}',
        '{"event":[]}',
        '{"event":{"event":1}}',
        '{"event":"Mapping"}',
        '{"event":"ENGINE"}',
        '{"event":"TimePassed"}',
        '{"event":"TimePassed","minute":1}}',
    ],
)
def test_what_is_no_event_is_refused(line):
    with pytest.raises(ValueError, match=r".*"):
        e.decode(line)


@given(TEXT)
def test_any_text_is_an_event_or_a_value_error(text):
    with suppress(ValueError):
        e.decode(text)


def test_a_line_without_its_end_is_not_yet_written():
    text = e.dump((e.TimePassed(1), e.TimePassed(2)))
    assert list(e.parse(text[:-1])) == [e.TimePassed(1)]
    assert list(e.parse(text[:3])) == []


def test_a_damaged_line_in_the_middle_is_told():
    text = e.dump((e.TimePassed(1),)) + "{\n" + e.dump((e.TimePassed(2),))
    with pytest.raises(ValueError, match=r".*"):
        list(e.parse(text))
