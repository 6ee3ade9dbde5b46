"""What this room writes to people."""

from __future__ import annotations

from portal.notifications.kinds import Kind, Text


class ToSendAgain(Kind):
    code = "documents.to_send_again"
    texts = {
        "fr": Text(
            subject="Un document est à envoyer de nouveau : {what}",
            body=(
                "Nous avons lu votre document « {what} ». Nous ne pouvons pas l’utiliser.\n\n"
                "Pourquoi : {reason}\n\n"
                "Que faire : envoyez-le de nouveau depuis la page « Mes documents », en photo ou en PDF. "
                "Posez la feuille à plat, près d’une fenêtre, et prenez-la en entier.\n\n"
                "Vous n’êtes pas d’accord, ou vous n’avez pas ce document ? Répondez-nous ou appelez-nous : "
                "nous chercherons une autre solution avec vous."
            ),
            sms="un de vos documents est à envoyer de nouveau.",
        ),
        "en": Text(
            subject="A document has to be sent again: {what}",
            body=(
                "We have read your document “{what}”. We cannot use it.\n\n"
                "Why: {reason}\n\n"
                "What to do: send it again from the page “My documents”, as a photo or a PDF. "
                "Lay the sheet flat near a window and take the whole of it.\n\n"
                "You disagree, or you do not have this document? Answer us or call us: we will look for another way with you."
            ),
            sms="one of your documents has to be sent again.",
        ),
    }
    link = "documents:home"
    example = {"what": "Relevé d’identité bancaire (RIB)", "reason": "Le bas de la page manque. " * 11}


class SetAside(Kind):
    code = "documents.set_aside"
    texts = {
        "fr": Text(
            subject="Un fichier n’a pas pu être pris : {what}",
            body=(
                "Votre fichier « {what} » contient un virus, ou y ressemble. Nous l’avons effacé. Personne ne l’a ouvert.\n\n"
                "Que faire : prenez le document en photo et envoyez la photo depuis la page « Mes documents ».\n\n"
                "L’appareil d’où vient ce fichier est peut-être touché : faites-le vérifier."
            ),
            sms="un de vos fichiers n'a pas pu etre pris. Envoyez plutot une photo.",
        ),
        "en": Text(
            subject="A file could not be taken: {what}",
            body=(
                "Your file “{what}” holds a virus, or looks as if it did. We have erased it. Nobody opened it.\n\n"
                "What to do: take a photo of the document with a telephone and send it from the page “My documents”.\n\n"
                "The device that the file comes from may be infected: have it checked."
            ),
            sms="one of your files could not be taken. Please send a photo instead.",
        ),
    }
    link = "documents:home"
    example = {"what": "Relevé d’identité bancaire (RIB)"}
