"""The sentences of the immediate check: what is wrong with a file, and what to do instead."""

from __future__ import annotations

import unicodedata

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.documents.rules import faults, legibility

NAME_MOST = 60
ADVICE = gettext_lazy("Envoyez une photo (JPEG, PNG) ou un PDF.")

FAULTS: dict[str, Promise] = {
    faults.EMPTY: gettext_lazy("« %(name)s » est vide : ce fichier ne contient rien. Choisissez-le de nouveau."),
    faults.TOO_LARGE: gettext_lazy(
        "« %(name)s » est trop lourd : %(most)s Mo au plus. Prenez une photo du document, ou un PDF plus petit."
    ),
    faults.TOO_LARGE_TOGETHER: gettext_lazy(
        "Ces fichiers sont trop lourds : %(most)s Mo au plus pour chacun. Envoyez des photos, ou moins de pages à la fois."
    ),
    faults.TOO_MANY_PIXELS: gettext_lazy(
        "« %(name)s » est une image beaucoup trop grande. Prenez une photo avec votre téléphone, en qualité normale."
    ),
    faults.TOO_MANY_PAGES: gettext_lazy(
        "Ce document a trop de pages : %(pages)s au plus. Envoyez seulement les pages utiles, ou plusieurs documents."
    ),
    faults.TOO_MANY_FILES: gettext_lazy(
        "Trop de fichiers à la fois : %(files)s au plus. Envoyez-les en plusieurs fois."
    ),
    faults.LOCKED: gettext_lazy(
        "« %(name)s » est protégé par un mot de passe : nous ne pouvons pas le lire. "
        "Enregistrez-le sans mot de passe, ou prenez-le en photo."
    ),
    faults.NO_PAGE: gettext_lazy("« %(name)s » est un PDF sans aucune page. Choisissez un autre fichier."),
    faults.DAMAGED: gettext_lazy(
        "« %(name)s » est abîmé ou incomplet : nous ne pouvons pas l’ouvrir. Enregistrez-le de nouveau, ou prenez une photo."
    ),
    faults.TOO_HEAVY: gettext_lazy(
        "« %(name)s » est trop compliqué à ouvrir. Prenez une photo du document et envoyez-la à la place."
    ),
    faults.TWO_THINGS: gettext_lazy(
        "« %(name)s » contient autre chose qu’un document. Par sécurité, nous ne le prenons pas. Prenez une photo du document."
    ),
    faults.NOTHING: gettext_lazy("Choisissez d’abord un fichier, ou prenez une photo."),
}
FAMILIES: dict[str, Promise] = {
    "heic": gettext_lazy(
        "« %(name)s » est une photo au format HEIC (iPhone). Envoyez-la depuis votre téléphone, qui la convertit, "
        "ou enregistrez-la en JPEG."
    ),
    "gif": gettext_lazy("« %(name)s » est une image GIF."),
    "tiff": gettext_lazy("« %(name)s » est une image TIFF. Enregistrez-la en JPEG ou en PDF."),
    "zip": gettext_lazy("« %(name)s » est un dossier compressé. Envoyez les documents qu’il contient, un par un."),
    "office": gettext_lazy("« %(name)s » est un fichier de bureautique. Enregistrez-le en PDF, puis envoyez le PDF."),
    "video": gettext_lazy("« %(name)s » est une vidéo. Prenez une photo du document."),
    "web_page": gettext_lazy("« %(name)s » est une page web ou un dessin. Imprimez-la en PDF, puis envoyez le PDF."),
    "unknown": gettext_lazy("« %(name)s » n’est ni une photo ni un PDF, même si son nom le dit."),
}
REMARKS: dict[str, Promise] = {
    legibility.BLURRED: gettext_lazy("Cette photo semble floue."),
    legibility.DARK: gettext_lazy("Cette page semble trop sombre."),
    legibility.SMALL: gettext_lazy("Cette photo semble trop petite pour être lue."),
    legibility.BLANK: gettext_lazy("Cette page semble vide."),
}


def sentence_of(fault: str, name: str = "") -> str:
    """What to tell the person of ``fault`` (a code of ``rules.faults``) in the file they call ``name``."""
    facts = {
        "name": displayed(name),
        "most": faults.MOST_BYTES // 1_000_000,
        "pages": faults.MOST_PAGES,
        "files": faults.MOST_FILES,
    }
    code, _dot, family = fault.partition(".")
    if code == faults.WRONG_TYPE:
        return f"{FAMILIES[family] % facts} {ADVICE}"
    return str(FAULTS[fault] % facts)


def displayed(name: str) -> str:
    """The name of a file as it may stand in a page: its last part, nothing that turns the line round or breaks it."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(letter for letter in last if unicodedata.category(letter)[0] not in "CZ" or letter == " ").strip()
    if not kept:
        return _("ce fichier")
    return kept if len(kept) <= NAME_MOST else f"{kept[: NAME_MOST - 8]}…{kept[-7:]}"
