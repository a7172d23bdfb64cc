"""The job of a body's archive: gather, keep, write down."""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils import timezone

from pianoperf.lavori.esecuzione import Avanzamento
from pianoperf.lavori.models import Lavoro
from pianoperf.lavori.registro import Esito
from rendicontazione.models import Esportazione

CARTELLA = "esportazioni"


def prepara_esportazione(lavoro: Lavoro, avanzamento: Avanzamento) -> None:
    """Make the archive of a job. Raises Rifiuto when it cannot be kept."""
    from rendicontazione.documenti.archivio import conserva
    from rendicontazione.esportazione.archivio_ente import archivio_dell_ente
    from rendicontazione.esportazione.services import segna_pronta

    esportazione = Esportazione.objects.select_related("ente").get(lavoro=lavoro)
    il = date.fromisoformat(lavoro.parametri["data"])
    contenuto = archivio_dell_ente(esportazione.ente, con_email=esportazione.con_email, il=il, segna=avanzamento.segna)
    conservato = conserva(contenuto, cartella=CARTELLA, estensione="zip")
    nome = nome_dell_archivio(esportazione.ente.codice, il)
    avanzamento.concludi(
        lambda: segna_pronta(esportazione=esportazione, conservato=conservato, nome=nome, adesso=timezone.now())
    )


def nome_dell_archivio(ente: str, il: date) -> str:
    return f"{ente}-tutti-i-dati-{il.isoformat()}.zip"


def esito_esportazione(lavoro: Lavoro) -> Esito | None:
    """The link to the finished archive, while it is kept."""
    esportazione = Esportazione.objects.select_related("ente").filter(lavoro=lavoro).exclude(file="").first()
    if esportazione is None:
        return None
    indirizzo = reverse(
        "esportazione_scarica", kwargs={"ente": esportazione.ente.codice, "esportazione": esportazione.pk}
    )
    return Esito(indirizzo, f"Scarica {esportazione.nome}")
