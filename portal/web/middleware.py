"""Headers of every answer: what a browser may keep of it, and what a page may ask of the device."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

# Nothing here needs a camera, a place or a payment sheet: a script that slipped in must not have them either.
UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
STATIC_HEADERS = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class NoStore:
    """What a signed-in person sees is kept nowhere: the next one at this computer finds nothing by going back.

    Every answer varies by cookie and by ``HX-Request``, since the same address gives a page or a part of it. Stands
    after ``AuthenticationMiddleware``; an answer made above it (redirect to https) shows nothing of anyone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        signed_in_before = request.user.is_authenticated
        response = self.get_response(request)
        patch_vary_headers(response, ("Cookie", "HX-Request"))
        if signed_in_before or request.user.is_authenticated:
            response["Cache-Control"] = "no-store, private"
        return response


class PermissionsPolicy:
    """The static headers that Django and django-csp leave out. A view that sets one of them keeps its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in STATIC_HEADERS.items():
            response.setdefault(name, value)
        return response
