"""Questions about the map and about people; each answers one, filtered by who asks."""
