"""A real Celery worker that dies of kill -9 at a chosen line, with a short lease and small slices so that it matters.

    python -m tests.faults.message_worker --die after_send --at 3 --slice 20 --lease 1 -- worker -P solo …

The product holds no trace of this: the points are laid around its functions here.
"""

from __future__ import annotations

import argparse
from datetime import timedelta

from tests.faults.dying import lay

POINTS = ("after_claim", "after_send", "before_commit", "in_campaign")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--die", choices=POINTS)
    options.add_argument("--at", type=int, default=2)
    options.add_argument("--slice", type=int, default=20)
    options.add_argument("--lease", type=float, default=1.0)
    options.add_argument("--never-ask", action="store_true", help="sabotage: send again without asking the operator")
    options.add_argument("celery", nargs=argparse.REMAINDER)
    chosen = options.parse_args()

    import django

    django.setup()
    from portal.celery import app
    from portal.notifications.gateways import sms_http
    from portal.notifications.services import claiming, sending
    from seekers.reminders.services import running

    claiming.SLICE = running.SLICE = chosen.slice
    claiming.LEASE = timedelta(seconds=chosen.lease)
    sending.ASK_AFTER = timedelta(0)
    if chosen.never_ask:
        sms_http.HttpSmsGateway.look_up = lambda self, references, *, seconds: dict.fromkeys(references)
    lay(chosen.die, {
        "after_claim": (sending, "claim", chosen.at),
        "after_send": (sending, "_hand_over", chosen.at),
        "before_commit": (sending, "settle", chosen.at),
        "in_campaign": (running, "post_many", chosen.at),
    })  # fmt: skip
    app.worker_main(chosen.celery[1:])


if __name__ == "__main__":
    main()
