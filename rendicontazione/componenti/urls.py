"""One address, which exists only where one develops or tries the application."""

from django.urls import path

from rendicontazione.componenti.views import ComponentiView

urlpatterns = [path("componenti/", ComponentiView.as_view(), name="componenti")]
