"""The fixed words of the plain pages: collected here, since templates are not read for messages."""

from functools import lru_cache

from simulator.language import Language


@lru_cache(maxsize=4)
def words(language: Language) -> dict[str, str]:
    """Return the words of the templates, by name."""
    return _frame(language) | _before(language) | _playing(language) | _looking_back(language)


def _frame(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "skip": _("Skip to the text"),
        "error": _("That did not work"),
        "back_to_start": _("Back to the start"),
        "lost": _("The connection is gone: trying again…"),
        "is_back": _("The connection is back."),
        "colon": _(":"),
        "of_a_program": _("Bad Buzz, a training simulator"),
    }


def _before(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "pages": _("Pages"),
        "crises": _("The crises"),
        "choose": _("Choose a crisis"),
        "terminal": _("The same, in a full-screen terminal"),
        "open": _("Open"),
        "welcome": _("Practice for the people who answer when the internet is angry"),
        "what_it_is": _(
            "You run an organisation’s page while something goes wrong. Posts come in, minutes "
            "pass, you decide what to answer, and afterwards you see what it was worth and why."
        ),
        "what_is_kept": _("What is kept"),
        "kept_1": _(
            "Your plays, on the machine of whoever runs this host: what you chose and when. No "
            "name is asked for, and no address is written down."
        ),
        "kept_2": _(
            "A cookie in this browser is your seat: with it you come back to where you were. From "
            "elsewhere, the four words that you are given next bring you back."
        ),
        "your_words": _("Your four words"),
        "words_for": _(
            "They bring you back from another browser, or over SSH. They are shown once: note "
            "them, or do without."
        ),
        "been_here": _("Been here before?"),
        "begin": _("Begin"),
        "which_mode": _("How do you want to play?"),
        "learning": _("A mentor says a sentence after each decision"),
        "assessment": _("Nothing is said before the end"),
        "play": _("The play"),
        "back_to_play": _("Back to the play"),
    }


def _playing(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "gauges": _("How things stand"),
        "feed": _("What is being said"),
        "earlier": _("Earlier"),
        "you": _("you"),
        "you_looked": _("You looked"),
        "breaks_in": _("Somebody breaks in."),
        "tomorrow": _("Tomorrow, on the front page"),
        "your_answer": _("Your answer"),
        "look_closer": _("Look closer first, if you like:"),
        "answer": _("Answer"),
        "none": _("Leave them all unticked for none of these."),
        "place": _("Place"),
        "up": _("Move up"),
        "down": _("Move down"),
        "now_at": _("now {place}"),
        "within": _("{taken} of {budget} min"),
        "over": _("{taken} of {budget} min: {over} too many"),
        "how_sure": _("How sure are you? (if you like)"),
        "sure_1": _("guessing"),
        "sure_2": _("fairly sure"),
        "sure_3": _("sure"),
        "hint": _("A hint"),
        "let_pass": _("Let the time run out"),
        "go_on": _("Go on"),
        "publish": _("Publish"),
        "change_mind": _("Change my mind"),
        "will_see": _("This is what people will see:"),
        "set_off": _("What it set off"),
        "mentor": _("The mentor"),
        "why": _("Why"),
        "plan": _("The plan"),
        "people": _("Who is who"),
        "briefing": _("Briefing"),
    }


def _looking_back(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "story": _("Your story"),
        "more": _("More to look at"),
        "first_view": _("The first view"),
        "first_page": _("Looking back"),
        "as_text": _("The same, in words"),
        "see_it": _("See"),
        "report": _("The report, as a file"),
        "again": _("Play again from the decision that cost most"),
    }


def ordinals(language: Language) -> tuple[str, ...]:
    """Return the names of places, the first to the twelfth."""
    _ = language._
    return (
        _("1st"), _("2nd"), _("3rd"), _("4th"), _("5th"), _("6th"), _("7th"), _("8th"), _("9th"),
        _("10th"), _("11th"), _("12th"),
    )  # fmt: skip
