"""The verbs of the room: print a slip, take a batch in, read it, sort what is left, write letters, record a delay."""

from portal.intake.services.batches import erase_due, progress, read_batch, take_in
from portal.intake.services.dating import date_letter
from portal.intake.services.delays import delay_at, end_delay, record_delay
from portal.intake.services.letters import cancel_letters, mark_posted, print_letters, write_letter
from portal.intake.services.slips import document_matter, find_slip, mark_keyed, name_person, print_slip
from portal.intake.services.sorting import link_to_person, link_to_slip, set_aside, split, take_up

__all__ = [
    "cancel_letters",
    "date_letter",
    "delay_at",
    "document_matter",
    "end_delay",
    "erase_due",
    "find_slip",
    "link_to_person",
    "link_to_slip",
    "mark_keyed",
    "mark_posted",
    "name_person",
    "print_letters",
    "print_slip",
    "progress",
    "read_batch",
    "record_delay",
    "set_aside",
    "split",
    "take_in",
    "take_up",
    "write_letter",
]
