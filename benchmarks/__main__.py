"""``python -m benchmarks NAME [options]``: run one benchmark; its last line is one line of JSON."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path


def names() -> list[str]:
    """The benchmarks of this folder: the modules that hold ``main(argv) -> int``; the others only serve them."""
    modules = Path(__file__).parent.glob("[a-z]*.py")
    return sorted(module.stem for module in modules if "\ndef main(argv" in module.read_text(encoding="utf-8"))


def main(argv: list[str]) -> int:
    if not argv or argv[0] not in names():
        print(f"usage: python -m benchmarks NAME [options]\nNAME is one of: {', '.join(names())}", file=sys.stderr)
        return 2
    code: int = importlib.import_module(f"benchmarks.{argv[0]}").main(argv[1:])
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
