"""What we write about the registration."""

from __future__ import annotations

from datetime import date, datetime

from portal.notifications.kinds import Kind, Text

SIGNED_AT = datetime.fromisoformat("2026-09-30T17:45+02:00")


class RegistrationEnded(Kind):
    """The person asked for it: they read that it is done, and that the door stays open."""

    code = "registration.ended"
    link = "registration:mine"
    at_once = True
    example = {"day": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Votre inscription a pris fin",
            body="Comme vous l’avez demandé, votre inscription a pris fin le {day}.\n\n"
            "Vous cherchez de nouveau un emploi ? Pendant six mois, vous pouvez vous réinscrire en une étape : "
            "votre dossier et vos droits restants sont gardés.",
            sms="votre inscription a pris fin le {day}, comme demande.",
        ),
        "en": Text(
            subject="Your registration has ended",
            body="As you asked, your registration ended on {day}.\n\n"
            "Looking for work again? For six months you can register again in one step: "
            "your file and your remaining rights are kept.",
            sms="your registration ended on {day}, as you asked.",
        ),
    }


class RegisteredAgain(Kind):
    code = "registration.again"
    link = "registration:mine"
    at_once = True
    example = {"day": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Votre inscription a repris",
            body="Votre inscription a repris le {day}. Votre dossier est gardé et vos droits restants reprennent.\n\n"
            "Pensez à faire votre déclaration chaque mois : nous vous le rappellerons.",
            sms="votre inscription a repris le {day}.",
        ),
        "en": Text(
            subject="You are registered again",
            body="You have been registered since {day}. Your file is kept and your remaining rights resume.\n\n"
            "Remember to declare every month: we will remind you.",
            sms="you are registered again since {day}.",
        ),
    }


class CessationUndone(Kind):
    code = "registration.cessation_undone"
    link = "registration:mine"
    texts = {
        "fr": Text(
            subject="Votre inscription continue",
            body="La fin de votre inscription a été annulée : c’est comme si elle n’avait jamais eu lieu. Vous "
            "n’avez rien à faire.",
            sms="votre inscription continue, sa fin a ete annulee.",
        ),
        "en": Text(
            subject="Your registration goes on",
            body="The end of your registration was cancelled: it is as if it had never happened. There is nothing "
            "you need to do.",
            sms="your registration goes on, its end was cancelled.",
        ),
    }


class ApplicationSigned(Kind):
    code = "registration.application_signed"
    link = "registration:done"
    at_once = True
    example = {"receipt": "K7M4X-R9HTA", "at": SIGNED_AT}
    texts = {
        "fr": Text(
            subject="Votre inscription est enregistrée",
            body="Vous avez signé votre inscription le {at}. Numéro de preuve : {receipt}.\n\n"
            "La suite, avec ses dates, est sur votre page : vos documents, vos droits, votre agence.",
            sms="votre inscription est enregistree, preuve {receipt}.",
        ),
        "en": Text(
            subject="You are registered",
            body="You signed your registration on {at}. Proof number: {receipt}.\n\n"
            "What comes next, with its dates, is on your page: your documents, your rights, your agency.",
            sms="you are registered, proof {receipt}.",
        ),
    }


class ApplicationBeingChecked(Kind):
    """Sent to everybody whom nothing vouches for: whether a number or an address is known is nobody else's business."""

    code = "registration.application_checked"
    link = "registration:done"
    at_once = True
    example = {"receipt": "K7M4X-R9HTA", "at": SIGNED_AT}
    texts = {
        "fr": Text(
            subject="Nous avons reçu votre inscription",
            body="Vous avez signé votre inscription le {at}. Numéro de preuve : {receipt}.\n\n"
            "Nous vérifions votre dossier, d’habitude en quelques minutes. Parfois un conseiller le relit, et vous appelle s’il "
            "manque quelque chose. Votre date d’inscription est gardée.",
            sms="inscription recue, preuve {receipt}. Nous verifions votre dossier.",
        ),
        "en": Text(
            subject="We have received your registration",
            body="You signed your registration on {at}. Proof number: {receipt}.\n\n"
            "We are checking your file, usually within a few minutes. Sometimes an advisor reads it, and calls you if anything "
            "is missing. Your date of registration is kept.",
            sms="registration received, proof {receipt}. We are checking your file.",
        ),
    }


class ObjectionAnswered(Kind):
    """What was decided, by whom and in which words, and what can be done next: who has no Internet reads it in the letter."""

    code = "registration.objection_answered"
    link = "registration:done"
    at_once = True
    example = {
        "decided": "Vous avez retiré votre contestation : votre demande suit son cours",
        "next": "Vous n’avez rien à faire. Une question ? Appelez-nous.",
        "name": "Marie-Christine Delacourt-Vasseur",
        "words": "Nous avons relu ensemble vos dates chez Boulangerie Durand.",
    }
    texts = {
        "fr": Text(
            subject="Réponse : « ce n’est pas ce que j’ai dit »",
            body="Vous avez dit que votre inscription, remplie avec un conseiller, n’était pas juste.\n\n{decided}.\n\n"
            "Réponse de {name} : « {words} »\n\n{next}",
            sms="la reponse sur votre inscription est dans votre espace.",
        ),
        "en": Text(
            subject="Our answer: “this is not what I said”",
            body="You said that the registration filled in with an advisor was not right.\n\n{decided}.\n\n"
            "Answer by {name}: “{words}”\n\n{next}",
            sms="the answer about your registration is in your space.",
        ),
    }


class ResumeCodeSent(Kind):
    code = "registration.resume_code"
    link = "registration:resume"
    at_once = True
    outward_only = True
    example = {"code": "K7M4X-R9HTA", "until": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Continuer votre inscription sur un autre appareil",
            body="Votre code : {code}. Il marche une fois, avec votre date de naissance, jusqu’au {until}.\n\n"
            "Vous n’avez rien demandé ? Ne donnez ce code à personne, et appelez-nous.",
            sms="votre code pour continuer : {code}. Ne le donnez a personne.",
        ),
        "en": Text(
            subject="Go on with your registration on another device",
            body="Your code: {code}. It works once, with your date of birth, until {until}.\n\n"
            "You asked for nothing? Give this code to nobody, and call us.",
            sms="your code to go on: {code}. Give it to nobody.",
        ),
    }


class DraftAsleep(Kind):
    """Thirty days without a word: what was typed is kept sixty more."""

    code = "registration.draft_asleep"
    link = "registration:resume"
    example = {"day": date(2026, 9, 28)}
    texts = {
        "fr": Text(
            subject="Votre inscription n’est pas finie",
            body="Vous avez commencé une inscription et ne l’avez pas signée : vous n’êtes pas encore inscrit.\n\n"
            "Vos réponses sont gardées jusqu’au {day}, puis effacées. Un conseiller peut finir avec vous : appelez-nous.",
            sms="vous n'etes pas encore inscrit. Vos reponses sont gardees jusqu'au {day}.",
        ),
        "en": Text(
            subject="Your registration is not finished",
            body="You began a registration and did not sign it: you are not registered yet.\n\n"
            "Your answers are kept until {day}, then erased. An advisor can finish it with you: call us.",
            sms="you are not registered yet. Your answers are kept until {day}.",
        ),
    }
