"""A provider in a thread of its own, over real HTTP, that can lie in every way a test asks for."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

CLIENT, SECRET, KID = "rebond", "a-secret-between-us", "of-today"


def new_key() -> Any:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Honest until told otherwise: ``id_token``, ``told``, ``discovery`` change what it says; None takes a claim away."""

    def __init__(self) -> None:
        self.key = self.signs_with = new_key()
        self.algorithm, self.kid, self.plain_userinfo = "RS256", KID, False
        self.claims: dict[str, Any] = {}
        self.id_token: dict[str, Any] = {}
        self.told: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.nonce = self.challenge = ""
        self.spent: set[str] = set()
        self.verifiers: list[bool] = []
        self.url = ""
        self.asked: list[str] = []

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, str, str]:
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return 200, "application/json", json.dumps(self.configuration())
        if path == "/jwks":
            key = jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
            return 200, "application/json", json.dumps({"keys": [{**key, "kid": KID, "alg": "RS256", "use": "sig"}]})
        if path == "/token":
            return self.token(form)
        if path == "/userinfo":
            told = _changed({**self.always(), **self.claims}, self.told)
            if self.plain_userinfo:
                return 200, "application/json", json.dumps(told)
            return 200, "application/jwt", self.signed(told)
        return 404, "text/plain", "nothing here"

    def configuration(self) -> dict[str, Any]:
        ends = {
            "authorization_endpoint": "/authorize", "token_endpoint": "/token", "userinfo_endpoint": "/userinfo",
            "jwks_uri": "/jwks", "end_session_endpoint": "/end",
        }  # fmt: skip
        return {"issuer": self.url, **{name: self.url + path for name, path in ends.items()}, **self.discovery}

    def token(self, form: dict[str, str]) -> tuple[int, str, str]:
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        self.verifiers.append(base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == self.challenge)
        if form.get("client_secret") != SECRET or form.get("code") in self.spent:
            return 400, "application/json", json.dumps({"error": "invalid_grant"})
        self.spent.add(form.get("code", ""))
        claims = _changed({**self.always(), "nonce": self.nonce}, self.id_token)
        body = {"access_token": "good-for-one-person", "token_type": "Bearer", "id_token": self.signed(claims)}
        return 200, "application/json", json.dumps(body)

    def always(self) -> dict[str, Any]:
        now = int(time.time())
        return {"iss": self.url, "aud": CLIENT, "sub": "subject-1", "iat": now, "exp": now + 60}

    def signed(self, claims: dict[str, Any]) -> str:
        key = None if self.algorithm == "none" else self.signs_with
        return jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": self.kid})


def _changed(claims: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in {**claims, **changes}.items() if value is not None}


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.reply({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self.reply({name: values[0] for name, values in parse_qs(body).items()})

        def reply(self, form: dict[str, str]) -> None:
            status, kind, body = provider.answer(urlsplit(self.path).path, form)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args: Any) -> None:
            """Not on the terminal of the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()


def app(provider: Provider, provider_id: str) -> dict[str, Any]:
    """The configuration of an installation that trusts ``provider``."""
    return {
        "provider_id": provider_id, "name": provider_id, "client_id": CLIENT, "secret": SECRET,
        "settings": {
            "server_url": provider.url, "oauth_pkce_enabled": True, "token_auth_method": "client_secret_post",
            "scope": ["openid"], "auth_params": {}, "mfa_levels": ["two-factors"],
        },
    }  # fmt: skip


def leave(client: Client, provider: Provider, source: str, address: str = "", **form: str) -> dict[str, str]:
    """Press the button: what the browser is sent away with, which the provider remembers."""
    answer = client.post(address or f"/compte/etat/{source}/", form)
    assert answer.status_code == 302, answer.content.decode()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}
    provider.nonce, provider.challenge = asked["nonce"], asked["code_challenge"]
    return asked


def come_back(client: Client, source: str, **query: str) -> Any:
    return client.get(f"/compte/etat/{source}/retour/", query)


def visit(client: Client, provider: Provider, source: str, **form: str) -> Any:
    """There and back."""
    asked = leave(client, provider, source, **form)
    return come_back(client, source, code=f"code-{asked['state']}", state=asked["state"])
