"""Posting to a record store: over real sockets, resumed, never twice, told in a sentence."""

import json

import pytest
import sqlalchemy as sa

from simulator.export.lrs import Refusal, credentials, endpoint
from simulator.store import tables as t
from tests.unit.commands.conftest import badbuzz, home, kept  # noqa: F401 - fixtures
from tests.unit.export.record_store import PASSWORD, USER, RecordStore
from tests.unit.store.test_store import play


@pytest.fixture
def lrs(monkeypatch):
    monkeypatch.setenv("BADBUZZ_LRS_USER", USER)
    monkeypatch.setenv("BADBUZZ_LRS_PASSWORD", PASSWORD)
    monkeypatch.setattr("simulator.export.lrs.PATIENCE", 5.0)
    found = RecordStore()
    yield found
    found.close()


def post(badbuzz, lrs, *more):  # noqa: F811 - the fixture
    return badbuzz("export", "--lrs", lrs.url, *more)


def test_statements_are_posted_once(badbuzz, kept, lrs):  # noqa: F811 - fixtures
    play(kept())
    assert post(badbuzz, lrs) == (0, "1 statement was sent.\n", "")
    assert len(lrs.kept) == 1
    assert post(badbuzz, lrs)[1] == "0 statements were sent.\n1 had been sent before.\n"
    assert lrs.requests == 1
    play(kept(), last=True)
    code, said, _ = post(badbuzz, lrs, "--detail")
    assert code == 0
    assert len(lrs.kept) > 10
    assert said == f"{len(lrs.kept) - 1} statements were sent.\n1 had been sent before.\n"


def test_what_was_cut_is_gone_on_with(badbuzz, kept, lrs, monkeypatch):  # noqa: F811 - fixtures
    monkeypatch.setattr("simulator.export.lrs.BATCH", 3)
    play(kept())
    lrs.forgets = 1  # Kept over there, and the answer lost.
    code, said, complained = post(badbuzz, lrs, "--detail")
    assert code == 1
    assert "cannot be reached" in complained
    assert said.endswith("statements wait to be sent.\n")
    assert len(lrs.kept) == 3
    lrs.fails = [503]
    assert "in trouble (503)" in post(badbuzz, lrs, "--detail")[2]
    code, said, _ = post(badbuzz, lrs, "--detail")
    assert code == 0
    rows = kept().read(lambda c: c.execute(sa.select(t.outbox)).mappings().all())
    assert all(row["sent"] for row in rows)
    assert sorted(json.loads(row["body"])["id"] for row in rows) == sorted(lrs.kept)


def test_details_that_wait_are_not_sent_with_completion_alone(badbuzz, kept, lrs):  # noqa: F811 - fixtures
    play(kept())
    lrs.fails = [503]
    post(badbuzz, lrs, "--detail")
    assert post(badbuzz, lrs)[:2] == (0, "1 statement was sent.\n")
    assert [one["verb"]["display"]["en"] for one in lrs.kept.values()] == ["completed"]


def test_one_that_is_refused_keeps_no_other_back(badbuzz, kept, lrs):  # noqa: F811 - fixtures
    play(kept())
    lrs.refuses = "verbs/scored"
    code, said, complained = post(badbuzz, lrs, "--detail")
    assert code == 1
    assert complained.startswith("1 statement was refused")
    assert said == f"{len(lrs.kept)} statements were sent.\n"
    assert len(lrs.kept) > 5


@pytest.mark.parametrize(
    ("status", "told"),
    [(401, "refuses these credentials"), (403, "refuses these"), (404, "no record store"),
     (302, "leads elsewhere"), (500, "in trouble (500)"), (429, "in trouble (429)")],
)  # fmt: skip
def test_a_refusal_is_said_and_nothing_is_lost(badbuzz, kept, lrs, status, told):  # noqa: F811 - fixtures
    play(kept())
    lrs.fails = [status]
    code, said, complained = post(badbuzz, lrs)
    assert (code, said) == (1, "1 statement waits to be sent.\n")
    assert told in complained
    assert lrs.requests == 1
    assert post(badbuzz, lrs)[0] == 0


def test_wrong_credentials_are_refused(badbuzz, kept, lrs, monkeypatch):  # noqa: F811 - fixtures
    play(kept())
    monkeypatch.setenv("BADBUZZ_LRS_PASSWORD", "other")
    assert "credentials" in post(badbuzz, lrs)[2]
    assert not lrs.kept


def test_nobody_there_is_said(badbuzz, kept, lrs):  # noqa: F811 - fixtures
    play(kept())
    lrs.close()
    code, _, complained = badbuzz("--lang=fr", "export", "--lrs", lrs.url)
    assert code == 1
    assert "injoignable" in complained


def test_two_record_stores_have_each_their_own(badbuzz, kept, lrs):  # noqa: F811 - fixtures
    play(kept())
    other = RecordStore()
    assert post(badbuzz, lrs)[0] == post(badbuzz, other)[0] == 0
    assert lrs.kept == other.kept
    other.close()


def test_where_statements_went_is_named_when_they_are_erased(badbuzz, kept, lrs):  # noqa: F811 - fixtures
    play(kept())
    post(badbuzz, lrs)
    code, _, complained = badbuzz("erase", "--yes")
    assert code == 1
    assert f"sent to {lrs.url}/statements" in complained


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://lrs.example/xapi", "plain"), ("https://me:secret@lrs.example", "inside"),
        ("ftp://lrs.example", "address"), ("lrs.example", "address"), ("https://", "address"),
        ("https://[x", "address"), ("https://x.example/?a=b", "address"),
        ("https://x.example:port/", "address"),
    ],
)  # fmt: skip
def test_what_is_no_safe_address_is_refused(address, reason, badbuzz):  # noqa: F811 - fixture
    with pytest.raises(Refusal) as told:
        endpoint(address)
    assert told.value.reason == reason
    code, said, complained = badbuzz("export", "--lrs", address)
    assert (code, said) == (2, "")
    assert "secret" not in complained


def test_the_address_may_end_with_statements():
    assert endpoint("https://x.example/xapi/") == "https://x.example/xapi/statements"
    assert endpoint("https://x.example/xapi/statements") == "https://x.example/xapi/statements"
    assert endpoint("http://localhost:8100") == "http://localhost:8100/statements"


def test_credentials_come_from_the_environment():
    assert not credentials({})
    assert credentials({"BADBUZZ_LRS_TOKEN": "t"}) == "Bearer t"
    assert credentials({"BADBUZZ_LRS_USER": "a", "BADBUZZ_LRS_PASSWORD": "b"}) == "Basic YTpi"


# ---- the command and its files


def test_exports_are_files_of_their_owner(badbuzz, kept, home):  # noqa: F811 - fixtures
    play(kept())
    for form, starts in (("json", "{"), ("csv", "profile,exercise"), ("xapi", "[")):
        file = home / f"mine.{form}"
        assert badbuzz("export", "--format", form, "-o", file) == (0, f"Written: {file}\n", "")
        assert file.stat().st_mode & 0o777 == 0o600
        assert file.read_text(encoding="utf-8").startswith(starts)
        assert badbuzz("export", "--format", form)[1].startswith(starts)
    code, _, complained = badbuzz("erase", "--yes")
    assert (code, complained) == (0, "")
    assert not list(home.glob("mine.*"))


@pytest.mark.parametrize(
    "words",
    [("--lrs", "https://x.example", "--format", "csv"), ("--group", "--profile", "Zebulon"),
     ("--group", "--format", "xapi"), ("-o", "/nowhere/at/all"), ("--profile", "Nobody")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(badbuzz, kept, words):  # noqa: F811 - fixtures
    play(kept())
    code, said, complained = badbuzz("export", *words)
    assert (code, said) == (2, "")
    assert complained.endswith(".\n") or "cannot be written" in complained


def test_a_group_that_is_too_small_is_told(badbuzz, kept):  # noqa: F811 - fixtures
    play(kept(), profile="Zebulon")
    code, said, complained = badbuzz("export", "--group")
    assert (code, said) == (1, "")
    assert complained.startswith("1 person has finished a crisis")
