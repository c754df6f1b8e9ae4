"""Files that leave placement."""
