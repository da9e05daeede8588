"""The report of a workshop as a document: what the projector shows, laid out to be kept.

Source of the order and of the form: domain reference, sections 11 and 12 (facts before judgement,
lessons learned with an action, a name and a date).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from simulator import reference
from simulator.language import Language
from simulator.learning.onward import Onward
from simulator.present import pages
from simulator.present.briefing import principle_name
from simulator.present.first_view import MOST_WORDS, count_words
from simulator.present.standings import briefly
from simulator.present.workshop import told as words
from simulator.present.workshop.debrief import WorkshopResults
from simulator.report.book import SHORT
from simulator.report.document import (
    Block,
    Box,
    Contents,
    Document,
    Heading,
    Points,
    Prose,
    Quote,
    Table,
    inert,
)
from simulator.report.parts import stamp
from simulator.report.workshop_decisions import question
from simulator.workshop.debrief import MISSED, WRONG, Decision, LookedBack
from simulator.workshop.voting import CONTESTED, SPLIT

SIDE = 6
"""Teams in one table: more do not fit a page."""
ROWS = 5
"""Rows of the form for lessons learned, those already noted included."""
FIRST = 3
"""Decisions to discuss that the first view names."""


@dataclass(frozen=True)
class Held:
    """One workshop, to be told in one language."""

    found: LookedBack
    language: Language
    id: str = ""
    """As it is kept; "" for one that is in no store."""
    practice: Onward | None = None
    cases: bool = True

    @cached_property
    def results(self) -> WorkshopResults:
        """The pages of its debrief."""
        return WorkshopResults(self.found, self.language)

    @property
    def title(self) -> str:
        """The title of what was played."""
        return self.results.title

    def played(self) -> str:
        """Return when it was held; "" where nobody knows."""
        return stamp(self.language, self.found.began) if self.found.began else ""


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


def first(held: Held) -> Iterator[Block]:
    """Yield what was played, what to talk about first and one thing for Monday: 250 words."""
    _, results = held.language._, held.results
    yield Heading(_("In short"), id="first", is_new_page=False)
    facts = [_("Played: {title}", title=held.title), results.summary(), *_standing(held)]
    sections = [_in_short(held), *_monday(held)]
    while sum(count_words((s.title, *s.lines)) for s in sections) + count_words(facts) > MOST_WORDS:
        sections = [pages.Section(s.title, s.lines[:-1] or s.lines, s.id) for s in sections]
    yield Points(tuple(facts))
    for section in sections:
        if section.lines:
            yield Box(section.title, section.lines, level=3)


def _standing(held: Held) -> Iterator[str]:
    """Yield how far the room agreed, in numbers of decisions."""
    found: dict[str, int] = {}
    for one in held.found.decisions:
        word = one.last.agreement.alignment if one.last else ""
        found[word] = found.get(word, 0) + 1
    said = [
        f"{words.alignment(held.language, word)}: {found[word]}"
        for word in ("contested", "split", "unified")
        if word in found
    ]
    if said:
        yield held.language.join(said)


def _in_short(held: Held) -> pages.Section:
    lines = tuple(
        f"{held.results.where(one)} – {words.why_discussed(held.language, one.discussed)}"
        for one in held.found.discussed[:FIRST]
    )
    return pages.Section(held.language._("What to talk about first"), lines)


def _monday(held: Held) -> Iterator[pages.Section]:
    for name in held.found.missed[:1]:
        entry = reference.book("principles", held.language.code)[name]
        lines = (principle_name(held.language, name), str(entry["monday"]))
        yield pages.Section(held.language._("One thing for Monday"), lines)


def discussed(held: Held) -> Iterator[Block]:
    """Yield what to talk about: contested, then split, then agreed on though there was better."""
    _, results = held.language._, held.results
    rows = held.found.discussed
    if not rows:
        return
    yield Heading(_("What to talk about first"), id="discussed")
    for one in rows:
        if one.discussed in {CONTESTED, SPLIT}:
            section = results.item(one)
            yield Box(section.title, section.lines[1:], section.lines[0], level=3)
    for word in (WRONG, MISSED):
        yield from _bettered(held, word, tuple(one for one in rows if one.discussed == word))


def _bettered(held: Held, word: str, rows: tuple[Decision, ...]) -> Iterator[Block]:
    """Yield the decisions to which there was a better one, as a table."""
    _, results = held.language._, held.results
    if not rows:
        return
    title = words.why_discussed(held.language, word)
    yield Heading(title, 3)
    told = tuple(
        (
            results.where(one),
            words.shortly(results.room, one.scene, one.picks),
            words.shortly(results.room, one.scene, one.moment.best if one.moment else ()),
            words.sure(held.language, one.last) if one.last else "",
        )
        for one in rows
    )
    head = (_("Decision"), _("Answered"), _("One of the best answers"), _("How sure"))
    yield Table(title, head, told, (3, 4, 4, 2), is_titled=False)


def sure_and_wrong(held: Held) -> Iterator[Block]:
    """Yield where the room was sure, and there was better."""
    leaf = held.results.sure_and_wrong()
    if leaf.sections:
        yield Heading(leaf.title, id="sure", is_new_page=False)
        yield Prose(leaf.lead)
        yield Points(tuple(section.title for section in leaf.sections))


def timeline(held: Held) -> Iterator[Block]:
    """Yield what happened, by the real clock and by that of the story, without judgement."""
    _, found = held.language._, held.found
    yield Heading(_("Timeline"), id="timeline", is_new_page=False)
    rows = []
    for fact, text in held.results.timeline():
        real = ""
        if fact.at is not None and found.began is not None:
            passed = int((fact.at - found.began).total_seconds())
            real = f"{passed // 60:d}:{abs(passed) % 60:02d}"
        story = "" if fact.minute is None else held.results.room.when(fact.minute)
        team = words.team_name(held.language, fact.team) if fact.team and found.is_parallel else ""
        rows.append((real, story, text if not team else f"{team} – {text}"))
    if any(row[0] for row in rows):
        head = (_("Real time"), _("In the story"), _("What happened"))
        shown, widths = tuple(rows), (0, 0, 1)
    else:
        head, widths = (_("In the story"), _("What happened")), (0, 1)  # type: ignore[assignment]
        shown = tuple(row[1:] for row in rows)  # type: ignore[misc]
    yield Table(_("Timeline"), head, shown, widths, is_titled=False)


def decisions(held: Held) -> Iterator[Block]:
    """Yield each question: how the room, or each team, split, and what every option was worth."""
    scenes = dict.fromkeys(one.scene for one in held.found.decisions)
    if not scenes:
        return
    yield Heading(held.language._("Every decision, every option"), id="decisions")
    for number, scene in enumerate(scenes, 1):
        taken = tuple(one for one in held.found.decisions if one.scene == scene)
        yield from question(held.results, number, taken)


def profile(held: Held) -> Iterator[Block]:
    """Yield the eight principles: the room's, then team beside team."""
    _, found, results = held.language._, held.found, held.results
    if not found.teams:
        return
    leaf = results.profile()
    yield Heading(leaf.title, id="profile")
    for section in leaf.sections[1:]:
        yield Box(section.title, section.lines, level=3)
    if leaf.lead:
        yield Prose(leaf.lead)
    rows = tuple(
        (principle_name(held.language, s.principle), briefly(held.language, s),
         str(len(s.opportunities)))
        for s in found.profile.scores
    )  # fmt: skip
    head = (_("Principle"), _("How it went"), _("Occasions"))
    yield Table(leaf.title, head, rows, (5, 4, 2), is_titled=False)
    if found.is_parallel:
        yield from _side_by_side(held)


def _side_by_side(held: Held) -> Iterator[Block]:
    """Yield each principle and each question, team beside team, in the order of their numbers."""
    _, found, results = held.language._, held.found, held.results
    for leaf, first_head in (
        (results.side_by_side(), _("Principle")), (results.decided(), _("Decision")),
    ):  # fmt: skip
        yield Heading(leaf.title, 3)
        if leaf.lead:
            yield Prose(leaf.lead)
        names = [words.team_name(held.language, team) for team in found.teams]
        for at in range(0, len(names), SIDE):
            some = names[at : at + SIDE]
            rows = tuple((s.title, *(_said(s, name) for name in some)) for s in leaf.sections)
            widths = (3, *(2 for _name in some))
            yield Table(leaf.title, (first_head, *some), rows, widths, is_titled=False)


def _said(section: pages.Section, team: str) -> str:
    """Return what a section says of a team."""
    start = f"{team} – "
    return next((line.removeprefix(start) for line in section.lines if line.startswith(start)), "")


def behind(held: Held) -> Iterator[Block]:
    """Yield the tension that was met, and a real case beside it."""
    yield from _leaf(held.results.behind(cases=held.cases), "behind", is_new_page=False)


def written(held: Held) -> Iterator[Block]:
    """Yield the posts that the room wrote, where it asked to keep them."""
    walls = [wall for wall in held.found.walls if wall.kept]
    if not walls:
        return
    yield Heading(held.language._("What you wrote yourselves"), id="written", is_new_page=False)
    for wall in walls:
        where = held.results.texts.of(wall.scene, "title") if wall.scene else ""
        for text, favours in sorted(wall.kept, key=lambda row: -row[1]):
            picked = held.language.n("picked by {count}", "picked by {count}", favours)
            yield Quote(text, where, picked if favours else "")


def lessons(held: Held) -> Iterator[Block]:
    """Yield the lessons-learned form, with what was noted on the way (HSEEP)."""
    _, results = held.language._, held.results
    yield Heading(_("Lessons learned"), id="lessons")
    yield Prose(_("One thing, one name, one date."))
    rows = [
        (f"{results.texts.of(n.scene, 'title')} – {n.line}" if n.scene else n.line, *[""] * 5)
        for n in held.found.notes
    ]
    rows += [("",) * 6] * max(ROWS - len(rows), 2)
    head = (_("Noted on the way"), *results.questions())
    yield Table(
        _("Lessons learned"), head, tuple(rows), (3, 3, 3, 3, 2, 2), is_titled=False, is_form=True
    )


def practice(held: Held) -> Iterator[Block]:
    """Yield what to practise next."""
    yield from _leaf(held.results.practice(held.practice), "practice", is_new_page=False)


def privacy(held: Held) -> Iterator[Block]:
    """Yield what is kept of this workshop and what is not."""
    _ = held.language._
    yield Heading(_("What is kept, and what is not"), id="privacy", is_new_page=False)
    agreed = held.found.agreed
    rows = (
        _(
            "Kept: what was shown and decided, how many gave each answer where five or more did, "
            "what the facilitator noted; and apart from this report, the names on the attendance "
            "sheet (badbuzz report --workshop --attendance)."
        ),
        _(
            "Not kept once the workshop is closed: who sat where, who voted what, who wrote what. "
            "Nothing in this report links an answer to a person."
        ),
        held.language.n(
            "{count} participant agreed to keep their own answers; they are not in this report.",
            "{count} participants agreed to keep their own answers; they are not in this report.",
            agreed,
        )
        if agreed
        else _("Nobody’s own answers were kept."),
        _("badbuzz erase --workshop deletes all of it."),
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
        (_("Version of the crisis"), found.loaded.digest),
        (_("Version of the key"), opened.key_version),
        (_("Rules of the workshop"), str(opened.rules)),
        (_("Rules of the engine"), str(one.engine) if one else ""),
        (_("Seed of all chance"), str(opened.seed)),
        (_("Who decides"), deciders.get(opened.decider, opened.decider)),
        (_("Planned"), held.language.minutes(opened.minutes)),
        (_("Organisation"), held.results.room.who("us")),
        (_("Held on"), held.played()),
        (_("Workshop"), held.id),
    ]
    yield Heading(_("What was played"), id="colophon", is_new_page=False)
    told = tuple((what, said) for what, said in rows if said)
    yield Table(_("What was played"), (_("What"), _("Details")), told, (1, 3), is_titled=False)


def _leaf(leaf: pages.Leaf, name: str, *, is_new_page: bool) -> Iterator[Block]:
    if not leaf.sections:
        return
    yield Heading(leaf.title, id=name, is_new_page=is_new_page)
    if leaf.lead:
        yield Prose(leaf.lead)
    for section in leaf.sections:
        yield Box(section.title, section.lines, level=3)


PARTS: tuple[Callable[[Held], Iterator[Block]], ...] = (
    first, discussed, sure_and_wrong, timeline, decisions, profile, behind, written, lessons,
    practice, privacy, colophon,
)  # fmt: skip
"""In the order of the document."""
