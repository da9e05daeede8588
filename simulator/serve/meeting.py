"""The fixed words of a workshop's plain pages: collected here, as in `words.py`."""

from functools import lru_cache

from simulator.language import Language
from simulator.present.workshop.closing import parting


@lru_cache(maxsize=4)
def words(language: Language) -> dict[str, str]:
    """Return the words of the workshop's templates, by name."""
    return _joining(language) | _answering(language) | _sitting(language) | _showing(language)


def _joining(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "join": _("Join the workshop"),
        "code": _("Code of the workshop"),
        "code_how": _("Eight letters and digits, as on the screen of the room. Small or capital "
                      "letters, spaces and hyphens make no difference."),
        "name": _("Your name"),
        "name_how": _("A pseudonym will do: 1 to 24 characters. The room sees it on no screen; "
                      "the facilitator does."),
        "team": _("Your team"),
        "any_team": _("Wherever there is most room"),
        "language": _("Language of your pages"),
        "recorded": _("What is recorded"),
        "recorded_all": _("Everything that is kept, and until when"),
        "come_in": _("Come in"),
        "returning": _("Already in? Take your seat on this device"),
        "words_back": _("They stand at the end of your page, on the device that you had."),
        "go_back_in": _("Back to my seat"),
    }  # fmt: skip


def _answering(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "jump": _("To the question"),
        "left": _("Time left"),
        "seconds": _("{n} s"),
        "minutes": _("{m} min {n} s"),
        "over": _("time is up"),
        "vote": _("Send my answer"),
        "vote_again": _("Change my answer"),
        "noted": _("Your answer is noted:"),
        "until": _("You can change it until the bell."),
        "until_closed": _("You can change it until the vote closes."),
        "none_of_them": _("none of them"),
        "answered": _("Your answer was:"),
        "not_answered": _("You did not answer this one."),
        "wishes": _("What would you like to look at more closely?"),
        "wish_how": _("The facilitator sees how many would like each, and decides."),
        "wished": _("you would like this"),
        "wish_count": _("wished for: {n}"),
    }


def _sitting(language: Language) -> dict[str, str]:
    _ = language._
    over = parting(language)
    forgot, stays, agreed = over.sections[0].lines
    return {
        "renew": _("Update this page"),
        "about_you": _("About you"),
        "rename": _("Use this name"),
        "agree": _("Keep my answers with my name"),
        "agree_yes": _("I agree"),
        "agree_no": _("I no longer agree"),
        "agreed": _("You agree for now."),
        "not_agreed": _("You do not agree for now: nothing of yours is kept with your name."),
        "your_words": _("Your four words"),
        "words_how": _("With them you find this seat again on another device, or over SSH. Keep "
                       "them to yourself."),
        "words_gone": _("The four words that you were shown when you joined still lead here."),
        "terminal": _("The same in a full terminal"),
        "leave": _("Leave the workshop"),
        "leave_how": _("Your seat is free again, and an answer that was not counted yet is gone."),
        "leave_sure": _("Yes, leave"),
        "plan": _("The plan"),
        "people": _("Who is who"),
        "over_title": over.title,
        "thanks": over.lead,
        "forgot": forgot,
        "stays": stays,
        "stays_agreed": agreed,
        "removed_title": _("Your seat is gone"),
        "removed": _("The facilitator has taken your seat away. If that was a mistake, tell them: "
                     "with the code you can come in again."),
    }  # fmt: skip


def _showing(language: Language) -> dict[str, str]:
    _ = language._
    return {
        "option": _("Answer"),
        "how_many": _("How many"),
        "most": _("most"),
        "write": _("The post, as it would go out"),
        "hang": _("Put it in"),
        "hang_again": _("Replace what I wrote"),
        "mine": _("So far this is noted:"),
        "wall_post": _("Post {n}"),
        "pick": _("Pick this one"),
        "picked": _("your pick"),
        "join_here": _("Join here"),
        "with_code": _("Code"),
        "or_ssh": _("or, in a terminal"),
        "scan": _("QR code that leads to {address}"),
        "nobody_joins": _("Nobody can join at the moment."),
        "blank": _("Look up from the screen."),
        "projector": _("Screen of the room"),
        "looking_back": _("Looking back"),
        "leaf": _("page {n} of {among}"),
    }
