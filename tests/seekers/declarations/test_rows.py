"""Rows that cannot exist, and rows that cannot change."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from portal.months import Month
from seekers.declarations import services
from seekers.declarations.models import Declaration, EmployerLine, Span, Version, Window
from seekers.profiles.models import Seeker
from seekers.registration.models import Registration
from tests.seekers.declarations.factories import NOVEMBER, OPEN, bakery, sent, worked
from tests.seekers.registration.factories import RegistrationFactory, registered

pytestmark = pytest.mark.django_db


def refused(act) -> bool:
    """Did the database itself say no?"""
    try:
        with transaction.atomic():
            act()
    except (IntegrityError, InternalError):
        return True
    return False


def test_what_was_sent_is_never_rewritten_nor_removed():
    sent(registered(), worked(bakery()))
    for model, change in ((Version, {"gross_pay_cents": 1}), (EmployerLine, {"gross_cents": 1})):
        rows = model.objects.all()
        assert refused(lambda rows=rows, change=change: rows.update(**change))
        assert refused(lambda rows=rows: rows._raw_delete(rows.db))


def test_a_window_is_extended_or_held_with_a_reason_and_never_shortened():
    services.ensure_window(NOVEMBER)
    window = Window.objects.filter(month=NOVEMBER)
    closes = window.get().closes_at
    assert refused(lambda: window.update(extended_to=closes - timedelta(seconds=1), extension_reason="panne"))
    assert refused(lambda: window.update(extended_to=closes + timedelta(days=1)))
    assert refused(lambda: window.update(held_since=OPEN))
    assert refused(lambda: window.update(hold_reason="panne"))
    assert refused(lambda: Window.objects.create(month=Month(2027, 1), opens_at=closes, closes_at=OPEN))


def test_a_declaration_that_is_filed_has_its_version_and_its_time():
    person = registered()
    Declaration.objects.create(seeker=person, month=NOVEMBER)
    rows = Declaration.objects.filter(seeker=person)
    assert refused(lambda: rows.update(state="filed"))
    assert refused(lambda: Declaration.objects.create(seeker=person, month=NOVEMBER))


def test_the_receipt_belongs_to_one_version():
    first, second = sent(registered(), worked(bakery())), sent(registered(), worked(bakery()))
    assert first.receipt != second.receipt
    copied = Version(declaration=second.declaration, number=2, receipt=first.receipt, filed_at=OPEN, still_looking=True)
    copied.filed_by = first.filed_by
    assert refused(copied.save)


def test_a_stretch_of_days_does_not_run_backwards():
    version = sent(registered(), worked(bakery()))
    days = {"starts_on": OPEN.date(), "ends_on": OPEN.date() - timedelta(days=1)}
    assert refused(lambda: Span.objects.create(version=version, kind="training", **days))


def test_a_registration_ends_after_it_began_with_a_day_and_a_reason():
    registration = RegistrationFactory()
    rows = Registration.objects.filter(pk=registration.pk)
    assert refused(lambda: rows.update(state="ceased"))
    assert refused(lambda: rows.update(ceased_on=OPEN.date(), cease_reason="other"))
    before = registration.registered_on - timedelta(days=1)
    assert refused(lambda: rows.update(state="ceased", ceased_on=before, cease_reason="other"))


def test_a_clock_that_no_postcode_has():
    person = registered()
    assert refused(lambda: Seeker.objects.filter(pk=person.pk).update(zone="Europe/London"))
