import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "helpdesk.config.settings")
application = get_wsgi_application()

# What has been loaded stays: the collector need not look at it again, nor look so often at what a request makes.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
