"""The reminders of a month: a ladder of messages, from before the opening to the last evening, so that nobody is ended for having
missed one."""
