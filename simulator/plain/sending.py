"""What is asked before a response is given: whether to publish it, and how sure the trainee is."""

from simulator.plain.console import Console
from simulator.present import pages


def is_sent(console: Console, picks: tuple[str, ...], page: pages.Ask) -> bool:
    """Show a public post as people will see it; False if the trainee takes it back."""
    _ = console.language._
    chosen = [choice for pick in picks for choice in page.choices if choice.id == pick]
    quotes = [choice.quote for choice in chosen if choice.quote]
    if page.parts and len(chosen) == len(page.parts):
        order = sorted(chosen, key=lambda choice: page.parts.index(choice.part))
        quotes = [" ".join(choice.text for choice in order)]
    if not console.converses or not quotes:
        return True
    console.say()
    console.say(_("This is what people will see:"))
    for quote in quotes:
        console.say(console.language.quoted(quote), "  ")
    while True:
        answer = console.listen(_("[Enter to publish, n to change your mind]")).strip().casefold()
        if answer in {"", "n", "no", "non"}:
            return not answer
        console.leave_if(answer)


def confidence(console: Console) -> int | None:
    """Ask how sure the trainee is; None if nothing was said."""
    _ = console.language._
    question = _("How sure are you? 1 guessing, 2 fairly sure, 3 sure, Enter to skip:")
    while console.converses:
        said = console.listen(question).strip()
        if said in {"1", "2", "3"}:
            return int(said)
        if not said:
            return None
        console.leave_if(said.casefold())
    return None
