"""The museum of bad buzz: each classic mistake that was provoked, what follows, a real case."""

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
    """Return the museum with the cards hung so far."""
    _ = language._
    known = reference.book("errors", language.code)
    here = [code for code in known if code in found]
    lead = _(
        "Each classic mistake you provoke in “Wreck it” hangs here: {count} of {total} so far.",
        count=len(here), total=len(known),
    )  # fmt: skip
    return pages.Leaf(
        _("Museum of bad buzz"), tuple(exhibit(language, code, cases=cases) for code in here), lead
    )
