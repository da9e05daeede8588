"""Reading posts: who speaks, where, when, and what that moves."""

from simulator.scenario.board import MAX_MINUTES, limit
from simulator.scenario.conditions import on_board, read_effects, read_when, reference
from simulator.scenario.fields import (
    Context,
    Fields,
    near,
)
from simulator.scenario.model import (
    US,
    Inject,
)  # fmt: skip
from simulator.scenario.tree import Node, Scalar, Sequence

IDLE: dict[str, tuple[str, ...]] = {
    "history": ("after", "when", "raises", "effects", "quotes", "role"),
    "prologue": ("after",),
    "then": ("after",),
    "epilogue": ("after", "posted", "raises", "effects"),
    "lines": ("after", "posted", "raises", "effects"),
}
"""Keys of a post that the engine does not read, by the list that it stands in."""


def idle(context: Context, fields: Fields, keys: tuple[str, ...]) -> None:
    """Note the keys that would be dropped unseen."""
    for name in keys:
        if name in fields.found:
            key = fields.found[name][0]
            context.add("S153", key.at, key=key.text, owner=fields.owner)


def read_posts(context: Context, fields: Fields, name: str, prefix: str) -> tuple[Inject, ...]:
    """Read a list of posts: each has who speaks as its key, the words under it."""
    node = fields.node(name)
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    items = node.items if isinstance(node, Sequence) else [node]
    limit(context, "posts", len(items), node.at)
    counts: dict[str, int] = {}
    owner = context.vocabulary.spell(name)
    posts = [_read_post(context, item, prefix, counts, owner) for item in items]
    return tuple(post for post in posts if post)


def _read_post(
    context: Context, node: Node, prefix: str, counts: dict[str, int], owner: str
) -> Inject | None:
    fields = Fields(context, node, "post", owner)
    idle(context, fields, IDLE.get(context.vocabulary.word(owner, tuple(IDLE)), ()))
    speakers = [
        (key, value) for key, value in fields.others
        if key.text.strip() in context.homes or context.vocabulary.word(key.text.strip(), (US,))
    ]  # fmt: skip
    for key, _ in fields.others:
        if (key, _) not in speakers:
            known = (*context.homes, US, *map(context.vocabulary.spell, fields.shape))
            context.add("S104", key.at, near(key.text, known), kind="persona", id=key.text)
    if len(speakers) != 1:
        if not fields.others:
            context.add("S125", node.at)
        return None
    key, value = speakers[0]
    persona = key.text.strip() if key.text.strip() in context.homes else US
    if not isinstance(value, Scalar):
        context.add("S103", value.at, key=key.text, wanted="text")
        return None
    counts[persona] = counts.get(persona, 0) + 1
    suffix = f"-{counts[persona]}" if counts[persona] > 1 else ""
    address = f"{prefix}.{persona}{suffix}"
    if address in context.texts:
        context.add("S106", key.at, id=address.rsplit(".", 1)[-1])
    context.keep(address, value, required=True)
    channel = reference(context, fields, "on", context.channels, "channel")
    return Inject(
        persona, channel or context.homes.get(persona) or next(iter(context.channels), ""),
        address, posted=fields.clock("posted", past=True),
        after=fields.number("after", 0, MAX_MINUTES, 0) or 0,
        when=read_when(context, fields, "when"), raises=signal_of(context, fields, "raises"),
        effects=read_effects(context, fields), quotes=quoted_scene(context, fields),
        role=fields.line("role"),
    )  # fmt: skip


def quoted_scene(context: Context, fields: Fields) -> str:
    """Return the scene whose published words are quoted."""
    return reference(context, fields, "quotes", context.scenes, "scene")


def signal_of(context: Context, fields: Fields, name: str) -> str:
    """Return the signal that *name* speaks of."""
    scalar = fields.scalar(name)
    return on_board(context, scalar, "signal") if scalar else ""
