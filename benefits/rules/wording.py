"""The sentence of each rule, in plain French: for one day, then for several. Translated by whoever shows it."""

from __future__ import annotations

from benefits.rules.wording_of_refusals import WORDING_OF_REFUSALS
from benefits.rules.wording_of_rights import WORDING_OF_RIGHTS, gettext_noop, same

WORDING: dict[str, tuple[str, str]] = {
    **WORDING_OF_RIGHTS,
    **WORDING_OF_REFUSALS,
    "month_base": same(gettext_noop("Votre mois compte %(result)s jours.")),
    "non_payable_days": (
        gettext_noop("%(result)s jour ne peut pas être payé : il en reste %(payable)s sur %(base)s."),
        gettext_noop("%(result)s jours ne peuvent pas être payés : il en reste %(payable)s sur %(base)s."),
    ),
    "full_allowance": same(
        gettext_noop("Sans travail, vous auriez reçu %(days)s × %(daily_cents)s = %(result)s brut.")
    ),
    "retained_pay": same(
        gettext_noop("Nous retenons %(retained_rate)s de votre salaire brut de %(gross_pay_cents)s, soit %(result)s.")
    ),
    "days_after_pay": (
        gettext_noop(
            "Il reste %(result)s jour à payer : (%(full_allowance_cents)s − %(retained_pay_cents)s) "
            "divisé par %(daily_cents)s, arrondi."
        ),
        gettext_noop(
            "Il reste %(result)s jours à payer : (%(full_allowance_cents)s − %(retained_pay_cents)s) "
            "divisé par %(daily_cents)s, arrondi."
        ),
    ),
    "cumul_cap": (
        gettext_noop(
            "Votre salaire et votre allocation ensemble ne peuvent pas dépasser votre ancien salaire, "
            "%(cap_cents)s : %(result)s jour est payé au lieu de %(before)s."
        ),
        gettext_noop(
            "Votre salaire et votre allocation ensemble ne peuvent pas dépasser votre ancien salaire, "
            "%(cap_cents)s : %(result)s jours sont payés au lieu de %(before)s."
        ),
    ),
    "days_left_limit": (
        gettext_noop("Il vous restait %(result)s jour de droits : nous ne pouvons pas en payer %(before)s."),
        gettext_noop("Il vous restait %(result)s jours de droits : nous ne pouvons pas en payer %(before)s."),
    ),
    "days_at_full_rate": same(gettext_noop("Jours payés : %(days)s × %(daily_cents)s = %(result)s brut.")),
    "days_at_reduced_rate": same(
        gettext_noop("Jours payés au montant réduit après 6 mois : %(days)s × %(daily_cents)s = %(result)s brut.")
    ),
    "work_kept": same(
        gettext_noop("Vous avez travaillé : ce mois-ci, votre salaire s’ajoute en entier à votre allocation.")
    ),
    "work_stops": same(
        gettext_noop("Vous avez travaillé plus de 3 mois : l’allocation n’est pas payée les mois où vous travaillez.")
    ),
    "solidarity_days": same(gettext_noop("Allocation de solidarité : %(days)s × %(daily_cents)s = %(result)s.")),
    "solidarity_resources": same(
        gettext_noop(
            "Les ressources de votre foyer laissent %(ceiling_left_cents)s sous le plafond : vous recevez %(result)s "
            "au lieu de %(whole_cents)s."
        )
    ),
    "pension": same(gettext_noop("Retraite complémentaire : %(daily_cents)s par jour × %(days)s = %(result)s.")),
    "pension_two_rates": same(
        gettext_noop(
            "Retraite complémentaire : %(daily_cents)s par jour, puis %(daily_reduced_cents)s au montant réduit, "
            "soit %(result)s."
        )
    ),
    "csg": same(gettext_noop("CSG (impôt social) : %(daily_cents)s par jour × %(days)s = %(result)s.")),
    "csg_two_rates": same(
        gettext_noop(
            "CSG (impôt social) : %(daily_cents)s par jour, puis %(daily_reduced_cents)s au montant réduit, "
            "soit %(result)s."
        )
    ),
    "crds": same(gettext_noop("CRDS (impôt social) : %(daily_cents)s par jour × %(days)s = %(result)s.")),
    "crds_two_rates": same(
        gettext_noop(
            "CRDS (impôt social) : %(daily_cents)s par jour, puis %(daily_reduced_cents)s au montant réduit, "
            "soit %(result)s."
        )
    ),
    "no_csg": same(gettext_noop("Vous ne payez pas de CSG ni de CRDS.")),
    "net_whole": same(gettext_noop("Rien n’est retenu : vous recevez %(result)s.")),
    "net": same(gettext_noop("Vous recevez %(gross_cents)s − %(held_back_cents)s = %(result)s.")),
    "postponed": (
        gettext_noop("%(result)s jour est reporté, pas perdu : il vous sera payé plus tard si vous en avez besoin."),
        gettext_noop(
            "%(result)s jours sont reportés, pas perdus : ils vous seront payés plus tard si vous en avez besoin."
        ),
    ),
    "days_left": (
        gettext_noop("Après ce mois, il vous reste %(result)s jour de droits."),
        gettext_noop("Après ce mois, il vous reste %(result)s jours de droits."),
    ),
    "end_of_rights": same(gettext_noop("Vos droits sont terminés : il ne reste plus de jour à payer.")),
}
