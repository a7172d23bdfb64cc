"""The published PDFs, each at the address of its fingerprint."""

from __future__ import annotations

import logging
from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase

from rendicontazione.documenti.archivio import impronta, letto
from rendicontazione.pubblica.risposte import condizionata, secondi
from rendicontazione.pubblica.vetrina import DocumentoPubblico
from rendicontazione.pubblica.views.basi import NonPubblicatoError, VistaPubblica, ente_o_niente

registro = logging.getLogger("pianoperf.pubblica")
ROVINATO = "Questo documento ora non si può scaricare: la copia conservata non si legge. Riprova più tardi."


class DocumentoView(VistaPubblica):
    def get(self, request: HttpRequest, ente: str, sha256: str) -> HttpResponseBase:
        documento = ente_o_niente(ente).ente.documento(sha256)
        if documento is None:
            raise NonPubblicatoError
        return condizionata(
            request,
            lambda: _allegato(documento),
            etag=f'"{documento.sha256}"',
            ultimo=secondi([documento.pronto_il]),
        )


def _allegato(documento: DocumentoPubblico) -> FileResponse:
    """The file, whole. Raises NonPubblicatoError when it is not the one whose fingerprint the page shows."""
    contenuto = letto(documento.file)
    if contenuto is None or impronta(contenuto) != documento.sha256:
        registro.error("Il file del documento pubblico %s non corrisponde alla sua impronta.", documento.pk)
        raise NonPubblicatoError(ROVINATO)
    risposta = FileResponse(
        BytesIO(contenuto), as_attachment=True, filename=documento.nome, content_type="application/pdf"
    )
    risposta["X-Content-Type-Options"] = "nosniff"
    return risposta
