"""Address of «Il mio anno»."""

from django.urls import path

from rendicontazione.mio_anno.views import MioAnnoView

urlpatterns = [path("<slug:ente>/il-mio-anno/", MioAnnoView.as_view(), name="mio_anno")]
