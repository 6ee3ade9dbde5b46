"""The key with which the doubles sign: made once for each installation, beside its servers, never in the tree."""

from __future__ import annotations

import contextlib
import os
from functools import cache
from pathlib import Path
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from portal import local

KID = "demonstration"


@cache
def signing_key() -> Any:
    """The same for every process of this installation: the first one that needs it writes the file."""
    path = Path(local.state_dir(settings.CLUSTER)) / "identity.pem"
    if not path.exists():
        _write(path)
    return load_pem_private_key(path.read_bytes(), password=None)


def _write(path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with contextlib.suppress(FileExistsError):  # another process was first: its key is the one
        os.link(draft, path)
    draft.unlink()


def public_keys() -> dict[str, Any]:
    key: dict[str, Any] = jwt.algorithms.RSAAlgorithm.to_jwk(signing_key().public_key(), as_dict=True)
    return {"keys": [{**key, "kid": KID, "use": "sig", "alg": "RS256"}]}


def signed(claims: dict[str, Any]) -> str:
    return jwt.encode(claims, signing_key(), algorithm="RS256", headers={"kid": KID})
