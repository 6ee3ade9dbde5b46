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


class BankAccountBeingChecked(Kind):
    """Whatever made us look, the same words: an account may also be somebody else's, and that is told to nobody."""

    code = "profiles.bank_account_checked"
    link = "profiles:mine"
    at_once = True
    example = {"ending": "1234"}
    texts = {
        "fr": Text(
            subject="Nous vérifions votre compte bancaire",
            body="Nous vérifions le compte qui finit par {ending} avant de payer dessus. C’est un contrôle de sécurité.\n\n"
            "Votre argent n’est pas perdu. Vous n’avez rien à faire : nous vous appelons s’il manque quelque chose. "
            "Pour aller plus vite, envoyez-nous votre RIB.\n\n"
            "Ce n’est pas vous qui avez donné ce compte ? Dites-le-nous tout de suite.",
            sms="nous verifions votre compte bancaire avant de payer. Pas vous ? Dites-le-nous vite.",
        ),
        "en": Text(
            subject="We are checking your bank account",
            body="We are checking the account ending with {ending} before we pay there. It is a security check.\n\n"
            "Your money is not lost. There is nothing you need to do: we call you if anything is missing. "
            "To make it faster, send us your bank details.\n\n"
            "You did not give this account? Tell us at once.",
            sms="we are checking your bank account before paying. Not you? Tell us at once.",
        ),
    }


class BankAccountVerified(Kind):
    code = "profiles.bank_account_verified"
    link = "profiles:mine"
    example = {"ending": "1234"}
    texts = {
        "fr": Text(
            subject="Votre compte bancaire est vérifié",
            body="Nous avons vérifié le compte qui finit par {ending}. Nous vous payons dessus dès le prochain virement.",
            sms="votre compte bancaire est verifie, nous payons dessus.",
        ),
        "en": Text(
            subject="Your bank account is verified",
            body="We have checked the account ending with {ending}. We pay you there from the next transfer on.",
            sms="your bank account is verified, we pay you there.",
        ),
    }


class BankAccountNotPaid(Kind):
    """The staff decided that this account is not paid: what is due waits for another."""

    code = "profiles.bank_account_not_paid"
    link = "profiles:account"
    at_once = True
    example = {"ending": "1234"}
    texts = {
        "fr": Text(
            subject="Donnez-nous un autre compte bancaire",
            body="Nous ne pouvons pas vous payer sur le compte qui finit par {ending} : nous n’avons pas pu vérifier qu’il est "
            "à votre nom.\n\n"
            "Votre argent n’est pas perdu. Donnez-nous un compte dont vous êtes titulaire, seul ou à deux : nous vous "
            "paierons dessus.\n\n"
            "Vous n’êtes pas d’accord ? Appelez-nous, ou venez avec votre RIB : nous regardons de nouveau avec vous.",
            sms="nous ne pouvons pas payer sur votre compte. Donnez-nous en un autre a votre nom.",
        ),
        "en": Text(
            subject="Please give us another bank account",
            body="We cannot pay you on the account ending with {ending}: we could not verify that it is in your name.\n\n"
            "Your money is not lost. Give us an account that you hold, alone or with somebody: we will pay you there.\n\n"
            "You do not agree? Call us, or come with your bank details: we will look again with you.",
            sms="we cannot pay on your account. Please give us another one in your name.",
        ),
    }
