"""The app over SSH, with the OpenSSH client: in, a decision, out, and back by four words."""

import asyncio
import os
import re
import signal
import socket
import stat
from contextlib import asynccontextmanager

import asyncssh
import pytest

from simulator.serve import phrases, ssh, ssh_key, ssh_terminal
from simulator.serve.guests import Guests
from simulator.serve.sessions import Sessions
from simulator.store import seats
from simulator.tui.house import House
from simulator.tui.opening import Opening
from tests.openssh import client, needs_ssh

pytestmark = needs_ssh
PATIENCE = 10


@asynccontextmanager
async def served(folder, **how):
    opening = Opening(str(folder))
    store = await opening.ready()
    assert store is not None
    sessions = Sessions(**how)
    guests = Guests(store, House(opening))
    host = ssh.Host(sessions, guests, ssh_key.host_key(folder))
    listening = socket.create_server(("127.0.0.1", 0))
    await host.start([listening])
    try:
        yield host, listening.getsockname()[1], store
    finally:
        await host.stop()
        await sessions.close()
        opening.close()


async def test_in_a_decision_out_and_back_by_four_words(tmp_path):
    async with served(tmp_path / "data") as (host, port, store):
        async with client(tmp_path, port) as one:
            await one.until("I am new here")
            one.type("\r")
            await one.until("You play as")
            await one.until("n makes four new words")
            found = re.search(r"were:[\s│]*((?:[a-z]+ ){3}[a-z]+)", one.text)
            assert found
            words = found[1]
            one.type("\r")
            await one.until("Maud")  # The tutorial, at once.
            await one.press(" ", "Pick one.")
            [profile] = store.profiles()
            async with asyncio.timeout(PATIENCE):
                while not store.open_exercises(profile, decided=True):
                    one.type("1\r")
                    await asyncio.sleep(0.2)
            one.resize(30, 100)
            os.kill(one.pid, signal.SIGHUP)
            await one.ended()
        assert len(store.profiles()) == 1
        async with client(tmp_path, port, lang="fr_FR.UTF-8") as two:
            await two.until("première visite")
            two.type("\x1b[B\r")
            await two.until("vos quatre mots")
            two.type("wrong words of mine\r")
            await two.until("Personne")
            two.type("\x15")
            await two.until("vos quatre mots")
            two.type(words.upper().replace(" ", "-") + "\r")
            await two.until("Trust")
            assert len(host.sessions) == 1
            two.type("\x11")
            await two.until("est gardé")
            assert await two.ended() == 0
        assert len(store.profiles()) == 1


async def test_whoever_does_not_say_who_they_are_makes_room_for_others(tmp_path, monkeypatch):
    monkeypatch.setattr(ssh_terminal, "ASKING", 1.0)
    async with served(tmp_path) as (host, port, _store), client(tmp_path, port) as one:
        await one.until("this line is closed")
        assert await one.ended() == 1
        assert not host.tasks


async def test_no_command_no_file_no_forwarding_and_a_sentence_instead(tmp_path):
    async with served(tmp_path) as (host, port, _store):
        async with client(tmp_path, port, "cat", "/etc/passwd") as one:
            await one.until("No commands are run here")
            assert await one.ended() == 2
        async with client(tmp_path, port, "-T") as two:
            await two.until("needs a terminal")
            assert await two.ended() == 2
        async with asyncssh.connect("127.0.0.1", port, known_hosts=None, username="x") as line:
            with pytest.raises(asyncssh.ChannelOpenError):
                await line.open_connection("127.0.0.1", port)
            with pytest.raises(asyncssh.ChannelListenError):
                await line.forward_remote_port("", 0, "127.0.0.1", port)
            with pytest.raises(asyncssh.ChannelOpenError):
                await line.start_sftp_client()
        assert not host.sessions


async def test_the_key_is_made_once_for_its_owner_alone_and_a_broken_one_is_left_alone(tmp_path):
    folder = tmp_path / "data"
    one = ssh_key.host_key(folder)
    path = folder / ssh_key.KEY
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ssh_key.host_key(folder).get_fingerprint() == one.get_fingerprint()
    assert [entry.name for entry in folder.iterdir()] == [ssh_key.KEY]
    path.write_text("nothing like a key")
    with pytest.raises(OSError, match=ssh_key.KEY):
        ssh_key.host_key(folder)
    assert path.read_text() == "nothing like a key"


async def test_when_it_is_full_newcomers_are_told_and_when_it_stops_all_are(tmp_path):
    async with served(tmp_path, most=1) as (host, port, _store):  # noqa: SIM117 - needs the port
        async with client(tmp_path, port) as one, client(tmp_path, port) as two:
            for each in (one, two):
                await each.until("I am new here")
            one.type("\r")
            await one.until("You play as")
            two.type("\r")
            await two.until("Every place is taken")
            assert await two.ended() == 1
            await host.stop()
            await one.until("The host has stopped")
            assert await one.ended() == 0


async def test_wrong_words_are_heard_ten_times_a_minute(tmp_path):
    opening = Opening(str(tmp_path))
    store = await opening.ready()
    assert store is not None
    guests = Guests(store, House(opening))
    said = [await guests._answer("10.0.0.1", f"four wrong words {n}", "en") for n in range(11)]
    assert all(str(one).startswith("Nobody") for one in said[:10])
    assert str(said[10]).startswith("Too many")
    assert str(await guests._answer("10.0.0.2", "a b c d", "en")).startswith("Nobody")
    opening.close()


def test_phrases_have_forty_bits_less_three_and_forgive_how_they_are_typed():
    for code in ("en", "fr"):
        known = phrases.words(code)
        assert len(set(known)) == len(known) >= 600
        assert all(re.fullmatch("[a-z]{4,10}", word) for word in known)
        assert len(phrases.new(code).split()) == 4
        assert len(phrases.name(code)) <= 24
    assert phrases.digest("Été, plum-KETTLE  orbit") == phrases.digest("ete plum kettle orbit")
    assert phrases.digest("three words only") == ""
    assert len(phrases.digest("a b c d")) == 64


def test_new_words_alone_are_good(tmp_path):
    opening = Opening(str(tmp_path))
    store = opening.result()
    assert store is not None
    profile = seats.make(store, "a" * 64, "b" * 64, "Plum kettle")
    assert seats.rephrase(store, profile.id, "c" * 64)
    assert seats.by_phrase(store, "b" * 64) is None
    assert seats.by_phrase(store, "c" * 64) == profile
    assert not seats.rephrase(store, "nobody", "d" * 64)
    opening.close()
