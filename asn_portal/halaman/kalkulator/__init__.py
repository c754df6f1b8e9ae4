"""Calculators of the portal's own rules, open to everybody: command, page and API."""
