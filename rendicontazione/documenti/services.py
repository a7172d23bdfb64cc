"""Asking for a document, and writing down the finished one."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction

from obiettivi.models import Piano
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.services import accoda
from pianoperf.organizzazione.models import Utente
from rendicontazione.documenti.archivio import Conservato
from rendicontazione.documenti.permissions import controlla_puo_chiedere
from rendicontazione.documenti.selectors import Richiesta
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento
from rendicontazione.models.documento import SENZA_ANNO
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import impronta_dei_dati


def chiedi_documento(
    *,
    piano: Piano,
    tipo: TipoDocumento,
    anno: int | None,
    utente: Utente,
    adesso: datetime,
    versioni: tuple[int, int] | None = None,
) -> Documento:
    """Ask for a PDF. The same request on the same data joins the document that exists already.

    `versioni` are the two of a testo a fronte. Raises AzioneNegata without a role in the body, Rifiuto for a year
    without rendicontazione and for versions that are not there.
    """
    controlla_puo_chiedere(utente, piano.ente)
    tipo = TipoDocumento(tipo)
    anno = None if tipo in SENZA_ANNO else anno
    chiave = impronta_dei_dati(vista_di(piano, tipo, anno, versioni), tipo)
    with transaction.atomic():
        lavoro = accoda(
            ente=piano.ente,
            tipo=TipoLavoro.DOCUMENTO,
            parametri={"piano": piano.codice, "tipo": tipo.value, "anno": anno, "versioni": versioni},
            chiave=chiave,
            utente=utente,
            adesso=adesso,
        )
        documento, _ = Documento.objects.get_or_create(
            lavoro=lavoro,
            defaults={
                "piano": piano,
                "tipo": tipo,
                "anno": anno,
                "nome": nome_del_file(piano, tipo, anno, versioni),
                "chiesto_da": utente,
                "chiesto_il": adesso,
            },
        )
    return documento


def segna_pronto(*, documento: Documento, conservato: Conservato, adesso: datetime) -> Documento:
    """Write down the file of a finished document; runs in the transaction that ends the job."""
    documento.file.name = conservato.nome
    documento.sha256 = conservato.sha256
    documento.dimensione = conservato.dimensione
    documento.pronto_il = adesso
    documento.save(update_fields=["file", "sha256", "dimensione", "pronto_il"])
    return documento


def nome_del_file(piano: Piano, tipo: TipoDocumento, anno: int | None, versioni: tuple[int, int] | None = None) -> str:
    """What the file is called when downloaded: "CSSM - Relazione sulla performance 2023.pdf"."""
    nome = f"{piano.ente.nome_breve} - {Richiesta(piano, tipo, anno, versioni).etichetta}"
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", nome).strip() + ".pdf"
