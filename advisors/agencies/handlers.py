"""What the rooms below say, and what it changes in who is received where."""

from __future__ import annotations

from advisors.agencies import services
from portal import clock
from portal.events import subscribe
from portal.reference.events import ReferenceLoaded
from seekers.profiles.events import AddressChanged
from seekers.profiles.models import Seeker
from seekers.registration.events import SeekerRegistered


@subscribe(SeekerRegistered)
def receive(event: SeekerRegistered) -> None:
    services.attach(seeker=Seeker.objects.get(pk=event.seeker_id), actor=None, now=clock.now())


@subscribe(AddressChanged)
def follow(event: AddressChanged) -> None:
    """Somebody who is not registered is received nowhere yet."""
    seeker = Seeker.objects.get(pk=event.seeker_id)
    if seeker.attachments.live().exists():
        services.attach(seeker=seeker, actor=None, now=clock.now(), moved=True)


@subscribe(ReferenceLoaded)
def draw_the_map_again(event: ReferenceLoaded) -> None:
    if event.sources & {"communes", "agencies"} and services.redraw(actor=None, now=clock.now()):
        services.attach_waiting(actor=None, now=clock.now())
