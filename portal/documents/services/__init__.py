"""The verbs of the room: receive, scan, open, decide, ask once, erase in time."""

from portal.documents.services.asking import ask, withdraw_request
from portal.documents.services.deciding import accept, refuse, withdraw
from portal.documents.services.erasing import erase_due, sweep
from portal.documents.services.opening import open_file, open_page
from portal.documents.services.receiving import drop_sheet, move_sheet, prepare, receive, send
from portal.documents.services.scanning import scan

__all__ = [
    "accept",
    "ask",
    "drop_sheet",
    "erase_due",
    "move_sheet",
    "open_file",
    "open_page",
    "prepare",
    "receive",
    "refuse",
    "scan",
    "send",
    "sweep",
    "withdraw",
    "withdraw_request",
]
