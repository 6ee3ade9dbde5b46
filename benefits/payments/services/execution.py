"""Carrying out a released run, a file at a time.

One slice is one transaction: claimed, posted, ordered, sealed, committed.  Only then are its bytes written.  Killed at any
line, either the slice never happened, or its rows are there and give the same bytes again (same SHA-256).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from benefits.payments.gateways import bank_folder, sepa
from benefits.payments.models import BankFile, FileState, PaymentRun, RunState
from benefits.payments.models.payment import end_to_end_id
from benefits.payments.services.books import POST_SENT
from benefits.payments.services.sweep import through_indexes
from portal.audit import services as audit
from portal.months import Month
from portal.refusals import Refused
from portal.states import transition

SEND = f"""
    WITH sent AS (
        UPDATE payments_payment p
        SET state = 'ordered', file_id = %(file)s, ordered_at = %(now)s, payee_name = a.holder, payee_iban = a.iban
        FROM profiles_bankaccount a
        WHERE p.id BETWEEN %(first)s AND %(last)s AND p.state = 'due' AND p.month <= %(through)s
          AND p.due_since <= %(prepared_at)s
          AND a.seeker_id = p.seeker_id AND a.ended_at IS NULL AND a.refused_code = ''
          AND (a.held_until IS NULL OR a.held_until <= %(now)s)
        RETURNING p.*
    ), posted AS ({POST_SENT})
    SELECT id, attempt, amount_cents, payee_name, payee_iban, month FROM sent ORDER BY id
"""  # noqa: S608  (constants only)
"""Due → ordered and the movements, in one statement: none without the others.  What is no longer due is left out."""

LINES = """
    SELECT id, attempt, amount_cents, payee_name, payee_iban, month FROM payments_payment
    WHERE file_id = %(file)s AND id BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT r.payment_id, r.attempt, p.amount_cents, r.payee_name, r.payee_iban, p.month
    FROM payments_bankreturn r JOIN payments_payment p ON p.id = r.payment_id WHERE r.file_id = %(file)s
    ORDER BY 1
"""
"""The sealed lines of a file, even when the bank has sent some back since."""

Line = tuple[int, int, int, str, str, Any]
Report = Callable[[BankFile], None]
SAMPLE = 100


class FileChanged(Refused):
    """The rows of a sealed file no longer give its bytes: nothing is written, someone must look."""

    code = "file_changed"


def execute(*, run: PaymentRun, now: datetime, actor: Any = None, report: Report | None = None) -> PaymentRun:
    """Carry out what is left of a released run; any number of workers may, at once.  Ends it when all files are written."""
    while (file := execute_next(run=run, now=now, actor=actor)) is not None:
        if report:
            report(file)
    return finish(run=run, now=now, actor=actor)


def execute_next(*, run: PaymentRun, now: datetime, actor: Any = None) -> BankFile | None:
    """Seal and write one file; or write one that was sealed by a worker that is gone.  None when nothing is left to claim."""
    sealed = seal_next(run=run, now=now, actor=actor)
    if sealed is None:
        return write_next(run=run, now=now, actor=actor)
    file, content = sealed
    return file if file.state == FileState.EMPTY else write(file=file, content=content, now=now, actor=actor)


def seal_next(*, run: PaymentRun, now: datetime, actor: Any = None) -> tuple[BankFile, bytes] | None:
    """One waiting slice: order its payments, post them, freeze its lines, and seal the file they make."""
    real = bank_folder.executable()
    with transaction.atomic():
        waiting = BankFile.objects.select_for_update(skip_locked=True, of=("self",)).select_related("run")
        file = waiting.filter(run=run, run__state=RunState.RELEASED, state=FileState.WAITING).order_by("number").first()
        if file is None:
            return None
        lines = _send(file, now)
        if not lines:
            file.state = FileState.EMPTY
            file.save(update_fields=["state"])
            return file, b""
        file.count, file.sum_cents = len(lines), sum(line[2] for line in lines)
        content = _seal(file, lines, now, real=real)
        if file.number == 1:
            _validate_sample(file, lines)
        details = {"count": file.count, "sum_cents": file.sum_cents, "run": file.run_id}
        audit.record(action="payments.file_sealed", target=file, actor=actor, details=details)
        return file, content


def write_next(*, run: PaymentRun, now: datetime, actor: Any = None) -> BankFile | None:
    """A file sealed and not written: its worker was killed.  Its bytes are made again from its rows."""
    file = BankFile.objects.filter(run=run, state=FileState.SEALED).order_by("number").first()
    return None if file is None else write(file=file, content=content_of(file), now=now, actor=actor)


def write(*, file: BankFile, content: bytes, now: datetime, actor: Any = None) -> BankFile:
    """Put a sealed file in the bank's folder and say so.  Refused: ``FileChanged``, and ``WrongPlace`` by the gateway."""
    with transaction.atomic():
        file = BankFile.objects.select_for_update(of=("self",)).select_related("run").get(pk=file.pk)
        if file.state != FileState.SEALED:
            return file
        if hashlib.sha256(content).hexdigest() != file.sha256:
            raise FileChanged(f"{file.message_id}")
        bank_folder.put(str(file.message_id), content, real=file.executable)
        file.state, file.written_at = FileState.WRITTEN, now
        file.save(update_fields=["state", "written_at"])
        return file


def content_of(file: BankFile) -> bytes:
    """The bytes of a sealed file, from its frozen rows."""
    with connection.cursor() as cursor:
        cursor.execute(LINES, _range(file))
        return _document(file, cursor.fetchall())


def send_file_again(*, file: BankFile, reason: str, actor: Any, now: datetime) -> BankFile:
    """A file that the bank refused whole, under a new MsgId and with the same EndToEndIds: who was paid is not paid twice."""
    with transaction.atomic():
        file = transition(file, FileState.SEALED, actor=actor, reason=reason, edition=file.edition + 1, reject_code="")
        with connection.cursor() as cursor:
            cursor.execute(LINES, _range(file))
            content = _seal(file, cursor.fetchall(), now, real=bank_folder.executable())
    return write(file=file, content=content, now=now, actor=actor)


def finish(*, run: PaymentRun, now: datetime, actor: Any = None) -> PaymentRun:
    """Done once no file waits or is sealed; as it was otherwise (another worker is still writing)."""
    with transaction.atomic():
        run = PaymentRun.objects.select_for_update().get(pk=run.pk)
        left = run.files.filter(state__in=[FileState.WAITING, FileState.SEALED])
        if run.state == RunState.RELEASED and not left.exists():
            return transition(run, RunState.DONE, actor=actor, done_at=now)
        return run


def _send(file: BankFile, now: datetime) -> list[Line]:
    through_indexes()
    with connection.cursor() as cursor:
        bounds = {"through": file.run.through.first, "prepared_at": file.run.prepared_at, "now": now}
        cursor.execute(SEND, _range(file) | bounds)
        return cursor.fetchall()


def _seal(file: BankFile, lines: list[Line], now: datetime, *, real: bool) -> bytes:
    """Name the file, make its bytes, keep their digest."""
    file.executable = real
    file.message_id = bank_folder.message_id(file.run_id, file.number, file.edition, real=real)
    file.state, file.sealed_at = FileState.SEALED, now
    content = _document(file, lines)
    file.sha256 = hashlib.sha256(content).hexdigest()
    file.save()
    return content


def _document(file: BankFile, lines: Iterable[Line]) -> bytes:
    return b"".join(sepa.document(_header(file, int(file.count or 0), int(file.sum_cents or 0)), _transfers(lines)))


def _validate_sample(file: BankFile, lines: list[Line]) -> None:
    """The official schema reads the first transfers of the first file, before anything of the run leaves."""
    sample = lines[:SAMPLE]
    header = _header(file, len(sample), sum(line[2] for line in sample))
    sepa.validate(b"".join(sepa.document(header, _transfers(sample))))


def _header(file: BankFile, count: int, sum_cents: int) -> sepa.Header:
    assert file.sealed_at is not None  # noqa: S101  a sealed file has its instant (``sealed_file_is_whole``)
    return sepa.Header(
        message_id=str(file.message_id),
        made_at=file.sealed_at,
        transfer_on=file.run.transfer_on,
        count=count,
        sum_cents=sum_cents,
        sender=bank_folder.sender(real=file.executable),
    )


def _transfers(lines: Iterable[Line]) -> Iterator[sepa.Transfer]:
    labels: dict[Any, str] = {}
    for payment_id, attempt, cents, name, iban, month in lines:
        label = labels.get(month) or labels.setdefault(month, f"Allocation {Month.of(month).label}")
        yield sepa.Transfer(end_to_end_id(payment_id, attempt), cents, name, iban, label)


def _range(file: BankFile) -> dict[str, Any]:
    return {"file": file.pk, "first": file.first_id, "last": file.last_id}
