"""What must be true of the extensions at any moment, in plain SQL, apart from the code that carries them out."""

from __future__ import annotations

from portal import invariants

INVARIANTS = {
    "lines_have_their_right": """
        SELECT x.entitlement_id FROM extensions_extended x
        LEFT JOIN entitlements_entitlement e ON e.id = x.entitlement_id WHERE e.id IS NULL
    """,
    "each_right_once": """
        SELECT entitlement_id FROM extensions_extended GROUP BY entitlement_id, extension_id HAVING count(*) > 1
    """,
    "done_slices_gave_what_they_say": """
        SELECT s.id FROM extensions_slice s LEFT JOIN LATERAL (
            SELECT count(*) AS rights, coalesce(sum(x.days), 0) AS days FROM extensions_extended x
            WHERE x.extension_id = s.extension_id AND x.entitlement_id BETWEEN s.first_id AND s.last_id
        ) given ON true
        WHERE (given.rights, given.days) <> (coalesce(s.extended, 0), coalesce(s.extended_days, 0))
    """,
    "nothing_is_given_outside_a_slice": """
        SELECT n.id FROM extensions_extension n
        LEFT JOIN (SELECT extension_id, count(*) AS lines FROM extensions_extended GROUP BY 1) x ON x.extension_id = n.id
        LEFT JOIN (SELECT extension_id, sum(extended) AS lines FROM extensions_slice GROUP BY 1) s ON s.extension_id = n.id
        WHERE coalesce(x.lines, 0) <> coalesce(s.lines, 0)
    """,
    "done_extensions_left_no_slice": """
        SELECT s.id FROM extensions_slice s JOIN extensions_extension n ON n.id = s.extension_id
        WHERE n.state IN ('done', 'reversed') AND s.state = 'waiting' OR n.state = 'reversed' AND s.state <> 'taken_back'
    """,
    "days_given_are_days_taken_or_used": """
        SELECT x.entitlement_id FROM extensions_takenback t
        LEFT JOIN extensions_extended x ON x.entitlement_id = t.entitlement_id AND x.extension_id = t.extension_id
        WHERE x.days IS DISTINCT FROM t.days + t.consumed
    """,
    "slices_taken_back_took_all": """
        SELECT x.entitlement_id FROM extensions_slice s
        JOIN extensions_extended x ON x.extension_id = s.extension_id AND x.entitlement_id BETWEEN s.first_id AND s.last_id
        LEFT JOIN extensions_takenback t ON t.entitlement_id = x.entitlement_id AND t.extension_id = x.extension_id
        WHERE (s.state = 'taken_back') <> (t.days IS NOT NULL)
    """,
    "each_move_has_its_history": """
        SELECT x.entitlement_id FROM extensions_extended x
        JOIN entitlements_entitlement e ON e.id = x.entitlement_id
        LEFT JOIN (
            SELECT DISTINCT ON (pgh_obj_id) pgh_obj_id, days_total FROM entitlements_entitlementevent
            ORDER BY pgh_obj_id, pgh_id DESC
        ) last ON last.pgh_obj_id = e.id
        WHERE last.days_total IS DISTINCT FROM e.days_total
    """,
}


def broken(*, limit: int = 20) -> dict[str, list[int]]:
    """Those that do not hold, each with at most ``limit`` ids; empty when all is well."""
    return invariants.broken(INVARIANTS, limit=limit)
