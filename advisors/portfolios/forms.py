"""What an advisor types: how to sort their portfolio, what came of a call, the words of a consent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from advisors.portfolios.models import ActState, AgreementVia, CallResult, Level, MonthState
from portal.web.fields import DayField
from seekers.declarations.models import Via
from seekers.help.models import Outcome, Way
from seekers.profiles.models import Seeker
from seekers.registration.models import ObjectionAnswer
from seekers.registration.models.application import Via as ApplicationVia
from seekers.registration.services import Outcome as CheckOutcome

EVERY = ("", _("Tous"))


class FilterForm(forms.Form):
    """Nothing here is required, and what makes no sense is as if it had not been asked."""

    use_required_attribute = False

    state = forms.ChoiceField(label=_("Déclaration du mois"), required=False, choices=[EVERY, *MonthState.choices])
    level = forms.ChoiceField(label=_("Suivi"), required=False, choices=[EVERY, *Level.choices])
    name = forms.CharField(label=_("Nom"), required=False, max_length=80)

    def wanted(self) -> dict[str, str]:
        """The filters that were asked and make sense."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ResultForm(forms.Form):
    """What came of a call.  The day counts only for somebody who promised to do it or to come."""

    use_required_attribute = False

    result = forms.ChoiceField(
        label=_("Qu’a donné l’appel ?"),
        choices=CallResult.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites ce qu’a donné l’appel.")},
    )
    back_on = DayField(
        label=_("La rappeler à partir du"),
        required=False,
        help_text=_("Si elle s’en occupe ou vient à l’agence. Sans date : dans deux jours."),
        error_messages={"invalid": _("Écrivez une date comme 12/11/2026.")},
    )


class HelpForm(forms.Form):
    """What came of a request for help; a message is answered in writing, a telephone may ring in vain."""

    use_required_attribute = False
    ONLY_BY_PHONE = frozenset({Outcome.NO_ANSWER, Outcome.WRONG_NUMBER})

    outcome = forms.ChoiceField(
        label=_("Qu’est-ce que cela a donné ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites ce que cela a donné.")},
    )
    answer = forms.CharField(
        label=_("Votre réponse"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("La personne la lit dans sa messagerie, avec des mots simples."),
        error_messages={"required": _("Écrivez la réponse : la personne la recevra dans sa messagerie.")},
    )

    def __init__(self, *args: Any, way: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [each for each in Outcome.choices if way == Way.CALL or each[0] not in self.ONLY_BY_PHONE]
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)  # noqa: S101  declared above
        outcome.choices = choices
        if way == Way.WRITE:
            self.order_fields(["answer", "outcome"])
        else:
            del self.fields["answer"]


class ConsentForm(forms.Form):
    """What makes an assisted declaration the person's own: everything was read back, and they agreed in words."""

    use_required_attribute = False

    via = forms.ChoiceField(
        label=_("Comment échangez-vous ?"),
        widget=forms.RadioSelect,
        choices=((Via.PHONE, _("Au téléphone")), (Via.AGENCY, _("À l’agence"))),
        error_messages={"required": _("Dites comment vous échangez avec la personne.")},
    )
    consent_words = forms.CharField(
        label=_("Les mots de la personne"),
        max_length=200,
        help_text=_("Écrivez ce qu’elle a dit pour donner son accord, par exemple : « oui, c’est bien cela »."),
        error_messages={"required": _("Écrivez les mots par lesquels la personne est d’accord.")},
    )
    read_back = forms.BooleanField(
        label=_("J’ai relu toutes les réponses à la personne, et elle est d’accord."),
        error_messages={"required": _("Relisez toutes les réponses à la personne avant d’envoyer.")},
    )

    def clean_consent_words(self) -> str:
        return " ".join(self.cleaned_data["consent_words"].split())

    def consent(self) -> dict[str, Any]:
        """For ``services.declare_with``."""
        return {name: self.cleaned_data[name] for name in ("via", "consent_words", "read_back")}


class PaperConsentForm(forms.Form):
    """On paper the consent is the signature; what is typed was compared with it."""

    use_required_attribute = False

    compared = forms.BooleanField(
        label=_("Le formulaire est signé, et j’ai comparé chaque réponse avec lui."),
        error_messages={
            "required": _("Comparez chaque réponse avec le formulaire. Sans signature, appelez la personne.")
        },
    )

    def consent(self) -> dict[str, Any]:
        """For ``services.declare_from_form``."""
        return {"compared": self.cleaned_data["compared"]}


class AcceptForm(forms.Form):
    """How an advisor finishes a handed draft with its person."""

    BY_TELEPHONE = ApplicationVia.PHONE.value
    use_required_attribute = False

    via = forms.ChoiceField(
        label=_("Comment échangez-vous ?"),
        widget=forms.RadioSelect,
        choices=((ApplicationVia.PHONE.value, _("Au téléphone")), (ApplicationVia.AGENCY.value, _("À l’agence"))),
        error_messages={"required": _("Dites comment vous échangez avec la personne.")},
    )


class BeginWithForm(AcceptForm):
    """The name is enough to begin: everything else is asked page by page.  On paper nobody is there to talk to."""

    field_order = ("first_name", "last_name", "via")

    first_name = forms.CharField(
        label=_("Prénom"), max_length=80, error_messages={"required": _("Écrivez le prénom de la personne.")}
    )
    last_name = forms.CharField(
        label=_("Nom"), max_length=80, error_messages={"required": _("Écrivez le nom de la personne.")}
    )

    identifier = forms.CharField(
        label=_("Identifiant, s’il est écrit"),
        max_length=40,
        required=False,
        help_text=_("La personne a déjà un dossier : sa demande le rejoint."),
    )

    def __init__(self, *args: Any, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["via" if on_paper else "identifier"]


class SignForm(forms.Form):
    """What makes a registration filled in by another the person's own: their words, or their signature on paper."""

    use_required_attribute = False

    consent_words = forms.CharField(
        label=_("Les mots de la personne"),
        max_length=200,
        help_text=_("Écrivez ce qu’elle a dit pour donner son accord, par exemple : « oui, c’est bien cela »."),
        error_messages={"required": _("Écrivez les mots par lesquels la personne est d’accord.")},
    )
    read_back = forms.BooleanField(
        label=_("J’ai relu toutes les réponses à la personne, et elle est d’accord."),
        error_messages={"required": _("Relisez toutes les réponses à la personne avant de signer.")},
    )

    def __init__(self, *args: Any, on_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if on_paper:
            self.fields["consent_words"].label = _("Ce qui vaut signature")
            self.fields["consent_words"].help_text = _("Par exemple : « formulaire signé le 12 novembre ».")
            self.fields["read_back"].label = _("J’ai comparé chaque réponse avec le formulaire signé.")

    def clean_consent_words(self) -> str:
        return " ".join(self.cleaned_data["consent_words"].split())


class CheckForm(forms.Form):
    """Who the person is, and what was verified to say so."""

    use_required_attribute = False

    outcome = forms.ChoiceField(
        label=_("Qui est cette personne ?"),
        widget=forms.RadioSelect,
        choices=(
            (CheckOutcome.SAME_PERSON.value, _("La même : rattacher cette demande au dossier qui existe")),
            (CheckOutcome.OTHER_PERSON.value, _("Une autre : l’inscrire, et lui redemander le numéro ou l’adresse")),
            (CheckOutcome.NOT_GENUINE.value, _("Personne n’a demandé cela : fermer")),
        ),
        error_messages={"required": _("Dites qui est cette personne.")},
    )
    seeker = forms.ChoiceField(label=_("Le dossier qui existe"), required=False, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Ce que vous avez vérifié, et avec qui"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Dites ce que vous avez vérifié, et avec qui.")},
    )

    def __init__(self, *args: Any, files: list[Seeker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seeker = self.fields["seeker"]
        assert isinstance(seeker, forms.ChoiceField)  # noqa: S101  declared above
        seeker.choices = [(str(each.pk), f"{each} ({each.user.identifier})") for each in files]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("outcome") == CheckOutcome.SAME_PERSON and not said.get("seeker"):
            self.add_error("seeker", _("Choisissez le dossier de cette personne."))
        return said


class ExportForm(forms.Form):
    """Why a list of people leaves the house."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Pourquoi emportez-vous cette liste ?"),
        max_length=300,
        help_text=_("Chaque personne lira dans son dossier que vous l’avez prise, et pourquoi."),
        error_messages={"required": _("Dites pourquoi vous emportez cette liste.")},
    )


class AgreementForm(forms.Form):
    """How we talk, and the words by which the person lets us act."""

    use_required_attribute = False

    via = forms.ChoiceField(
        label=_("Comment vous parle-t-elle ?"),
        choices=AgreementVia.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites comment elle vous parle.")},
    )
    words = forms.CharField(
        label=_("Ses mots"),
        max_length=200,
        help_text=_(
            "Par exemple : « oui, changez mon adresse pour moi », ou « e-mail du 21 novembre ». Elle les relira."
        ),
        error_messages={"required": _("Écrivez les mots par lesquels la personne est d’accord.")},
    )


class ObjectionAnswerForm(forms.Form):
    """What becomes of what the person contests, and what they read."""

    use_required_attribute = False
    OF_APPLICATION = ObjectionAnswer.choices
    OF_ACT = (
        (ActState.CORRECTED.value, _("C’est corrigé avec elle")),
        (ActState.WITHDRAWN.value, _("Elle retire son désaccord : c’était bien ce qu’elle demandait")),
        (ActState.KEPT.value, _("Rien ne change, et elle n’est toujours pas d’accord")),
    )

    answer = forms.ChoiceField(
        label=_("Que devient ce qui a été fait ?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites ce que cela devient.")},
    )
    words = forms.CharField(
        label=_("Votre réponse à la personne"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Elle lit ces mots, avec votre nom."),
        error_messages={"required": _("Écrivez la réponse : la personne la lira.")},
    )

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        answer = self.fields["answer"]
        assert isinstance(answer, forms.ChoiceField)  # noqa: S101  declared above
        answer.choices = choices
