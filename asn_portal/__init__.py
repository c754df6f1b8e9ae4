"""The shell: starts everything, knows no rule of the office."""

from asn_portal.celery import app as celery_app

__all__ = ["celery_app"]
