"""Sign-in through the State, by configuration: FranceConnect for people, ProConnect for colleagues.

Nothing is shown of a provider without its three values.  A demonstration has doubles of both, on its own pages.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from portal.settings.environment import text, words

MFA_LEVELS = "https://proconnect.gouv.fr/assurance/self-asserted-2fa,https://proconnect.gouv.fr/assurance/consistency-checked-2fa"
PIVOT = ["openid", "given_name", "family_name", "birthdate", "birthplace", "birthcountry", "gender", "email"]
COLLEAGUE = ["openid", "given_name", "usual_name", "email", "uid"]
ASKED = json.dumps({"id_token": {"amr": {"essential": True}, "acr": {"essential": False}}})


def apps(*, site_url: str, demo: bool) -> list[dict[str, Any]]:
    """What allauth needs to know of each provider that is configured."""
    franceconnect = _app("franceconnect", "FranceConnect", PIVOT)
    franceconnect |= {
        "client_id": text("FRANCECONNECT_CLIENT_ID", ""),
        "secret": text("FRANCECONNECT_CLIENT_SECRET", ""),
    }
    franceconnect["settings"] |= {
        "server_url": text("FRANCECONNECT_URL", "").rstrip("/"),
        "auth_params": {"acr_values": text("FRANCECONNECT_ACR", "eidas1")},
    }
    proconnect = _app("proconnect", "ProConnect", COLLEAGUE)
    proconnect |= {"client_id": text("PROCONNECT_CLIENT_ID", ""), "secret": text("PROCONNECT_CLIENT_SECRET", "")}
    proconnect["settings"] |= {
        "server_url": text("PROCONNECT_URL", "").rstrip("/"),
        "auth_params": {"claims": ASKED},
        "mfa_levels": words("PROCONNECT_MFA_ACR", MFA_LEVELS),
    }
    known = [franceconnect, proconnect]
    if demo:
        for app in known:
            app["client_id"] = app["client_id"] or f"demo-{app['provider_id']}"
            app["secret"] = app["secret"] or "demo-has-no-secrets"
            app["settings"]["server_url"] = (
                app["settings"]["server_url"] or f"{site_url}/demo/identite/{app['provider_id']}"
            )
    return [app for app in known if app["client_id"] and app["secret"] and app["settings"]["server_url"]]


def origins(known: list[dict[str, Any]], *, site_url: str) -> list[str]:
    """The other sites to which a form of ours may lead a browser: the content policy names them."""
    parts = [urlsplit(app["settings"]["server_url"]) for app in known]
    return sorted({f"{each.scheme}://{each.netloc}" for each in parts} - {site_url})


def _app(provider_id: str, name: str, scope: list[str]) -> dict[str, Any]:
    settings = {"oauth_pkce_enabled": True, "token_auth_method": "client_secret_post", "scope": scope}
    return {"provider_id": provider_id, "name": name, "settings": settings}
