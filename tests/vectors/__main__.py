"""``python -m tests.vectors < cases.json``: answer worked cases with the rules of the product."""

from __future__ import annotations

import json
import sys

from django.conf import settings


def main() -> int:
    """Print ``{id, result}`` for each case, or ``{id, error}`` in words. 1 when the input could not be read."""
    # The sentences that the registration marks for translation ask for settings as they are read; the sums need none.
    settings.configure(USE_I18N=False)
    from tests.vectors.answers import answers_to

    answers, readable = answers_to(sys.stdin.buffer.read())
    json.dump(answers, sys.stdout, ensure_ascii=False, indent=1)
    print()
    return 0 if readable else 1


if __name__ == "__main__":
    sys.exit(main())
