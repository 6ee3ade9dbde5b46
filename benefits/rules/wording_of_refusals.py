"""The sentence of each refusal, in plain French: what is missing, and what is still possible."""

from __future__ import annotations

from benefits.rules.wording_of_rights import gettext_noop, same

WORDING_OF_REFUSALS: dict[str, tuple[str, str]] = {
    "refused_no_job": same(
        gettext_noop("Nous ne voyons pas d’emploi terminé : le droit s’ouvre quand un contrat prend fin.")
    ),
    "refused_work": (
        gettext_noop("Il vous manque %(result)s jour de travail sur %(needed)s pour ouvrir un droit."),
        gettext_noop("Il vous manque %(result)s jours de travail sur %(needed)s pour ouvrir un droit."),
    ),
    "refused_late": same(
        gettext_noop(
            "Votre inscription date du %(registered_on)s. Il fallait la faire au plus tard le %(result)s, %(months)s mois "
            "après la fin du contrat."
        )
    ),
    "refused_resignation": same(
        gettext_noop(
            "Une démission n’ouvre pas de droit tout de suite. Si vous cherchez encore un emploi après %(days)s jours, "
            "vous pouvez demander un nouvel examen à partir du %(result)s."
        )
    ),
    "resumption_barred": same(
        gettext_noop(
            "Votre ancien droit a encore %(left)s jours, mais vous avez démissionné le %(left_on)s, après %(worked)s jours et "
            "%(hours)s heures de travail depuis son ouverture (%(needed)s jours ou %(needed_hours)s heures suffisent à "
            "l’arrêter). Ces jours ne sont pas perdus : si vous cherchez encore un emploi après %(days)s jours, vous pouvez "
            "demander un nouvel examen à partir du %(result)s."
        )
    ),
    "refused_resigned_before": same(
        gettext_noop(
            "Vous avez démissionné d’un emploi le %(left_on)s. Depuis, vous avez travaillé %(worked)s jours et %(hours)s "
            "heures : avec %(needed)s jours ou %(needed_hours)s heures, cette démission ne compterait plus. Si vous cherchez "
            "encore un emploi après %(days)s jours, vous pouvez demander un nouvel examen à partir du %(result)s."
        )
    ),
    "refused_project": same(
        gettext_noop(
            "Une démission pour un projet de reconversion ouvre un droit avec %(needed)s jours de travail dans les "
            "%(months)s derniers mois : vous en avez indiqué %(result)s. S’il manque un emploi, ajoutez-le. Il faut aussi que "
            "Transitions Pro ait reconnu le projet avant votre démission : un conseiller regarde son courrier avec vous."
        )
    ),
    "refused_project_then": same(
        gettext_noop(
            "À la date où votre contrat s’est terminé, une démission pour un projet de reconversion n’ouvrait pas encore de "
            "droit."
        )
    ),
    "security_daily": same(
        gettext_noop(
            "L’allocation de sécurisation professionnelle (ASP) vaut %(security_rate)s de votre salaire de référence dans cet "
            "emploi, %(sjr_cents)s par jour : environ %(result)s brut par jour, pendant %(months)s mois au plus."
        )
    ),
    "security_daily_short": same(
        gettext_noop(
            "Avec moins d’un an dans l’entreprise, l’allocation de sécurisation professionnelle (ASP) est la même que "
            "l’allocation chômage : environ %(result)s brut par jour."
        )
    ),
    "refused_security_contract": same(
        gettext_noop(
            "Vous avez accepté un contrat de sécurisation professionnelle (CSP) : il vous donne une autre allocation, "
            "l’ASP, sans jour d’attente. Un conseiller indemnisation l’ouvre avec vous."
        )
    ),
    "refused_mayotte": same(
        gettext_noop(
            "À Mayotte, l’assurance chômage a ses propres règles, que ce calcul ne suit pas : %(first_rate)s du salaire de "
            "référence pendant %(first_days)s jours, puis %(then_rate)s, au moins %(minimum_cents)s par jour, pour "
            "%(least)s à %(result)s jours. Un conseiller indemnisation calcule votre droit."
        )
    ),
    "refused_reason": same(
        gettext_noop("Nous ne savons pas encore comment votre contrat s’est terminé : un conseiller doit le vérifier.")
    ),
    "refused_pay": same(
        gettext_noop("Il nous manque vos salaires : sans eux, nous ne pouvons pas calculer d’allocation.")
    ),
}
