"""What must be true of the money at any moment, in plain SQL, apart from the code that moves it.

Run after every fault test, by ``manage.py check_ledger``, and nightly on a real installation: each query returns the ids of
the rows that break it, so no row means that it holds.
"""

from __future__ import annotations

from portal import invariants

INVARIANTS = {
    "one_live_payment": """
        SELECT min(id) FROM payments_payment WHERE state <> 'superseded' GROUP BY seeker_id, month, number HAVING count(*) > 1
    """,
    "movements_take_their_path": """
        SELECT payment_id FROM payments_movement
        WHERE amount_cents <= 0 OR (entry, debit, credit) NOT IN ((1, 1, 2), (2, 2, 3), (3, 2, 4), (4, 2, 5), (5, 2, 6), (6, 6, 2))
    """,
    "movements_have_their_payment": """
        SELECT m.payment_id FROM payments_movement m LEFT JOIN payments_payment p ON p.id = m.payment_id WHERE p.id IS NULL
    """,
    "books_say_what_payments_say": """
        SELECT p.id FROM payments_payment p
        LEFT JOIN (
            SELECT payment_id, sum(CASE entry WHEN 5 THEN amount_cents WHEN 6 THEN -amount_cents ELSE 0 END) AS sent
            FROM payments_movement GROUP BY payment_id
        ) m ON m.payment_id = p.id
        WHERE coalesce(m.sent, 0) <> CASE WHEN p.state IN ('ordered', 'paid') THEN p.amount_cents ELSE 0 END
    """,
    "month_is_posted_whole_or_not_at_all": """
        SELECT p.id FROM payments_payment p LEFT JOIN payments_payment c ON c.id = p.corrects_id
        JOIN (
            SELECT payment_id,
                   coalesce(sum(amount_cents) FILTER (WHERE entry = 1), 0) AS gross,
                   coalesce(sum(amount_cents) FILTER (WHERE entry = 2), 0) AS crc,
                   coalesce(sum(amount_cents) FILTER (WHERE entry = 3), 0) AS csg,
                   coalesce(sum(amount_cents) FILTER (WHERE entry = 4), 0) AS crds
            FROM payments_movement GROUP BY payment_id
        ) m ON m.payment_id = p.id
        WHERE (m.gross, m.crc, m.csg, m.crds) IS DISTINCT FROM (
            p.gross_cents - coalesce(c.gross_cents, 0), p.crc_cents - coalesce(c.crc_cents, 0),
            p.csg_cents - coalesce(c.csg_cents, 0), p.crds_cents - coalesce(c.crds_cents, 0))
    """,
    "person_is_owed_only_what_came_back": """
        SELECT m.payment_id FROM payments_movement m JOIN payments_payment p ON p.id = m.payment_id
        GROUP BY m.payment_id, p.state, p.amount_cents
        HAVING sum(CASE WHEN m.credit = 2 THEN m.amount_cents WHEN m.debit = 2 THEN -m.amount_cents ELSE 0 END)
            <> CASE WHEN p.state IN ('ordered', 'paid') THEN 0 ELSE p.amount_cents END
    """,
    "files_hold_their_payments": """
        SELECT f.id FROM payments_bankfile f LEFT JOIN (
            SELECT file_id, count(*) AS count, sum(amount_cents) AS cents FROM (
                SELECT file_id, amount_cents FROM payments_payment WHERE file_id IS NOT NULL
                UNION ALL
                SELECT r.file_id, p.amount_cents FROM payments_bankreturn r JOIN payments_payment p ON p.id = r.payment_id
            ) lines GROUP BY file_id
        ) l ON l.file_id = f.id
        WHERE (coalesce(f.count, 0), coalesce(f.sum_cents, 0)) IS DISTINCT FROM (coalesce(l.count, 0), coalesce(l.cents, 0))
    """,
    "no_transfer_in_two_files": """
        SELECT payment_id FROM (
            SELECT id AS payment_id, attempt FROM payments_payment WHERE file_id IS NOT NULL
            UNION ALL SELECT payment_id, attempt FROM payments_bankreturn
        ) sent GROUP BY payment_id, attempt HAVING count(*) > 1
    """,
    "done_runs_forgot_nobody": """
        SELECT p.id FROM payments_paymentrun r JOIN payments_bankfile f ON f.run_id = r.id
        JOIN payments_payment p ON p.id BETWEEN f.first_id AND f.last_id
        LEFT JOIN profiles_bankaccount a ON a.seeker_id = p.seeker_id AND a.ended_at IS NULL AND a.refused_code = ''
        WHERE r.state = 'done' AND p.state = 'due' AND p.due_since <= r.prepared_at AND a.since <= r.prepared_at
          AND (a.held_until IS NULL OR a.held_until <= r.prepared_at)
          AND p.month <= r.through
    """,
    "payments_have_their_people": """
        SELECT p.id FROM payments_payment p
        LEFT JOIN entitlements_entitlement e ON e.id = p.entitlement_id AND e.seeker_id = p.seeker_id
        LEFT JOIN declarations_version v ON v.id = p.version_id
        LEFT JOIN declarations_declaration d ON d.id = v.declaration_id AND d.seeker_id = p.seeker_id AND d.month = p.month
        WHERE e.id IS NULL OR d.id IS NULL
    """,
    "held_and_returned_have_their_task": """
        SELECT p.id FROM payments_payment p WHERE p.state IN ('held', 'returned')
          AND NOT EXISTS (SELECT FROM payments_stafftask t WHERE t.payment_id = p.id)
    """,
}


def broken(*, limit: int = 20) -> dict[str, list[int]]:
    """Those that do not hold, each with at most ``limit`` ids; empty when all is well."""
    return invariants.broken(INVARIANTS, limit=limit)
