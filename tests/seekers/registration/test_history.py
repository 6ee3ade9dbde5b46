"""What changes in the values that count carries who changed it, and only those writes pay for saying it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from portal.accounts.middleware import HistoryContext, writes_tracked
from portal.audit import services as audit
from seekers.registration.models import Registration
from tests.factories import advisor
from tests.portal.accounts.factories import UserFactory
from tests.seekers.registration.factories import RegistrationFactory

pytestmark = pytest.mark.django_db


def through(work, user):
    """``work`` done by a view, behind the middleware."""
    request = RequestFactory().post("/")
    request.user = user

    def view(_request):
        work()
        return HttpResponse()

    HistoryContext(view)(request)


def last_change(registration):
    return registration.events.order_by("pgh_id").last()


def test_a_tracked_change_carries_who_made_it_however_it_is_written():
    registration, who = RegistrationFactory(), advisor()

    def several():
        registration.category = "B"
        registration.save(update_fields=["category"])
        Registration.objects.filter(pk=registration.pk).update(category="C")
        with connection.cursor() as cursor:
            cursor.execute(
                "WITH one AS (SELECT %(id)s AS id) UPDATE registration_registration r SET category = 'D'"
                " FROM one WHERE r.id = one.id",
                {"id": registration.pk},
            )

    through(several, who)
    changes = list(registration.events.order_by("pgh_id"))[1:]
    assert [change.category for change in changes] == ["B", "C", "D"]
    assert {change.pgh_context.metadata["user"] for change in changes} == {who.pk}
    assert len({change.pgh_context_id for change in changes}) == 1  # one request, one act


def test_outside_a_request_nothing_is_said_and_signed_out_it_says_nobody():
    registration = RegistrationFactory()
    assert last_change(registration).pgh_context is None
    through(lambda: Registration.objects.filter(pk=registration.pk).update(category="B"), AnonymousUser())
    assert last_change(registration).pgh_context.metadata == {"user": None}


def test_other_writes_do_not_say_it():
    who = UserFactory()
    with CaptureQueriesContext(connection) as asked:
        through(lambda: audit.record(action="test", target=who, actor=who, subject=who), who)
    assert [each["sql"] for each in asked if "set_config" in each["sql"]] == []


@pytest.mark.parametrize(
    ("sql", "tracked"),
    [
        ('UPDATE "registration_registration" SET "category" = %s', True),
        ("with x as (select 1) insert into entitlements_entitlement (id) select 1", True),
        ('DELETE FROM "profiles_bankaccount" WHERE "id" = %s', True),
        ('INSERT INTO "profiles_seeker" ("nir") VALUES (%s)', True),
        ('UPDATE "declarations_declaration" SET "state" = %s', False),
        ('SELECT "id" FROM "registration_registration" FOR UPDATE OF "registration_registration"', False),
        ('INSERT INTO "profiles_seekernote" ("id") VALUES (%s)', False),
        ('SAVEPOINT "s1"', False),
    ],
)
def test_which_statements_write_what_is_tracked(sql, tracked):
    assert writes_tracked(sql) is tracked
