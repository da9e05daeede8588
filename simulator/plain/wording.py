"""What plain mode says of what may be typed: the help, an example, why a response was refused."""

from simulator.language import Language
from simulator.present import pages
from simulator.present.asking import total


def help_text(language: Language) -> str:
    """Return all that may be typed."""
    _ = language._
    return "\n".join(
        (
            _(
                "A number chooses (several: 1 3; an order: 2 1 4 3; a message: one of "
                "each part). none: nothing of these, where that is offered."
            ),
            _("A letter looks closer. It takes simulated minutes."),
            _("plan: the plan. briefing: who you are. who: who is who. gauges: how things stand."),
            _("again: read the decision again. more: why, after a choice. hint: a hint."),
            _("pass: let the time run out, where there is a limit. quit: stop here."),
        )
    )


def refusal(language: Language, reason: str, page: pages.Ask, picks: tuple[str, ...]) -> str:
    """Return in a sentence why a response was refused."""
    _ = language._
    sentences = {
        "unknown": _("There is no such number here."),
        "twice": _("The same number was given twice."),
        "parts": _("Give one number of each part."),
        "budget": _("Together they take longer than you have."),
    }
    said = (sentences.get(reason, "") or page.how) + example(language, page)
    spent = total(language, page, picks) if reason == "budget" else ""
    return f"{said} {spent}".rstrip()


def example(language: Language, page: pages.Ask) -> str:
    """Return an example of what may be typed, where one number is not enough."""
    if page.parts:
        firsts = [
            next(n for n, c in enumerate(page.choices, 1) if c.part == part) for part in page.parts
        ]
    elif page.ordered:
        firsts = [2, 1, *range(3, len(page.choices) + 1)]
    elif page.high > 1:
        firsts = [1, 2] if page.high > 1 else [1]
    else:
        return ""
    shown = " ".join(map(str, firsts))
    said = " " + language._("(For example: {numbers})", numbers=shown)
    return said + (" " + language._("Type none for nothing of these.") if not page.low else "")
