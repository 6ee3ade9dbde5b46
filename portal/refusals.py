"""A refusal is an answer: it carries the sentence that the person will read, and nothing has changed."""

from __future__ import annotations


class Refused(Exception):
    """Base of every refusal of a service.  ``sentence`` is shown as it is; ``code`` is stable, for machines and tests."""

    code = "refused"

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts
