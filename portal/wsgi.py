"""The door for the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = get_wsgi_application()

# What is loaded now stays for good: without it, the collector walks through the whole of Django every few hundred pages.
gc.collect()
gc.freeze()
# A page makes thousands of objects that soon die: looking for dead cycles every 700 of them costs a twentieth of its time.
gc.set_threshold(50_000, 20, 20)
