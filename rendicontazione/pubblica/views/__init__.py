"""Public pages and files."""

from rendicontazione.pubblica.views.aperti import DatiAnnoView, DatiPianoView, PacchettoView
from rendicontazione.pubblica.views.file import DocumentoView
from rendicontazione.pubblica.views.pagine import AnnoView, EnteView, EntiView, PianoView, RobotsView
from rendicontazione.pubblica.views.verifica import VerificaView

__all__ = [
    "AnnoView",
    "DatiAnnoView",
    "DatiPianoView",
    "DocumentoView",
    "EnteView",
    "EntiView",
    "PacchettoView",
    "PianoView",
    "RobotsView",
    "VerificaView",
]
