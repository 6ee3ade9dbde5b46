"""The registration on paper: the questions of the site, for somebody who has neither the Internet nor a telephone."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.intake.papers import (
    Block,
    Paper,
    blanks,
    boxed,
    choice,
    day,
    heading,
    line,
    new_page,
    signature,
    ticks,
    words,
)
from seekers.registration.models import EndReason, InterruptionKind
from seekers.registration.summary import in_a_sentence

PAGES = 4
JOBS = 3


def registration_form() -> Paper:
    """The blank form: nothing is filled in, whoever it is for."""
    return Paper(
        title=_("Je m’inscris, et je demande mes droits"),
        pages=PAGES,
        blocks=[
            words(
                _("Écrivez en lettres capitales, une lettre par case. Si vous ne savez pas, laissez vide : nous vous appellerons."),
                _("Votre inscription compte du jour où vous postez ce formulaire."),
            ),
            *_who(),
            *_where(),
            new_page(),
            *_jobs(),
            *_pauses(),
            *_household(),
            new_page(),
            *_search(),
            *_bank(),
            *_copies(),
            signature(_("À"), _("Le"), _("Je signe : ce que j’ai écrit est vrai.")),
        ],
    )  # fmt: skip


def _who() -> list[Block]:
    return [
        heading(_("1. Vous")),
        blanks(boxed(_("Nom"), 24)),
        blanks(boxed(_("Prénom"), 24)),
        blanks(day(_("Né(e) le"), width=4), line(_("à (ville, pays)"), width=5)),
        blanks(boxed(_("Numéro de sécurité sociale (carte Vitale)"), 15)),
        choice(_("Votre nationalité"), [_("Française"), _("Europe"), _("Autre")]),
    ]


def _where() -> list[Block]:
    return [
        heading(_("2. Vous joindre")),
        blanks(line(_("Adresse : numéro, rue, bâtiment"))),
        blanks(boxed(_("Code postal"), 5, width=2), line(_("Ville"), width=5)),
        blanks(boxed(_("Téléphone, si vous en avez un"), 10, width=4), line(_("E-mail, si vous en avez un"), width=5)),
        choice(_("Comment vous écrire ?"), [_("Lettre"), _("SMS"), _("E-mail")]),
    ]


def _jobs() -> list[Block]:
    blocks = [
        heading(_("3. Vos derniers emplois")),
        words(
            _("Les emplois des deux dernières années (trois ans à partir de 55 ans), le plus récent d’abord."),
            _("Pourquoi un emploi est fini : %(reasons)s.")
            % {"reasons": ", ".join(map(in_a_sentence, list(EndReason)[:6]))},
        ),
        choice(_("Demandez-vous l’allocation chômage ?"), [_("Oui"), _("Non")]),
    ]
    first, second, third = (_job(number) for number in range(1, JOBS + 1))
    return [*blocks, *first, *second, new_page(), *third]


def _job(number: int) -> list[Block]:
    return [
        blanks(line(_("Employeur %(number)d") % {"number": number})),
        blanks(day(_("du")), day(_("au (vide si ça continue)"))),
        blanks(
            boxed(_("Salaire brut de tout cet emploi, en euros"), 7, width=5), boxed(_("Heures en tout"), 5, width=4)
        ),
        blanks(line(_("Pourquoi c’est fini"))),
        blanks(
            boxed(_("Congés payés touchés à la fin, en euros"), 5, width=5),
            boxed(_("Prime de départ, en euros"), 6, width=4),
        ),
    ]


def _pauses() -> list[Block]:
    return [
        heading(_("4. Vos arrêts pendant ces emplois")),
        words(", ".join(map(in_a_sentence, InterruptionKind)).capitalize() + "."),
        *[blanks(line(_("Quoi"), width=3), day(_("du"), width=4), day(_("au"), width=4)) for _each in range(2)],
    ]


def _household() -> list[Block]:
    return [
        heading(_("5. Votre foyer, votre disponibilité")),
        choice(_("Vivez-vous en couple ?"), [_("Oui"), _("Non")]),
        blanks(boxed(_("Enfants à charge"), 2, width=3), boxed(_("Revenus du foyer par mois, en euros"), 5, width=5)),
        choice(_("Êtes-vous disponible tout de suite ?"), [_("Oui"), _("Non")]),
        blanks(line(_("Sinon, pourquoi ; et ce dont vous avez besoin pour être bien reçu"))),
    ]


def _search() -> list[Block]:
    return [
        heading(_("6. L’emploi que vous cherchez")),
        blanks(line(_("Métier"))),
        blanks(boxed(_("Jusqu’à combien de kilomètres"), 3), boxed(_("Heures par semaine"), 2)),
    ]


def _bank() -> list[Block]:
    return [
        heading(_("7. Où vous payer")),
        blanks(boxed(_("IBAN (sur votre RIB), les 14 premiers signes"), 14)),
        blanks(boxed(_("puis les 13 derniers"), 13)),
        blanks(line(_("Nom du titulaire"))),
    ]


def _copies() -> list[Block]:
    return [
        heading(_("8. Les copies à joindre")),
        ticks(
            [
                _("Ma carte d’identité, mon passeport ou mon titre de séjour (les deux côtés)"),
                _("L’attestation employeur de chaque emploi ; sans elle, les fiches de paie des 12 derniers mois"),
                _("Mon relevé d’identité bancaire (RIB)"),
            ],
            label=_(
                "Des copies, jamais les originaux. Ce qui manque peut venir plus tard : n’attendez pas pour poster."
            ),
        ),
    ]
