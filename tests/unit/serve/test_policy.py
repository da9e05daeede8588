"""Whose requests are listened to: names, origins and proxies, exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.serve.policy import Place, Policy, origin, place

HERE = Policy(8710, "192.168.1.5")
BEHIND = Policy(8710, "127.0.0.1", "https://crise.example", frozenset({"127.0.0.1"}))


@pytest.mark.parametrize(
    "host",
    ["localhost:8710", "LOCALHOST:8710", "127.0.0.1:8710", "[::1]:8710", "192.168.1.5:8710"],
)
def test_our_own_names_are_answered_to(host):
    assert HERE.answers_to(host, "192.168.1.5", "http")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example:8710", "localhost", "localhost:80", "localhost:8711", "", "localhost:8710:1",
        "localhost.evil.example:8710", "localhost.:8710", "user@localhost:8710", "192.168.1.6:8710",
        "[::2]:8710", "localhost:8710/", " localhost:8710", "127.1:8710", "localhost:999999",
    ],
)  # fmt: skip
def test_no_other_name_is(host):
    assert not HERE.answers_to(host, "192.168.1.5", "http")


def test_bound_to_every_address_the_one_that_was_reached_is_ours_and_a_name_for_it_is_not():
    anywhere = Policy(8710, "0.0.0.0")  # noqa: S104 - what is tested
    assert anywhere.answers_to("10.1.2.3:8710", "10.1.2.3", "http")
    assert anywhere.answers_to("10.1.2.3:8710", "::ffff:10.1.2.3", "http")
    assert not anywhere.answers_to("10.1.2.3:8710", "10.1.2.4", "http")
    assert not anywhere.answers_to("rebound.example:8710", "10.1.2.3", "http")


def test_the_public_address_is_answered_to_and_only_over_what_it_says():
    assert BEHIND.answers_to("crise.example", "127.0.0.1", "https")
    assert not BEHIND.answers_to("crise.example", "127.0.0.1", "http")
    assert BEHIND.is_ours("https://crise.example", "crise.example", "https")
    assert not BEHIND.is_ours("http://crise.example", "crise.example", "https")
    assert not BEHIND.is_ours("https://evil.example", "crise.example", "https")


@pytest.mark.parametrize(
    "said",
    [
        "null", "", "http://evil.example", "http://localhost", "https://localhost:8710",
        "http://localhost:8710.evil.example", "http://127.0.0.1:8710", "http://localhost:8710/",
        "file://localhost:8710", "http://localhost:8710@evil.example",
    ],
)  # fmt: skip
def test_only_a_page_of_the_very_same_place_may_act(said):
    assert HERE.is_ours("http://localhost:8710", "localhost:8710", "http")
    assert not HERE.is_ours(said, "localhost:8710", "http")


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_crash(text):
    place(text)
    origin(text)
    HERE.answers_to(text, text, "http")
    BEHIND.who("127.0.0.1", [text])


def test_usual_ports_need_not_be_said():
    assert place("a.example", "https") == Place("a.example", 443)
    assert origin("http://[::1]") == ("http", Place("::1", 80))


def test_only_a_trusted_proxy_says_for_whom_it_asks():
    assert HERE.who("10.0.0.9", ["1.2.3.4"]) == "10.0.0.9"
    assert HERE.spoken("10.0.0.9", "https") == "http"
    assert BEHIND.who("127.0.0.1", ["9.9.9.9, 1.2.3.4"]) == "1.2.3.4"
    assert BEHIND.who("127.0.0.1", ["9.9.9.9", "1.2.3.4, 127.0.0.1"]) == "1.2.3.4"
    assert BEHIND.who("127.0.0.1", ["nonsense"]) == "127.0.0.1"
    assert BEHIND.who("127.0.0.1", []) == "127.0.0.1"
    assert BEHIND.spoken("127.0.0.1", "HTTPS") == "https"
    assert BEHIND.spoken("127.0.0.1", "gopher") == "http"
