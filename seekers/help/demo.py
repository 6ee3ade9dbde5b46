"""Invented places where somebody helps with a screen, and a few people of the demo town who asked for a call."""

from __future__ import annotations

from datetime import date

from portal import clock
from portal.demo.town import VISITED_FROM, Town, habit, share
from seekers.help import services
from seekers.help.models import PlaceKind, Way
from seekers.help.services import PlaceLine
from seekers.profiles.models import Seeker

PLACES = (
    ("Maison de services de l’Alcôve", PlaceKind.FRANCE_SERVICES, "3 place de l’Alcôve", "59100", "Roubaix", "03 99 00 10 01"),
    ("Médiathèque des Roseaux", PlaceKind.LIBRARY, "18 rue des Roseaux", "59100", "Roubaix", "03 99 00 10 02"),
    ("Le Coup de main numérique", PlaceKind.ASSOCIATION, "7 rue du Puits", "59200", "Tourcoing", "03 99 00 10 03"),
    ("Maison de services de la Grue", PlaceKind.FRANCE_SERVICES, "25 quai de la Grue", "69100", "Villeurbanne", "04 99 00 10 04"),
    ("Médiathèque du Grand Pin", PlaceKind.LIBRARY, "2 avenue du Pin", "13010", "Marseille", "04 99 00 10 05"),
    ("Maison de services des Filaos", PlaceKind.FRANCE_SERVICES, "11 allée des Filaos", "97410", "Saint-Pierre", "02 69 00 10 06"),
    ("Souris et compagnie", PlaceKind.ASSOCIATION, "6 chemin des Vacoas", "97410", "Saint-Pierre", "02 69 00 10 07"),
)  # fmt: skip
HOURS = "Du lundi au vendredi, de 9 h à 12 h et de 14 h à 17 h. Sans rendez-vous."
VISIT = clock.day_of(VISITED_FROM)
ASKS = {
    "chantal": (Way.CALL, "registration", "", [], "Je n’arrive pas à lire ce qui est écrit en petit."),
    "karim": (Way.CALL, "declaration:2026-11", "details", ["employers-0-pay:required"], ""),
    "lucie": (Way.WRITE, "declaration:2026-11", "month", [], "Mon arrêt finit le 3 : je déclare quoi pour décembre ?"),
}  # fmt: skip


@share(order=15, title="places of digital help")
def places(town: Town) -> None:
    lines = [
        PlaceLine(f"demo-{number}", name, postcode, city, kind, address, phone, HOURS)
        for number, (name, kind, address, postcode, city, phone) in enumerate(PLACES, start=1)
    ]
    services.load_places(lines=lines, actor=None, now=clock.now())


@habit(hour=9, order=80)
def some_ask_for_a_call(today: date) -> None:
    """On the visitor's first day, so that the advisor's list has promises to keep."""
    if today != VISIT:
        return
    for seeker in Seeker.objects.filter(user__identifier__in=ASKS).select_related("user").order_by("pk"):
        way, matter, step, errors, words = ASKS[seeker.user.identifier]
        services.ask(
            person=seeker.user, way=way, matter=matter, step=step, errors=errors, words=words, phone=str(seeker.phone),
            actor=seeker.user, now=clock.now(),
        )  # fmt: skip
