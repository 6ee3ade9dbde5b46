"""What people sent us, what we asked of them, and what is being prepared for sending."""

from portal.documents.models.document import Document, DocumentKind, State, Via
from portal.documents.models.request import DocumentRequest, RequestState
from portal.documents.models.sending import Sending

__all__ = ["Document", "DocumentKind", "DocumentRequest", "RequestState", "Sending", "State", "Via"]
