"""Job offers: rooms come with their own journeys (see docs/architecture.md)."""
