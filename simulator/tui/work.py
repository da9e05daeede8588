"""Work beside the screen: what reads or writes the disk while keys are answered."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from textual.dom import DOMNode


def begin(
    node: DOMNode,
    work: Callable[..., Coroutine[Any, Any, None]],
    *given: Any,
    exclusive: bool = False,
) -> None:
    """Run *work* with what is *given* beside *node*.

    It is handed over as a call that was not made yet. A coroutine that nobody awaits because the
    app ends makes Python warn; if that happens inside an import, it waits for itself for ever.
    """
    call: Any = partial(work, *given)
    node.run_worker(call, exclusive=exclusive)
