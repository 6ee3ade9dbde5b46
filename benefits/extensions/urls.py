"""The addresses of the extensions of rights."""

from __future__ import annotations

app_name = "extensions"
urlpatterns: list = []
