"""The job of a document: load, compose, keep, write down. And the sweep of the files that have expired."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from pianoperf.lavori.esecuzione import Avanzamento
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import Esito
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.documenti.archivio import conserva, trattieni
from rendicontazione.documenti.conservazione import togli_scaduti
from rendicontazione.documenti.prenotazione import mantenuta, prendi_la_chiave, prenotato
from rendicontazione.documenti.selectors import richiesta_di
from rendicontazione.documenti.services import segna_pronto
from rendicontazione.models import Documento, Raccolta
from rendicontazione.relazioni.produci import produci
from rendicontazione.relazioni.selettore import vista_di
from rendicontazione.relazioni.vista import impronta_dei_dati

DATI_CAMBIATI = "I dati del piano sono cambiati dopo la richiesta: chiedi di nuovo il documento."


def prepara_documento(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Make the PDF of a job. Raises Rifiuto when the data are no longer those that were asked for."""
    documento = Documento.objects.select_related("piano__ente", "piano__atto", "lavoro").get(lavoro=lavoro)
    chiesta = richiesta_di(documento)
    vista = vista_di(chiesta.piano, chiesta.tipo, chiesta.anno, chiesta.versioni, soggetto=chiesta.soggetto)
    codice = impronta_dei_dati(vista, documento.tipo)
    # Looked at after the data were read: from the booking to here nothing happened to the plan or to its year.
    if not (mantenuta(documento) if prenotato(lavoro) else codice == lavoro.chiave):
        raise Rifiuto(DATI_CAMBIATI)
    pdf = produci(vista, documento.tipo, lambda fase, fatti, totale: avanzamento.segna(fatti, totale, fase))
    conservato = conserva(pdf)

    def scrivi() -> None:
        trattieni(conservato, pdf)
        segna_pronto(documento=documento, conservato=conservato, adesso=timezone.now())
        if prenotato(lavoro):
            prendi_la_chiave(lavoro, codice)

    avanzamento.concludi(scrivi)


def esito_documento(lavoro: Lavoro) -> Esito | None:
    """The link to the finished file."""
    documento = Documento.objects.select_related("piano__ente").filter(lavoro=lavoro).exclude(file="").first()
    if documento is None:
        return None
    indirizzo = reverse("documento_scarica", kwargs={"ente": documento.piano.ente.codice, "documento": documento.pk})
    return Esito(indirizzo, f"Scarica {documento.nome}")


def esito_raccolta(lavoro: Lavoro) -> Esito | None:
    """The link to the finished zip, while it is kept."""
    raccolta = Raccolta.objects.select_related("ente").filter(lavoro=lavoro).exclude(file="").first()
    if raccolta is None:
        return None
    indirizzo = reverse("raccolta_scarica", kwargs={"ente": raccolta.ente.codice, "raccolta": raccolta.pk})
    return Esito(indirizzo, f"Scarica {raccolta.nome}")


@shared_task(name="rendicontazione.documenti.tasks.togli_documenti_scaduti", ignore_result=True)
def togli_documenti_scaduti() -> None:
    togli_scaduti(adesso=timezone.now())
