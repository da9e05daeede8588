"""The museum of bad buzz: each classic mistake that was provoked, what follows, a real case."""

from collections import Counter

from simulator import reference
from simulator.language import Language
from simulator.present import pages


def exhibit(language: Language, code: str, *, cases: bool = True) -> pages.Section:
    """Return one mistake as a card: what it is, what follows, the better move, a dated case."""
    _ = language._
    entry = reference.book("errors", language.code)[code]
    lines = [str(entry["follows"]), _("Better: {move}", move=str(entry["instead"]))]
    if cases and (told := case(language, entry.get("cases") or ())):
        lines.append(told)
    return pages.Section(str(entry["name"]), tuple(lines), code)


def case(language: Language, ids: object) -> str:
    """Return the first well-evidenced case of *ids* as a dated sentence; "" if there is none."""
    _ = language._
    book = reference.book("cases", language.code)
    for found in ids if isinstance(ids, (list, tuple)) else ():
        entry = book.get(str(found))
        if entry and entry["confidence"] == "A":
            return _(
                "It happened: {who}, {when}. {what}",
                who=entry["who"],
                when=entry["when"],
                what=entry["what"],
            )
    return ""


def museum(language: Language, found: tuple[str, ...], *, cases: bool = True) -> pages.Leaf:
    """Return the museum: the cards hung so far, then the frames that are still empty."""
    _ = language._
    known = reference.book("errors", language.code)
    here = [code for code in known if code in found]
    lead = _(
        "Each classic mistake you provoke in “Wreck it” hangs here: {count} of {total} so far.",
        count=len(here), total=len(known),
    )  # fmt: skip
    sections = [exhibit(language, code, cases=cases) for code in here]
    if empty := [str(known[code]["name"]) for code in known if code not in found]:
        how = _("On home, x wrecks the crisis under the cursor, once you have finished one.")
        frames = tuple(f"□ {name}" for name in empty)
        sections.append(pages.Section(_("Frames still empty"), (how, *frames), "empty"))
    return pages.Leaf(_("Museum of bad buzz"), tuple(sections), lead, in_columns=True)


def wreck(language: Language, hung: tuple[str, ...]) -> tuple[pages.Section, ...]:
    """Return what a wreck teaches, in a line, and the names of the cards it *hung*.

    The lesson undoes the mistake that was made most often; of several, the one made first.
    """
    _ = language._
    known = reference.book("errors", language.code)
    made = Counter(code for code in hung if code in known)
    if not made:
        text = _("Nothing classic went wrong: you are not good at being bad. Try worse.")
        return (pages.Section(_("What this wreck teaches"), (text,)),)
    worst = max(made, key=lambda code: made[code])
    cards = tuple(
        f"■ {known[code]['name']}" + (f" ×{count}" if count > 1 else "")
        for code, count in made.items()
    )
    return (
        pages.Section(_("What this wreck teaches"), (str(known[worst]["instead"]),), worst),
        pages.Section(_("Hung in the museum"), cards),
    )
