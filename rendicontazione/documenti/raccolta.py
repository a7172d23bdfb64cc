"""All the allegati of a body in one zip: asking for it, making it, writing it down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from indicatori.esportazione.archivio import in_zip
from pianoperf.lavori.attese import attendi
from pianoperf.lavori.enums import APERTI, StatoLavoro, TipoLavoro
from pianoperf.lavori.esecuzione import Avanzamento, esegui
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.services import accoda, chiave_di
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.documenti.archivio import Conservato, conserva, impronta, letto, trattieni
from rendicontazione.documenti.conservazione import CARTELLA_RACCOLTE
from rendicontazione.documenti.permissions import controlla_puo_chiedere
from rendicontazione.documenti.selectors import Richiesta, allegati_di, richieste_di
from rendicontazione.documenti.services import chiedi_documento
from rendicontazione.models import Documento, Raccolta

LEGGIMI = "LEGGIMI.txt"
NIENTE = "Nessun piano approvato: non ci sono ancora allegati da raccogliere."
MOTIVI = {
    StatoLavoro.PRONTO: "Il file conservato non si legge più: avvisa chi gestisce il servizio.",
    StatoLavoro.FALLITO: "Non riuscito.",
    StatoLavoro.ANNULLATO: "La preparazione è stata annullata.",
}
PAUSA = 0.5


def chiedi_raccolta(*, ente: Ente, utente: Utente, adesso: datetime, con_email: bool = False) -> Raccolta:
    """Ask for the zip; one that is being made is joined. Raises AzioneNegata, Rifiuto when it would be empty."""
    controlla_puo_chiedere(utente, ente)
    if not allegati_di(richieste_di(ente)):
        raise Rifiuto(NIENTE)
    with transaction.atomic():
        Ente.objects.select_for_update(no_key=True).get(pk=ente.pk)
        raccolta = Raccolta.objects.filter(ente=ente, lavoro__stato__in=APERTI).select_related("lavoro").first()
        chiave = raccolta.lavoro.chiave if raccolta else chiave_di(["tutti gli allegati", adesso])
        lavoro = accoda(ente=ente, tipo=TipoLavoro.RACCOLTA, parametri={}, chiave=chiave, utente=utente, adesso=adesso)
        chiesta = {"ente": ente, "chiesta_da": utente, "chiesta_il": adesso}
        raccolta, _ = Raccolta.objects.get_or_create(lavoro=lavoro, defaults=chiesta)
        attendi(lavoro=lavoro, utente=utente, con_email=con_email, adesso=adesso)
    return raccolta


def richiedi_raccolta(lavoro: Lavoro, utente: Utente, adesso: datetime) -> Lavoro:
    """A cancelled zip, asked for anew. Raises AzioneNegata or Rifiuto."""
    return chiedi_raccolta(ente=lavoro.ente, utente=utente, adesso=adesso).lavoro


def in_breve(richieste: list[Richiesta]) -> str:
    """What the zip will hold: "7 documenti: 1 piano nella versione in vigore e gli allegati di 2 anni"."""
    piani = sum(voce.anno is None for voce in richieste)
    anni = len({(voce.piano.pk, voce.anno) for voce in richieste if voce.anno is not None})
    documenti = "1 documento" if len(richieste) == 1 else f"{len(richieste)} documenti"
    dei_piani = "1 piano nella versione in vigore" if piani == 1 else f"{piani} piani nella versione in vigore"
    degli_anni = {0: "", 1: " e gli allegati di 1 anno"}.get(anni, f" e gli allegati di {anni} anni")
    return f"{documenti}: {dei_piani}{degli_anni}"


@dataclass(frozen=True)
class Voce:
    """One document of the zip: its PDF, or why there is none."""

    richiesta: Richiesta
    documento: Documento | None = None
    pdf: bytes = b""
    motivo: str = ""

    @property
    def nome(self) -> str:
        nome = self.documento.nome if self.documento else f"{self.richiesta.etichetta}.pdf"
        return f"{self.richiesta.piano.codice}/{nome}"


def prepara_raccolta(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Make the zip of a job: each document is asked for as any other, so those that exist are not made again."""
    raccolta = Raccolta.objects.select_related("ente", "chiesta_da").get(lavoro=lavoro)
    richieste = allegati_di(richieste_di(raccolta.ente))
    voci = []
    for fatti, richiesta in enumerate(richieste, start=1):
        segna = partial(avanzamento.segna, fatti, len(richieste), "documento")
        segna()
        voci.append(_voce(richiesta, raccolta.chiesta_da, segna))
    if not any(voce.pdf for voce in voci):
        raise Rifiuto(next((voce.motivo for voce in voci), NIENTE))
    contenuto = zip_di(raccolta.ente, voci)
    conservato = conserva(contenuto, cartella=CARTELLA_RACCOLTE, estensione="zip")

    def scrivi() -> None:
        trattieni(conservato, contenuto)
        segna_pronta(raccolta=raccolta, conservato=conservato, adesso=timezone.now())

    avanzamento.concludi(scrivi)


def _voce(richiesta: Richiesta, utente: Utente, segna: Callable[[], None]) -> Voce:
    """The document as it is kept, made here and now when nobody has; a failed one does not cost the others."""
    try:
        documento = chiedi_documento(
            piano=richiesta.piano,
            tipo=richiesta.tipo,
            anno=richiesta.anno,
            utente=utente,
            adesso=timezone.now(),
            attende=False,
        )
    except Rifiuto as rifiuto:
        return Voce(richiesta, motivo=str(rifiuto))
    esegui(documento.lavoro_id)
    documento = _finito(documento, segna)
    pdf = letto(str(documento.file)) if documento.file else None
    if pdf is None or impronta(pdf) != documento.sha256:
        return Voce(richiesta, documento, motivo=documento.lavoro.errore or MOTIVI[StatoLavoro(documento.lavoro.stato)])
    return Voce(richiesta, documento, pdf)


def _finito(documento: Documento, segna: Callable[[], None]) -> Documento:
    """Wait for a document that another worker is making. `segna` raises PresaPerdutaError once the zip is cancelled."""
    while True:
        documento = Documento.objects.select_related("lavoro").get(pk=documento.pk)
        if documento.lavoro.concluso:
            return documento
        segna()
        time.sleep(PAUSA)
        esegui(documento.lavoro_id)


def zip_di(ente: Ente, voci: list[Voce]) -> bytes:
    """Names in order, dates fixed: the same documents give the same bytes."""
    ordinate = sorted(voci, key=lambda voce: voce.nome)
    leggimi = "\n".join(_leggimi(ente, ordinate)).encode()
    return in_zip([(LEGGIMI, leggimi), *((voce.nome, voce.pdf) for voce in ordinate if voce.pdf)])


def _leggimi(ente: Ente, voci: list[Voce]) -> Iterator[str]:
    yield f"Gli allegati di {ente.nome}"
    yield ""
    yield "Ogni piano è nella versione in vigore, con i documenti di ogni suo anno aperto o chiuso."
    yield "Per sapere se un file è rimasto identico: pagina Documenti, «Verifica un PDF»."
    for voce in voci:
        if voce.documento and voce.pdf:
            numero = voce.documento.versione
            yield ""
            yield voce.nome
            yield f"  impronta (sha256): {voce.documento.sha256}"
            yield f"  versione del piano: {numero if numero is not None else 'bozza'}"
    mancanti = [voce for voce in voci if not voce.pdf]
    if mancanti:
        yield ""
        yield "Mancano:"
    for voce in mancanti:
        yield f"  {voce.nome}: {voce.motivo}"
    yield ""


def segna_pronta(*, raccolta: Raccolta, conservato: Conservato, adesso: datetime) -> Raccolta:
    """Write down the finished zip; runs in the transaction that ends the job."""
    raccolta.file.name = conservato.nome
    raccolta.nome = f"{raccolta.ente.codice}-allegati.zip"
    raccolta.sha256 = conservato.sha256
    raccolta.dimensione = conservato.dimensione
    raccolta.pronta_il = adesso
    raccolta.save(update_fields=["file", "nome", "sha256", "dimensione", "pronta_il"])
    return raccolta
