"""Address of «Il mio anno»."""

from django.urls import path

from rendicontazione.mio_anno.views import MioAnnoView, UltimaVoltaView

urlpatterns = [
    path("<slug:ente>/il-mio-anno/", MioAnnoView.as_view(), name="mio_anno"),
    path("<slug:ente>/il-mio-anno/l-ultima-volta/", UltimaVoltaView.as_view(), name="mio_anno_ultima_volta"),
]
