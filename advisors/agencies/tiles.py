"""Where a person is received, on their home and on the page of what they signed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from phonenumber_field.phonenumber import PhoneNumber

from advisors.agencies.models import Attachment
from portal.tiles import Tile, tile


@tile("home.seeker", order=80)
def agency(request: HttpRequest, subject: Any) -> Tile | None:
    here = Attachment.objects.live().filter(seeker__user=subject).select_related("agency").first()
    if here is None:
        return None
    phone = here.agency.phone if here.agency else ""
    said = PhoneNumber.from_string(phone).as_national if phone else settings.HELP_PHONE
    context = {"agency": here.agency, "phone": phone or settings.HELP_PHONE, "said": said}
    return Tile("advisors/agencies/home.html", context)


@tile("registration.receipt", order=80)
def agency_after_signing(request: HttpRequest, subject: Any) -> Tile | None:
    """Nothing while an advisor still looks at the application: nobody is registered yet."""
    return agency(request, subject.applicant)
