"""What a person reads when a law lengthens their right, and when days are taken back."""

from __future__ import annotations

from datetime import date

from portal.notifications.kinds import Kind, Text

LONGEST = "Le gouvernement prolonge les droits de toutes les personnes dont les droits finissent pendant cette période."


class RightsExtended(Kind):
    code = "extensions.extended"
    link = "extensions:mine"
    example = {"days": 365, "why": LONGEST, "reference": "Ordonnance n° 2020-324", "day": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Vos droits sont prolongés de {days} jours",
            body="Nous avons ajouté {days} jours à vos droits.\n\nPourquoi : {why}\n\n"
            "Vous n’avez rien à faire, sauf déclarer votre mois comme d’habitude.\n\nTexte : {reference}, du {day}.",
            sms="vos droits sont prolongés de {days} jours. Rien à faire : déclarez chaque mois.",
        ),
        "en": Text(
            subject="Your rights last {days} days longer",
            body="We have added {days} days to your rights.\n\nWhy: {why}\n\n"
            "There is nothing to do, except declaring your month as usual.\n\nText: {reference}, {day}.",
            sms="your rights last {days} days longer. Nothing to do: declare each month.",
        ),
    }


class DaysTakenBack(Kind):
    code = "extensions.taken_back"
    link = "extensions:mine"
    example = {"days": 365, "why": LONGEST, "reference": "Ordonnance n° 2020-324"}
    texts = {
        "fr": Text(
            subject="Les jours ajoutés à vos droits sont repris",
            body="{days} jours que nous avions ajoutés à vos droits sont repris.\n\nPourquoi : {why}\n\n"
            "Ce qui vous a été versé reste à vous : vous n’avez rien à rembourser.\n\nTexte : {reference}.\n\n"
            "Vous n’êtes pas d’accord ? Vous avez deux mois pour le dire. Un conseiller peut vous aider.",
            sms="des jours ajoutés à vos droits sont repris. Rien à rembourser.",
        ),
        "en": Text(
            subject="Days added to your rights are taken back",
            body="{days} days that we had added to your rights are taken back.\n\nWhy: {why}\n\n"
            "What you were paid is yours: you have nothing to pay back.\n\nText: {reference}.\n\n"
            "You do not agree? You have two months to say so. An advisor can help you.",
            sms="days added to your rights are taken back. Nothing to pay back.",
        ),
    }
