"""The accounts cannot write to anyone: what happens to one is told from here."""

from __future__ import annotations

from portal import clock, events
from portal.accounts import events as happened
from portal.accounts import services as accounts
from portal.accounts.models import PasswordReset, RoleGrant, User
from portal.accounts.present import present
from portal.accounts.roles import Role
from portal.audit.events import TooManyFilesOpened
from portal.home import kinds
from portal.notifications import services as notifications
from portal.notifications.models import Channel


@events.subscribe(happened.PasswordResetAsked)
def send_link(event: happened.PasswordResetAsked) -> None:
    reset = PasswordReset.objects.select_related("user").get(pk=event.reset_id)
    now = present()
    path = accounts.issue_link(reset=reset, now=now)
    _mail(kinds.ChoosePassword, event.user_id, f"account.reset:{reset.pk}", {"path": path})


@events.subscribe(happened.AccountOpened)
def invite(event: happened.AccountOpened) -> None:
    path = accounts.issue_link(user=User.objects.get(pk=event.user_id), now=present())
    _mail(
        kinds.Invitation, event.user_id, f"account.invitation:{event.user_id}:{event.at:%Y%m%d%H%M%S}", {"path": path}
    )


@events.subscribe(happened.AccountLocked)
def tell_locked(event: happened.AccountLocked) -> None:
    """Once a day: someone who hammers an account must not fill its owner's mailbox."""
    _mail(
        kinds.AccountLocked, event.user_id, f"account.locked:{event.user_id}:{event.at:%Y%m%d}", {"until": event.until}
    )


@events.subscribe(happened.SecurityChanged)
def tell_change(event: happened.SecurityChanged) -> None:
    kind = kinds.CHANGES[event.what]
    _mail(kind, event.user_id, f"{kind.code}:{event.user_id}:{event.at:%Y%m%d%H%M%S}", {"at": event.at})


@events.subscribe(happened.SprayingSuspected)
def alert_operators(event: happened.SprayingSuspected) -> None:
    for user_id in RoleGrant.objects.held().filter(role=Role.OPERATOR).values_list("user_id", flat=True):
        _mail(kinds.Spraying, user_id, f"account.spraying:{event.alarm_id}:{user_id}", {"at": event.at})


@events.subscribe(TooManyFilesOpened)
def alert_to_extraction(event: TooManyFilesOpened) -> None:
    """By its identifier: who it is stands in the trail."""
    who = User.objects.get(pk=event.user_id).identifier
    for user_id in RoleGrant.objects.held().filter(role=Role.OPERATOR).values_list("user_id", flat=True):
        key = f"audit.too_many_files:{event.user_id}:{event.at:%Y%m%d%H%M%S}:{user_id}"
        _mail(kinds.TooManyFiles, user_id, key, {"who": who, "files": event.files, "at": event.at})


def _mail(kind: type[kinds.Kind], user_id: int, key: str, context: dict[str, object]) -> None:
    user = User.objects.get(pk=user_id)
    notifications.post(kind=kind, user=user, context=context, dedupe_key=key, now=clock.now(), channels=[Channel.EMAIL])
