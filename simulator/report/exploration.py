"""What exploring a scenario proved, as a document: for a terminal, or a page with pictures."""

from collections.abc import Iterator
from fractions import Fraction
from xml.sax.saxutils import escape

from scoring.principles import PRINCIPLES
from simulator.explore.proven import Extremes, ProvenPlay, Survey
from simulator.language import Language
from simulator.present.briefing import principle_name
from simulator.report.document import Block, Document, Figure, Heading, Points, Prose, Table
from simulator.scenario.load import Loaded

WIDE, LEFT, ROW = 640, 230, 26


def exploration(loaded: Loaded, found: Survey, language: Language) -> Document:
    """Return the document of *found*."""
    texts = loaded.texts[loaded.language(language.code)]
    _ = language._
    return Document(
        _("{title}: what plays can show", title=texts.of("scenario", "title")),
        language.code,
        _lead(found, language),
        tuple(_blocks(loaded, found, language)),
        foot=_("Scenario {id}, version {version}", id=found.scenario, version=found.version),
    )


def _lead(found: Survey, language: Language) -> str:
    _ = language._
    if not found.is_proven:
        return _("Not proven: there is more to go through than was allowed. Only the bots played.")
    lead = _(
        "Every reachable state was gone through: {states}, told apart by what can still change a "
        "mark, in {paths} different plays.",
        states=number(found.states, language), paths=number(found.paths, language),
    )  # fmt: skip
    if found.route == "short":
        lead += " " + _("This is the short route.")
    missing = {
        "overall": _("the overall"),
        "posts": _("which posts are shown, and how many words"),
        "bots": _("the bots"),
    }
    left = [words for part, words in missing.items() if part in found.not_proven]
    return lead + (" " + _("Not proven: {parts}.", parts=language.join(left)) if left else "")


def number(value: int, language: Language) -> str:
    """Return a whole number as this language writes it; a very large one in words of size."""
    digits = len(str(value)) - 1
    if digits >= 12:  # noqa: PLR2004 - beyond, nobody counts the noughts
        shown = f"{value / 10**digits:.1f}"
        return (shown.replace(".", ",") if language.code == "fr" else shown) + f" × 10^{digits}"
    return f"{value:,}".replace(",", "\u202f" if language.code == "fr" else ",")


def _blocks(loaded: Loaded, found: Survey, language: Language) -> Iterator[Block]:
    if found.is_proven:
        yield from _unreached(found, language)
        yield from _scores(found, language)
        yield from _lengths(found, language)
        yield from _plays(loaded, found, language)
    if found.spread:
        yield from _spread(found, language)
    if found.bots:
        yield from _bots(found, language)


def _unreached(found: Survey, language: Language) -> Iterator[Block]:
    _ = language._
    rows = [
        *(_("scene {name}: no play opens it", name=name) for name in found.scenes_unreached),
        *(_("option {name}: no play takes it", name=".".join(o)) for o in found.options_unreached),
        *(_("look {name}: no play takes it", name=".".join(i)) for i in found.inquiries_unreached),
        *(_("post {name}: no play shows it", name=name) for name in found.posts_unreached),
        *(_("ending {name}: no play has it", name=name) for name in found.endings_unreached),
    ]  # fmt: skip
    yield Heading(_("Never reached"), id="unreached")
    if rows:
        yield Points(tuple(rows))
    else:
        yield Prose(_("Nothing: every scene, option and inquiry is part of some play."))
    if found.duties_breached:
        yield Prose(", ".join(found.duties_breached), _("Duties that a play can breach:"))


def _share(value: Fraction | None, language: Language) -> str:
    if value is None:
        return "–"
    text = f"{float(value):.1f}"
    return text.replace(".", ",") if language.code == "fr" else text


def _scores(found: Survey, language: Language) -> Iterator[Block]:
    _ = language._
    yield Heading(_("The worst and the best, exactly"), id="scores")
    rows: list[tuple[str, Fraction | None, Fraction | None]] = []
    for principle in PRINCIPLES:
        plays = found.principles[principle].plays
        if plays.best and plays.worst:
            ends = (plays.worst.scores[principle], plays.best.scores[principle])
            rows.append((principle_name(language, principle), *ends))
    if found.overall.worst and found.overall.best:
        rows.append((_("Overall"), found.overall.worst.overall, found.overall.best.overall))
    spans = [(name, float(low or 0), float(high or 0)) for name, low, high in rows]
    yield Figure(_spans(spans), _("For each principle, a bar from the worst to the best score."))
    table = []
    for principle in PRINCIPLES:
        told = found.principles[principle]
        worst, best = told.plays.worst, told.plays.best
        table.append((
            principle_name(language, principle),
            _share(worst.scores[principle] if worst else None, language),
            _share(best.scores[principle] if best else None, language),
            "–" if told.highest is None else f"{told.highest:+d}",
            f"{told.fewest}–{told.most}",
        ))  # fmt: skip
    low, high = (play.overall if play else None for play in _both(found.overall))
    table.append((_("Overall"), _share(low, language), _share(high, language), "", ""))
    least, most = _two(found.total, "total")
    table.append((_("All marks added"), least, most, "", ""))
    head = (_("Principle"), _("Worst"), _("Best"), _("Highest mark"), _("Opportunities"))
    yield Table(_("Scores within reach"), head, tuple(table))


def _lengths(found: Survey, language: Language) -> Iterator[Block]:
    _ = language._
    yield Heading(_("How long plays are"), id="lengths")
    rows = [
        (_("Decisions"), *_two(found.decisions, "decisions")),
        (_("Simulated minutes"), *_two(found.minutes, "minutes")),
    ]
    for code, read in found.words.items():
        name = _("Words to read ({language})", language=code)
        rows.append((name, number(read.least, language), number(read.most, language)))
    yield Table(_("Shortest and longest"), ("", _("Shortest"), _("Longest")), tuple(rows))
    if found.words:
        yield Prose(
            _(
                "Words count what a trainee reads from the briefing to the ending: scenes, posts, "
                "all that can be answered, what looking closer reveals, the mentor."
            )
        )


def _both(extremes: Extremes) -> tuple[ProvenPlay | None, ProvenPlay | None]:
    return extremes.worst, extremes.best


def _two(extremes: Extremes, what: str) -> tuple[str, str]:
    low, high = (str(getattr(play, what)) if play else "–" for play in _both(extremes))
    return low, high


def _plays(loaded: Loaded, found: Survey, language: Language) -> Iterator[Block]:
    _ = language._
    for title, name, play in (
        (_("The best play"), "best", found.overall.best or found.total.best),
        (_("The worst play"), "worst", found.overall.worst or found.total.worst),
    ):
        if play is None:
            continue
        yield Heading(title, id=name)
        yield Points(tuple(_steps(loaded, play, language, found.route)))


def _steps(loaded: Loaded, play: ProvenPlay, language: Language, route: str) -> Iterator[str]:
    """Yield what is done in *play*, scene by scene, in the words of the trainee's own story."""
    from simulator.exercise.commands import Command, Inquire, Respond, Start
    from simulator.exercise.engine import decide
    from simulator.exercise.state import State, evolve

    texts = loaded.texts[loaded.language(language.code)]
    state = State()

    def do(command: Command) -> None:
        nonlocal state
        for event in decide(loaded.scenario, state, command):
            state = evolve(state, event)

    do(Start(play.seed, route=route))
    for command in play.commands:
        scene, minute = state.scene, state.clock
        at = language.moment(loaded.scenario.starts, minute)
        match command:
            case Inquire():
                said = texts.of(scene, command.inquiry, "text")
            case Respond():
                said = " / ".join(texts.of(scene, pick, "story") or pick for pick in command.picks)
            case _:
                said = language._("let the time pass")
        yield f"{at} · {texts.of(scene, 'title')} · {said}"
        do(command)


def bot_name(name: str, language: Language) -> str:
    """Return what a bot does, in words."""
    _ = language._
    names = {
        "random": _("answers at random"),
        "first": _("takes what stands first in the file"),
        "last": _("takes what stands last in the file"),
        "longest": _("takes the longest"),
        "shortest": _("takes the shortest"),
        "most-apologetic": _("takes the most apologetic"),
        "most-formal": _("takes the most formal"),
        "fastest": _("takes what costs least time"),
        "silent": _("says nothing where it can"),
        "looks-at-everything": _("looks at everything, answers at random"),
        "looks-at-nothing": _("looks at nothing, answers at random"),
    }
    return names[name]


def _spread(found: Survey, language: Language) -> Iterator[Block]:
    _ = language._
    yield Heading(_("How scores spread"), id="spread")
    yield Prose(
        _(
            "Sampled, not proven: the overalls of {count} plays at random, out of all there are. "
            "Rarer plays may lie outside.",
            count=number(found.spread_plays, language),
        )
    )
    head = (
        _("Lowest"),
        "5\u00a0%",
        "25\u00a0%",
        _("Median"),
        "75\u00a0%",
        "95\u00a0%",
        _("Highest"),
    )
    row = tuple(_share(Fraction(value), language) for value in found.spread)
    yield Table(_("Overall of random plays"), head, (row,))


def _bots(found: Survey, language: Language) -> Iterator[Block]:
    _ = language._
    yield Heading(_("Reflexes against chance"), id="bots")
    plays = found.bots[0].plays
    yield Prose(
        _(
            "Each played {count} times. Well played: no duty breached and an overall in the top "
            "two bands. A reflex should not beat chance by more than 10 points.",
            count=plays,
        )
    )
    chance = found.bot("random")
    rows = []
    for bot in found.bots:
        name = bot_name(bot.bot, language) + (f" ({bot.language})" if bot.language else "")
        more = bot.mean - chance.mean if chance else 0.0
        text = f"{more:+.1f}"
        rows.append((
            name,
            _share(Fraction(round(bot.mean * 10), 10), language),
            text.replace(".", ",") if language.code == "fr" else text,
            f"{100 * bot.well_played:.0f}\u00a0%",
        ))  # fmt: skip
    spread = [(row[0], bot.mean, bot.mean) for row, bot in zip(rows, found.bots, strict=True)]
    if found.spread:
        spread.insert(0, (_("random: all its plays"), found.spread[0], found.spread[-1]))
    yield Figure(_spans(spread), _("For each bot, its mean overall from 0 to 100."))
    head = (_("Bot"), _("Mean overall"), _("Against chance"), _("Well played"))
    yield Table(_("Bots"), head, tuple(rows))


def _spans(rows: list[tuple[str, float, float]]) -> str:
    """Draw spans from 0 to 100, one under the other, in the colours of the page."""
    high = ROW * len(rows) + 30
    scale = (WIDE - LEFT - 30) / 100
    size = f'viewBox="0 0 {WIDE} {high}" width="{WIDE}" height="{high}"'
    look = 'font-family="system-ui, sans-serif" font-size="12" fill="currentColor"'
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" {size} {look}>']
    for mark in (0, 20, 40, 60, 80, 100):
        x = LEFT + mark * scale
        parts.append(
            f'<line x1="{x:.0f}" x2="{x:.0f}" y1="4" y2="{high - 22}" stroke="currentColor" '
            f'opacity="0.2"/><text x="{x:.0f}" y="{high - 8}" text-anchor="middle">{mark}</text>'
        )
    for position, (name, low, top) in enumerate(rows):
        y = 8 + ROW * position
        x, wide = LEFT + low * scale, max((top - low) * scale, 6)
        label = name if len(name) <= 38 else name[:37] + "…"  # noqa: PLR2004 - what fits
        parts.append(
            f'<text x="{LEFT - 8}" y="{y + 12}" text-anchor="end">{escape(label)}</text>'
            f'<rect x="{x:.1f}" y="{y + 2}" width="{wide:.1f}" height="12" rx="3" fill="#2a8fa8">'
            f"<title>{escape(name)}: {low:.1f} – {top:.1f}</title></rect>"
        )
    return "\n".join([*parts, "</svg>"])
