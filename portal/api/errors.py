"""Every refusal of the API is the same JSON: a stable ``code``, the ``sentence`` a person can read, and what goes with it."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from portal.refusals import Refused

REFUSED_STATUS = 409


def answer(error: Exception, context: dict[str, Any]) -> Response | None:
    """The settings' ``EXCEPTION_HANDLER``.  ``None`` for what nobody foresaw: it becomes a 500, and a line in the log."""
    if isinstance(error, Refused):
        set_rollback()
        return Response(body(error.code, error.sentence), status=REFUSED_STATUS)
    if isinstance(error, Http404 | exceptions.NotFound):
        set_rollback()
        return Response(body("not_found", _("Il n’y a rien à cette adresse pour vous.")), status=404)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        response.data = body("invalid", _("Une réponse manque ou n’a pas la forme attendue."), fields=error.detail)
    elif isinstance(error, exceptions.APIException):
        codes = error.get_codes()
        response.data = body(codes if isinstance(codes, str) else error.default_code, str(error.detail))
    return response


def body(code: str, sentence: str, **others: Any) -> dict[str, Any]:
    """The shape of every refusal."""
    return {"code": code, "sentence": sentence, **others}
