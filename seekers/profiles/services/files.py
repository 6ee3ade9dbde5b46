"""The file of a person: opening it, completing it, how to reach them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from portal import events
from portal.accounts import services as accounts
from portal.accounts.models import User
from portal.accounts.roles import Role
from portal.audit import services as audit
from portal.notifications import services as notifications
from portal.notifications.models import Channel
from seekers.profiles import rules
from seekers.profiles.events import AddressChanged
from seekers.profiles.kinds import ContactChanged
from seekers.profiles.models import Seeker
from seekers.profiles.services import checked
from seekers.profiles.services.refusals import AlreadyKnown


def create_seeker(
    *,
    identifier: str,
    first_name: str,
    last_name: str,
    birth_date: date,
    postcode: str,
    actor: Any,
    now: datetime,
    email: str | None = None,
    phone: str = "",
    nir: str | None = None,
    language: str = "fr",
    preferred_channel: str = Channel.EMAIL,
    phone_is_shared: bool = False,
    autonomy: str = "unknown",
    password: str | None = None,
) -> Seeker:
    """Open the file of a person and their account with the role of job seeker.  Without ``password`` the account
    cannot sign in yet.

    Refused: ``AlreadyKnown`` (NIR), ``NameTaken`` of accounts (identifier, e-mail), ``WrongIdentity``.
    """
    with transaction.atomic():
        user = accounts.open_account(
            identifier=identifier, full_name=f"{first_name} {last_name}", email=email or None,
            role=Role.SEEKER, actor=actor, now=now, language=language,
        )  # fmt: skip
        if password:
            user.set_password(password)
            user.save(update_fields=["password"])
        return create_seeker_for(
            user=user, first_name=first_name, last_name=last_name, birth_date=birth_date, postcode=postcode, phone=phone,
            nir=nir, preferred_channel=preferred_channel, phone_is_shared=phone_is_shared, autonomy=autonomy, actor=actor,
            now=now,
        )  # fmt: skip


def create_seeker_for(
    *,
    user: User,
    first_name: str,
    last_name: str,
    birth_date: date,
    postcode: str,
    actor: Any,
    now: datetime,
    birth_place: str = "",
    nationality: str = "",
    nir: str | None = None,
    identity_from: str = "",
    phone: str = "",
    phone_is_shared: bool = False,
    preferred_channel: str = Channel.EMAIL,
    autonomy: str = "unknown",
    address_line: str = "",
    commune_code: str = "",
) -> Seeker:
    """Open the file of a person who has an account already (an applicant who signs).

    Refused: ``AlreadyKnown`` (NIR), ``WrongIdentity``.
    """
    number = checked.nir(nir) if nir else None
    with transaction.atomic():
        if number and Seeker.objects.filter(nir=number).exists():
            raise AlreadyKnown(_("Un dossier existe déjà avec ce numéro de sécurité sociale."))
        seeker = Seeker.objects.create(
            user=user, nir=number, first_name=first_name, last_name=last_name, birth_date=birth_date,
            birth_place=birth_place, nationality=nationality, identity_from=identity_from,
            phone=checked.phone(phone), postcode=checked.postcode(postcode), zone=rules.zone_of(postcode),
            address_line=address_line, commune_code=commune_code, preferred_channel=preferred_channel,
            phone_is_shared=phone_is_shared, autonomy=autonomy, created_at=now,
        )  # fmt: skip
        audit.record(action="profiles.created", target=seeker, actor=actor)
    return seeker


def complete_identity(
    *, seeker: Seeker, birth_place: str, nationality: str, nir: str | None, actor: Any, now: datetime
) -> Seeker:
    """Fill in what the file did not know yet; what is there is changed by an advisor only, with a document.

    Refused: ``AlreadyKnown`` (NIR), ``WrongIdentity``.
    """
    number = checked.nir(nir) if nir else None
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).select_related("user").get(pk=seeker.pk)
        offered = {"birth_place": birth_place, "nationality": nationality, "nir": number}
        new = {name: value for name, value in offered.items() if value and not getattr(locked, name)}
        if not new:
            return locked
        if "nir" in new and Seeker.objects.filter(nir=number).exists():
            raise AlreadyKnown(_("Un dossier existe déjà avec ce numéro de sécurité sociale."))
        for name, value in new.items():
            setattr(locked, name, value)
        locked.save(update_fields=list(new))
        audit.record(action="profiles.identity_completed", target=locked, actor=actor, details={"filled": sorted(new)})
    return locked


def change_contact(
    *,
    seeker: Seeker,
    actor: Any,
    now: datetime,
    email: str | None,
    phone: str,
    postcode: str,
    preferred_channel: str,
    phone_is_shared: bool,
    address_line: str | None = None,
    commune_code: str | None = None,
) -> Seeker:
    """How to reach the person.  A new address or number forgets the failures of the old one.  None: where they live is
    not changed.

    Refused: ``AlreadyKnown`` (someone else's e-mail), ``WrongIdentity``.
    """
    number, place, address = checked.phone(phone), checked.postcode(postcode), email or None
    with transaction.atomic():
        locked = Seeker.objects.select_for_update(of=("self",)).select_related("user").get(pk=seeker.pk)
        owner = User.objects.named(address) if address else None
        if owner is not None and owner.pk != locked.user_id:
            raise AlreadyKnown(_("Cette adresse e-mail est déjà celle d’un autre compte."))
        changed = []
        if (locked.user.email and locked.user.email != address) or (locked.phone and str(locked.phone) != number):
            _tell_former(locked, now)
        if locked.user.email != address:
            changed.append("email")
            locked.user.email, locked.email_failed_at = address, None
            locked.user.save(update_fields=["email"])
        if str(locked.phone) != number:
            changed.append("phone")
            locked.phone, locked.phone_failed_at = number, None
        if locked.postcode != place or (commune_code is not None and locked.commune_code != commune_code):
            changed.append("postcode")
            locked.commune_code = (
                commune_code or ""
            )  # when the new one is not known yet, the old one is wrong all the same
        locked.postcode, locked.zone = place, rules.zone_of(place)
        locked.preferred_channel, locked.phone_is_shared = preferred_channel, phone_is_shared
        locked.address_line = locked.address_line if address_line is None else address_line
        locked.save(
            update_fields=[
                "phone", "phone_failed_at", "email_failed_at", "postcode", "commune_code", "zone",
                "preferred_channel", "phone_is_shared", "address_line",
            ]
        )  # fmt: skip
        audit.record(action="profiles.contact_changed", target=locked, actor=actor, details={"changed": changed})
        if "postcode" in changed:
            events.publish(AddressChanged(locked.pk))
    return locked


def _tell_former(seeker: Seeker, now: datetime) -> None:
    """Written to the address and the number as they still are: whoever stole a session cannot move a file in silence."""
    notifications.post(
        kind=ContactChanged, user=seeker.user, context={}, now=now, channels=(Channel.EMAIL, Channel.SMS),
        dedupe_key=f"contact:{seeker.pk}:{now:%Y%m%d%H%M%S}",
    )  # fmt: skip
