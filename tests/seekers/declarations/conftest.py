"""People and the day, for every test of the declaration."""

pytest_plugins: list[str] = []
