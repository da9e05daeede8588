"""Pages of a workshop as text: a split as bars, a question with its letters, who is here."""

from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from simulator.language import Language
from simulator.present import pages as p
from simulator.present.workshop import pages as w
from simulator.tui.widgets import lines
from simulator.tui.workshop.big import letters

GAP = 3
QR_LOOK = "#000000 on #ffffff"
"""Whatever the theme: not every camera reads light on dark."""

Lines = Iterator[Content]


def joined(lines: Iterable[Content]) -> Content:
    """Return *lines* one under the other."""
    return Content("\n").join(lines)


def title(text: str) -> Content:
    """Return *text* as what stands over a part."""
    return Content(text).stylize("bold $accent")


def clock(seconds: int | None, *, is_coarse: bool = False) -> str:
    """Return what a vote has left: 1:20; "" where there is no clock.

    Coarse, it changes in steps until it is nearly over: each change is sent to everybody.
    """
    if seconds is None:
        return ""
    if is_coarse:
        step = 10 if seconds > 30 else 5 if seconds > 10 else 1  # noqa: PLR2004 - the steps
        seconds = -(-seconds // step) * step
    return f"{seconds // 60}:{seconds % 60:02d}"


def wrapped(text: str, width: int, look: str = "", first: str = "") -> Lines:
    """Yield *text* in lines of *width* cells, behind *first*, under which the rest stands."""
    rows = lines.wrapped(text, max(width - cell_len(first), 10))
    for number, row in enumerate(rows):
        before = first if not number else " " * cell_len(first)
        yield Content.assemble((before, "bold $accent"), (row, look))


def doing(text: str, look: str, clock: str, width: int) -> Lines:
    """Yield what is going on, with the *clock* behind it, in lines of *width* cells."""
    for row in lines.wrapped(f"{text}  {clock}" if clock else text, width):
        at = row.rfind(clock) if clock and row.endswith(clock) else len(row)
        yield Content.assemble((row[:at], look), (row[at:], "bold $accent"))


# ---- what happened


def items(found: Iterable[p.Item], width: int) -> Lines:
    """Yield posts and the like as paragraphs."""
    for item in found:
        match item:
            case p.Post():
                where = f"  {item.where} · {item.when}"
                yield Content.assemble((item.who, "bold $secondary"), (where, "$muted"))
                yield from wrapped(item.text, width, first="│ ")
            case p.Found():
                yield from wrapped(item.looked, width, "$accent", "◦ ")
                yield from wrapped(item.text, width, "italic", "  ")
            case p.Note():
                yield from wrapped(item.text, width, "italic")
            case p.Heading():
                yield from wrapped(f"── {item.when} · {item.title}", width, "$accent")
                if item.brief:
                    yield from wrapped(item.brief, width, "italic")
            case p.FrontPage():
                yield from wrapped(item.headline, width, "bold")
                yield from wrapped(item.text, width)


def trial(team: w.TeamView, width: int) -> Lines:
    """Yield what another option would have set off."""
    yield from tried(team.trial_title, team.trial, width)


def tried(about: str, found: Iterable[p.Item], width: int) -> Lines:
    """Yield what another option, which is told *about*, would have set off."""
    yield from wrapped(about, width, "bold $accent")
    yield from items(found, width)


def wall(page: w.WallPage, width: int) -> Lines:
    """Yield a round of writing: what to do, or what hangs on the wall."""
    yield title(page.title)
    if page.is_open and page.subject:
        if page.about is not None:
            yield from wrapped(page.about.text, width, "$muted", first=f"{page.about.who}  ")
        yield from wrapped(page.subject, width, "bold")
        yield Content("")
    elif page.subject:
        yield from wrapped(page.subject, width, "bold")
    yield from wrapped(page.how, width)
    for number, post in enumerate(page.posts):
        count = f" ({page.counts[number]})" if number < len(page.counts) else ""
        mark = "▸" if page.picked == number else " "
        yield Content("")
        yield from wrapped(post, width, first=f"{mark}{number + 1}{count}  ")
    if page.told:
        yield Content("")
        yield from wrapped(page.told, width, "bold")


def gauges(feed: w.Feed) -> Content:
    """Return how things stand, in one line."""
    parts: list[Content] = []
    for gauge in feed.gauges:
        arrow = " ▲" if gauge.change > 0 else " ▼" if gauge.change < 0 else ""
        parts.append(
            Content.assemble((f"{gauge.name} ", "bold"), f"{gauge.value} {gauge.level}{arrow}")
        )
    return Content("   ").join(parts)


# ---- the way in


def joining(language: Language, page: w.Joining, qr: list[str], width: int, height: int) -> Lines:
    """Yield how to join: the code as large as there is room for, the address, the QR code."""
    _ = language._
    if not page.code:
        yield Content(page.told)
        return
    plain = Content.assemble(_("Code:"), " ", (page.code, "bold $accent"))
    above = [
        Content.assemble(_("Join here:"), " ", (page.address, "bold $accent")), plain, Content(""),
    ]  # fmt: skip
    below = [Content(page.told).stylize("bold")] if page.told else []
    if page.ssh:
        below.append(Content(page.ssh).stylize("$muted"))
    room = height - len(above)
    yield from above
    for picture in (qr, []):
        for large in (*_large(page.code), []):
            left = [*(Content(row).stylize("bold") for row in (*large, "") if large), *below]
            if (found := _placed(left, picture, width, room)) is not None:
                yield from found
                return
    yield from left


def _large(code: str) -> Iterator[list[str]]:
    """Yield a code in large letters, in one line or two, the largest first."""
    halves = code.split("-")
    for scale in (2, 1):
        yield letters(code, scale)
        yield [row for half in halves for row in (*letters(half, scale), "")][:-1]


def _placed(left: list[Content], qr: list[str], width: int, height: int) -> list[Content] | None:
    """Return *left* with *qr* beside or below it; None where that is too large."""
    wide, tall = max(line.cell_length for line in left), len(left)
    across = max(map(cell_len, qr), default=0)
    if not qr:
        return left if wide <= width and tall <= height else None
    if wide + GAP + across <= width and max(tall, len(qr)) <= height:
        rows = []
        for number in range(max(tall, len(qr))):
            line = left[number] if number < tall else Content("")
            blank = " " * (wide + GAP - line.cell_length)
            rows.append(
                Content.assemble(line, blank, (qr[number] if number < len(qr) else "", QR_LOOK))
            )
        return rows
    if max(wide, across) <= width and tall + 1 + len(qr) <= height:
        return [*left, Content(""), *(Content(line).stylize(QR_LOOK) for line in qr)]
    return None


def hands(language: Language, name: str, width: int) -> Lines:
    """Yield how a room without phones takes part in the crisis called *name*."""
    _ = language._
    yield from wrapped(name, width, "bold $accent")
    yield Content("")
    said = _(
        "Read together, talk, then raise a hand for one answer. No phone and no network needed."
    )
    yield from wrapped(said, width)


# ---- looking back


def leaf(found: Sequence[p.Leaf], at: int, instead: str, width: int) -> Lines:
    """Yield the page of the debrief at *at*; *instead* where there is none yet."""
    if not found:
        yield from wrapped(instead, width, "bold")
        return
    page = found[at % len(found)]
    count = f"  ({at % len(found) + 1}/{len(found)})" if len(found) > 1 else ""
    yield title(page.title + count)
    if page.lead:
        yield from wrapped(page.lead, width)
    for section in page.sections:
        yield Content("")
        if section.title:
            yield from wrapped(section.title, width, "bold")
        for line in section.lines:
            yield from wrapped(line, width)
