"""Invented people by the million: an account, a file, a bank account.  Every identifier is impossible in real life."""

from __future__ import annotations

from typing import Any

from portal import bulk
from portal.accounts.models import RoleGrant, User
from portal.accounts.roles import Role
from seekers.profiles.models import BankAccount, Seeker

SEEKERS = """profiles_seeker s JOIN accounts_user u ON u.id = s.user_id AND u.identifier BETWEEN %s AND %s
    CROSS JOIN LATERAL (SELECT substr(u.identifier, 2)::bigint AS number) n ORDER BY n.number"""

FIRST = "(ARRAY['Amina','Bruno','Chloé','Désiré','Élodie','Farid','Gaëlle','Hugo','Inès','Jean-Noël'])"
LAST = (
    "(ARRAY['Essai','Fictif','Modèle','Épreuve','Exemple','Maquette','L’Essayeur','Brouillon','D''Esquisse','Patron'])"
)

IBAN = """(SELECT 'FR' || lpad((98 - (bban || '152700')::numeric %% 97)::int::text, 2, '0') || bban FROM (
    SELECT '0000000000' || lpad(n.number::text, 11, '0') || lpad((97 - 3 * n.number %% 97)::text, 2, '0') AS bban) account)"""
"""An account of bank 00000, which does not exist, with right keys."""


def load(cursor: Any, first: int, last: int) -> int:
    """People number ``first`` to ``last``; how many rows."""
    ends = bulk.bounds(first, last)
    rows = bulk.insert(
        cursor,
        User,
        {
            "public_id": "gen_random_uuid()",
            "identifier": f"'{bulk.PREFIX}' || lpad(number::text, 8, '0')",
            "full_name": f"{FIRST}[1 + number %% 10] || ' ' || {LAST}[1 + number / 10 %% 10]",
            "password": "'!'",
        },
        "generate_series(%s::bigint, %s::bigint) number",
        [first, last],
    )
    who = "accounts_user u WHERE u.identifier BETWEEN %s AND %s ORDER BY u.id"
    rows += bulk.insert(cursor, RoleGrant, {"user": "u.id", "role": f"'{Role.SEEKER}'"}, who, ends)
    rows += bulk.insert(
        cursor,
        Seeker,
        {
            "user": "u.id",
            "first_name": "split_part(u.full_name, ' ', 1)",
            "last_name": "split_part(u.full_name, ' ', 2)",
            "birth_date": "date '1962-01-01' + (u.id * 37 %% 16000)::int",
            "postcode": "'00000'",
        },
        who,
        ends,
    )
    account = {"seeker": "s.id", "iban": IBAN, "holder": "s.first_name || ' ' || s.last_name"}
    return rows + bulk.insert(cursor, BankAccount, account, SEEKERS, ends)
