"""Every exercise of an example is watched, and then played again from its commands and its file."""

from tests.unit.exercise.conftest import play

__all__ = ["play"]
