"""OpenID Connect, as FranceConnect v2 and ProConnect speak it.

allauth makes the requests, keeps the state and the PKCE verifier, and finds the addresses.  Added here: the signature of the
ID token is always verified (allauth trusts TLS), the nonce is asked and compared, the answer of *userinfo* may be a signed
``application/jwt``, and both must speak of the same subject.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest

from portal.accounts.present import present

ALGORITHMS = ("RS256", "ES256")
"""What the two providers sign with.  Never ``none``, never a shared secret."""
CLOCKS_DIFFER = 30
"""Seconds."""


ADDRESSES_HOLD = timedelta(minutes=5)

_addresses: dict[str, tuple[datetime, dict[str, Any]]] = {}
"""What each provider last said of itself, in this process: pressing the button must not make us ask each time.  Keys are
asked for anew at each return, and neither ever lies in a cache that somebody else could write."""


class NotVerified(OAuth2Error):
    """A token that proves nothing: wrong signature, issuer, audience, nonce or time."""


def verified(
    token: str, *, keys: dict[str, Any], issuer: str, audience: str, required: tuple[str, ...]
) -> dict[str, Any]:
    """The claims of a signed token.  Refused: ``NotVerified``."""
    try:
        wanted = jwt.get_unverified_header(token).get("kid")
        signing = [each for each in jwt.PyJWKSet.from_dict(keys).keys if each.key_id == wanted]
        if len(signing) != 1:
            raise NotVerified("no such key")
        claims: dict[str, Any] = jwt.decode(
            token, signing[0].key, algorithms=ALGORITHMS, issuer=issuer, audience=audience, leeway=CLOCKS_DIFFER,
            options={"require": ["iss", "aud", "sub", *required]},
        )  # fmt: skip
    except jwt.PyJWTError as wrong:
        raise NotVerified(f"{type(wrong).__name__}: {wrong}") from wrong
    if claims.get("azp", audience) != audience:
        raise NotVerified("meant for another client")
    return claims


class StateAdapter(OpenIDConnectOAuth2Adapter):
    """One visit to one provider."""

    @property
    def openid_config(self) -> dict[str, Any]:
        address, now = self.get_provider().server_url, present()
        at, known = _addresses.get(address, (now - ADDRESSES_HOLD, {}))
        if now - at >= ADDRESSES_HOLD:
            known = super().openid_config
            _addresses[address] = now, known
        return known

    def get_access_token_data(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """An answer that says it comes from another provider is not even exchanged (RFC 9207)."""
        if request.GET.get("iss", self.openid_config["issuer"]) != self.openid_config["issuer"]:
            raise NotVerified("another issuer answers")
        return super().get_access_token_data(request, *args, **kwargs)

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        """Every claim that follows has been verified; the nonce is compared where the state is known (``same_nonce``)."""
        config, id_token = self.openid_config, kwargs["response"].get("id_token")
        if not isinstance(id_token, str):
            raise NotVerified("no ID token")
        keys = self._asked(config["jwks_uri"]).json()
        trust = {"keys": keys, "issuer": config["issuer"], "audience": app.client_id}
        proof = verified(id_token, required=("exp", "iat", "nonce"), **trust)
        told = self._userinfo(token.token, trust)
        if told.get("sub") != proof["sub"]:
            raise NotVerified("userinfo speaks of somebody else")
        login = self.get_provider().sociallogin_from_response(request, {"userinfo": told, "id_token": proof})
        login.id_token, login.end_session = id_token, self._end_session(config)
        return login

    def _userinfo(self, access_token: str, trust: dict[str, Any]) -> dict[str, Any]:
        answer = self._asked(self.profile_url, {"Authorization": f"Bearer {access_token}"})
        if answer.headers.get("Content-Type", "").split(";")[0].strip() == "application/jwt":
            return verified(answer.text, required=(), **trust)
        told = answer.json()
        if not isinstance(told, dict):
            raise NotVerified("userinfo is not an object")
        return told

    def _asked(self, url: str, headers: dict[str, str] | None = None) -> Any:
        with get_adapter().get_requests_session() as session:
            answer = session.get(url, headers=headers, allow_redirects=False)
            answer.raise_for_status()
        return answer

    @staticmethod
    def _end_session(config: dict[str, Any]) -> str:
        """Where a person ends their session there; only on the provider's own host."""
        address = config.get("end_session_endpoint", "")
        here, there = urlsplit(config["issuer"]), urlsplit(address)
        return address if (there.scheme, there.netloc) == (here.scheme, here.netloc) else ""


def same_nonce(proof: dict[str, Any], nonce: str) -> None:
    """The token answers this very visit.  Refused: ``NotVerified``."""
    if not (nonce and hmac.compare_digest(str(proof.get("nonce", "")).encode(), nonce.encode())):
        raise NotVerified("the nonce is not ours")


def gave_second_factor(proof: dict[str, Any], trusted: list[str]) -> bool:
    """Does the verified ID token say that a second factor was given?  By ``amr`` (RFC 8176) or a level in ``trusted``."""
    methods = proof.get("amr")
    return (isinstance(methods, list) and "mfa" in methods) or proof.get("acr") in trusted


def way_out(end_session: str, id_token: str, back_to: str, state: str) -> str:
    """Where to send a browser so that the session at the provider ends too."""
    query = {"id_token_hint": id_token, "post_logout_redirect_uri": back_to, "state": state}
    return f"{end_session}?{urlencode(query)}"
