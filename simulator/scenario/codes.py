"""Every problem code with its sentence and its hint. A code's meaning never changes; new ones are added.

Sentences are written for an author at five in the afternoon. Words in braces are filled from the
problem; `simulator.language` translates sentence and hint before filling them.
F: the file itself. Y: YAML. S: shape and reference. T: translations. Those four are found by
reading. P: playable. R: fairly rated. C: cues that give the answer away. N: names and addresses. L: what
a language wants on the page. Those are found by `simulator/author`, which plays and counts; an author may
accept one, with a reason.
"""

from typing import NamedTuple

from simulator.scenario.problems import Weight


def N_(message: str) -> str:  # noqa: N802 - gettext's usual name for "to be translated later"
    """Mark *message* for extraction."""
    return message


class Code(NamedTuple):
    """A kind of problem."""

    message: str
    hint: str = ""
    weight: Weight = Weight.ERROR


FAMILIES = "PRCNL"
"""Families of findings that an author may accept under `accepted`."""

SOFT = "RC"
"""Families that are advice while a scenario is a draft."""

_W, _A = Weight.WARNING, Weight.ADVICE

CODES: dict[str, Code] = {
    "F101": Code(N_("the file cannot be opened ({reason})"), N_("check the name and that you may read it")),
    "F102": Code(N_("this is not an ordinary file"), N_("give a scenario folder or its scenario.yaml")),
    "F103": Code(N_("the file is larger than {limit} KiB, more than a full scenario needs"), N_("split it in two scenarios")),
    "F104": Code(N_("the file is not written in UTF-8 from here on"), N_("save it again as UTF-8 in your editor")),
    "F105": Code(N_("an invisible control character ({char}) stands here"), N_("delete it; it often comes with a copy and paste")),
    "F106": Code(N_("the file is empty"), N_("a scenario begins with the line badbuzz: 1")),
    "F107": Code(N_("no scenario.yaml is in this folder"), N_("give the folder of one scenario")),
    "Y101": Code(N_("the colon cuts this sentence in two: {quoted}"), N_("put the sentence on the next line, under >")),
    "Y102": Code(N_("a tab indents this line: {quoted}"), N_("indent with spaces")),
    "Y103": Code(N_("a value cannot begin with @: {quoted}"), N_("put the text on the next line, under >")),
    "Y104": Code(N_("what follows the # would be lost: {quoted}"), N_("put the whole text on the next line, under >")),
    "Y105": Code(N_("a value cannot begin with *: {quoted}"), N_("put the text on the next line, under >; there is no bold type")),
    "Y106": Code(N_("a value cannot begin with !: {quoted}"), N_("put the text on the next line, under >")),
    "Y107": Code(N_("a value cannot begin with %: {quoted}"), N_("put the text on the next line, under >")),
    "Y108": Code(N_("an apostrophe or a quotation mark ends this text too early: {quoted}"), N_("put the text on the next line, under >, without quotes around it")),
    "Y109": Code(N_("curly quotes do not protect the colon in this sentence: {quoted}"), N_("put the text on the next line, under >")),
    "Y110": Code(N_("a no-break space indents this line: {quoted}"), N_("replace it by ordinary spaces")),
    "Y111": Code(N_("this line cannot be read: {quoted}"), N_("compare its indentation with the lines around it; prose goes on the next line, under >")),
    "Y112": Code(N_("anchors and aliases are not used here: {quoted}"), N_("write the text out; a text that begins with & or * goes under >")),
    "Y113": Code(N_("tags are not used here: {quoted}"), N_("put a text that begins with ! under >")),
    "Y114": Code(N_("a second document begins here"), N_("remove the line ---")),
    "Y115": Code(N_("this is nested too deeply"), N_("a scenario needs four levels at most")),
    "Y116": Code(N_("the file holds more values than a full scenario needs"), N_("split it in two scenarios")),
    "Y117": Code(N_("this text is longer than 20,000 characters"), N_("cut it; nobody reads it in a crisis")),
    "Y118": Code(N_("'{key}' is written twice, first on line {line}"), N_("keep one of the two")),
    "Y119": Code(N_("a list or a mapping stands where a key should be"), N_("write key: value")),
    "Y120": Code(N_("a value cannot begin with this sign: {quoted}"), N_("put the text on the next line, under >")),
    "Y121": Code(N_("a space is missing after the colon: {quoted}"), N_("write key: value")),
    "Y122": Code(N_("a bracket opens here and does not close: {quoted}"), N_("close it, or put the text on the next line, under >")),
    "Y123": Code(N_("a value cannot begin with ? or with a hyphen and a space: {quoted}"), N_("put the text on the next line, under >")),
    "Y124": Code(N_("the text begins on the line of its > sign: {quoted}"), N_("begin it on the next line, indented")),
    "S101": Code(N_("'{key}' is not a word of the language here ({owner})"), N_("see the reference for what may stand here")),
    "S102": Code(N_("'{key}' is missing ({owner})"), N_("add it")),
    "S103": Code(N_("'{key}' should hold a {wanted}"), N_("compare with an example in the reference")),
    "S104": Code(N_("no {kind} is called '{id}'"), N_("declare it, or correct the name")),
    "S105": Code(N_("'{word}' cannot be an id"), N_("use lower-case letters without accents, digits and hyphens, at most 40")),
    "S106": Code(N_("'{id}' already names something else here"), N_("choose another id")),
    "S107": Code(N_("'{key}' should be a whole number, not '{word}'"), N_("write digits only")),
    "S108": Code(N_("'{key}' should be between {low} and {high}, not {word}")),
    "S109": Code(N_("'{key}' should be yes or no, not '{word}'")),
    "S110": Code(N_("'{word}' is not possible for '{key}'"), N_("possible: {known}")),
    "S111": Code(N_("'{word}' is not a time"), N_("write 09:20, Monday 09:00 or day 3 09:00")),
    "S112": Code(N_("'{key}' belongs to the other language"), N_("one file keeps to English words or to French ones")),
    "S113": Code(N_("'{word}' is not a version of the language"), N_("write badbuzz: {known}")),
    "S114": Code(N_("this rating cannot be read: {word}"), N_("write a mark from -2 to +2, a space and the reason, on one line")),
    "S115": Code(N_("acknowledgement is rated by the clock, not by hand"), N_("write acknowledges: with the signal and full, vague, private or untrue")),
    "S116": Code(N_("there are more than {limit} of '{kind}'"), N_("the format stops there so that every play can be checked")),
    "S117": Code(N_("this file is written in version {word} of the language; this program knows {known}"), N_("install a newer badbuzz")),
    "S118": Code(N_("<{name}> is not a declared variable"), N_("declare it under variables")),
    "S119": Code(N_("these words are not in the published text: {quoted}"), N_("copy them from it, letter for letter")),
    "S120": Code(N_("'{key}' has no text"), N_("write it, or remove the key")),
    "S121": Code(N_("'{name}' cannot be '{word}'"), N_("possible: {known}")),
    "S122": Code(N_("these opening hours cannot be read: {word}"), N_("write Monday-Saturday 09:00-18:00, or always")),
    "S123": Code(N_("the flag '{name}' cannot be unset"), N_("write yes, or remove the line")),
    "S124": Code(N_("an effect cannot change '{name}'"), N_("effects change gauges, flags and moods; signals have raises and acknowledges, promises have promises and keeps")),
    "S125": Code(N_("nobody speaks in this post"), N_("begin it with the persona: - lena: >")),
    "S126": Code(N_("'{word}' is not a possible number of picks"), N_("write pick: 1-3, with at most {count}, in a decision of kind several")),
    "S127": Code(N_("the plan states no response target for {severity}, which signal '{id}' needs"), N_("add it under plan, targets: nobody is graded on an hour they were not told")),
    "S128": Code(N_("a decision needs at least two of '{what}'")),
    "S129": Code(N_("a decision with a limit needs a default"), N_("say which option is taken when the time is up")),
    "S130": Code(N_("a default is given but no limit"), N_("add within: and the simulated minutes")),
    "S131": Code(N_("'left' has a meaning only where several may be picked")),
    "S132": Code(N_("'{id}' publishes words but no channel is named"), N_("add on: and a channel")),
    "S133": Code(N_("'{id}' is a word of the language and cannot be an id here"), N_("choose another id")),
    "S134": Code(N_("the levels of gauge '{gauge}' should begin at 0 and rise"), N_("write levels: {{low: 0, fair: 40, good: 65}}")),
    "S135": Code(N_("scene '{scene}' has options but no decision"), N_("add decision: one, several, order or compose")),
    "S136": Code(N_("truth '{truth}' needs two values or more, {limit} at most")),
    "S137": Code(N_("'{id}' does not fit a decision of kind {kind}"), N_("compose has opening, substance and close; the other kinds have option")),
    "S138": Code(N_("'{word}' is not an error code"), N_("write a code of the catalogue, E01 to E26")),
    "S139": Code(N_("this pair cannot be read: {word}"), N_("write pair a before b: in an order, pair a with b: in compose or several")),
    "S140": Code(N_("the targets for {severity} should be three or four growing numbers of minutes"), N_("write S1: [60, 240, 1440]")),
    "S141": Code(N_("interruption '{id}' cannot lead elsewhere"), N_("remove next: the story goes on where it was broken into")),
    "S142": Code(N_("scene '{id}' leads back to '{target}'"), N_("scenes lead forward only; put the target below it in the file")),
    "S143": Code(N_("scene '{id}' opens earlier than a scene above it"), N_("the clock never goes back")),
    "S144": Code(N_("the last ending, '{id}', has a condition"), N_("remove the condition, so that every play has an ending")),
    "S145": Code(N_("ending '{id}' has no condition and hides those below it"), N_("give it a condition, or put it last")),
    "S146": Code(N_("<quote> stands here, but not where the words come from"), N_("add quotes: and the scene")),
    "S147": Code(N_("'quotes' is given, but <quote> is nowhere in the text"), N_("put <quote> where the words should stand")),
    "S148": Code(N_("nothing is published in scene '{id}'"), N_("quote a scene where an option publishes")),
    "S149": Code(N_("the decision of scene '{id}' may leave no choice"), N_("keep at least two options without a condition, and one fragment of each part")),
    "S150": Code(N_("the default of scene '{id}' is not a possible response"), N_("it must be open without a condition, and as many as the decision asks for")),
    "S151": Code(N_("'{key}' has no meaning in a decision of kind {kind}")),
    "S152": Code(N_("'{id}' promises '{promise}' for an hour that has passed"), N_("name the weekday, or a later hour")),
    "S153": Code(N_("'{key}' does nothing here ({owner})"), N_("remove it, or write it where it is read")),
    "S154": Code(N_("{count} decisions ask how sure the trainee is; two are enough"), N_("remove ask-confidence here")),
    "S155": Code(N_("the handbook has no tension '{word}'"), N_("write T1 to T16")),
    "S156": Code(N_("the handbook has no case '{word}'"), N_("write the code of a real case, C01 to C38")),
    "S157": Code(N_("'{word}' is not a finding that can be accepted"), N_("only codes that begin with P, R, C, N or L can be, with what they are about")),
    "S158": Code(N_("'{finding}' is accepted, but is not found"), N_("remove the line"), _W),
    "S159": Code(N_("the handbook has no crisis type '{word}'"), N_("take one from the page of the catalogue (docs/catalogue)")),
    "S160": Code(N_("'{word}' is the central tension already"), N_("under sides, name only those met beside it")),
    "T101": Code(N_("'{address}' is not translated; its source is at {source}"), N_("add it here")),
    "T102": Code(N_("'{address}' was translated from an older text; the source is now at {source}"), N_("read both again, change the translation, then run badbuzz translate")),
    "T103": Code(N_("'{address}' translates nothing in the scenario"), N_("remove it, or correct the address")),
    "T104": Code(N_("'{key}' should be '{wanted}' in this file, not '{word}'")),
    "T105": Code(N_("'{address}' has not been stamped against its source"), N_("run badbuzz translate once the translation is right"), Weight.WARNING),
    "T106": Code(N_("the words to be quoted are not in the translation of what is published: {quoted}"), N_("copy them from it, letter for letter")),
    "T107": Code(N_("<{name}> stands only in {side}"), N_("keep the same variables in both")),
    "P100": Code(N_("not proven: {what}"), N_("the search stopped after {seconds} s; badbuzz check --seconds 60 searches for longer; fewer conditions, or minutes in fives, make it shorter"), _W),
    "P101": Code(N_("no play reaches scene '{id}'"), N_("lead to it with next:, or remove it")),
    "P102": Code(N_("interruption '{id}' never breaks in"), N_("its condition holds in no play before the scenes it may precede")),
    "P103": Code(N_("no play can choose '{id}'"), N_("its condition holds in no play when the decision opens")),
    "P104": Code(N_("no play reaches ending '{id}'"), N_("its condition never holds, or an ending above it takes every play"), _W),
    "P105": Code(N_("nothing moves gauge '{id}'"), N_("give it effects or a drift, or remove it"), _W),
    "P106": Code(N_("flag '{id}' is set, and nothing reads it"), N_("read it in a condition or under faster, or remove it"), _W),
    "P107": Code(N_("flag '{id}' is read, and nothing sets it"), N_("set it in effects, or remove the condition")),
    "P108": Code(N_("persona '{id}' never comes to be '{mood}'"), N_("give the mood in effects, or remove it"), _W),
    "P109": Code(N_("no play can breach duty '{id}'"), N_("let an option break it, or give it a time that can be missed"), _W),
    "P110": Code(N_("no play makes promise '{id}'"), N_("let an option make it, or remove it"), _W),
    "P111": Code(N_("no play breaks promise '{id}': it tests nothing"), N_("let something delay its keeping, or let an option forget it"), _W),
    "P112": Code(N_("no play keeps promise '{id}'"), N_("give an option keeps:, at an hour that can be met"), _W),
    "P113": Code(N_("only the real countdown, or waiting, reaches the limit of scene '{id}'"), N_("let looking closer take longer than the limit, or remove within"), _W),
    "P114": Code(N_("persona '{id}' never speaks"), N_("give them a post, or remove them"), _W),
    "P115": Code(N_("a reveal of '{id}' is never shown"), N_("its condition never holds when the ones above it do not"), _W),
    "P116": Code(N_("looking closer at '{id}' may show nothing"), N_("end reveals with a text that has no condition"), _W),
    "P117": Code(N_("the post '{id}' is never shown"), N_("its condition holds in no play there"), _W),
    "P118": Code(N_("nothing depends on truth '{id}'"), N_("read it in a condition, or remove it"), _W),
    "P119": Code(N_("nothing raises signal '{id}'"), N_("let a post or an option raise it, or remove it"), _W),
    "P120": Code(N_("nothing appears on channel '{id}'"), N_("use it, or remove it"), _A),
    "P121": Code(N_("nothing happens in scene '{id}'"), N_("give it posts, a brief or a decision, or remove it"), _W),
    "R101": Code(N_("principle '{principle}' is announced and nothing is rated on it"), N_("rate options on it, or remove it from principles")),
    "R102": Code(N_("principle '{principle}' is rated and not announced"), N_("add it to principles"), _W),
    "R103": Code(N_("no play earns +2 on '{principle}'"), N_("an excellent answer must exist, and be reachable")),
    "R104": Code(N_("some play meets '{principle}' in {count} place(s) only"), N_("two at least: one decision shows luck as well as skill"), _W),
    "R105": Code(N_("every response to scene '{id}' earns the same"), N_("rate what tells them apart, or ask nothing"), _W),
    "R106": Code(N_("'{id}' is marked down on {count} principles"), N_("one mistake counts on two at most (three where a duty is broken); name both mistakes under error if there are two"), _W),
    "R107": Code(N_("option '{id}' has no feedback"), N_("say what it gets right, why it fails or works, what follows, and what is better"), _W),
    "R108": Code(N_("the feedback of '{id}' has {count} words; {low} to {high} are read"), N_("best option: two moves; others: four moves; fragments: shorter"), _W),
    "R109": Code(N_("the feedback of '{id}' begins with a reproach: {quoted}"), N_("begin with what it gets right, or why people do it"), _W),
    "R110": Code(N_("the feedback of '{id}' speaks of marks: {quoted}"), N_("speak of people and of what follows"), _W),
    "R111": Code(N_("'{id}' breaks a duty and earns {count} marks in all"), N_("no merit buys a duty off: the marks may total 0 at most")),
    "R112": Code(N_("no option answers signal '{id}'"), N_("let one acknowledge it, or every play fails it")),
    "R113": Code(N_("reading takes {least} to {most} min, and the duration says {duration}"), N_("change duration, or cut"), _W),
    "R114": Code(N_("after '{id}', no decision with a +2 is left"), N_("an early mistake makes the story harder, not hopeless"), _W),
    "R115": Code(N_("{count} principles are rated; a full scenario has five or more"), N_("status: draft says that it is not finished"), _A),
    "R116": Code(N_("option '{id}' has {count} words; {limit} can be compared"), N_("cut it to what tells it apart"), _A),
    "R117": Code(N_("'{id}' is not the best option and names no mistake"), N_("add error: with a code of the catalogue"), _A),
    "R118": Code(N_("every play earns the same on '{principle}'"), N_("rate options apart on it")),
    "R119": Code(N_("looking closer at '{id}' is marked down"), N_("looking costs minutes, never marks"), _W),
    "C101": Code(N_("{spoken}: the longest option is the best in {count} of {all} decisions: {scenes}"), N_("the words of the option and of what it publishes are counted: lengthen others, or cut the best"), _W),
    "C102": Code(N_("{spoken}: the shortest option is the best in {count} of {all} decisions: {scenes}"), N_("the words of the option and of what it publishes are counted: cut others, or lengthen the best"), _W),
    "C103": Code(N_("the best option stands {where} in {count} of {all} decisions: {scenes}"), N_("the order shown is shuffled, the file is read too: move some"), _W),
    "C104": Code(N_("the fastest option is the best in {count} of {all} decisions: {scenes}"), N_("let speed be wrong somewhere, or change minutes"), _W),
    "C105": Code(N_("{spoken}: the most apologetic option is the best in {count} of {all} decisions: {scenes}"), N_("let weak options apologise as well"), _W),
    "C106": Code(N_("{spoken}: the most formal option is the best in {count} of {all} decisions: {scenes}"), N_("let weak options be polite as well"), _W),
    "C107": Code(N_("{spoken}: the best option of scene '{id}' is {percent} percent off the mean length"), N_("within 20 percent, length says nothing"), _W),
    "C108": Code(N_("{spoken}: '{word}' stands in {count} weak option(s) and in no good one"), N_("use such words in both, or in neither"), _W),
    "C109": Code(N_("{spoken}: option '{id}' speaks of the other options"), N_("write a course of action of its own: never all or none of the above"), _W),
    "C110": Code(N_("{spoken}: always taking the {reflex} option earns {points} points more than chance"), N_("at most ten; of the decisions of one pick, these reward it: {scenes}"), _W),
    "C111": Code(N_("{spoken}: '{word}' stands in {count} good option(s) and in no weak one"), N_("let weak options use it too"), _W),
    "N101": Code(N_("an e-mail address that may be real: {quoted}"), N_("use example.org, or a name that ends in .example"), _W),
    "N102": Code(N_("a telephone number that may be real: {quoted}"), N_("use numbers kept for fiction: 01 99 00 12 34, 020 7946 0123, 555-0123"), _W),
    "N103": Code(N_("a handle of nobody in this scenario: {quoted}"), N_("use a persona's name, so that no real account is meant"), _W),
    "N104": Code(N_("a real name: {quoted}"), N_("invent one; real cases belong in the handbook"), _W),
    "N105": Code(N_("a web address that may be real: {quoted}"), N_("use example.org, or a name that ends in .example"), _W),
    "L101": Code(N_("an ordinary space stands where French has one that never breaks: {quoted}"), N_("before ; : ! ? and inside « », type the narrow no-break space (U+202F)"), _A),
}  # fmt: skip
