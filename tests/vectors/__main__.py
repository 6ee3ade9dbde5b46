"""``python -m tests.vectors < cases.json``: answer worked cases with the rules of the product."""

from __future__ import annotations

import json
import sys

from tests.vectors.answers import answers_to


def main() -> int:
    """Print ``{id, result}`` for each case, or ``{id, error}`` in words. 1 when the input could not be read."""
    answers, readable = answers_to(sys.stdin.buffer.read())
    json.dump(answers, sys.stdout, indent=1)  # in ASCII: no text that was sent can make the output fail
    print()
    return 0 if readable else 1


if __name__ == "__main__":
    sys.exit(main())
