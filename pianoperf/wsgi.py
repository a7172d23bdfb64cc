"""The WSGI application that gunicorn serves."""

import os

from django.core.wsgi import get_wsgi_application

from pianoperf import incorporati

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pianoperf.settings")
incorporati.prepara()
application = get_wsgi_application()
