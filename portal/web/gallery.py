"""Invented matter for the gallery page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.paginator import Paginator

from portal import money
from portal.web import fields, plots


class SampleForm(forms.Form):
    """One field of each kind."""

    worked = fields.YesNoField(label="En mai, avez-vous travaillé ?", help_text="Même une heure, même à l’essai.")
    employer = forms.CharField(label="Nom de l’employeur", help_text="Tel qu’il est écrit sur votre fiche de paie.")
    gross_pay = fields.MoneyField(label="Salaire brut de mai", help_text="Le montant avant les cotisations.")
    time_worked = fields.HoursField(label="Durée du travail en mai", help_text="Par exemple 35 heures et 30 minutes.")
    ended_on = fields.DayField(label="Fin du contrat", required=False)
    reason = forms.ChoiceField(
        label="Pourquoi le contrat a-t-il pris fin ?",
        choices=[("", "Choisissez"), ("term", "Fin de CDD"), ("trial", "Fin de période d’essai"), ("other", "Autre")],
    )
    contact = forms.ChoiceField(
        label="Comment préférez-vous être prévenu ?",
        choices=[("sms", "Par SMS"), ("email", "Par e-mail"), ("call", "Par un appel")],
        widget=forms.RadioSelect,
    )
    email = forms.EmailField(label="Adresse e-mail")
    note = forms.CharField(label="Un mot pour votre conseiller", widget=forms.Textarea, required=False)
    sure = forms.BooleanField(label="J’ai relu mes réponses et elles sont exactes.")


STEPS_YOURS = [
    {
        "title": "Rendez-vous avec Mme Petit",
        "when": date(2026, 6, 2),
        "detail": "Par téléphone, à 10 h 30.",
        "state": "done",
    },
    {
        "title": "Déclarer le mois de mai",
        "when": date(2026, 6, 15),
        "clock": "il reste 3 jours",
        "detail": "Deux minutes suffisent si vous n’avez pas travaillé.",
        "url": "#timeline",
        "action": "Déclarer mai",
        "state": "now",
    },
    {"title": "Envoyer la fiche de paie de mai", "when": date(2026, 6, 30), "url": "#timeline", "action": "Envoyer"},
]
STEPS_OURS = [
    {"title": "Calculer votre paiement", "clock": "le jour de votre déclaration", "state": "later"},
    {
        "title": "Virer l’argent sur votre compte",
        "when": date(2026, 6, 17),
        "detail": "Votre banque l’affiche un à deux jours après.",
    },
]
MONEY_LINES = [
    {
        "label": "30 jours à 38,00 €",
        "detail": "Votre allocation de chaque jour, pour un mois de 30 jours.",
        "cents": 114_000,
    },
    {
        "label": "Part retirée pour vos 500,00 € de salaire",
        "detail": "70 % du brut. 9 jours sont reportés, pas perdus\u00a0: ils vous seront payés plus tard.",
        "cents": -34_200,
    },
    {"label": "Retraite complémentaire", "detail": "3 % de votre ancien salaire journalier.", "cents": -4_180},
]
MONTHS = ["déc.", "janv.", "févr.", "mars", "avr.", "mai"]
PAID = [114_000, 114_000, 79_800, 63_840, 98_040, 79_800]
WAGES = [0, 0, 50_000, 72_000, 23_000, 50_000]


def sample_plots() -> dict[str, plots.Plot]:
    days = [0] * 12 + [2] * 4 + [1] * 9 + [0] * 6
    return {
        "bars": plots.bars(
            "Ce que vous avez reçu",
            list(zip(MONTHS, PAID, strict=True)),
            column="Versé",
            description="De décembre à mai, entre 638,40 € et 1 140,00 €.",
            write=money.euros,
        ),
        "stacked": plots.stacked(
            "Allocation et salaire, mois par mois",
            [(month, [paid, wage]) for month, paid, wage in zip(MONTHS, PAID, WAGES, strict=True)],
            columns=["Allocation", "Salaire"],
            description="Quand le salaire monte, l’allocation baisse, mais le total monte.",
            write=money.euros,
        ),
        "line": plots.line(
            "Déclarations reçues depuis l’ouverture",
            [
                (str(day), count)
                for day, count in enumerate([0, 41, 88, 120, 131, 155, 190, 204, 260, 311, 330, 352], start=1)
            ],
            column="Déclarations",
            description="De 0 à 352 en douze jours.",
        ),
        "month": plots.month_strip(
            "Vos jours de mai",
            days,
            kinds=["Payés", "Reportés, pas perdus", "Non payables"],
            description="18 jours payés, 9 reportés, 4 non payables.",
        ),
    }


def context() -> dict[str, Any]:
    wrong = SampleForm({"gross_pay": "1,234", "time_worked_hours": "900", "time_worked_minutes": "75", "email": "moi"})
    wrong.auto_id = "wrong_%s"
    filled = SampleForm(
        initial={
            "worked": True,
            "employer": "Boulangerie Iris",
            "gross_pay": 50_000,
            "time_worked": 2_130,
            "contact": "sms",
        }
    )
    filled.auto_id = "filled_%s"
    return {
        "form": SampleForm(),
        "wrong": wrong,
        "filled": filled,
        "tones": ["neutral", "info", "success", "warning", "error"],
        "steps_yours": STEPS_YOURS,
        "steps_ours": STEPS_OURS,
        "money_lines": MONEY_LINES,
        "plots": sample_plots(),
        "people": [
            {"name": "Amina Berger", "state": "Déclaré", "tone": "success", "cents": 79_800},
            {"name": "Loïc Tanguy", "state": "Brouillon", "tone": "warning", "cents": 112_450},
            {"name": "Marie-Hélène de La Roche-Saint-André", "state": "Rien reçu", "tone": "error", "cents": 0},
        ],
        "page": Paginator(range(240), 20).get_page(4),
        "sent_at": datetime(2026, 6, 2, 12, 5, tzinfo=UTC),
        # An address is one long word: it must break rather than widen the page.
        "facts": [
            ("Agence", "Les Tilleuls"),
            ("Suivi", "Guidé"),
            ("E-mail", "prenom.nom.compose.2026@habitants.example"),
        ],
        "nav_sample": [
            {"label": "Accueil", "url": "#main"},
            {"label": "Ma déclaration", "url": "#nav", "current": "page"},
            {"label": "Mes paiements", "url": "#main"},
            {"label": "Mes messages", "url": "#main", "count": 2},
            {"label": "Mon dossier", "url": "#main", "own": True},
            {"label": "Ma sécurité", "url": "#main", "own": True},
        ],
        "worked_on": date(2026, 5, 1),
    }
