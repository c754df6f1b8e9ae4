"""Web entry."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asn_portal.settings")

application = get_wsgi_application()
# All pages are loaded here, once for all processes, not by the first visitor of each.
import_module(settings.ROOT_URLCONF)
