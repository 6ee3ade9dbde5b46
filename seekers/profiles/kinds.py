"""What we write to a person about their own file."""

from __future__ import annotations

from datetime import date

from portal.notifications.kinds import Kind, Text


class ContactChanged(Kind):
    """Sent to the former address and the former number, before they are replaced."""

    code = "profiles.contact_changed"
    at_once = True
    link = "profiles:mine"
    texts = {
        "fr": Text(
            subject="Vos coordonnées ont changé",
            body="L’adresse e-mail ou le téléphone de votre dossier vient de changer. Nous écrirons désormais aux nouvelles "
            "coordonnées.\n\nCe n’est pas vous ? Appelez-nous tout de suite.",
            sms="vos coordonnees ont change. Ce n'est pas vous ? Appelez-nous vite.",
        ),
        "en": Text(
            subject="Your contact details have changed",
            body="The e-mail address or telephone of your file has just changed. From now on we write to the new ones.\n\n"
            "Was it not you? Call us at once.",
            sms="your contact details have changed. Not you? Call us at once.",
        ),
    }


class BankAccountChanged(Kind):
    """Sent on every channel the person has: whoever steals an account cannot change the IBAN in silence."""

    code = "profiles.bank_account_changed"
    link = "profiles:mine"
    at_once = True
    example = {"ending": "1234", "day": date(2026, 11, 9)}
    texts = {
        "fr": Text(
            subject="Votre compte bancaire a changé",
            body="À partir du {day}, nous vous paierons sur le compte qui finit par {ending}.\n\n"
            "Ce n’est pas vous ? Dites-le-nous tout de suite : nous bloquerons le prochain paiement.",
            sms="votre compte bancaire a change. Ce n'est pas vous ? Dites-le-nous vite.",
        ),
        "en": Text(
            subject="Your bank account has changed",
            body="From {day} on, we pay you on the account ending with {ending}.\n\n"
            "Was it not you? Tell us at once: we will stop the next payment.",
            sms="your bank account has changed. Not you? Tell us at once.",
        ),
    }


class BankAccountRefused(Kind):
    """A payment came back: the money is kept until the person gives another account."""

    code = "profiles.bank_account_refused"
    link = "profiles:account"
    example = {"ending": "1234"}
    texts = {
        "fr": Text(
            subject="Votre banque a refusé notre paiement",
            body="Le compte qui finit par {ending} n’accepte plus nos paiements : il est peut-être fermé.\n\n"
            "Votre argent n’est pas perdu. Donnez-nous un autre compte : nous vous paierons dessus.",
            sms="votre banque a refuse notre paiement. Donnez-nous un autre compte.",
        ),
        "en": Text(
            subject="Your bank refused our payment",
            body="The account ending with {ending} no longer takes our payments: it may be closed.\n\n"
            "Your money is not lost. Give us another account and we will pay you there.",
            sms="your bank refused our payment. Please give us another account.",
        ),
    }
