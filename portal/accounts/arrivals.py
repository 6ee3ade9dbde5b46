"""Back from FranceConnect or ProConnect: who it is, and what that opens.

allauth has exchanged the code and ``gateways.openid`` has verified every claim.  What follows is ours alone: nobody is signed
up, no account is found by a name or an address but that of a colleague, and allauth saves nothing.
"""

from __future__ import annotations

import logging
from typing import Any, NoReturn

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from portal.accounts import identity as identities
from portal.accounts import services
from portal.accounts.audience import person
from portal.accounts.gateways.openid import gave_second_factor, same_nonce
from portal.accounts.identity import FRANCECONNECT, PROCONNECT, StateIdentity, identity_from
from portal.accounts.models import User
from portal.accounts.present import present
from portal.accounts.providers import configured
from portal.refusals import Refused

VISIT = "portal.accounts.state_visit"
"""In the session of who came this way: whose account, which subject, and how to leave the provider too."""
LONG = 43  # letters and digits: 256 bits; FranceConnect asks for 22 at least
WHERE_ONE_REGISTERS = "registration:begin"

logger = logging.getLogger(__name__)


def secret() -> str:
    """A state or a nonce."""
    return get_random_string(LONG)


class StateLoginAdapter(DefaultSocialAccountAdapter):
    """allauth asks; ``arrive`` answers, always."""

    def generate_state_param(self, state: dict) -> str:
        return secret()

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> NoReturn:
        raise ImmediateHttpResponse(arrive(request, sociallogin))

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> NoReturn:
        """Nothing of the reason is shown: it would help who tampers.  The journal keeps it, without a person in it."""
        logger.warning("sign-in through %s failed: %s %s", provider.sub_id, error, type(exception).__name__)
        raise ImmediateHttpResponse(not_done(request, _("La connexion n’a pas abouti. Vous pouvez réessayer."), 400))


def arrive(request: HttpRequest, sociallogin: Any) -> HttpResponse:
    """The person is who the provider says: link, let in, or begin an application."""
    proof, told = (sociallogin.account.extra_data[name] for name in ("id_token", "userinfo"))
    kept = sociallogin.state["data"]
    same_nonce(proof, kept["nonce"])
    source = sociallogin.provider.sub_id
    identity = identity_from(source, told, present())
    try:
        if kept["linking"]:
            return _link(request, identity, kept["linking"])
        known = services.colleague_of_identity if source == PROCONNECT else services.holder_of_identity
        user = known(identity)
    except Refused as refused:
        return not_done(request, refused.sentence, 403)
    if user is None:
        return _begin(request, identity, carried=kept["carried"])
    return _enter(request, user, sociallogin, identity, proof)


def not_done(request: HttpRequest, sentence: str, status: int) -> HttpResponse:
    return render(request, "account/state_not_done.html", {"sentence": sentence}, status=status)


def _link(request: HttpRequest, identity: StateIdentity, owner: int) -> HttpResponse:
    if not request.user.is_authenticated or request.user.pk != owner:
        return not_done(request, _("Votre session a pris fin. Reconnectez-vous, puis recommencez."), 403)
    services.link_state_identity(user=person(request), identity=identity, actor=person(request), now=present())
    messages.success(request, _("C’est fait : vous pouvez maintenant vous connecter de cette façon."))
    return redirect("account_security")


def _begin(request: HttpRequest, identity: StateIdentity, *, carried: str) -> HttpResponse:
    """Unknown: whatever file bears the same name, none is opened.  An application begins, with what its page had signed."""
    if request.user.is_authenticated:
        return not_done(request, _("Vous êtes déjà connecté. Reliez cette identité depuis « Ma sécurité »."), 403)
    identities.keep(request, identity, carried=carried)
    return redirect(WHERE_ONE_REGISTERS)


def _enter(
    request: HttpRequest, user: User, sociallogin: Any, identity: StateIdentity, proof: dict[str, Any]
) -> HttpResponse:
    if request.user.is_authenticated and request.user != user:
        logout(request)
    request.session[VISIT] = {
        "user": user.pk,
        "identity": {"source": identity.source, "subject": identity.subject},
        "id_token": sociallogin.id_token,
        "end_session": sociallogin.end_session,
    }
    record_authentication(request, user, "socialaccount", provider=identity.source)
    if identity.source == PROCONNECT and gave_second_factor(proof, configured()[PROCONNECT]["settings"]["mfa_levels"]):
        record_authentication(request, user, "mfa", type=identity.source)
    return perform_login(request, Login(user=user, redirect_url=sociallogin.get_redirect_url(request)))


def settle(request: HttpRequest, user: User) -> None:
    """The sign-in of ``user`` went to its end, second factor included.  An identity brought by somebody else is dropped.

    A colleague's first visit by ProConnect ties their account to this subject.
    """
    identities.forget(request)
    visit = request.session.get(VISIT)
    if visit is None:
        return
    if visit["user"] != user.pk:
        del request.session[VISIT]
        return
    identity = StateIdentity(**visit["identity"])
    if identity.source != FRANCECONNECT:
        services.link_state_identity(user=user, identity=identity, actor=user, now=present())
