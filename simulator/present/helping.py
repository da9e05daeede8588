"""The help page: what can be pressed, and what the signs mean."""

from simulator.language import Language
from simulator.present import pages
from simulator.present.room import Room


def helping(language: Language, room: Room | None = None) -> pages.Leaf:
    """Return the help page; within a play, *room* says what its bars stand for."""
    _ = language._
    return pages.Leaf(
        _("Help"),
        (
            _choosing(language),
            _bars(language, room),
            pages.Section(
                _("The clock"),
                (
                    _(
                        "It counts simulated minutes: each choice and each look says what it "
                        "costs. How fast you read never counts."
                    ),
                ),
            ),
            pages.Section(
                _("The marks"),
                (
                    _(
                        "They come at the end, and say how well you decided with what was known "
                        "then, never how lucky you were."
                    ),
                ),
            ),
            pages.Section(
                _("Anywhere"),
                (
                    _("Escape goes back, Ctrl+P finds a command, Ctrl+Q leaves."),
                    _("The keys at the bottom can be clicked."),
                ),
            ),
        ),
        in_columns=True,
    )


def _choosing(language: Language) -> pages.Section:
    _ = language._
    return pages.Section(
        _("In the room"),
        (
            _("One answer: press its number; or the arrows, then Enter; or click it."),
            _("Several: a number or Space puts one in or out; Enter confirms."),
            _("An order: press the numbers in turn, or move a line with Shift and an arrow."),
            _("A message in three parts: one of each; left and right go from part to part."),
            _("A letter looks closer; it takes simulated minutes and may only help."),
            _("p the plan, w who is who, i the briefing, h a hint, [ and ] the channels."),
            _("f reads again what you found, v shows whole the post that is answered."),
            _("Page Up and Page Down read the posts back; on the first screen, the summary."),
            _("Any key shows at once what is still arriving."),
        ),
    )


def _bars(language: Language, room: Room | None) -> pages.Section:
    """Say what the gauges are, and that they are not the grade."""
    _ = language._
    lines = [
        _(
            "▁ is low, █ is high: the curve shows where each stood lately, the number where it is "
            "now, out of 100; ▲ or ▼ what your last decision did."
        ),
        _("They tell how people take it, and luck plays its part. They are not your grade."),
    ]
    lines += [
        _("{name}: {meaning}", name=gauge.name, meaning=gauge.meaning)
        for gauge in (room.gauges({}) if room else ())
    ]
    return pages.Section(_("The bars at the top"), tuple(lines))
