"""A real process that raises rights and dies of kill -9 at a chosen line.

    python -m tests.faults.revaluation_worker 2025-07-01 --die before_commit

The product holds no trace of this: the points are laid around its functions here.
"""

from __future__ import annotations

import argparse
from datetime import date, datetime, time, timedelta

from tests.faults.dying import dying

POINTS = ("after_prices", "after_telling", "before_commit", "after_commit")
A_SLICE = 4


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("on", type=date.fromisoformat)
    options.add_argument("--die", choices=POINTS)
    chosen = options.parse_args()

    import django

    django.setup()
    from benefits.entitlements.services import revaluing
    from portal import clock

    revaluing.SLICE = A_SLICE
    places = {
        "after_prices": (revaluing.revaluing, "raise_all"),
        "after_telling": (revaluing.notifications, "post_many"),
        "before_commit": (revaluing.audit, "record"),
        "after_commit": (revaluing, "_next_slice"),
    }
    if chosen.die:
        module, name = places[chosen.die]
        setattr(module, name, dying(getattr(module, name), 2))
    now = datetime.combine(chosen.on + timedelta(days=15), time(9), tzinfo=clock.PARIS)
    revaluing.revalue(on=chosen.on, now=now)


if __name__ == "__main__":
    main()
