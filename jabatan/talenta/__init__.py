"""Talent: collection of components and the nine-box."""
