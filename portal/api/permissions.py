"""The permission of every API view: it says who may, as pages do, or it answers nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

if TYPE_CHECKING:  # Django REST framework reads this module while it loads its views
    from rest_framework.views import APIView


class DeniedUnlessDeclared(BasePermission):
    """Asks the view's ``audience`` (``portal.accounts.audience.AudienceRule``).

    Signed out: 403 with a sentence.  Signed in without the role: 404, the address does not exist for them.
    """

    def has_permission(self, request: Request, view: APIView) -> bool:
        rule = getattr(view, "audience", None)
        if rule is None:
            raise Http404
        if not rule.admits(request.user):
            if request.user.is_authenticated:
                raise Http404
            return False
        return True
