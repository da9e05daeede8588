"""What home says: its keys, the preferences, whoever plays, the crisis under the cursor.

Home draws it and says when; nothing is read or changed here.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.content import Content

from simulator.language import Language
from simulator.present.cards import Card
from simulator.tui import themes

if TYPE_CHECKING:
    from simulator.store.faults import StoreFault
    from simulator.tui.app import BadBuzz
    from simulator.tui.mine import Mine


def keys(home: "BadBuzz") -> list[tuple[str, str]]:
    """Return what can be pressed on home."""
    _ = home.language._
    wreck = [("x", _("wreck it"))] if home.settings.played else []
    back = [("d", _("look back"))] if home.plays else []
    mine = [("p", _("progress")), ("h", _("plays")), ("r", _("drills"))] if home.mine else []
    return [
        (_("Enter"), _("play")), ("?", _("help")), ("q", _("quit")),
        ("l", "English" if home.language.code == "fr" else "Français"), *mine, *back, *wreck,
        ("b", _("handbook")), ("m", _("museum")), ("a", _("mode")), ("c", _("clock")),
        ("t", _("theme")), ("o", _("motion")),
    ]  # fmt: skip


def preferences(home: "BadBuzz") -> tuple[Content, Content]:
    """Return what is preferred: as a line, and as the menu of what can be changed."""
    _, settings = home.language._, home.settings
    mode = (
        _("learning: a mentor speaks as you go")
        if settings.mode == "learning"
        else _("assessment: all at the end")
    )
    clock = _("timed") if settings.timed else _("relaxed")
    motion = _("on") if settings.motion else _("off")
    theme = themes.name(home.language, home.theme)
    text = _(
        "Mode: {mode}. Clock: {clock}. Motion: {motion}. Theme: {theme}.",
        mode=mode, clock=clock, motion=motion, theme=theme,
    )  # fmt: skip
    hung = _("museum: {count} hung so far", count=len(settings.museum))
    rows = (
        ("b", _("handbook: the eight principles, with real cases")), ("m", hung),
        ("a", _("mode: {mode}", mode=mode)), ("c", _("clock: {clock}", clock=clock)),
        ("o", _("motion: {motion}", motion=motion)), ("t", _("theme: {theme}", theme=theme)),
    )  # fmt: skip
    lines = (Content.assemble((key, "bold $accent"), "  ", Content(row)) for key, row in rows)
    return Content(text), Content("\n").join(lines)


def unkept(language: Language, fault: "StoreFault") -> Content:
    """Return that nothing is kept, and why."""
    lost = language._("Your plays are not kept this time.")
    return Content(f"! {lost} {fault.sentence(language)}").stylize("$error")


def whose(language: Language, mine: "Mine", titles: Mapping[str, str]) -> Content:
    """Return what is told of whoever plays: what is advised, what is due, the name."""
    from simulator.present.advising import advised

    _ = language._
    parts = [Content(advised(language, mine.advice, titles))]
    if due := mine.practice.due:
        said = language.n("{count} drill is due (r)", "{count} drills are due (r)", due)
        parts.append(Content(said).stylize("$accent"))
    name = mine.profile.name
    who = _("Playing as {name} (u)", name=name) if name else _("u: who plays")
    return Content(" · ").join([*parts, Content(who).stylize("$muted")])


def crisis(language: Language, found: Card, mine: "Mine | None", *, is_roomy: bool) -> Content:
    """Return the card of a crisis; where there is room, with what each principle asks."""
    _ = language._
    facts = _(
        "{severity} · {minutes} min · {sector}",
        severity=found.severity.capitalize(), minutes=found.minutes, sector=found.sector,
    )  # fmt: skip
    return Content.assemble(
        (found.title, "bold"), "\n", (facts, "$muted"), _best(language, found, mine), "\n\n",
        found.summary, "\n\n",
        (_("You practise"), "bold"), "\n", _practised(found, is_roomy=is_roomy),
    )  # fmt: skip


def _best(language: Language, found: Card, mine: "Mine | None") -> str:
    if mine is None or found.id not in mine.best:
        return ""
    from simulator.present.progressing import band_of_best

    return "\n" + band_of_best(language, mine.best[found.id])


def _practised(found: Card, *, is_roomy: bool) -> Content:
    if not is_roomy:
        return Content(" · ".join(found.principles))
    rows = zip(found.principles, found.questions, strict=False)
    return Content("\n").join(
        Content.assemble((name, "$secondary"), "\n", Content(asked)) for name, asked in rows
    )
