"""What we write about money.  The amount is never in the message: it is behind the sign-in."""

from __future__ import annotations

from datetime import date

from portal.months import Month
from portal.notifications.kinds import Category, Kind, Text


class PaymentOnItsWay(Kind):
    """The transfer has left."""

    code = "payments.on_its_way"
    category = Category.CONVENIENCE
    example = {"month": Month(2026, 9), "day": date(2026, 9, 30)}
    texts = {
        "fr": Text(
            subject="Votre paiement {of_month} est parti",
            body="Votre paiement {of_month} est parti à la banque. L’argent arrive en général le {day} ou le jour suivant.\n\n"
            "Le montant et son explication, ligne par ligne, sont dans votre espace.",
            sms="votre paiement {of_month} est parti. Argent attendu le {day}.",
        ),
        "en": Text(
            subject="Your payment for {month} is on its way",
            body="Your payment for {month} has left for the bank. The money usually arrives on {day} or the day after.\n\n"
            "The amount and its explanation, line by line, are in your space.",
            sms="your payment for {month} is on its way. Expect it on {day}.",
        ),
    }


class PaymentNeedsAccount(Kind):
    """Nothing can be sent without an account."""

    code = "payments.needs_account"
    link = "profiles:account"
    example = {"month": Month(2026, 9)}
    texts = {
        "fr": Text(
            subject="Votre paiement {of_month} attend un compte bancaire",
            body="Nous ne pouvons pas vous payer {month} : nous n’avons pas de compte bancaire qui fonctionne.\n\n"
            "Votre argent n’est pas perdu. Donnez-nous un compte à votre nom : nous vous paierons dessus.",
            sms="il manque un compte bancaire pour vous payer. Donnez-le-nous.",
        ),
        "en": Text(
            subject="Your payment for {month} is waiting for a bank account",
            body="We cannot pay you for {month}: we have no bank account that works.\n\n"
            "Your money is not lost. Give us an account in your name and we will pay you there.",
            sms="we need a bank account to pay you. Please give us one.",
        ),
    }


class PaymentReturned(Kind):
    """The bank sent the money back for a reason that a new account would not cure."""

    code = "payments.returned"
    example = {"month": Month(2026, 9)}
    texts = {
        "fr": Text(
            subject="Votre paiement {of_month} nous est revenu",
            body="La banque nous a renvoyé votre paiement {of_month}. Votre argent n’est pas perdu.\n\n"
            "Un conseiller regarde pourquoi et vous appelle si nous avons besoin de vous.",
            sms="la banque nous a renvoye votre paiement. Nous regardons pourquoi.",
        ),
        "en": Text(
            subject="Your payment for {month} came back to us",
            body="The bank sent back your payment for {month}. Your money is not lost.\n\n"
            "An advisor is finding out why and will call you if we need you.",
            sms="the bank sent back your payment. We are finding out why.",
        ),
    }


class TooMuchPaid(Kind):
    """A correction lowered a month that was already paid.  Nothing is taken back without the procedure."""

    code = "payments.too_much_paid"
    example = {"month": Month(2026, 9)}
    texts = {
        "fr": Text(
            subject="Votre correction {of_month} change votre paiement",
            body="Avec votre correction, le paiement {of_month} était trop élevé. Ce n’est pas une faute.\n\n"
            "Nous ne reprenons rien pour l’instant : un conseiller vérifie et vous écrit avant toute chose.",
        ),
        "en": Text(
            subject="Your correction for {month} changes your payment",
            body="With your correction, the payment for {month} was too high. You did nothing wrong.\n\n"
            "We take nothing back for now: an advisor will check and write to you first.",
        ),
    }
