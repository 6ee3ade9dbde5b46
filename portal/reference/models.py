"""Places, trades and activities, as the State publishes them.

Loaded by ``manage.py import_reference``; nobody edits these rows by hand.  Codes are the keys: other rooms may keep a
code (a birth place, the commune of an address) without depending on the row being there.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.expressions import OrderBy
from django.db.models.functions import Length, NullIf, StrIndex

from portal import clock
from portal.reference.folding import fold, words

MOST = 20
"""Answers to a search: more would not be read on a telephone."""


def every_word(text: str) -> Q | None:
    """Each word of ``text`` begins a word of the folded name, in any order; None when nothing was typed."""
    wanted = words(text)
    if not wanted:
        return None
    found = Q()
    for word in wanted:
        found &= Q(folded__contains=f" {word}")
    return found


def place_of(text: str) -> OrderBy:
    """Names that hold what was typed as it was typed come first, and the earlier in the name the better."""
    return NullIf(StrIndex(F("folded"), Value(fold(text))), Value(0)).asc(nulls_last=True)


class Region(models.Model):
    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A département, or an overseas collectivity."""

    code = models.CharField(max_length=3, primary_key=True)
    name = models.CharField(max_length=60)
    region = models.ForeignKey(Region, models.PROTECT, related_name="departments")

    def __str__(self) -> str:
        return self.name


class Basin(models.Model):
    """A basin of employment (bassin d’emploi)."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class CommuneQuerySet(models.QuerySet["Commune"]):
    def at(self, postcode: str) -> CommuneQuerySet:
        """Where one may live with this postcode, the largest first: one postcode covers up to dozens of communes.

        Paris, Lyon and Marseille give way to their arrondissement.  What cannot be a postcode is nowhere.
        """
        if not postcode.isalnum():
            return self.none()  # typed words come here unjudged, and the database holds no NUL
        here = self.filter(postcodes__contains=[postcode])
        nearer = Commune.objects.filter(parent=OuterRef("pk"), postcodes__contains=[postcode])
        return here.filter(~Exists(nearer)).order_by("-population", "code")

    def called(self, text: str) -> CommuneQuerySet:
        """Of exactly this name, however it is written; names are shared by up to a dozen communes."""
        return self.filter(folded=fold(text)).order_by("-population", "code")

    def search(self, text: str) -> CommuneQuerySet:
        """Whose name has words that begin so, those that begin with the first of them first, then the largest.

        Digits are read as the beginning of a postcode: ``591 roub``.
        """
        numbers = [word for word in words(text) if word.isdigit()]
        name = " ".join(word for word in words(text) if not word.isdigit())
        named = every_word(name)
        if named is None and not numbers:
            return self.none()
        found = self.filter(~Exists(Commune.objects.filter(parent=OuterRef("pk"))), named or Q())
        for number in numbers:
            found = found.filter(listed__contains=f" {number}")
        return found.order_by(place_of(name), "-population", "code")


class Commune(models.Model):
    """A commune of today, or an arrondissement of Paris, Lyon or Marseille (``parent``)."""

    code = models.CharField(max_length=5, primary_key=True)
    """The Insee code: ``59512``, ``2A004``, ``97416``.  Not the postcode."""
    name = models.CharField(max_length=60)
    folded = models.CharField(max_length=70)
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    listed = models.CharField(max_length=300, blank=True)
    """The postcodes in one line, a space before each, to be found by their first digits."""
    department = models.ForeignKey(Department, models.PROTECT, related_name="communes")
    basin = models.ForeignKey(Basin, models.PROTECT, null=True, blank=True, related_name="communes")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="districts")
    population = models.PositiveIntegerField(default=0)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)

    objects = CommuneQuerySet.as_manager()

    class Meta:
        indexes = [
            GinIndex(fields=["postcodes"], name="commune_by_postcode"),
            models.Index(fields=["folded"], name="commune_by_name"),
        ]
        constraints = [
            models.CheckConstraint(
                name="a_place_has_both_coordinates_or_none",
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__isnull=False, longitude__isnull=False)
                & Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def region(self) -> Region:
        return self.department.region

    @property
    def postcode(self) -> str:
        """One of its postcodes, to tell homonyms apart; empty for the five communes that have none."""
        return self.postcodes[0] if self.postcodes else ""


class NamedQuerySet(models.QuerySet):
    """Trades and activities: found by the beginnings of words."""

    def called(self, text: str):
        """Of exactly this label, however it is written."""
        return self.filter(folded=fold(text)).order_by("pk")

    def search(self, text: str):
        """Whose label has words that begin so, those that begin with them first, then the shortest."""
        found = every_word(text)
        if found is None:
            return self.none()
        return self.filter(found).order_by(place_of(text), Length("label"), "pk")


class Occupation(models.Model):
    """A trade of the ROME 4.0."""

    code = models.CharField(max_length=5, primary_key=True)
    label = models.CharField(max_length=200)
    folded = models.CharField(max_length=220)
    regulated = models.BooleanField(default=False)
    """A diploma or a card is needed to practise it."""

    objects = NamedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.label


class JobTitleQuerySet(NamedQuerySet):
    def of(self, occupation_code: str) -> JobTitleQuerySet:
        """The titles of one trade, in alphabetical order."""
        return self.filter(occupation=occupation_code).order_by("label", "pk")


class JobTitle(models.Model):
    """What people call their work (appellation); several to a trade."""

    ogr = models.CharField(max_length=7, primary_key=True)
    label = models.CharField(max_length=200)
    folded = models.CharField(max_length=220)
    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="titles")

    objects = JobTitleQuerySet.as_manager()

    def __str__(self) -> str:
        return self.label


class Activity(models.Model):
    """An activity of employers: a class of the NAF rév. 2."""

    code = models.CharField(max_length=5, primary_key=True)
    """``6201Z``, without the dot that some partners write."""
    label = models.CharField(max_length=200)
    folded = models.CharField(max_length=220)
    section = models.CharField(max_length=1)

    objects = NamedQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.label


class Loading(models.Model):
    """One file that was loaded: which, when, and what it changed."""

    at = models.DateTimeField(default=clock.now)
    source = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows_read = models.PositiveIntegerField()
    rows_added = models.PositiveIntegerField()
    rows_changed = models.PositiveIntegerField()
    rows_refused = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.source} {self.at:%Y-%m-%d}"
