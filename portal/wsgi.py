"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

# What is loaded now stays for good: without it, the collector walks through the whole of Django every few hundred pages.
gc.collect()
gc.freeze()
