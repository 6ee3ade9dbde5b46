"""Death by kill -9 at a chosen line: laid around a function from outside, so that the product holds no trace of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Mapping
from typing import Any


def dying(function: Callable, at: int) -> Callable:
    """``function``, after whose ``at``-th return the process is gone."""
    passed = 0

    def wrapped(*args: Any, **options: Any) -> Any:
        nonlocal passed
        result = function(*args, **options)
        passed += 1
        if passed == at:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return wrapped


def lay(point: str | None, places: Mapping[str, tuple[Any, str, int]]) -> None:
    """Lay death around the function that ``places`` names for ``point`` (module, name, at which return); None: nowhere."""
    if point is not None:
        module, name, at = places[point]
        setattr(module, name, dying(getattr(module, name), at))
