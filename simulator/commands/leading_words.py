"""What a workshop says on the terminal that holds it: where it is, who reaches it, what is left."""

from typing import TYPE_CHECKING

from simulator import safe

if TYPE_CHECKING:
    from simulator.language import Language
    from simulator.serve.hosting import Hosting


def say_where(running: "Hosting", language: "Language") -> None:
    """Say who can reach it, where it is led in lines; and where it is, where nobody leads here."""
    if running.lead.is_plain and not running.lead.by_hands:
        print("\n".join(_exposed(running, language)), flush=True)
    if running.lead.has_terminal:
        return
    _, found = language._, running.invitation()
    lines = [
        _("The workshop is open."),
        "",
        _("To join: {address}, with the code {code}", address=found.address, code=found.code),
        found.ssh,
    ]
    lines += [f"{what}{_(':')} {link}" for what, link in running.links()]
    lines += _exposed(running, language)
    print("\n".join(line for line in lines if line), flush=True)


def _exposed(running: "Hosting", language: "Language") -> list[str]:
    """Return who can reach it, in words."""
    from simulator.serve.ports import exposed

    elsewhere = language._(
        "Whoever can reach this address and has the code can join. They see this workshop, and "
        "no file of this machine."
    )
    return exposed(running.wish, language, [elsewhere])


def after(running: "Hosting", language: "Language") -> list[str]:
    """Return what to know once it was left."""
    from simulator.workshop.state import CLOSED

    _ = language._
    if running.lead.bots:
        return [_("The rehearsal is over. Nothing of it was kept.")]
    if running.fault is not None:
        return [
            running.fault.sentence(language),
            _("What is private has not been deleted yet: badbuzz host does it at its next start."),
        ]
    if running.host.now.stage == CLOSED:
        return [
            _("The workshop is closed: who voted what is forgotten."),
            *(safe.line(left.sentence(language), 500) for left in running.left),
            _("Its documents: badbuzz report --workshop --format html -o workshop.html"),
        ]
    return [_("The workshop is still open: badbuzz host goes on where it was.")]
