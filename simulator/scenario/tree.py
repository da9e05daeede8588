"""A tree whose every value and key knows its place: what is read of a file."""

from dataclasses import dataclass


@dataclass(slots=True)
class Scalar:
    """A value as written, and where it begins (line and column count from 1)."""

    text: str
    line: int
    column: int
    plain: bool = True
    """Neither quoted nor in a block: YAML may have cut it at ` #`."""

    @property
    def at(self) -> tuple[int, int]:
        """Line and column."""
        return (self.line, self.column)


@dataclass(slots=True)
class Mapping:
    """Keys and their values, in the order of the file."""

    entries: list[tuple[Scalar, "Node"]]
    line: int
    column: int

    @property
    def at(self) -> tuple[int, int]:
        """Line and column."""
        return (self.line, self.column)


@dataclass(slots=True)
class Sequence:
    """A list."""

    items: list["Node"]
    line: int
    column: int

    @property
    def at(self) -> tuple[int, int]:
        """Line and column."""
        return (self.line, self.column)


Node = Scalar | Mapping | Sequence
