"""Codes that are read aloud on the phone without a mistake: the receipt of an application, and the code that resumes one."""

from __future__ import annotations

from portal import codes

LENGTH = 9


def new_code() -> str:
    """Nine signs drawn at random (3 × 10¹¹) and a check sign, as ``K7M4X-R9HTA``."""
    return codes.in_two(codes.checked(codes.random_signs(LENGTH)))


def read(typed: str) -> str | None:
    """The code as we write it, from what someone typed or dictated; None when a sign is wrong or missing."""
    code = codes.read(typed, LENGTH + 1)
    return codes.in_two(code) if code else None
