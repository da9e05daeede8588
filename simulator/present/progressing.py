"""A trainee's own progress as pages: advice, profile, each principle over time, the plays."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from simulator import reference
from simulator.debrief.debrief import band_of, rounded
from simulator.language import Language
from simulator.learning.kept import Learnt
from simulator.learning.progress import CRISES, Advice, Evidence, Point
from simulator.present import pages
from simulator.present.advising import advised
from simulator.present.braille import radar, spark
from simulator.present.briefing import principle_name
from simulator.store.rows import Exercise
from simulator.store.totals import Standing

RADAR_COLUMNS = 44


def band_of_best(language: Language, overall: int | None) -> str:
    """Return the words for the best overall of a crisis, as the library shows it; "" for none."""
    if overall is None:
        return ""
    name = str(reference.book("bands", language.code)[band_of(Fraction(overall))]["name"])
    return language._("Your best: {band}, {score} out of 100", band=name, score=overall)


class Progressing:
    """The pages of one trainee."""

    def __init__(self, language: Language, known: Learnt, titles: Mapping[str, str]) -> None:
        """Tell *known* in *language*; *titles* are those of the crises."""
        self.language = language
        self.known = known
        self.titles = titles

    def page(self, advice: Advice | None) -> pages.Leaf:
        """Return the whole page: advice, profile, principles."""
        _ = self.language._
        sections = [pages.Section(_("What next"), (advised(self.language, advice, self.titles),))]
        if self.known.standings:
            sections += [self._profile(), *map(self._principle, self.known.progress.first)]
        lead = self.language.n(
            "{count} crisis played to its end. First attempts alone count below; replays stand "
            "apart.",
            "{count} crises played to their end. First attempts alone count below; replays stand "
            "apart.",
            len(self.known.standings),
        )  # fmt: skip
        return pages.Leaf(_("Your progress"), tuple(sections), lead)

    def _profile(self) -> pages.Section:
        _ = self.language._
        progress = self.known.progress
        if not progress.has_profile:
            said = _(
                "The picture of all eight needs {count} different crises: fewer would be a verdict "
                "on a morning.",
                count=CRISES,
            )
            return pages.Section(_("Your profile"), (said,))
        names = [principle_name(self.language, row.principle) for row in progress.first]
        numbers = [str(number) for number in range(1, len(names) + 1)]
        rows = radar([row.value for row in progress.first], numbers, RADAR_COLUMNS)
        legend = self.language.join(map("{} {}".format, numbers, names))
        said = _("The further out, the better it went. A dotted line: not assessed yet.")
        return pages.Section(_("Your profile"), (legend, said), picture=tuple(rows))

    def _principle(self, row: Evidence) -> pages.Section:
        return pages.Section(
            principle_name(self.language, row.principle), tuple(self._lines(row)), row.principle
        )

    def _lines(self, row: Evidence) -> Iterator[str]:
        _ = self.language._
        yield standing(self.language, row)
        values = [
            (rounded(point.evidence.value), point.is_first) for point in self._points(row)
            if point.evidence.value is not None
        ]  # fmt: skip
        if len(values) > 1:
            curve = "".join(spark(value) for value, _first in values)
            told = ", ".join(
                str(value) if is_first else _("{value} (again)", value=value)
                for value, is_first in values
            )
            yield _("Over time: {curve}  {values}", curve=curve, values=told)
        again = next(
            found for found in self.known.progress.again if found.principle == row.principle
        )
        if again.value is not None:
            yield _("In replays: {standing}", standing=standing(self.language, again))

    def _points(self, row: Evidence) -> Iterator[Point]:
        points = self.known.progress.points
        return (point for point in points if point.evidence.principle == row.principle)


def standing(language: Language, row: Evidence) -> str:
    """Return where a principle stands, in a sentence."""
    _ = language._
    bands = reference.book("bands", language.code)
    if row.value is None:
        return str(bands["not-assessed"]["name"]).capitalize() + "."
    if not row.band:
        return _(
            "{served} of {count}, indicative: too few occasions for more.",
            served=row.served, count=row.opportunities,
        )  # fmt: skip
    return language.n(
        "{band}: {score} out of 100, from {count} occasion.",
        "{band}: {score} out of 100, from {count} occasions.",
        row.opportunities, band=str(bands[row.band]["name"]).capitalize(), score=rounded(row.value),
    )  # fmt: skip


def history(
    language: Language,
    rows: Iterable[Exercise],
    titles: Mapping[str, str],
    standings: Iterable[Standing] = (),
) -> tuple[pages.Section, ...]:
    """Return one section for each exercise, as they come; *standings* say which is the best."""
    best = {standing.best for standing in standings if standing.plays > 1}
    return tuple(_exercise(language, row, titles, is_best=row.id in best) for row in rows)


def _exercise(
    language: Language, row: Exercise, titles: Mapping[str, str], *, is_best: bool
) -> pages.Section:
    _ = language._
    kinds = {"first": _("first play"), "replay": _("played again"), "drill": _("drill")}
    when = language.day(row.started)
    title = titles.get(row.scenario, row.scenario)
    parts = [kinds.get(row.kind, row.kind)]
    if row.ended is None:
        parts.append(_("not finished"))
    elif row.overall is not None:
        parts.append(_("{score} out of 100", score=row.overall))
    if is_best:
        parts.append(_("your best"))
    if row.duties:
        parts.append(language.n("{count} duty breached", "{count} duties breached", row.duties))
    parts.append(language.minutes(max(round(row.seconds / 60), 1)))
    return pages.Section(f"{row.number}. {title}, {when}", (language.join(parts),), row.id)
