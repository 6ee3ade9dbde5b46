"""What every test has."""

pytest_plugins = ["tests.database", "tests.browser", "tests.guards", "tests.private_folder"]
