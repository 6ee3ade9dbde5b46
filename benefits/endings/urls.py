"""The addresses of the end of rights."""

from __future__ import annotations

app_name = "endings"
urlpatterns: list = []
