"""The position map: units, seats, people and their histories."""
