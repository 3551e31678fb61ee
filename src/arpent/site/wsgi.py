"""WSGI application of the product."""

import os

from django.core.wsgi import get_wsgi_application

from .modes import keep_private

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arpent.site.settings")
application = get_wsgi_application()
