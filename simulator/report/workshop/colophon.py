"""The small print of a workshop's report: what is kept of whom, what was played, by which rules."""

from collections.abc import Iterator

from simulator.report.book import SHORT
from simulator.report.document import Block, Box, Heading, Table
from simulator.report.workshop.held import Held

AN_ID = 8
"""Characters of an id, as `badbuzz workshops` lists it."""


def privacy(held: Held) -> Iterator[Block]:
    """Yield what is kept of this workshop and what is not."""
    _ = held.language._
    yield Heading(_("What is kept, and what is not"), id="privacy", is_new_page=False)
    agreed = held.found.agreed
    rows = (
        _(
            "Kept: what was shown and decided, how many gave each answer where five or more did, "
            "what the facilitator noted; and, on the attendance sheet alone, who was there."
        ),
        _(
            "Not kept once the workshop is closed: who sat where, who voted what, who wrote what. "
            "Nothing in this report links an answer to a person."
        ),
        held.language.n(
            "{count} participant let their own answers be kept; they are not in this report.",
            "{count} participants let their own answers be kept; they are not in this report.",
            agreed,
        )
        if agreed
        else _("Nobody’s own answers were kept."),
        _("The facilitator can delete all of it: badbuzz erase --workshop."),
    )
    yield Box(_("For whoever took part"), rows, level=3)


def colophon(held: Held) -> Iterator[Block]:
    """Yield what was played and by which rules."""
    _, found = held.language._, held.found
    opened = found.opened
    deciders = {
        "majority": _("the majority"), "spokesperson": _("the spokesperson"),
        "facilitator": _("the facilitator"),
    }  # fmt: skip
    one = next(iter(found.teams.values()), None)
    rows = [
        (_("Crisis"), f"{held.title} ({opened.scenario})"),
        (_("Version of the crisis"), found.loaded.digest[:SHORT]),
        (_("Version of the key"), opened.key_version),
        (_("Rules of the workshop"), str(opened.rules)),
        (_("Rules of the engine"), str(one.engine) if one else ""),
        (_("Seed of all chance"), str(opened.seed)),
        (_("Who decides"), deciders.get(opened.decider, opened.decider)),
        (_("Planned"), held.language.minutes(opened.minutes)),
        (_("Organisation"), held.results.room.who("us")),
        (_("Held on"), held.played()),
        (_("Workshop"), held.id[:AN_ID]),
    ]
    yield Heading(_("What was played"), id="colophon", is_new_page=False)
    told = tuple((what, said) for what, said in rows if said)
    yield Table(_("What was played"), (_("What"), _("Details")), told, (1, 3), is_titled=False)
