"""What a person reads before a right ends, and of the allowance that may follow."""

from __future__ import annotations

from datetime import date

from portal.notifications.kinds import Kind, Text


class EndsLater(Kind):
    code = "endings.ninety_days"
    link = "endings:mine"
    example = {"day": date(2026, 9, 28), "days": 160}
    texts = {
        "fr": Text(
            subject="Vos droits finissent vers le {day}",
            body="Si tous vos jours sont payés, votre allocation s’arrête le {day}. Il vous reste {days} jours.\n\n"
            "Ensuite, une autre allocation est peut-être possible : l’ASS. Nous avons préparé la demande, il reste quelques "
            "questions.\n\nVous avez travaillé depuis l’ouverture de vos droits ? Ils peuvent être rechargés.\n\n"
            "Un conseiller peut regarder avec vous.",
            sms="vos droits finissent vers le {day}. Voyez la suite possible.",
        ),
        "en": Text(
            subject="Your rights end around {day}",
            body="If all your days are paid, your allowance stops on {day}. You have {days} days left.\n\n"
            "After that, another allowance may be possible: the ASS. We have prepared the claim, a few questions are left.\n\n"
            "Did you work since your rights opened? They may be recharged.\n\nAn advisor can look at it with you.",
            sms="your rights end around {day}. See what may come next.",
        ),
    }


class EndsSoon(Kind):
    code = "endings.thirty_days"
    link = "endings:mine"
    example = {"day": date(2026, 9, 28), "days": 90}
    texts = {
        "fr": Text(
            subject="Vos droits finissent le {day}",
            body="Votre allocation s’arrête le {day}, ou un peu plus tard si vous travaillez. Il vous reste {days} jours.\n\n"
            "Complétez maintenant la demande d’ASS que nous avons préparée : si elle est accordée, elle commence le "
            "lendemain, sans trou.\n\nVotre inscription continue : déclarez toujours chaque mois.\n\n"
            "Un conseiller peut le faire avec vous.",
            sms="vos droits finissent le {day}. Complétez la demande préparée.",
        ),
        "en": Text(
            subject="Your rights end on {day}",
            body="Your allowance stops on {day}, or a little later if you work. You have {days} days left.\n\n"
            "Complete now the ASS claim that we have prepared: if it is granted, it starts the next day, without a gap.\n\n"
            "Your registration goes on: keep declaring each month.\n\nAn advisor can do it with you.",
            sms="your rights end on {day}. Complete the claim we prepared.",
        ),
    }


class RenewSoon(Kind):
    code = "endings.renew"
    link = "endings:mine"
    example = {"day": date(2026, 9, 28), "days": 90}
    texts = {
        "fr": Text(
            subject="Votre ASS est à renouveler avant le {day}",
            body="L’ASS est accordée pour six mois. La vôtre s’arrête le {day}.\n\n"
            "Nous avons préparé le renouvellement : dites-nous les ressources de votre foyer. Un conseiller peut le faire "
            "avec vous.",
            sms="votre allocation est à renouveler avant le {day}. Tout est préparé.",
        ),
        "en": Text(
            subject="Your ASS must be renewed before {day}",
            body="The ASS is granted for six months. Yours stops on {day}.\n\n"
            "We have prepared the renewal: tell us the resources of your household. An advisor can do it with you.",
            sms="your allowance must be renewed before {day}. All is prepared.",
        ),
    }


class AssLookedAt(Kind):
    code = "endings.ass_received"
    link = "endings:mine"
    at_once = True
    texts = {
        "fr": Text(
            "Nous avons reçu votre demande d’ASS",
            "Un conseiller indemnisation la regarde : un point est à vérifier. Vous n’avez rien à faire, il vous appelle si "
            "besoin.",
        ),
        "en": Text(
            "We have received your ASS claim",
            "A benefit advisor is looking at it: one point must be checked. There is nothing to do, they call you if needed.",
        ),
    }


FIGURES = {
    "until": date(2026, 9, 28), "resources": "12 345,67 €", "ceiling": "12 345,67 €", "monthly": "1 234,56 €",
    "why_fr": "Pas assez d’années de travail dans les dix ans avant la fin du contrat", "why_en": "Not enough years of work",
}  # fmt: skip


class AssGranted(Kind):
    code = "endings.ass_granted"
    link = "endings:mine"
    example = FIGURES
    texts = {
        "fr": Text(
            "L’ASS vous est accordée",
            "Pour un mois entier : {monthly}. Ressources de votre foyer retenues : {resources} par mois, pour un plafond de "
            "{ceiling}. Elle commence le lendemain du dernier jour de vos droits, pour six mois renouvelables.\n\n"
            "Déclarez toujours chaque mois.\n\n"
            "Pas d’accord ? Vous avez jusqu’au {until} pour contester, en ligne, par lettre ou avec un conseiller.",
            "votre demande est accordée. Le calcul est en ligne.",
        ),
        "en": Text(
            "The ASS is granted to you",
            "For a whole month: {monthly}. Resources of your household that count: {resources} a month, for a ceiling of "
            "{ceiling}. It starts the day after the last day of your rights, for six months, renewable.\n\n"
            "Keep declaring each month.\n\n"
            "You disagree? You have until {until} to contest, online, by letter or with an advisor.",
            "your claim is granted. The figures are online.",
        ),
    }


class AssRefused(Kind):
    code = "endings.ass_refused"
    link = "endings:mine"
    example = FIGURES
    texts = {
        "fr": Text(
            "L’ASS ne vous est pas accordée",
            "Pourquoi : {why_fr}.\n\nRessources de votre foyer retenues : {resources} par mois. Plafond : {ceiling}.\n\n"
            "Pas d’accord ? Vous avez jusqu’au {until} pour contester, en ligne, par lettre ou avec un conseiller. "
            "Votre situation a changé ? Vous pouvez redemander. D’autres aides existent : un conseiller peut vous les dire.",
            "votre demande a une réponse, avec sa raison, en ligne.",
        ),
        "en": Text(
            "The ASS is not granted to you",
            "Why: {why_en}.\n\nResources of your household that count: {resources} a month. Ceiling: {ceiling}.\n\n"
            "You disagree? You have until {until} to contest, online, by letter or with an advisor. "
            "Your situation changed? You can ask again. Other help exists: an advisor can tell you.",
            "your claim has an answer, with its reason, online.",
        ),
    }


class AssContestAnswered(Kind):
    code = "endings.ass_contest_answered"
    link = "endings:mine"
    texts = {
        "fr": Text(
            "Réponse à votre contestation",
            "Une autre personne que celle qui a décidé a relu la décision sur votre ASS. Sa réponse est sur votre page.\n\n"
            "Elle ne vous convient pas ? Le médiateur est gratuit et indépendant. Vous pouvez aussi saisir le tribunal.",
            "la réponse à votre contestation est en ligne.",
        ),
        "en": Text(
            "Answer to your objection",
            "Somebody else than who decided has read the decision on your ASS again. The answer is on your page.\n\n"
            "It does not suit you? The mediator is free and independent. You can also go to court.",
            "the answer to your objection is online.",
        ),
    }
