"""The month on paper: the questions of the site, with boxes to tick, and lines for three employers."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.intake.papers import Block, Paper, blanks, boxed, choice, day, heading, line, new_page, signature, words
from portal.months import Month
from portal.web.templatetags.words import of_month
from seekers.declarations import services
from seekers.declarations.deadlines import last_day
from seekers.declarations.forms import ASKED, named
from seekers.declarations.models import Version
from seekers.declarations.summary import summary
from seekers.profiles.models import Seeker

EMPLOYERS = 3
"""As many as fit; whoever has more encloses a sheet."""
DAYS_ASKED = ("training", "internship", "sick_leave", "maternity", "paternity", "pension", "disability_pension")


def form_for(seeker: Seeker, month: Month, address: list[str] | None = None) -> Paper:
    """The form of ``month``, with the name and the employers of the month before; ``address`` for the window of an envelope."""
    carried = [each.name for each in services.carry_over(seeker, month).employers][:EMPLOYERS]
    closes = services.closes_at(services.find_window(month), seeker.zone)
    until = date_format(last_day(closes), _("l j F Y"))
    return Paper(
        title=_("Ma déclaration du mois : %(month)s") % {"month": named(month)},
        pages=services.FORM_PAGES,
        address=address or [],
        facts=[
            (_("Nom"), str(seeker)),
            (_("Identifiant"), seeker.user.identifier),
            (_("À poster au plus tard le"), until),
        ],
        blocks=[
            words(
                _(
                    "Répondez à chaque question : cochez Oui ou Non. Si vous ne savez pas, laissez vide : nous vous appellerons."
                ),
                _(
                    "C’est la date de la poste qui compte. Vous pouvez aussi déclarer en ligne, par téléphone ou à l’agence."
                ),
            ),
            *_work(month, carried),
            *_the_rest(month),
            *_the_end(month),
        ],
    )


def _yes_no(question: str, month: Month, hint: str = "") -> Block:
    return choice(str(ASKED[question] % {"month": named(month)}), [_("Oui"), _("Non")], hint)


def _work(month: Month, carried: list[str]) -> list[Block]:
    first, second, third = (
        _employer(rank, name) for rank, name in enumerate([*carried, "", "", ""][:EMPLOYERS], start=1)
    )
    return [
        heading(_("1. Votre travail")),
        _yes_no("worked", month, _("Même quelques heures, même si vous n’êtes pas encore payé.")),
        words(_("Si oui, écrivez chaque employeur. Le salaire est le salaire brut, avant impôt, du mois.")),
        *first,
        *second,
        new_page(),  # an address for the window takes the place of a third
        *third,
    ]


def _employer(number: int, name: str) -> list[Block]:
    return [
        blanks(line(_("Employeur %(number)d") % {"number": number}, value=name)),
        blanks(
            boxed(_("Heures"), 3, width=3),
            boxed(_("minutes"), 2, width=2),
            boxed(_("Salaire brut, en euros"), 5, width=5),
            boxed(_("centimes"), 2, width=2),
        ),
        choice(_("Ce contrat est-il fini ?"), [_("Oui"), _("Non")]),
    ]


def _the_rest(month: Month) -> list[Block]:
    blocks: list[Block] = [heading(_("2. Formation, santé, famille, retraite"))]
    for question in DAYS_ASKED:
        blocks.append(_yes_no(question, month))
        if question in {"training", "internship", "sick_leave"}:
            blocks.append(blanks(day(_("du")), day(_("au (vide si ça continue)"))))
    blocks.append(words(_("Pour les autres réponses « oui », écrivez les dates sur la page 3.")))
    return [*blocks, new_page()]


def _the_end(month: Month) -> list[Block]:
    return [
        heading(_("3. La suite")),
        _yes_no("still_looking", month, _("Cochez Oui pour garder votre inscription.")),
        words(
            _("Si vous cochez Non, nous vous appelons avant d’arrêter votre inscription : rien ne s’arrête par erreur.")
        ),
        blanks(line(_("Autres dates, autre employeur, ce que vous voulez nous dire"))),
        blanks(line("")),
        blanks(line("")),
        blanks(boxed(_("Un téléphone où vous appeler, si vous en avez un"), 10)),
        signature(_("À"), _("Le"), _("Je signe : ce que j’ai écrit est vrai.")),
    ]


def proof_letter(version: Version, address: list[str]) -> Paper:
    """What was typed from a form, and its proof, for somebody who reads nothing on a screen."""
    declaration = version.declaration
    said = summary(services.answers_of(version), declaration.month)
    return Paper(
        title=_("Votre déclaration %(of_month)s : preuve") % {"of_month": of_month(declaration.month)},
        address=address,
        facts=[(_("Numéro de preuve"), version.receipt), (_("Mois déclaré"), named(declaration.month))],
        blocks=[
            words(_("Nous avons recopié votre formulaire. Voici ce qui est déclaré. Gardez cette lettre.")),
            *[words(f"{each.question} {each.answer}", *each.lines) for each in said],
            words(
                _(
                    "Quelque chose n’est pas juste ? Appelez-nous, ou écrivez-nous avec le numéro de preuve : nous corrigeons. "
                    "Votre inscription ne risque rien."
                )
            ),
        ],
    )
