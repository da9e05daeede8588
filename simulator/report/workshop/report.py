"""The report of a workshop as a document: what the projector shows, laid out to be kept.

Source of the order: domain reference, section 11 (facts before judgement).
"""

from collections.abc import Callable, Iterator

from simulator.report.book import SHORT
from simulator.report.document import Block, Contents, Document, inert
from simulator.report.workshop.colophon import colophon, privacy
from simulator.report.workshop.decisions import decisions
from simulator.report.workshop.happened import timeline, written
from simulator.report.workshop.held import Held
from simulator.report.workshop.lessons import behind, lessons, practice
from simulator.report.workshop.standing import profile
from simulator.report.workshop.talk import discussed, first, sure_and_wrong


def report(held: Held) -> Document:
    """Return the whole report of *held*."""
    _ = held.language._
    blocks: list[Block] = []
    for number, part in enumerate(PARTS):
        blocks += part(held)
        if not number:
            blocks.append(Contents(_("Contents")))
    foot = _(
        "{title}, version {version}", title=held.title, version=held.found.loaded.digest[:SHORT]
    )
    title = _("Looking back on the workshop “{title}”", title=held.title)
    return inert(
        Document(title, held.language.code, held.played(), tuple(blocks), foot=foot)
    )  # fmt: skip


PARTS: tuple[Callable[[Held], Iterator[Block]], ...] = (
    first, discussed, sure_and_wrong, timeline, profile, behind, written, lessons, practice,
    decisions, privacy, colophon,
)  # fmt: skip
"""In the order of the document: what is read by everybody, then what is looked up."""
