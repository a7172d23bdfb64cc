"""Addresses of the yearly cycle, all below `/<ente>/`."""

from django.urls import include, path

from rendicontazione.views.anno import ApriView, AvviaView, ProrogaView, TrasmettiView, ValidaView
from rendicontazione.views.chiusura import ApprovaView, PubblicaView, RiapriView
from rendicontazione.views.completamento import CompletamentoView
from rendicontazione.views.esame import EsameView
from rendicontazione.views.evidenze import EvidenzaView, TogliEvidenzaView
from rendicontazione.views.invio import InvioSchedaView
from rendicontazione.views.rilevazione import ProvaView, RilevazioneView
from rendicontazione.views.rilevazione_bozza import BozzaView
from rendicontazione.views.rilevazioni import RilevazioniAnnoView, RilevazioniView
from rendicontazione.views.scrivania import AnniPianoView, ScrivaniaView

ANNO = "<slug:ente>/quadro/<slug:piano>/<int:anno>/"

urlpatterns = [
    path("<slug:ente>/scrivania/", ScrivaniaView.as_view(), name="scrivania_rilevazioni"),
    path("<slug:ente>/piani/<slug:piano>/anni/", AnniPianoView.as_view(), name="rendicontazioni_piano"),
    path("<slug:ente>/rilevazioni/", RilevazioniView.as_view(), name="rilevazioni"),
    path("<slug:ente>/rilevazioni/apri/", ApriView.as_view(), name="rilevazione_apri"),
    path("<slug:ente>/rilevazioni/<int:risultato>/", RilevazioneView.as_view(), name="rilevazione"),
    path("<slug:ente>/rilevazioni/<int:risultato>/prova/", ProvaView.as_view(), name="rilevazione_prova"),
    path("<slug:ente>/rilevazioni/<int:risultato>/bozza/", BozzaView.as_view(), name="rilevazione_bozza"),
    path("<slug:ente>/rilevazioni/<slug:piano>/<int:anno>/", RilevazioniAnnoView.as_view(), name="rilevazioni_anno"),
    path(
        "<slug:ente>/rilevazioni/<slug:piano>/<int:anno>/completamento/",
        CompletamentoView.as_view(),
        name="completamento",
    ),
    path(
        "<slug:ente>/rilevazioni/<slug:piano>/<int:anno>/schede/<str:codice>/invia/",
        InvioSchedaView.as_view(),
        name="scheda_invia",
    ),
    path("", include("rendicontazione.mio_anno.urls")),
    path("", include("rendicontazione.annullamenti.urls")),
    path("", include("rendicontazione.enti.urls")),
    path("", include("rendicontazione.griglia.urls")),
    path("", include("rendicontazione.prove.urls")),
    path("<slug:ente>/evidenze/<int:evidenza>/", EvidenzaView.as_view(), name="evidenza"),
    path("<slug:ente>/evidenze/<int:evidenza>/togli/", TogliEvidenzaView.as_view(), name="evidenza_togli"),
    path("<slug:ente>/quadro/risultati/<int:risultato>/", EsameView.as_view(), name="esame"),
    # after "quadro/risultati/<n>/", that looks like a plan and a year
    path("", include("rendicontazione.quadro.urls")),
    path(f"{ANNO}proroga/", ProrogaView.as_view(), name="rendicontazione_proroga"),
    path(f"{ANNO}trasmetti/", TrasmettiView.as_view(), name="rendicontazione_trasmetti"),
    path(f"{ANNO}avvia/", AvviaView.as_view(), name="rendicontazione_avvia"),
    path(f"{ANNO}valida/", ValidaView.as_view(), name="rendicontazione_valida"),
    path(f"{ANNO}approva/", ApprovaView.as_view(), name="rendicontazione_approva"),
    path(f"{ANNO}pubblica/", PubblicaView.as_view(), name="rendicontazione_pubblica"),
    path(f"{ANNO}riapri/", RiapriView.as_view(), name="rendicontazione_riapri"),
]
