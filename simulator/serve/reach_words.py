"""What `badbuzz host --check` found, in sentences."""

from simulator.language import Language
from simulator.serve.reach import BAD, GOOD, Finding
from simulator.serve.web import CannotServe

_REFUSALS = frozenset({"taken", "absent", "denied", "port", "certificate", "system"})


def sentence(language: Language, finding: Finding) -> str:
    """Return what was found, and what to do about it."""
    words = finding.words
    if finding.about in _REFUSALS:
        said = CannotServe(finding.about, str(words["place"])).sentence(language)
        known = str(words.get("addresses", ""))
        if finding.about == "absent" and known:
            said += " " + language._("This machine has {addresses}.", addresses=known)
        return said
    message = _sentences(language)[finding.about].format(**words)
    if finding.about == "loopback" and words["addresses"]:
        told = language._("For a room, add --bind with one of: {addresses}.")
        message += " " + told.format(**words)
    return message


def mark(language: Language, finding: Finding) -> str:
    """Return the word before a sentence: no colour says it alone."""
    _ = language._
    return {GOOD: _("good"), BAD: _("wrong")}.get(finding.grade, _("note"))


def _sentences(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "free": _("{place} is free."),
        "taken-by-us": _(
            "{place} is in use by a host of ours that is running: stop it, or choose another port."
        ),
        "loopback": _("Only this machine itself would reach the host."),
        "answers": _("{url} (on {interface}) leads here: tried from this machine."),
        "silent": _(
            "{url} (on {interface}) does not lead here, even from this machine: a firewall stands "
            "before it, or the address changed."
        ),
        "nowhere": _("At {bind}, nobody outside this machine would find the host."),
        "half": _("A certificate goes with its key: give both --cert and --key, or neither."),
        "trusted": _("{file} is a certificate for {name}, with its key."),
        "expired": _("{file} is a certificate whose time is over: browsers refuse it."),
        "not-yet": _(
            "{file} is a certificate whose time has not begun: check this machine’s clock."
        ),
        "other-name": _(
            "{file} is a certificate, but not for {name}: browsers warn before going on."
        ),
        "untrusted": _("{file} could not be proven to be a certificate for {name}."),
        "no-url": _("{url} is no address of a page: it begins with http:// or https://."),
        "public-answers": _("{url}, where the QR code leads, answers from here."),
        "public-silent": _(
            "{url}, where the QR code leads, does not answer from here. That may be as it should "
            "be (some networks hide it from inside): try it with a phone."
        ),
        "ufw": _("A firewall (ufw) is on. It lets nobody in until you type: {how}"),
        "firewalld": _("There may be a firewall (firewalld). To let people in, type: {how}"),
        "firewall": _(
            "A firewall, or a Wi-Fi that keeps its guests apart, cannot be seen from here. Start "
            "the host and open {url} with a phone on the same Wi-Fi: if nothing comes, it is one "
            "of the two. A hot spot of your own is the way out."
        ),
    }  # fmt: skip
