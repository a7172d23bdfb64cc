"""Every address: fixed paths first, then everything of one body under its codice."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from pianoperf.web.salute import pronta, viva

handler500 = "pianoperf.web.guasto.pagina_di_errore"

urlpatterns = [
    path("amministrazione/", admin.site.urls),
    path("salute/", pronta, name="salute"),
    path("salute/pronta/", pronta, name="salute_pronta"),
    path("salute/viva/", viva, name="salute_viva"),
    path("tastiera/", TemplateView.as_view(template_name="web/tastiera.html"), name="tastiera"),
    path("", include("rendicontazione.pubblica.urls")),
    path("", include("pianoperf.organizzazione.aiuto.urls")),
    path("", include("rendicontazione.api.urls")),
    path("", include("pianoperf.organizzazione.accessibilita.urls")),
    path("", include("pianoperf.organizzazione.accesso.urls")),
    path("", include("pianoperf.organizzazione.urls")),
    path("", include("pianoperf.organizzazione.deleghe.urls")),
    path("", include("pianoperf.lavori.urls")),
    path("", include("obiettivi.urls")),
    path("", include("obiettivi.capitoli.urls")),
    path("", include("indicatori.urls")),
    path("", include("indicatori.importazione.urls")),
    path("", include("indicatori.scorrimento.urls")),
    path("", include("indicatori.rimodulazione.urls")),
    path("", include("rendicontazione.urls")),
    path("", include("rendicontazione.documenti.urls")),
    path("", include("rendicontazione.calendario.urls")),
    path("", include("rendicontazione.promemoria.urls")),
    path("", include("rendicontazione.nucleo.urls")),
    path("", include("rendicontazione.esportazione.urls")),
    path("", include("rendicontazione.registro.urls")),
    path("", include("rendicontazione.veste.urls")),
    path("", include("rendicontazione.componenti.urls")),
    path("", include("rendicontazione.ricerca.urls")),
]
