"""What a provider does, apart from the pages: codes that serve once, signed tokens, and refusals with their OAuth names."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from portal.accounts.present import present
from portal.accounts.providers import configured
from portal.demo.identity.keys import signed
from portal.demo.identity.people import Invented, found

CODE, TOKEN = "portal.demo.identity.code", "portal.demo.identity.token"
CODE_LIVES, TOKEN_LIVES = 60, 300
SHORTEST = 22
"""Of a state and a nonce, as FranceConnect asks."""
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Wrong(Exception):
    """``code``: the error of RFC 6749 or OpenID Connect."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def issuer(source: str) -> str:
    return f"{settings.SITE_URL}/demo/identite/{source}"


def configuration(source: str) -> dict[str, Any]:
    here = issuer(source)
    return {
        "issuer": here,
        "authorization_endpoint": f"{here}/authorize/",
        "token_endpoint": f"{here}/token/",
        "userinfo_endpoint": f"{here}/userinfo/",
        "jwks_uri": f"{here}/jwks/",
        "end_session_endpoint": f"{here}/end-session/",
        "response_types_supported": ["code"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "userinfo_signing_alg_values_supported": ["RS256"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["client_secret_post"],
        "authorization_response_iss_parameter_supported": True,
    }


def checked(source: str, asked: Mapping[str, str], host: str) -> None:
    """Is this a request that the real ones would take?  Refused: ``Wrong``."""
    if asked.get("client_id") != configured()[source]["client_id"]:
        raise Wrong("unauthorized_client", "client_id")
    if not ours(asked.get("redirect_uri", ""), reverse("openid_connect_callback", args=[source]), host):
        raise Wrong("invalid_request", "redirect_uri")
    if asked.get("response_type") != "code" or "openid" not in asked.get("scope", "").split():
        raise Wrong("invalid_request", "response_type, scope")
    if min(len(asked.get("state", "")), len(asked.get("nonce", ""))) < SHORTEST:
        raise Wrong("invalid_request", "state, nonce")
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        raise Wrong("invalid_request", "code_challenge")


def ours(address: str, path: str, host: str) -> bool:
    """Is ``address`` the page ``path`` of this very portal?  A visitor may say localhost or 127.0.0.1."""
    here, there = urlsplit(settings.SITE_URL), urlsplit(address)
    known = {host, here.netloc}
    if here.hostname in {"127.0.0.1", "localhost", "::1"}:
        known |= {f"{name}:{here.port}" for name in LOOPBACK}
    return (there.scheme, there.path, there.query) == (here.scheme, path, "") and there.netloc in known


def code_for(source: str, person: Invented, asked: Mapping[str, str]) -> str:
    kept = {name: asked[name] for name in ("client_id", "redirect_uri", "nonce", "code_challenge")}
    return signing.dumps({**kept, "source": source, "key": person.key}, salt=CODE)


def tokens_for(source: str, given: Mapping[str, str]) -> dict[str, Any]:
    """Exchange a code, once.  Refused: ``Wrong``."""
    app, code = configured()[source], given.get("code", "")
    if given.get("client_id") != app["client_id"] or not _same(given.get("client_secret", ""), app["secret"]):
        raise Wrong("invalid_client", "client_secret")
    try:
        kept = signing.loads(code, salt=CODE, max_age=CODE_LIVES)
    except signing.BadSignature as wrong:
        raise Wrong("invalid_grant", "code") from wrong
    expected = (source, given.get("redirect_uri"), "authorization_code")
    if (kept["source"], kept["redirect_uri"], given.get("grant_type")) != expected:
        raise Wrong("invalid_grant", "redirect_uri, grant_type")
    if not _same(_challenge(given.get("code_verifier", "")), kept["code_challenge"]):
        raise Wrong("invalid_grant", "code_verifier")
    if not cache.add(f"demo.identity.code:{hashlib.sha256(code.encode()).hexdigest()}", 1, CODE_LIVES):
        raise Wrong("invalid_grant", "this code was used")
    person = found(source, kept["key"])
    if person is None:
        raise Wrong("invalid_grant", "nobody")
    proof = {**_claims(source, person), **person.proof, "nonce": kept["nonce"]}
    access = signing.dumps({"source": source, "key": person.key}, salt=TOKEN)
    return {"access_token": access, "token_type": "Bearer", "expires_in": TOKEN_LIVES, "id_token": signed(proof)}


def userinfo(source: str, access_token: str) -> str:
    """A signed token, as the real ones answer.  Refused: ``Wrong``."""
    try:
        kept = signing.loads(access_token, salt=TOKEN, max_age=TOKEN_LIVES)
    except signing.BadSignature as wrong:
        raise Wrong("invalid_token", "access_token") from wrong
    person = found(source, kept["key"]) if kept["source"] == source else None
    if person is None:
        raise Wrong("invalid_token", "access_token")
    return signed({**_claims(source, person), **person.claims})


def _claims(source: str, person: Invented) -> dict[str, Any]:
    now = int(present().timestamp())
    return {
        "iss": issuer(source),
        "aud": configured()[source]["client_id"],
        "sub": person.subject,
        "iat": now,
        "exp": now + CODE_LIVES,
    }


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())
