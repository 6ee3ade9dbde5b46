"""What the desk types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    note = forms.CharField(label=_("Ce qui a été fait"), max_length=300)
