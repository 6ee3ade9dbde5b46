"""A real process that pays, by ``manage.py`` or as a Celery worker, and dies of kill -9 at a chosen line.

    python -m tests.faults.payment_worker --die after_post run_payments --execute --as DIRECTOR
    python -m tests.faults.payment_worker --die after_post worker --pool solo --queues payments

The product holds no trace of this: the points are laid around its functions here.
"""

from __future__ import annotations

import argparse

from tests.faults.dying import lay

POINTS = ("after_claim", "after_post", "after_seal", "after_part", "after_rename")


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--die", choices=POINTS)
    options.add_argument("command", nargs=argparse.REMAINDER)
    chosen = options.parse_args()

    import django

    django.setup()
    from django.core.management import execute_from_command_line

    from benefits.payments.gateways import bank_folder
    from benefits.payments.services import execution
    from portal.celery import app

    lay(chosen.die, {
        "after_claim": (execution, "through_indexes", 1),
        "after_post": (execution, "_send", 1),
        "after_seal": (execution, "seal_next", 1),
        "after_part": (bank_folder.os, "fsync", 1),  # the bytes are on the disk, under a name that the bank does not read
        "after_rename": (bank_folder.os, "fsync", 2),  # and the folder that names them
    })  # fmt: skip
    if chosen.command[0] == "worker":
        app.worker_main(chosen.command)
    else:
        execute_from_command_line(["manage.py", *chosen.command])


if __name__ == "__main__":
    main()
