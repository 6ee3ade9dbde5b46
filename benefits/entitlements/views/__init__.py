"""The doors of the person: my rights, and the simulation that is open to all."""
