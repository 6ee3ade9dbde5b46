"""Uploads come in slice by slice, to the private folder, and no further than a limit: neither memory nor disk is filled.

Beyond the limit the rest is read and thrown away, so that the browser gets its answer: a page with a sentence, not a broken
line.  It stands in the settings for every page, since the first to read a form is the check of its token.
"""

from __future__ import annotations

from typing import Any

from django.core.files import temp
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from portal.documents import storage

PERSON_MOST, STAFF_MOST = 60_000_000, 250_000_000
"""Bytes of all the files of one request: a person's photos; a member of staff's batch of scans."""
FILES_MOST = 100


TOO_MUCH = "rebond_upload_was_cut"


def was_cut(request: HttpRequest) -> bool:
    """Did this request hold more than it may?  What is left of it is then not what the person chose."""
    return bool(getattr(request, TOO_MUCH, False))


class BoundedUpload(FileUploadHandler):
    """Every file goes to disk, in ``storage.arriving``; ``was_cut`` says that the limit was passed."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self.total = self.count = 0
        self.file: TemporaryUploadedFile | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.count += 1
        if self.count > FILES_MOST:
            self._stop()
        self.file = _ArrivingFile(self.file_name or "", self.content_type, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.total += len(raw_data)
        if self.total > self._most():
            self._stop()
        assert self.file is not None  # noqa: S101  (``new_file`` comes first)
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> TemporaryUploadedFile | None:
        if self.file is not None:
            self.file.seek(0)
            self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        if self.file is not None:
            self.file.close()

    def _most(self) -> int:
        user = getattr(self.request, "user", None)
        if user is None or not user.is_authenticated:
            return 0  # no page takes a file from a person who is not signed in
        return STAFF_MOST if user.is_staff_member else PERSON_MOST

    def _stop(self) -> None:
        if self.request is not None:
            setattr(self.request, TOO_MUCH, True)
        if self.file is not None:
            self.file.close()
        raise StopUpload(connection_reset=False)


class _ArrivingFile(TemporaryUploadedFile):
    """Beside the documents, on their disk: the temporary folder of a container is its memory."""

    def __init__(self, name: str, content_type: str | None, charset: str | None, extra: Any) -> None:
        file = temp.NamedTemporaryFile(suffix=".upload", dir=storage.arriving())
        UploadedFile.__init__(self, file, name, content_type, 0, charset, extra)
