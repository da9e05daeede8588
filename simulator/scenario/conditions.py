"""Conditions and effects: what reads the board, what changes it, and names to be declared."""

from simulator.scenario import values
from simulator.scenario.fields import Context, Fields, near, read_choice, read_number
from simulator.scenario.model import (
    NO,
    YES,
    Effect,
    When,
)  # fmt: skip
from simulator.scenario.tree import Mapping, Node, Scalar, Sequence


def reference(
    context: Context,
    fields: Fields,
    name: str,
    known: "dict[str, str] | set[str] | list[str]",
    kind: str,
) -> str:
    """Return the id under *name* if it is *known*, noting one that nobody declared."""
    scalar = fields.scalar(name)
    if scalar is None:
        return ""
    return resolve(context, scalar, known, kind)


def resolve(
    context: Context, scalar: Scalar, known: "dict[str, str] | set[str] | list[str]", kind: str
) -> str:
    """Return the id in *scalar* if it is *known*, noting one that nobody declared."""
    word = scalar.text.strip()
    if word in known:
        return word
    context.add("S104", scalar.at, near(word, known), kind=context.vocabulary.spell(kind), id=word)
    return ""


def on_board(context: Context, scalar: Scalar, kind: str) -> str:
    """Return the board name in *scalar* if it is of *kind*."""
    word = scalar.text.strip()
    if context.board.get(word, ("", ()))[0] == kind:
        return word
    known = (name for name, (found, _) in context.board.items() if found == kind)
    named = context.vocabulary.spell("persona" if kind == "mood" else kind)
    context.add("S104", scalar.at, near(word, known), kind=named, id=word)
    return ""


def read_when(context: Context, fields: Fields, name: str) -> When | None:
    """Read a condition: every entry must hold; a list means "one of"."""
    node = fields.node(name)
    return None if node is None else _condition(context, node, 0)


def _condition(context: Context, node: Node, depth: int) -> When | None:
    if not isinstance(node, Mapping) or not node.entries:
        context.add("S103", node.at, key=context.vocabulary.spell("when"), wanted="mapping")
        return None
    if depth > 4:  # noqa: PLR2004 - nobody reads a deeper one aloud
        context.add("Y115", node.at)
        return None
    parts = [part for entry in node.entries if (part := _test(context, *entry, depth))]
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else When("all", parts=tuple(parts))


def _test(context: Context, key: Scalar, value: Node, depth: int) -> When | None:
    name = key.text.strip()
    joined = context.vocabulary.word(name, ("all", "any", "not"))
    if joined and name not in context.board:
        nodes = value.items if isinstance(value, Sequence) else [value]
        parts = tuple(part for item in nodes if (part := _condition(context, item, depth + 1)))
        return When(joined, parts=parts) if parts else None
    if name not in context.board:
        context.add("S104", key.at, near(name, context.board), kind="board", id=name)
        return None
    kind, known = context.board[name]
    wanted = [value] if isinstance(value, Scalar) else []
    if isinstance(value, Sequence):
        wanted = [item for item in value.items if isinstance(item, Scalar)]
    if not wanted:
        context.add("S103", value.at, key=name, wanted="text")
        return None
    read = tuple(word for item in wanted if (word := _value(context, kind, known, name, item)))
    return When(kind, name, read) if read else None


def _value(context: Context, kind: str, known: tuple[str, ...], name: str, scalar: Scalar) -> str:
    word = scalar.text.strip()
    if kind == "flag":
        answer = _yes_no(context, name, scalar)
        return "" if answer is None else YES if answer else NO
    if kind in {"signal", "promise"}:
        return read_choice(context, name, scalar, known)
    if word in known:
        return word
    context.add("S121", scalar.at, near(word, known), name=name, word=word, known=", ".join(known))
    return ""


def _yes_no(context: Context, name: str, scalar: Scalar) -> bool | None:
    answer = values.yes_no(scalar.text.strip())
    if answer is None:
        context.add("S109", scalar.at, key=name, word=scalar.text)
    return answer


def read_effects(context: Context, fields: Fields) -> tuple[Effect, ...]:
    """Read `{trust: -4, lena: heard, seen: yes}` in the order written."""
    effects: list[Effect] = []
    for key, value in fields.mapping("effects"):
        name = key.text.strip()
        kind, known = context.board.get(name, ("", ()))
        if kind == "gauge":
            by = read_number(context, name, value, -100, 100, None)
            if by:
                effects.append(Effect("gauge", name, by))
        elif kind == "flag":
            if _yes_no(context, name, value) is False:
                context.add("S123", value.at, name=name)
            effects.append(Effect("flag", name))
        elif kind == "mood":
            mood = _value(context, kind, known, name, value)
            effects += [Effect("mood", name, value=mood)] if mood else []
        else:
            code = "S124" if kind else "S104"
            found = None if kind else near(name, context.board)
            context.add(code, key.at, found, kind="board", id=name, name=name)
    return tuple(effects)
