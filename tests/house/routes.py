"""Every address of the house, found by walking the resolver: a new room's pages join these tests by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, UUIDConverter

from portal.accounts.audience import AudienceRule
from portal.accounts.middleware import Audience
from portal.month_url import MonthConverter


@dataclass(frozen=True)
class Route:
    name: str
    pattern: str
    view: Callable[..., Any]
    converters: dict[str, Any]

    @property
    def rule(self) -> AudienceRule | None:
        return Audience.rule_of(self.view)

    @property
    def is_api(self) -> bool:
        return hasattr(self.view, "cls")

    @property
    def names_something(self) -> bool:
        """Holds an identifier that could be somebody else's; a month belongs to everyone."""
        return any(not isinstance(each, MonthConverter) for each in self.converters.values())

    def addresses(self, samples: dict[str, list[str]], most: int = 12) -> list[str]:
        """This route with the sample identifiers in it, each sample in every place where it could stand."""
        found = [f"/{self.pattern}"]
        for name, converter in self.converters.items():
            values = samples[_kind(converter)][:most]
            mark = next(part for part in self.pattern.split("<") if part.split(">")[0].split(":")[-1] == name).split(
                ">"
            )[0]
            found = [address.replace(f"<{mark}>", value) for address in found for value in values]
        return found[:most]

    def __str__(self) -> str:
        return self.name or self.pattern


def routes() -> list[Route]:
    return list(_walk(get_resolver().url_patterns, "", ""))


def _walk(patterns: list[URLPattern | URLResolver], path: str, namespace: str) -> Iterator[Route]:
    for each in patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _walk(each.url_patterns, path + str(each.pattern), inner)
        else:
            yield Route(
                f"{namespace}{each.name or ''}", path + str(each.pattern), each.callback, each.pattern.converters
            )


def _kind(converter: Any) -> str:
    kinds = {UUIDConverter: "uuid", IntConverter: "int", MonthConverter: "month"}
    return next((kind for known, kind in kinds.items() if isinstance(converter, known)), "text")


def identifiers_of(person: Any) -> dict[str, list[str]]:
    """Every identifier that stands on a row of ``person``, whatever room it belongs to."""
    samples: dict[str, list[str]] = {"uuid": [], "int": [], "text": [], "month": ["2026-11"]}
    for model in apps.get_models():
        if model is type(person) or hasattr(model, "person"):
            for row in (
                model._default_manager.all()[:50]
                if model._meta.ordering
                else model._default_manager.order_by("pk")[:50]
            ):
                if row == person or getattr(row, "person", None) == person:
                    _add(samples, row)
    unknown = {"uuid": "00000000-0000-4000-8000-000000000000", "int": "999999999", "text": "inconnu"}
    return {kind: list(dict.fromkeys(values)) or [unknown[kind]] for kind, values in samples.items()}


def _add(samples: dict[str, list[str]], row: models.Model) -> None:
    samples["int"].append(str(row.pk))
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(field, models.UUIDField) and value:
            samples["uuid"].append(str(value))
        elif (
            field.unique
            and field.name != "nir"
            and isinstance(field, models.CharField)
            and value
            and str(value).replace("-", "").isalnum()
        ):
            samples["text"].append(str(value))
