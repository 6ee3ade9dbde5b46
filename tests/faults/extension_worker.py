"""A real process that carries out, or takes back, an extension and dies of kill -9 at a chosen line.

    python -m tests.faults.extension_worker 12 --die after_days --at 2

The product holds no trace of this: the points are laid around its functions here.
"""

from __future__ import annotations

import argparse
import sys

from tests.faults.dying import lay

POINTS = ("after_claim", "after_days", "before_commit", "after_commit", "while_telling")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("extension", type=int)
    options.add_argument("--die", choices=POINTS)
    options.add_argument("--at", type=int, default=2)
    options.add_argument("--back", action="store_true", help="take back, instead of giving")
    options.add_argument("--wait", action="store_true", help="say that it is ready, and begin at a line on its input")
    chosen = options.parse_args()

    import django

    django.setup()
    from benefits.entitlements.services import extending
    from benefits.extensions import services
    from benefits.extensions.models import Extension, Reversal
    from benefits.extensions.services import execution, reversing, telling
    from portal import clock

    working = reversing if chosen.back else execution
    lay(chosen.die, {
        "after_claim": (working, "through_indexes", chosen.at),
        "after_days": (extending, "take_days" if chosen.back else "add_days", chosen.at),
        "before_commit": (working.audit, "record", chosen.at),
        "after_commit": (working, "_next", chosen.at),
        "while_telling": (telling.notifications, "post_many", chosen.at),
    })  # fmt: skip
    if chosen.wait:
        print("ready", flush=True)
        sys.stdin.readline()
    if chosen.back:
        services.take_back(reversal=Reversal.objects.get(extension=chosen.extension), now=clock.now())
    else:
        services.execute(extension=Extension.objects.get(pk=chosen.extension), now=clock.now())
    for part in services.untold():
        services.tell_people_of(part=part, now=clock.now())


if __name__ == "__main__":
    main()
