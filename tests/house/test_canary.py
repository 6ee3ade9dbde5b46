"""A month is lived with values that exist nowhere else; then everything that should not hold them is searched (T22).

Searched: what was logged, the addresses visited, the tasks put on the queue, all of Redis, the names that connections give
to Postgres, the static files.  The control puts each value in each of these places on purpose, and sees it found.
"""

from __future__ import annotations

import base64
import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse

from benefits.payments import services as payments
from portal import clock
from portal.accounts import services as accounts
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.celery import app
from portal.demo.services import set_clock
from portal.months import Month
from portal.notifications.models import Message
from portal.notifications.tasks import send_emails, send_sms
from portal.queue import QUEUES
from portal.web.logs import NoPersonalData
from seekers.declarations.models import Version
from seekers.profiles import services as profiles
from seekers.registration import services as registration
from tests.benefits.entitlements.factories import EntitlementFactory
from tests.portal.accounts.factories import UserFactory, signed_in
from tests.seekers.declarations.browsing import SAID_NO
from tests.seekers.declarations.factories import NOVEMBER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asvs("16.2.5", "14.2.1")]

CANARIES = {
    "NIR": "278029935000108",
    "IBAN": "FR7699999888887777766666545",
    "phone": "639987123",
    "e-mail": "serin.canari@cage.example",
    "last name": "Zygomatiquecanari",
    "first name": "Ornithogaleserin",
    "employer": "Volière Xylocope",
    "password": "le serin chante sous la pluie",
}
MORNING = clock.at(NOVEMBER.next.first.replace(day=1), 10)


class Watch:
    """Everything that is written while a month is lived."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.raw, self.masked = io.StringIO(), io.StringIO()
        self.handlers = [self._handler(self.raw, logging.INFO), self._handler(self.masked, logging.DEBUG)]
        self.handlers[1].addFilter(NoPersonalData())

    @staticmethod
    def _handler(stream: io.StringIO, level: int) -> logging.Handler:
        handler = logging.StreamHandler(stream)
        handler.setLevel(level)
        handler.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["line"]["format"]))
        return handler

    def places(self) -> dict[str, str]:
        """Where the values must not be, and what is there."""
        return {
            "logs, unmasked from INFO up": self.raw.getvalue(),
            "logs, masked, everything": self.masked.getvalue(),
            "addresses": "\n".join(self.addresses),
            "tasks and Redis": redis_text(),
            "names of connections": connections_text(),
            "static files": static_text(),
        }


@pytest.fixture
def watch(monkeypatch) -> Iterator[Watch]:
    """Real queue, real Redis: tasks are put there and nobody takes them."""
    watching, root, level = Watch(), logging.getLogger(), logging.getLogger().level
    root.handlers[:0] = watching.handlers  # first: the installation's own handler masks what passes through it
    root.setLevel(logging.DEBUG)
    answering = Client.request

    def noted(self: Client, **request: Any) -> Any:
        response = answering(self, **request)
        watching.addresses += [
            f"{request['PATH_INFO']}?{request.get('QUERY_STRING', '')}",
            response.get("Location", ""),
        ]
        return response

    monkeypatch.setattr(Client, "request", noted)
    client = cache._cache.get_client()
    waiting = {queue: client.llen(queue) for queue in QUEUES}
    app.conf.task_always_eager = False
    yield watching
    app.conf.task_always_eager = True
    for queue, before in waiting.items():
        client.ltrim(queue, client.llen(queue) - before, -1) if before else client.delete(queue)
    for handler in watching.handlers:
        root.removeHandler(handler)
    root.setLevel(level)
    clock.set_shift(timedelta(0))


def redis_text() -> str:
    """Every key and value of Redis, what kombu wrote in base 64 read as well."""
    client, found = cache._cache.get_client(), []
    readers = {
        b"string": client.get,
        b"list": lambda key: client.lrange(key, 0, -1),
        b"hash": client.hgetall,
        b"set": client.smembers,
        b"zset": lambda key: client.zrange(key, 0, -1),
    }
    for key in client.scan_iter(count=1000):
        reader = readers.get(client.type(key))
        found.append(f"{readable(key)} {readable(reader(key) if reader else client.dump(key))}")
    text = "\n".join(found)
    return text + "\n" + "\n".join(_decoded(word) for word in re.findall(r"[A-Za-z0-9+/]{16,}={0,2}", text))


def readable(value: Any) -> str:
    """Bytes, and lists of bytes, as the text they hold."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict):
        return readable([*value.keys(), *value.values()])
    return " ".join(map(readable, value)) if isinstance(value, list | set | tuple) else str(value)


def _decoded(word: str) -> str:
    try:
        return base64.b64decode(word + "=" * (-len(word) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""


def connections_text() -> str:
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(string_agg(application_name, ' '), '') from pg_stat_activity")
        return str(cursor.fetchone()[0])


def static_text() -> str:
    folders = [Path(each) for each in (*settings.STATICFILES_DIRS, settings.STATIC_ROOT)]
    files = [path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file()]
    return "\n".join(path.read_bytes().decode("utf-8", "replace") for path in files)


def hits(places: dict[str, str]) -> list[str]:
    """Which value was found where, however it is spaced, escaped or written in capitals."""
    return [
        f"{what} in {where}"
        for where, text in places.items()
        for plain in [bare(text)]
        for what, value in CANARIES.items()
        if bare(value) in plain
    ]


def bare(text: str) -> str:
    """Without JSON's and addresses' escapes, spaces, points and hyphens."""
    unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), unquote_plus(text))
    return re.sub(r"[\s.\-]", "", unescaped).casefold()


def live_a_month() -> Client:
    """Registered, signed in, declared, told, paid: by the pages where there are pages."""
    _move_to(MORNING)
    now = clock.now()
    seeker = profiles.create_seeker(
        identifier="SERIN01", first_name=CANARIES["first name"], last_name=CANARIES["last name"], nir=CANARIES["NIR"],
        birth_date=MORNING.date().replace(year=1978, month=2, day=3), postcode="59100", phone="+33" + CANARIES["phone"],
        email=CANARIES["e-mail"], preferred_channel="sms", actor=None, now=now,
    )  # fmt: skip
    registration.register(seeker=seeker, on=MORNING.date().replace(year=2025), actor=None, now=now)
    profiles.change_bank_account(
        seeker=seeker,
        iban=CANARIES["IBAN"],
        holder=str(seeker),
        actor=seeker.user,
        now=now - timedelta(days=30),
    )
    EntitlementFactory(seeker=seeker)
    browser = Client()
    _choose_password(browser)
    browser.post("/compte/connexion/", {"login": CANARIES["e-mail"], "password": "un autre mot de passe"})
    browser.post("/compte/connexion/", {"login": CANARIES["e-mail"], "password": CANARIES["password"]})
    _declare(browser)
    _pay()
    for bell in (send_sms, send_emails):
        bell.apply(throw=True)
    for page in (
        "/",
        "/messages/",
        "/messages/envoyes/",
        "/paiements/",
        "/paiements/2026-11/",
        "/mon-dossier/ouvertures/",
    ):
        browser.get(page)
    advisor = signed_in(UserFactory(roles=(Role.ADVISOR,)))
    advisor.get(reverse("portfolios:person", args=[seeker.user.public_id]))
    browser.post("/compte/deconnexion/")
    return browser


def _move_to(instant) -> None:
    set_clock(to=instant)


def _choose_password(browser: Client) -> None:
    browser.post("/compte/mot-de-passe/oublie/", {"name": CANARIES["e-mail"]})
    accounts.answer_resets(now=present())
    browser.get(Message.objects.get(kind="account.choose_password").link)
    browser.post("/compte/mot-de-passe/choisir/", {"password": CANARIES["password"]})


def _declare(browser: Client) -> None:
    browser.post("/declarations/2026-11/", SAID_NO | {"worked": "yes"})
    row = {"name": CANARIES["employer"], "time_hours": "42", "time_minutes": "30", "pay": "570,30", "ended": "no"}
    details = {"employers-TOTAL_FORMS": "1", "employers-INITIAL_FORMS": "0"}
    browser.post(
        "/declarations/2026-11/details/", details | {f"employers-0-{key}": value for key, value in row.items()}
    )
    review = browser.get("/declarations/2026-11/verifier/")
    confirmed = [each["finding"].key for each in review.context["surprises"]]
    browser.post("/declarations/2026-11/verifier/", {"read": review.context["read"], "confirmed": confirmed})
    receipt = Version.objects.get().receipt
    for page in ("", f"{receipt}/", f"{receipt}.pdf"):
        browser.get(f"/declarations/2026-11/recu/{page}")


def _pay() -> None:
    _move_to(MORNING + timedelta(days=2))
    now = clock.now()
    run = payments.prepare_run(actor=None, now=now, through=Month(2026, 11))
    payments.check_run(run=run, actor=UserFactory(roles=(Role.OPERATOR,)), now=now)
    payments.release_run(run=run, actor=UserFactory(roles=(Role.DIRECTOR,)), now=now)
    run.refresh_from_db()
    payments.execute(run=run, now=now)


def test_a_month_leaves_no_personal_value_where_none_should_be(watch, tmp_path, settings):
    settings.SEPA_FOLDER = tmp_path
    live_a_month()
    places = watch.places()
    assert Version.objects.filter(employers__name=CANARIES["employer"]).exists(), "the month was really declared"
    assert any(CANARIES["IBAN"] in path.read_text() for path in tmp_path.rglob("*.xml")), "and really paid"
    assert Message.objects.filter(address__contains=CANARIES["phone"]).exists(), "and the person really told"
    assert "/declarations/2026-11/verifier/" in places["addresses"]
    assert "answer_resets" in places["tasks and Redis"], "tasks really went through Redis"
    assert places["logs, masked, everything"]
    assert hits(places) == []


@pytest.mark.parametrize("what", CANARIES)
def test_each_value_would_be_found_in_each_place(watch, what):
    value = CANARIES[what]
    logging.getLogger("house").warning("could not write to %s", value)
    Client().get("/accessibilite/", {"q": value})
    cache.set("house:canary", {"value": value}, 60)
    app.send_task("house.canary", args=[value], queue=QUEUES[0])
    with connection.cursor() as cursor:
        cursor.execute("select set_config('application_name', %s, false)", [value.encode("ascii", "replace").decode()])
    found = {hit.split(" in ", 1)[1] for hit in hits(watch.places()) if hit.startswith(f"{what} in ")}
    connection.close()
    cache.delete("house:canary")
    assert found >= {"logs, unmasked from INFO up", "addresses", "tasks and Redis"}
    if value.isascii():
        assert "names of connections" in found


@pytest.mark.parametrize("what", ["NIR", "IBAN", "phone", "e-mail"])
def test_what_looks_personal_is_masked_in_the_logs_of_an_installation(what):
    written = "0" + CANARIES[what] if what == "phone" else CANARIES[what]
    record = logging.LogRecord("house", logging.ERROR, __file__, 1, "wrote to %s", (written,), None)
    NoPersonalData().filter(record)
    assert record.getMessage() == "wrote to […]"
