"""kill -9 at named points of a closing: the next minute finishes it, and nobody is lost or ended twice."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from portal.audit.models import Entry
from portal.notifications.models import Message
from seekers.declarations import services
from seekers.declarations.models import Closing, Declaration
from seekers.registration.models import Registration
from tests.seekers.declarations.factories import CLOSED, NOVEMBER, said, sent
from tests.seekers.registration.factories import registered

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

DOOMED = """
import os, signal, sys
from datetime import datetime
import django
django.setup()
from django.db import transaction
from portal import events
from seekers.declarations import services
from seekers.declarations.events import DeclarationsMissed
from seekers.declarations.services import closing

point, now = sys.argv[1], datetime.fromisoformat(sys.argv[2])
closing.SLICE = 4
slices = 0

def die():
    os.kill(os.getpid(), signal.SIGKILL)

def third_slice(event):
    global slices
    slices += 1
    if slices == 3:
        die() if point == "before_commit" else transaction.on_commit(die)

if point == "before_finish":
    closing._finish_zone = lambda *args, **kwargs: die()
else:
    events.subscribe(DeclarationsMissed)(third_slice)
services.close_windows(now=now)
"""


@pytest.mark.parametrize(
    ("point", "ended_by_then"), [("before_commit", 8), ("after_commit", 12), ("before_finish", 19)]
)
def test_a_killed_closing_is_taken_up_where_it_stopped(real_processes, point, ended_by_then):
    services.ensure_window(NOVEMBER)
    people = [registered() for _ in range(19)]
    sender = registered()
    sent(sender, said())

    died = subprocess.run([sys.executable, "-c", DOOMED, point, CLOSED.isoformat()], env=real_processes, check=False)

    assert died.returncode == -signal.SIGKILL
    assert Registration.objects.filter(state="ceased").count() == ended_by_then
    assert Message.objects.filter(kind="declarations.missed", channel="inbox").count() == ended_by_then
    assert services.close_windows(now=CLOSED) == len(people) - ended_by_then
    assert Registration.objects.filter(state="ceased").count() == len(people)
    assert Declaration.objects.filter(state="missed").count() == len(people)
    assert Message.objects.filter(kind="declarations.missed", channel="inbox").count() == len(people)
    assert Closing.objects.get(zone="Europe/Paris").missed == len(people)
    assert Entry.objects.filter(action="declarations.zone_closed", details__zone="Europe/Paris").count() == 1
    assert Registration.objects.get(seeker=sender).state == "active"
