"""`host --check` tries things for real: ports, addresses, certificates, where the QR code leads."""

import socket
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from simulator.language import speak
from simulator.serve import reach
from simulator.serve.addresses import Address, own
from simulator.serve.reach import BAD, GOOD, Wish, check, is_ours, tried
from simulator.serve.reach_words import mark, sentence
from simulator.serve.web import listen
from tests.serving import hosted


def found(wish):
    """Return what was found, by its word; every sentence can be said in both languages."""
    result = check(wish)
    for code in ("en", "fr"):
        for one in result.findings:
            assert "{" not in sentence(speak(code), one)
            assert mark(speak(code), one)
    return {one.about: one for one in result.findings}, result


def test_a_free_port_on_loopback_is_good_and_says_that_only_this_machine_sees_it():
    by, result = found(Wish(web=free()))
    assert result.is_good
    assert set(by) == {"free", "loopback"}
    assert result.urls == ()


def test_a_taken_port_is_told_and_by_whom_where_it_is_ours():
    taken = socket.create_server(("127.0.0.1", 0))
    by, result = found(Wish(web=taken.getsockname()[1]))
    taken.close()
    assert by["taken"].grade == BAD
    assert not result.is_good


async def test_a_host_of_ours_is_recognised():
    import asyncio

    async with hosted() as host:
        assert await asyncio.to_thread(is_ours, "127.0.0.1", host.port)
        by, _result = await asyncio.to_thread(found, Wish(web=host.port))
        assert "taken-by-us" in by


def test_an_address_of_another_machine_is_told_with_those_of_this_one():
    by, result = found(Wish("203.0.113.4", free()))
    assert not result.is_good
    assert "203.0.113.4" in sentence(speak("en"), by["absent"])


def test_every_address_is_tried_and_given_as_what_to_type():
    port = free()
    by, result = found(Wish("0.0.0.0", port))  # noqa: S104 - what is tested
    shared = [one for one in own() if one.is_shared and ":" not in one.address]
    assert len(result.urls) == len(shared)
    if shared:
        assert by["answers"].grade == GOOD
        assert result.urls[0] == f"http://{shared[0].address}:{port}/"
        assert "firewall" in by


def test_what_is_bound_elsewhere_is_not_found():
    assert tried("127.0.0.1", "127.0.0.1")
    assert not tried("127.0.0.1", "127.0.0.2")
    assert not tried("203.0.113.4", "127.0.0.1")


def test_addresses_inside_the_machine_are_not_given_to_a_room():
    assert Address("192.168.1.5", "wlan0").is_shared
    for address, name in (
        ("127.0.0.1", "lo"), ("172.17.0.1", "docker0"), ("169.254.3.3", "eth0"),
        ("fe80::1", "eth0"),
    ):  # fmt: skip
        assert not Address(address, name).is_shared
    assert Address("fd00::2").url("https", 443) == "https://[fd00::2]/"
    assert "127.0.0.1" in {one.address for one in own()}


def test_where_the_code_leads_is_tried():
    answering = socket.create_server(("127.0.0.1", 0))
    port = answering.getsockname()[1]
    by, _result = found(Wish(web=free(), public_url=f"http://127.0.0.1:{port}"))
    assert by["public-answers"].grade == GOOD
    answering.close()
    assert "public-silent" in found(Wish(web=free(), public_url=f"http://127.0.0.1:{port}"))[0]
    assert "no-url" in found(Wish(web=free(), public_url="crise.example"))[0]


def test_a_firewall_is_told_with_what_to_type(monkeypatch, tmp_path):
    settings = tmp_path / "ufw.conf"
    settings.write_text("ENABLED=yes\n")
    assert reach._ufw_is_on(settings)
    settings.write_text("# ENABLED=yes or no\nENABLED=no\n")
    assert not reach._ufw_is_on(settings)
    monkeypatch.setattr(reach, "_ufw_is_on", lambda: True)
    given = (Address("192.168.1.5", "wlan0"),)
    (first, _second) = reach._firewall(Wish("0.0.0.0", 8710, 8722), given)  # noqa: S104 - the same
    assert "sudo ufw allow 8710/tcp; sudo ufw allow 8722/tcp" in sentence(speak("fr"), first)


@pytest.mark.parametrize(
    ("name", "from_day", "to_day", "about"),
    [
        ("crise.example", -1, 1, "trusted"), ("other.example", -1, 1, "other-name"),
        ("crise.example", -3, -1, "expired"), ("crise.example", 1, 3, "not-yet"),
    ],
)  # fmt: skip
def test_certificates_are_tried_on_the_name_people_use(tmp_path, name, from_day, to_day, about):
    certificate, key = certified(tmp_path, name, from_day, to_day)
    wish = Wish("127.0.0.1", free(), 0, "https://crise.example", certificate, key)
    assert about in found(wish)[0]


def test_a_certificate_that_does_not_go_with_its_key_or_has_none_is_told(tmp_path):
    certificate, _key = certified(tmp_path, "a.example", -1, 1)
    (tmp_path / "other").mkdir()
    _other, key = certified(tmp_path / "other", "a.example", -1, 1)
    assert "certificate" in found(Wish("127.0.0.1", free(), 0, "", certificate, key))[0]
    assert "half" in found(Wish("127.0.0.1", free(), 0, "", certificate))[0]


def certified(folder, name, from_day, to_day):
    key = ec.generate_private_key(ec.SECP256R1())
    named = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(named).issuer_name(named)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=from_day))
        .not_valid_after(now + timedelta(days=to_day))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip
    return paths


def free():
    opened = listen("127.0.0.1", 0)
    port = opened.getsockname()[1]
    opened.close()
    return port
