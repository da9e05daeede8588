"""What becomes of the lines of folded text (`>`), and of text that has to stand on one line."""

import re


def one_line(text: str) -> str:
    """Return *text* on one line; unlike `str.split`, French spaces that do not break stay."""
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def flow(text: str) -> str:
    """Join what YAML keeps apart in folded text because a line is indented more than the rest.

    Nobody sees that indentation in prose: a reader would find a stray line break in a post.
    """
    if "\n " not in text and not text.startswith(" "):
        return text
    flowing: list[str] = []
    before = ""
    for line in text.split("\n"):
        words = line.strip(" ")
        if words and before.strip(" ") and (line[0] == " " or before[0] == " "):
            flowing[-1] += f" {words}"
        else:
            flowing.append(words)
        before = line
    return "\n".join(flowing)
