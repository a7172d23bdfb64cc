from rendicontazione.pubblica.views.aperti import ColonneView, DatiAnnoView, DatiPianoView, PacchettoView, SchemaView
from rendicontazione.pubblica.views.cataloghi import CataloghiView, CatalogoView
from rendicontazione.pubblica.views.file import DocumentoView
from rendicontazione.pubblica.views.motori import MappaComuneView, MappaEnteView, MappaView, RobotsView
from rendicontazione.pubblica.views.pagine import AnnoView, EnteView, EntiView, PianoView
from rendicontazione.pubblica.views.verifica import VerificaView

__all__ = [
    "AnnoView",
    "CataloghiView",
    "CatalogoView",
    "ColonneView",
    "DatiAnnoView",
    "DatiPianoView",
    "DocumentoView",
    "EnteView",
    "EntiView",
    "MappaComuneView",
    "MappaEnteView",
    "MappaView",
    "PacchettoView",
    "PianoView",
    "RobotsView",
    "SchemaView",
    "VerificaView",
]
