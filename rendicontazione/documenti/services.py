"""Asking for a document, and writing down the finished one."""

from __future__ import annotations

import logging
import re
from datetime import datetime

from django.db import transaction

from obiettivi.models import Piano
from pianoperf.lavori.attese import attendi
from pianoperf.lavori.enums import TipoLavoro
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda, chiave_di, rifai
from pianoperf.organizzazione.models import Persona, Struttura, Utente
from rendicontazione.documenti.archivio import Conservato
from rendicontazione.documenti.permissions import controlla_puo_chiedere
from rendicontazione.documenti.prenotazione import impegno
from rendicontazione.documenti.selectors import Richiesta, richiesta_di, stato_da_stampare, versione_stampata
from rendicontazione.enums import TipoDocumento
from rendicontazione.models import Documento
from rendicontazione.models.documento import SENZA_ANNO
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import impronta_dei_dati

NOME_MASSIMO = 190
registro = logging.getLogger("pianoperf.documenti")


def chiedi_documento(
    *,
    piano: Piano,
    tipo: TipoDocumento,
    anno: int | None,
    utente: Utente,
    adesso: datetime,
    versioni: tuple[int, int] | None = None,
    soggetto: Struttura | Persona | None = None,
    con_email: bool = False,
    attende: bool = True,
) -> Documento:
    """Ask for a PDF. The same request on the same data joins the document that exists already.

    When its file has expired, it is made again. `versioni` are the two of a testo a fronte, `soggetto` whose sheet it
    is; `con_email`: write to the user when it is over; `attende` False: the user is not told, a larger job is. Raises
    AzioneNegata without a role in the body, Rifiuto for a year without rendicontazione, for versions that are not there
    and for somebody to whom the plan gives nothing.
    """
    controlla_puo_chiedere(utente, piano.ente)
    tipo = TipoDocumento(tipo)
    anno = None if tipo in SENZA_ANNO else anno
    chiave = impronta_dei_dati(vista_di(piano, tipo, anno, versioni, soggetto=soggetto), tipo)
    with transaction.atomic():
        documento = _accodato(Richiesta(piano, tipo, anno, versioni, soggetto), chiave, {}, utente, adesso)
        lavoro = documento.lavoro
        documento.lavoro = rifai(lavoro=lavoro, adesso=adesso) if documento.rimosso_il else lavoro
        if attende:
            attendi(lavoro=lavoro, utente=utente, con_email=con_email, adesso=adesso)
    return documento


@transaction.atomic
def prenota_documento(
    *, piano: Piano, tipo: TipoDocumento, anno: int | None, utente: Utente, adesso: datetime
) -> Documento:
    """Ask for a PDF without reading what it prints, which is the work of seconds: its job reads it.

    For who publishes, and must not wait: the job refuses when plan or year are no longer as they are now (see
    prenotazione.py), and once it knows the data its key is that of who asks for the same ones. Nobody is told when it
    is ready. Raises AzioneNegata without a role in the body.
    """
    controlla_puo_chiedere(utente, piano.ente)
    chiave = chiave_di(["prenotato", piano.pk, tipo, anno, adesso])
    return _accodato(Richiesta(piano, tipo, anno), chiave, impegno(piano, anno), utente, adesso)


def _accodato(
    richiesta: Richiesta, chiave: str, altri: dict[str, object], utente: Utente, adesso: datetime
) -> Documento:
    """The document of a new job, or the one that has this key already. `altri` parameters go with the job."""
    piano, tipo, anno, versioni = richiesta.piano, richiesta.tipo, richiesta.anno, richiesta.versioni
    stato = stato_da_stampare(piano, anno)
    parametri = {"piano": piano.codice, "tipo": tipo.value, "anno": anno, "versioni": versioni, "stato": stato}
    lavoro = accoda(
        ente=piano.ente,
        tipo=TipoLavoro.DOCUMENTO,
        parametri={**parametri, **altri},
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
            "versione": versione_stampata(piano, versioni),
            "struttura": richiesta.soggetto if isinstance(richiesta.soggetto, Struttura) else None,
            "persona": richiesta.soggetto if isinstance(richiesta.soggetto, Persona) else None,
            "nome": nome_del_file(richiesta),
            "chiesto_da": utente,
            "chiesto_il": adesso,
        },
    )
    return documento


def richiedi_documento(lavoro: Lavoro, utente: Utente, adesso: datetime) -> Lavoro:
    """The document of a cancelled job, asked for anew with the data of now. Raises AzioneNegata or Rifiuto."""
    documento = Documento.objects.select_related("piano__ente", "piano__atto", "lavoro").get(lavoro=lavoro)
    richiesta = richiesta_di(documento)
    return chiedi_documento(
        piano=richiesta.piano,
        tipo=richiesta.tipo,
        anno=richiesta.anno,
        versioni=richiesta.versioni,
        soggetto=richiesta.soggetto,
        utente=utente,
        adesso=adesso,
    ).lavoro


def segna_pronto(*, documento: Documento, conservato: Conservato, adesso: datetime) -> Documento:
    """Write down the file of a finished document; runs in the transaction that ends the job.

    A file made again after it expired has the bytes it had; were they different, both fingerprints are kept, so that
    copies of the first are still recognised.
    """
    if documento.sha256 and documento.sha256 != conservato.sha256:
        _ricorda_impronta(documento, conservato.sha256)
    documento.file.name = conservato.nome
    documento.sha256 = conservato.sha256
    documento.dimensione = conservato.dimensione
    documento.pronto_il = adesso
    documento.rimosso_il = None
    documento.save(update_fields=["file", "sha256", "dimensione", "pronto_il", "rimosso_il"])
    return documento


def _ricorda_impronta(documento: Documento, nuova: str) -> None:
    registro.warning(
        "Il documento %s, rifatto con gli stessi dati, è diverso da prima: impronta %s, ora %s.",
        documento.pk, documento.sha256, nuova,
    )  # fmt: skip
    lavoro = Lavoro.objects.select_for_update(no_key=True).get(pk=documento.lavoro_id)
    lavoro.parametri.setdefault("impronte_di_prima", []).append(documento.sha256)
    lavoro.save(update_fields=["parametri"])


def segna_scaricato(*, documento: Documento, adesso: datetime) -> None:
    """From now count the days for which a file that is not final is kept."""
    Documento.objects.filter(pk=documento.pk).update(scaricato_il=adesso)


def nome_del_file(richiesta: Richiesta) -> str:
    """What the file is called when downloaded: "CSSM - Relazione sulla performance 2023.pdf"."""
    nome = f"{richiesta.piano.ente.nome_breve} - {richiesta.etichetta}"[:NOME_MASSIMO]
    return re.sub(r'[\x00-\x1f/\\:*?"<>|]+', " ", nome).strip() + ".pdf"
