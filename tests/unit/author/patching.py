"""A bad crisis is written as what is changed in a good one, the one that `badbuzz new` writes.

`@@ replace` old lines `@@ with` new ones; `@@ add` lines before the first scene; `@@ move option a:
before option b:`. Text that is replaced may be a part of a line.
"""

import re


def patched(base: str, patch: str) -> str:
    """Return *base* with the changes of *patch* made, each of which must find its place once."""
    parts = re.split(r"(?m)^@@ (replace|with|add|move .*)\n", patch)
    steps = list(zip(parts[1::2], parts[2::2], strict=True))
    text = base
    for number, (word, body) in enumerate(steps):
        if word == "add":
            text = text.replace("scene first-word:\n", body + "\nscene first-word:\n", 1)
        elif word == "replace":
            text = _replaced(text, body, steps[number + 1][1])
        elif word.startswith("move "):
            what, _, where = word.removeprefix("move ").partition(" before ")
            text = _moved(text, f"  {what}\n", f"  {where}\n")
    return text


def _replaced(text: str, old: str, new: str) -> str:
    if old not in text:  # a part of a line, then
        old, new = old.removesuffix("\n"), new.removesuffix("\n")
    assert old in text, old
    return text.replace(old, new, 1)


def _moved(text: str, what: str, where: str) -> str:
    start = text.index(what)
    after = re.compile(r"^(?:  \S|\S|$)", re.MULTILINE).search(text, start + len(what))
    assert after
    block, rest = text[start : after.start()], text[:start] + text[after.start() :]
    place = rest.index(where)
    return rest[:place] + block + rest[place:]
