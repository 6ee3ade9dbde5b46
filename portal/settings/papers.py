"""Documents that people send, scans of what they post, files for the bank."""

from __future__ import annotations

from pathlib import Path

from portal import local
from portal.settings.environment import flag, number, text
from portal.settings.place import CLUSTER

# documents
DOCUMENTS_FOLDER = Path(text("DOCUMENTS_FOLDER", "") or local.state_dir(CLUSTER) / "documents")
DOCUMENT_READERS = number("DOCUMENT_READERS", 2)  # files drawn again at once, in each web process
CLAMAV_ADDRESS = text("CLAMAV_ADDRESS", "")  # host:port or a unix socket; empty: only a demonstration opens files
FILE_UPLOAD_HANDLERS = ["portal.documents.uploads.BoundedUpload"]
FILE_UPLOAD_PERMISSIONS = 0o600

# paper
INTAKE_FOLDER = Path(text("INTAKE_FOLDER", "") or local.state_dir(CLUSTER) / "intake")  # scans, until they are linked
MAIL_ADDRESS = text("MAIL_ADDRESS", "Rebond|Traitement du courrier|Libre réponse 00000|75000 Paris Cedex")

# payments
SEPA_FOLDER = Path(text("SEPA_FOLDER", "") or local.state_dir(CLUSTER) / "sepa")
# Only a real installation may write files that a bank would execute.
SEPA_EXECUTABLE = flag("SEPA_EXECUTABLE", default=False)
SEPA_DEBTOR_NAME = text("SEPA_DEBTOR_NAME", "REBOND ESSAI")
SEPA_DEBTOR_IBAN = text("SEPA_DEBTOR_IBAN", "")
SEPA_DEBTOR_BIC = text("SEPA_DEBTOR_BIC", "")
SEPA_LINES_PER_FILE = number("SEPA_LINES_PER_FILE", 25_000)
