"""The sentence of each rule that opens a right, in plain French: for one day, then for several."""

from __future__ import annotations


def gettext_noop(message: str) -> str:
    """Mark a sentence for translation: extraction knows this name, and the rules stay free of Django."""
    return message


def same(message: str) -> tuple[str, str]:
    """A sentence that is the same for one day and for several."""
    return message, message


WORDING_OF_RIGHTS: dict[str, tuple[str, str]] = {
    "reference_period": same(
        gettext_noop(
            "Nous regardons les %(result)s mois qui précèdent la fin de votre contrat : du %(starts_on)s au %(ends_on)s."
        )
    ),
    "first_time_threshold": same(
        gettext_noop(
            "C’est votre premier droit depuis 20 ans : %(result)s jours ou %(needed_hours)s heures de travail suffisent."
        )
    ),
    "seasonal_threshold": same(
        gettext_noop(
            "Tous vos contrats sont saisonniers : %(result)s jours ou %(needed_hours)s heures de travail suffisent."
        )
    ),
    "worked_days": (
        gettext_noop("Vous avez travaillé %(result)s jour, 5 par semaine au plus. Il en faut %(needed)s."),
        gettext_noop("Vous avez travaillé %(result)s jours, 5 par semaine au plus. Il en faut %(needed)s."),
    ),
    "worked_hours": (
        gettext_noop(
            "Vous avez travaillé %(result)s jour, mais %(hours)s heures. Il faut %(needed)s jours ou "
            "%(needed_hours)s heures : les heures suffisent."
        ),
        gettext_noop(
            "Vous avez travaillé %(result)s jours, mais %(hours)s heures. Il faut %(needed)s jours ou "
            "%(needed_hours)s heures : les heures suffisent."
        ),
    ),
    "worked_too_little": (
        gettext_noop(
            "Vous avez travaillé %(result)s jour et %(hours)s heures. Il faut %(needed)s jours ou %(needed_hours)s heures."
        ),
        gettext_noop(
            "Vous avez travaillé %(result)s jours et %(hours)s heures. Il faut %(needed)s jours ou %(needed_hours)s heures."
        ),
    ),
    "resigned_before": (
        gettext_noop(
            "Vous aviez démissionné d’un emploi le %(left_on)s. Vous avez travaillé %(result)s jour depuis, il en faut "
            "%(needed)s : cette démission ne compte plus."
        ),
        gettext_noop(
            "Vous aviez démissionné d’un emploi le %(left_on)s. Vous avez travaillé %(result)s jours depuis, il en faut "
            "%(needed)s : cette démission ne compte plus."
        ),
    ),
    "resigned_before_hours": same(
        gettext_noop(
            "Vous aviez démissionné d’un emploi le %(left_on)s. Vous avez travaillé %(hours)s heures depuis, il en faut "
            "%(needed_hours)s : cette démission ne compte plus."
        )
    ),
    "project_days": same(
        gettext_noop(
            "Démission pour un projet de reconversion : vous avez travaillé %(result)s jours dans les %(months)s derniers "
            "mois. Il en faut %(needed)s."
        )
    ),
    "reference_pay": same(
        gettext_noop("Vos salaires bruts de cette période : %(result)s, sans les indemnités de fin de contrat.")
    ),
    "reference_pay_capped": same(
        gettext_noop(
            "Vos salaires bruts de cette période comptent pour %(result)s sur %(told_cents)s : la loi limite chaque mois "
            "à %(ceilings)s plafonds de la sécurité sociale."
        )
    ),
    "year_pay": same(gettext_noop("Vos salaires bruts des 12 derniers mois comptent pour %(result)s.")),
    "neutral_days": (
        gettext_noop("%(result)s jour d’arrêt, de congé ou de formation ne compte pas : il ne baisse pas votre droit."),
        gettext_noop(
            "%(result)s jours d’arrêt, de congé ou de formation ne comptent pas : ils ne baissent pas votre droit."
        ),
    ),
    "crisis_days": (
        gettext_noop(
            "%(result)s jour sans emploi pendant la crise sanitaire de 2020 et 2021 ne compte pas : il ne baisse pas votre "
            "droit."
        ),
        gettext_noop(
            "%(result)s jours sans emploi pendant la crise sanitaire de 2020 et 2021 ne comptent pas : ils ne baissent pas "
            "votre droit."
        ),
    ),
    "days_with_job": (
        gettext_noop("Vous aviez un emploi pendant %(result)s jour."),
        gettext_noop("Vous aviez un emploi pendant %(result)s jours."),
    ),
    "days_with_idle": same(
        gettext_noop(
            "Vous aviez un emploi pendant %(employment)s jours. Les %(idle)s jours entre deux emplois comptent aussi : "
            "%(result)s jours en tout."
        )
    ),
    "days_limited": same(
        gettext_noop(
            "Vous aviez un emploi pendant %(employment)s jours. Sur les %(idle)s jours entre deux emplois, "
            "%(idle_counted)s comptent (%(idle_rate)s des jours avec un emploi au plus) : %(result)s jours en tout."
        )
    ),
    "days_by_worked_days": same(
        gettext_noop("Vos %(worked)s jours de travail × %(multiplier_rate)s = %(result)s jours de calendrier.")
    ),
    "daily_wage": same(
        gettext_noop("Votre salaire de référence : %(pay_cents)s divisés par %(days)s jours = %(result)s par jour.")
    ),
    "year_daily_wage": same(
        gettext_noop(
            "Votre salaire de référence : %(pay_cents)s divisés par vos jours de travail = %(result)s par jour."
        )
    ),
    "wage_revalued": same(
        gettext_noop("Il a augmenté depuis la fin de votre contrat : %(result)s par jour au lieu de %(before_cents)s.")
    ),
    "part_time": same(
        gettext_noop(
            "Vous travailliez à %(part_time_rate)s d’un temps plein : la partie fixe et le minimum sont réduits d’autant."
        )
    ),
    "daily_fixed_and_proportional": same(
        gettext_noop(
            "Votre allocation par jour : %(proportional_rate)s de %(sjr_cents)s, plus %(fixed_cents)s = %(result)s brut."
        )
    ),
    "daily_sole_rate": same(
        gettext_noop("Votre allocation par jour : %(sole_rate)s de %(sjr_cents)s = %(result)s brut.")
    ),
    "daily_minimum": same(gettext_noop("Votre allocation par jour est portée au minimum : %(result)s brut.")),
    "daily_cap": same(
        gettext_noop(
            "Votre allocation ne peut pas dépasser %(cap_rate)s de votre salaire de référence : %(result)s brut par jour."
        )
    ),
    "reduced_later": same(
        gettext_noop("Après %(full_days)s jours payés, votre allocation passe à %(result)s brut par jour.")
    ),
    "duration": (
        gettext_noop("Durée : %(counted)s jours × %(coefficient_rate)s = %(result)s jour, arrondi au-dessus."),
        gettext_noop("Durée : %(counted)s jours × %(coefficient_rate)s = %(result)s jours, arrondis au-dessus."),
    ),
    "duration_whole": (
        gettext_noop("Durée : un jour payé pour chaque jour compté, soit %(result)s jour."),
        gettext_noop("Durée : un jour payé pour chaque jour compté, soit %(result)s jours."),
    ),
    "duration_minimum": same(
        gettext_noop("La loi prévoit un minimum : votre droit dure %(result)s jours au lieu de %(found)s.")
    ),
    "duration_maximum": same(
        gettext_noop(
            "À %(age)s ans, un droit ne peut pas dépasser %(result)s jours : c’est la durée du vôtre, au lieu de %(found)s."
        )
    ),
    "duration_agreed": same(
        gettext_noop(
            "Après une rupture conventionnelle, à %(age)s ans, un droit ne peut pas dépasser %(result)s jours : c’est la "
            "durée du vôtre, au lieu de %(found)s."
        )
    ),
    "duration_extension": (
        gettext_noop("À la fin, vous pourrez demander jusqu’à %(result)s jour de plus."),
        gettext_noop("À la fin, vous pourrez demander jusqu’à %(result)s jours de plus."),
    ),
    "specific_deferral": (
        gettext_noop(
            "Vous avez reçu %(indemnity_cents)s de plus que la loi ne prévoit à la fin du contrat. Divisés par "
            "%(divisor_cents)s : %(result)s jour à attendre."
        ),
        gettext_noop(
            "Vous avez reçu %(indemnity_cents)s de plus que la loi ne prévoit à la fin du contrat. Divisés par "
            "%(divisor_cents)s : %(result)s jours à attendre."
        ),
    ),
    "specific_deferral_capped": same(
        gettext_noop(
            "Vous avez reçu %(indemnity_cents)s de plus que la loi ne prévoit à la fin du contrat. Divisés par "
            "%(divisor_cents)s, limités à %(result)s jours à attendre."
        )
    ),
    "holiday_deferral": (
        gettext_noop(
            "Vos congés payés non pris, %(indemnity_cents)s, divisés par %(sjr_cents)s : %(result)s jour à attendre."
        ),
        gettext_noop(
            "Vos congés payés non pris, %(indemnity_cents)s, divisés par %(sjr_cents)s : %(result)s jours à attendre."
        ),
    ),
    "holiday_deferral_capped": same(
        gettext_noop(
            "Vos congés payés non pris, %(indemnity_cents)s, divisés par %(sjr_cents)s, limités à %(result)s jours à "
            "attendre."
        )
    ),
    "waiting_time": same(gettext_noop("Délai d’attente, le même pour tous : %(result)s jours.")),
    "no_waiting_time": same(
        gettext_noop("Pas de délai d’attente : il vous a déjà été appliqué dans les %(months)s derniers mois.")
    ),
    "first_payable": same(
        gettext_noop(
            "Contrat fini le %(ends_on)s, inscription le %(registered_on)s : votre premier jour payé est le %(result)s."
        )
    ),
    "resumed_days": (
        gettext_noop(
            "Vous avez un droit ouvert le %(opened_on)s : il vous reste %(result)s jour sur %(total)s. Il reprend."
        ),
        gettext_noop(
            "Vous avez un droit ouvert le %(opened_on)s : il vous reste %(result)s jours sur %(total)s. Il reprend."
        ),
    ),
    "resumed_daily": same(
        gettext_noop("Tant que ce droit n’est pas épuisé, le montant par jour reste le même : %(result)s brut.")
    ),
    "resumed_although_left": (
        gettext_noop(
            "Vous avez quitté un emploi le %(left_on)s. Vous n’avez travaillé que %(result)s jour depuis l’ouverture de ce "
            "droit, moins de %(needed)s : cela ne l’empêche pas de reprendre."
        ),
        gettext_noop(
            "Vous avez quitté un emploi le %(left_on)s. Vous n’avez travaillé que %(result)s jours depuis l’ouverture de ce "
            "droit, moins de %(needed)s : cela ne l’empêche pas de reprendre."
        ),
    ),
    "option_open": same(
        gettext_noop(
            "Votre travail depuis ouvre un autre droit : %(daily_cents)s par jour pendant %(days)s jours, soit %(result)s en "
            "tout, au lieu de %(left_cents)s. Vous pouvez le choisir à la place du premier, dans les %(window)s jours et pour "
            "toujours."
        )
    ),
    "option_closed": same(
        gettext_noop(
            "Votre travail depuis ouvrirait un droit de %(daily_cents)s par jour pendant %(days)s jours, soit %(result)s en "
            "tout. La loi permet de le choisir s’il vaut %(option_rate)s de ce qui reste du premier, %(left_cents)s, avec "
            "%(needed)s jours de travail depuis : ce n’est pas le cas."
        )
    ),
    "recharged_since": same(
        gettext_noop(
            "Votre droit de %(result)s jours est épuisé. Le travail d’après le %(used_through_on)s peut en ouvrir un nouveau."
        )
    ),
}
