"""Ground floor: people and duties, evidence, events, background work, calendar."""
