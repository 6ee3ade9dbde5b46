"""The people of the demo town.  Every identifier is impossible in real life.

NIR: a month of birth (``00``) that does not exist, though the key is right.  Phones: the range that ARCEP keeps for
fiction (06 39 98).  IBAN: bank ``00000``.  E-mail: the ``.example`` domain.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from portal import clock
from portal.accounts.models import User
from portal.demo.accounts import introduce
from portal.demo.hands import spread
from portal.demo.town import PASSWORD, Town, share
from seekers.profiles import services
from seekers.profiles.models import Seeker

FIRST_NAMES = (
    "Adèle Amadou Anaïs Aram Aya Baptiste Bintou Camille Célestin Chloé Clément Dalia Damien Diane Elias Emma Fanta "
    "Félix Gabin Hélène Hugo Idriss Inès Jade Joachim Jules Karima Kévin Lamia Léa Léon Lina Louise Lucas Maëlle Malik "
    "Manon Marius Mina Nadia Naïm Nina Noé Océane Omar Paul Rachel Raphaël Rose Sacha Salomé Samir Sofia Théo Timéo "
    "Ulysse Victor Yanis Yasmine Zoé"
).split()
LAST_NAMES = (
    "Abel Arnaud Aubry Bardin Barre Belkacem Benoît Berger Bidal Blanc Bonnet Bouvier Brunet Camara Carlier Charpin "
    "Collet Coulibaly Dacosta Daniel Delmas Diallo Dupin Fabre Faure Garnier Gautier Girard Guerin Haddad Henry Jacob "
    "Joly Kone Lacroix Lambert Leduc Lemoine Leroux Lopes Mallet Marchal Masson Meunier Michaud Moreau Nguyen Olivier "
    "Payet Perrin Picard Renaud Rivière Robin Roche Sanchez Schmitt Simon Traoré Vidal Weber"
).split()
POSTCODES = ("59100", "59200", "69100", "13010", "31200", "44100", "67100", "97410", "97200")


@dataclass(frozen=True)
class Persona:
    """Somebody worth meeting: ``trait`` says what the rooms above give them to live."""

    identifier: str
    first_name: str
    last_name: str
    trait: str
    why: str = ""
    postcode: str = "59100"
    born: date = date(1985, 4, 12)
    language: str = "fr"
    autonomy: str = "medium"
    preferred_channel: str = "email"


CAST = (
    Persona("amina", "Amina", "Kessler", "two_employers", "deux employeurs chaque mois, novembre à déclarer"),
    Persona("bruno", "Bruno", "Maes", "nothing", "rien à déclarer : un seul écran"),
    Persona("chantal", "Chantal", "Verdier", "agency", "déclare à l’agence, peu à l’aise en ligne", born=date(1966, 9, 3),
            autonomy="low", preferred_channel="sms"),
    Persona("david", "David", "Roussel", "ass", "allocation de solidarité (ASS)", born=date(1972, 1, 20)),
    Persona("elodie", "Élodie", "Payet", "part_time", "vit à La Réunion, petit emploi", postcode="97410"),
    Persona("farid", "Farid", "Benali", "forgetful", "a oublié : son inscription est terminée, à reprendre en un geste"),
    Persona("grace", "Grace", "Miller", "part_time", "lit le site en anglais", language="en"),
    Persona("hugo", "Hugo", "Delattre", "high_wage", "allocation haute : elle sera réduite après 182 jours payés",
            born=date(1979, 6, 30)),
    Persona("ines", "Inès", "Colin", "end_of_rights", "ses droits finissent bientôt"),
    Persona("jules", "Jules", "Ferrand", "no_account", "n’a pas donné de compte : son paiement attend"),
    Persona("karim", "Karim", "Osman", "draft", "déclaration commencée, pas envoyée"),
    Persona("lucie", "Lucie", "Tanguy", "sick", "en arrêt maladie dix jours"),
)  # fmt: skip

SHARES = (
    ("nothing", 30), ("part_time", 22), ("two_employers", 8), ("agency", 8), ("forgetful", 6), ("sick", 4), ("ass", 5),
    ("no_right", 4), ("high_wage", 3), ("end_of_rights", 3), ("no_account", 1), ("refused_account", 1), ("draft", 3),
    ("found_work", 2),
)  # fmt: skip
"""Out of a hundred people who are not worth a special visit."""


FIRST_INVENTED = 90_000_000_000


def number_of(identifier: str) -> int:
    """Each person of the town has one, from 1, the same on every machine: their row's own depends on who came in first."""
    if identifier.isdigit():
        return int(identifier) - FIRST_INVENTED + len(CAST)
    return next((number for number, persona in enumerate(CAST, start=1) if persona.identifier == identifier), 0)


def by_number(seekers: Iterable[Seeker]) -> list[Seeker]:
    """In the order of their numbers, which is the same on every machine."""
    return sorted(seekers, key=lambda seeker: number_of(seeker.user.identifier))


def trait_of(seeker: Seeker) -> str:
    """What the town gives this person to live; the same on every machine and after every restart."""
    return trait_named(seeker.user.identifier)


def trait_named(identifier: str) -> str:
    """``trait_of`` somebody whose file was not read."""
    known = {persona.identifier: persona.trait for persona in CAST}
    if identifier in known:
        return known[identifier]
    if not identifier.isdigit():
        return "nothing"
    place = int(identifier) * 37 % 100
    for trait, share_of_all in SHARES:
        if place < share_of_all:
            return trait
        place -= share_of_all
    return "nothing"


@share(order=20, title="people")
def people(town: Town) -> None:
    newcomers = [*CAST, *(invented(town, number) for number in range(1, town.people - len(CAST) + 1))]
    spread(arrive, list(enumerate(newcomers)), lambda done: town.progress("", done, len(newcomers)))
    # Hashing one password is slow on purpose; hashing the same one four hundred times would only be slow.
    User.objects.filter(seeker__isnull=False).update(password=make_password(PASSWORD))


def arrive(numbered: tuple[int, Persona]) -> None:
    number, persona = numbered
    seeker = services.create_seeker(
        identifier=persona.identifier,
        first_name=persona.first_name,
        last_name=persona.last_name,
        birth_date=persona.born,
        postcode=persona.postcode,
        email=f"{persona.identifier}@habitants.example",
        phone=f"+3363998{number:04d}",
        nir=impossible_nir(number, persona.born),
        language=persona.language,
        preferred_channel=persona.preferred_channel,
        autonomy=persona.autonomy,
        actor=None,
        now=clock.now(),
    )
    if persona.trait != "no_account":
        holder = f"{persona.first_name} {persona.last_name}".upper()
        services.change_bank_account(
            seeker=seeker, iban=impossible_iban(number), holder=holder, actor=None, now=clock.now()
        )


def invented(town: Town, number: int) -> Persona:
    chance = town.chance
    return Persona(
        identifier=f"{FIRST_INVENTED + number}",
        first_name=chance.choice(FIRST_NAMES),
        last_name=chance.choice(LAST_NAMES),
        trait="",
        postcode=chance.choice(POSTCODES),
        born=date(1962, 1, 1) + timedelta(days=chance.randrange(15_000)),
        language="en" if number % 40 == 0 else "fr",
        autonomy=chance.choice(("low", "medium", "medium", "high")),
        preferred_channel=chance.choice(("email", "email", "sms")),
    )


def impossible_nir(number: int, born: date) -> str:
    """Born in month 00: no register holds such a number.  Thirteen digits and a right key."""
    thirteen = f"{1 + number % 2}{born:%y}0099{number // 1000:03d}{number % 1000:03d}"
    return f"{thirteen}{97 - int(thirteen) % 97:02d}"


def impossible_iban(number: int) -> str:
    """An account at bank 00000, which does not exist, with right keys (RIB and IBAN)."""
    bank, counter, account = "00000", "00000", f"{number:011d}"
    rib = f"{97 - (89 * int(bank) + 15 * int(counter) + 3 * int(account)) % 97:02d}"
    bban = f"{bank}{counter}{account}{rib}"
    check = 98 - int(f"{bban}152700") % 97
    return f"FR{check:02d}{bban}"


for _persona in CAST:
    introduce(_persona.identifier, _persona.why)
