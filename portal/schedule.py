"""What the clock starts, and how often.

Beat runs in UTC at plain intervals, so that no hour is skipped or played twice when summer time ends (celery#6438); each job
asks in SQL what is due *now* in Europe/Paris and does nothing when nothing is.  ``manage.py advance`` plays this same list,
hour by hour, in this order.
"""

from __future__ import annotations

from dataclasses import dataclass

MINUTE, HOUR = 60, 3600


@dataclass(frozen=True)
class Job:
    task: str
    every: int
    """Seconds between two rings."""
    why: str


JOBS: tuple[Job, ...] = (
    Job("seekers.registration.tasks.abandon_asleep", HOUR, "empty the applications left for 90 days, warn at 30"),
    Job("seekers.registration.tasks.enter_verified", MINUTE, "register who signed alone, once the short check is over"),
    Job("seekers.declarations.tasks.close_windows", MINUTE, "close the window that ended, end what was not declared"),
    Job("benefits.entitlements.tasks.examine_claims", MINUTE, "examine a claim whose bell was lost, or that is late"),
    Job(
        "benefits.entitlements.tasks.revalue_rights",
        HOUR,
        "raise the rights that run, once a year, after a revaluation",
    ),
    Job("seekers.declarations.tasks.post_forms", HOUR, "list the forms to post to people who live by post"),
    Job("benefits.payments.tasks.price_missing", MINUTE, "price a filed declaration that has no payment yet"),
    Job("benefits.payments.tasks.prepare_run", 10 * MINUTE, "prepare the payment run of the first transfer day"),
    Job("benefits.payments.tasks.continue_runs", MINUTE, "carry on a released run whose worker was lost"),
    Job("benefits.endings.tasks.warn_ends", HOUR, "warn ninety and thirty days before a right ends"),
    Job("benefits.endings.tasks.follow_claims", 10 * MINUTE, "open a granted allowance once the former right ends"),
    Job("benefits.extensions.tasks.continue_extensions", MINUTE, "carry on an extension whose worker was lost"),
    Job("seekers.reminders.tasks.start_due_steps", MINUTE, "start the step of the ladder that is due"),
    Job("seekers.reminders.tasks.continue_campaigns", MINUTE, "carry on a campaign whose worker was lost"),
    Job("seekers.profiles.tasks.forget_old_observations", HOUR, "forget the signs of autonomy older than a year"),
    Job("seekers.help.tasks.keep_promises", MINUTE, "say it when a promised call or answer is late"),
    Job("portal.notifications.tasks.send_due", MINUTE, "send what waits, replay what was left, drop what is too late"),
    Job("portal.documents.tasks.scan_waiting", MINUTE, "show the antivirus what it has not seen"),
    Job("portal.intake.tasks.continue_batches", MINUTE, "read on a batch of scans whose worker was lost"),
    Job("portal.intake.tasks.erase_due", HOUR, "erase scans that were dealt with long ago"),
    Job("portal.documents.tasks.erase_due", HOUR, "erase files past their last day, and what no row knows"),
    Job("portal.accounts.tasks.answer_resets", MINUTE, "answer a request for a new password whose bell was lost"),
    Job("portal.accounts.tasks.tidy", 10 * MINUTE, "forget old tries and links, end a past alarm"),
)
