"""The verbs of the room: start the steps that are due, run a campaign slice by slice, check that messages arrived, notice who
struggles online."""

from seekers.reminders.services.calls import call_unreached
from seekers.reminders.services.guard import check_arrivals
from seekers.reminders.services.noticing import notice_abandoned, notice_registered_together
from seekers.reminders.services.running import run_slice
from seekers.reminders.services.starting import dates_of, months_on_the_ladder, start_due_steps

__all__ = [
    "call_unreached",
    "check_arrivals",
    "dates_of",
    "months_on_the_ladder",
    "notice_abandoned",
    "notice_registered_together",
    "run_slice",
    "start_due_steps",
]
