"""What we write about claims and rights.  On a telephone that others may read, never an amount."""

from __future__ import annotations

from datetime import date

from portal.notifications.kinds import Kind, Text

EXAMPLE_DAY = date(2026, 9, 30)


class ClaimReceived(Kind):
    code = "claims.received"
    link = "entitlements:mine"
    at_once = True
    example = {"day": EXAMPLE_DAY}
    texts = {
        "fr": Text(
            subject="Votre demande d’allocation est reçue",
            body="Nous avons reçu votre demande d’allocation. Si tout est complet, la réponse arrive dans quelques "
            "minutes. S’il faut qu’un conseiller la lise, vous aurez sa réponse au plus tard le {day}.\n\n"
            "La page « Mes droits » dit à tout moment où elle en est, et s’il manque quelque chose.",
            sms="votre demande d'allocation est recue. Reponse au plus tard le {day}.",
        ),
        "en": Text(
            subject="We have your claim",
            body="We have received your claim for the allowance. If everything is there, the answer comes within a few "
            "minutes. If an advisor has to read it, you will have the answer by {day} at the latest.\n\n"
            "The page “My rights” always says where it stands, and whether something is missing.",
            sms="we have received your claim. You will have an answer by {day}.",
        ),
    }


class DocumentMissing(Kind):
    code = "claims.document_missing"
    link = "entitlements:mine"
    at_once = True
    example = {"day": EXAMPLE_DAY}
    texts = {
        "fr": Text(
            subject="Il manque un document pour décider de vos droits",
            body="Nous ne pouvons pas encore décider : il manque un document, ou votre compte bancaire. La page « Mes "
            "droits » dit lequel, et pourquoi.\n\nEnvoyez-le avant le {day}, en photo ou en PDF. Vous ne l’avez pas ? "
            "Dites-le-nous : nous chercherons une autre solution avec vous. Aucun jour n’est perdu.",
            sms="il manque un document pour decider de vos droits. Envoyez-le avant le {day}.",
        ),
        "en": Text(
            subject="We need a document to decide on your rights",
            body="We cannot decide yet: a document, or your bank account, is missing. The page “My rights” says which "
            "one, and why.\n\nSend it by {day}, as a photo or a PDF. You do not have it? Tell us: we will look for "
            "another way with you. No day is lost.",
            sms="we need a document to decide on your rights. Please send it by {day}.",
        ),
    }


class ClaimGranted(Kind):
    code = "claims.granted"
    link = "entitlements:mine"
    at_once = True
    example = {"daily": "300,21 €", "days": 822, "payable": EXAMPLE_DAY, "transfers": EXAMPLE_DAY}
    texts = {
        "fr": Text(
            subject="Votre allocation est accordée",
            body="Vous avez droit à une allocation de {daily} brut par jour, pendant {days} jours.\n\n"
            "Premier jour payé : le {payable}. Premiers virements : le {transfers}, une fois votre mois déclaré.\n\n"
            "Comment ce montant est calculé, ligne par ligne : page « Mes droits ». Vous y trouvez aussi la lettre à "
            "garder (PDF), et comment dire que vous n’êtes pas d’accord.",
            sms="votre allocation est accordee. Premier jour paye : le {payable}.",
        ),
        "en": Text(
            subject="Your allowance is granted",
            body="You are entitled to {daily} a day before deductions, for {days} days.\n\n"
            "First day paid: {payable}. First transfers: {transfers}, once your month is declared.\n\n"
            "How it is worked out, line by line: page “My rights”, with the letter to keep (PDF) and how to say that "
            "you disagree.",
            sms="your allowance is granted. First day paid: {payable}.",
        ),
    }


class ClaimRefused(Kind):
    code = "claims.refused"
    link = "entitlements:mine"
    at_once = True
    example = {"until": EXAMPLE_DAY}
    texts = {
        "fr": Text(
            subject="Réponse à votre demande d’allocation",
            body="Nous ne pouvons pas ouvrir de droit à l’allocation pour le moment. La page « Mes droits » dit "
            "pourquoi, avec les chiffres, et ce qui peut exister d’autre pour vous.\n\n"
            "Votre inscription continue : l’accompagnement et les offres restent les vôtres.\n\n"
            "Pas d’accord ? Vous avez jusqu’au {until} pour contester, en ligne, par lettre ou avec un conseiller.",
            sms="la reponse a votre demande d'allocation est dans votre espace.",
        ),
        "en": Text(
            subject="The answer to your claim",
            body="We cannot open a right to the allowance for now. The page “My rights” says why, with the figures, and "
            "what else may exist for you.\n\nYou stay registered: support and job offers remain yours.\n\n"
            "You disagree? You have until {until} to contest, online, by letter or with an advisor.",
            sms="the answer to your claim is in your space.",
        ),
    }


class ClaimRecomputed(Kind):
    code = "claims.recomputed"
    link = "entitlements:mine"
    at_once = True
    example = {"until": EXAMPLE_DAY}
    texts = {
        "fr": Text(
            subject="Vos droits ont été calculés de nouveau",
            body="Un fait nouveau change la décision sur vos droits. La page « Mes droits » montre le nouveau calcul à "
            "côté de l’ancien.\n\nCe qui est déjà versé n’est pas repris par cette décision.\n\n"
            "Pas d’accord ? Vous avez jusqu’au {until} pour contester.",
            sms="vos droits ont ete calcules de nouveau. Le detail est dans votre espace.",
        ),
        "en": Text(
            subject="Your rights were computed again",
            body="A new fact changes the decision on your rights. The page “My rights” shows the new computation beside "
            "the old one.\n\nWhat was paid already is not taken back by this decision.\n\n"
            "You disagree? You have until {until} to contest.",
            sms="your rights were computed again. The details are in your space.",
        ),
    }


class ContestAnswered(Kind):
    code = "claims.contest_answered"
    link = "entitlements:mine"
    texts = {
        "fr": Text(
            subject="Réponse à votre contestation",
            body="Un conseiller qui n’avait pas pris la décision a relu votre dossier. Sa réponse est sur la page « Mes "
            "droits ».\n\nPas d’accord avec elle ? Le médiateur est gratuit, et le tribunal peut être saisi.",
            sms="la reponse a votre contestation est dans votre espace.",
        ),
        "en": Text(
            subject="The answer to your objection",
            body="An advisor who had not taken the decision has read your file again. The answer is on the page “My "
            "rights”.\n\nYou still disagree? The mediator is free of charge, and a court can be asked.",
            sms="the answer to your objection is in your space.",
        ),
    }


class AllowanceRaised(Kind):
    code = "claims.raised"
    link = "entitlements:mine"
    example = {"day": EXAMPLE_DAY, "before": "39,74 €", "after": "39,93 €"}
    texts = {
        "fr": Text(
            subject="Votre allocation augmente",
            body="Comme chaque année, les allocations sont revalorisées. Depuis le {day}, la vôtre est de {after} brut par "
            "jour, au lieu de {before}.\n\nVous n’avez rien à faire. La page « Mes droits » garde les deux montants.",
            sms="votre allocation est revalorisee depuis le {day}. Le detail est dans votre espace.",
        ),
        "en": Text(
            subject="Your allowance goes up",
            body="As every year, allowances are raised. Since {day} yours is {after} a day before deductions, instead of "
            "{before}.\n\nYou have nothing to do. The page “My rights” keeps both amounts.",
            sms="your allowance has been raised since {day}. The details are in your space.",
        ),
    }


class CsgRateRecorded(Kind):
    code = "claims.csg_rate"
    link = "entitlements:mine"
    example = {"rate": "exonération : pas de CSG"}
    texts = {
        "fr": Text(
            subject="Votre avis d’impôt est lu",
            body="Un conseiller a lu votre avis d’impôt. Pour votre allocation, il donne : {rate}.\n\nCela compte à partir "
            "du prochain mois payé. Les mois déjà payés ne changent pas. Vous n’êtes pas d’accord ? Écrivez-nous ou "
            "appelez-nous.",
            sms="votre avis d'impot est lu. Le detail est dans votre espace.",
        ),
        "en": Text(
            subject="Your tax notice has been read",
            body="An advisor has read your tax notice. For your allowance it gives: {rate}.\n\nThis counts from the next "
            "month that is paid. Months already paid do not change. You disagree? Write to us or call us.",
            sms="your tax notice has been read. The details are in your space.",
        ),
    }
