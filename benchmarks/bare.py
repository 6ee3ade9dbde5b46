"""The bare measure: the same server, the same database, one Django view that inserts one row and renders one page, nothing else."""

from __future__ import annotations

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.bare_settings"

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

ROWS = [(number, f"Ligne {number}", number * 137) for number in range(1, 31)]


def page(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_bare (at, words) VALUES (now(), 'une ligne') RETURNING id")
        (number,) = cursor.fetchone()
    return HttpResponse(engines["django"].get_template("bare.html").render({"number": number, "rows": ROWS}, request))


urlpatterns = [path("", page)]
application = get_wsgi_application()
