"""A certificate of attendance: who, what, when and how long, and nothing about how well."""

from simulator.language import Language
from simulator.report.book import SHORT
from simulator.report.document import Block, Document, Prose, Signatures, inert
from simulator.report.parts import stamp
from simulator.scenario.load import Loaded
from simulator.store.rows import Exercise

BLANK = "_" * 40
"""Where a name is written by hand."""


def certificate(loaded: Loaded, exercise: Exercise, language: Language, name: str) -> Document:
    """Return the certificate of *exercise*, made out to *name* ("" leaves room for one)."""
    _ = language._
    texts = loaded.texts[loaded.language(language.code)]
    title = texts.of("scenario", "title")
    minutes = max(round(exercise.seconds / 60), 1)
    played = _("“{title}”, a simulated social-media crisis, played to its end", title=title)
    blocks: tuple[Block, ...] = (
        Prose(name or BLANK, _("Who:")),
        Prose(played, _("What:")),
        Prose(stamp(language, exercise.started), _("When:")),
        Prose(language.minutes(minutes), _("How long:")),
        Prose(
            _(
                "This certifies attendance, and nothing else. It says nothing of how the exercise "
                "went and does not certify any competence: an exercise is neither passed nor "
                "failed."
            )
        ),
        Signatures((_("For the organiser"),), (_("Name"), _("Date"), _("Signature"))),
    )
    foot = _(
        "Play {number}, scenario {id}, version {version}",
        number=exercise.number, id=loaded.scenario.id, version=loaded.digest[:SHORT],
    )  # fmt: skip
    lead = _("An exercise in crisis communication with Bad Buzz")
    title = _("Certificate of attendance")
    return inert(Document(title, language.code, lead, blocks, foot=foot))
