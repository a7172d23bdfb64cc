"""Writes on the chapters of a draft. Each locks the plan, so that an approval and a change wait for each other."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.db.models import F

from obiettivi.capitoli.permissions import controlla_puo_scrivere
from obiettivi.capitoli.selectors import impronta_di
from obiettivi.markdown import difetti
from obiettivi.models import Capitolo, Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import DatiNonValidi, ModificaConcorrente

Verso = Literal["su", "giu"]
CAMBIATO = "Qualcuno ha cambiato questo capitolo mentre lo scrivevi: confronta i due testi e salva di nuovo."


@transaction.atomic
def aggiungi_capitolo(
    *, piano: Piano, numero: str, titolo: str, testo: str, tavola: str, dopo: Capitolo | None, utente: Utente
) -> Capitolo:
    """A chapter after `dopo`, at the beginning when it is None. Raises AzioneNegata and DatiNonValidi."""
    piano = _bloccato(piano, utente)
    posto = dopo.ordine + 1 if dopo else 0
    nuovo = Capitolo(piano=piano, ordine=posto, numero=numero, titolo=titolo, testo=testo, tavola=tavola)
    _controlla(nuovo)
    piano.capitoli.filter(ordine__gte=posto).update(ordine=F("ordine") + 1)
    nuovo.save()
    return nuovo


@transaction.atomic
def modifica_capitolo(
    *, capitolo: Capitolo, impronta: str, numero: str, titolo: str, testo: str, tavola: str, utente: Utente
) -> Capitolo:
    """Write a chapter as its form says. `impronta` is that of the chapter the form was made from.

    Raises AzioneNegata, DatiNonValidi, and ModificaConcorrente when somebody else changed it meanwhile.
    """
    _bloccato(capitolo.piano, utente)
    capitolo = _ancora(capitolo)
    if impronta_di(capitolo) != impronta:
        raise ModificaConcorrente(CAMBIATO)
    capitolo.numero, capitolo.titolo, capitolo.testo, capitolo.tavola = numero, titolo, testo, tavola
    _controlla(capitolo)
    capitolo.save(update_fields=["numero", "titolo", "testo", "tavola"])
    return capitolo


@transaction.atomic
def sposta_capitolo(*, capitolo: Capitolo, verso: Verso, utente: Utente) -> None:
    """Change places with the chapter above or below; the first and the last stay where they are.

    Raises AzioneNegata, and DatiNonValidi when it is gone.
    """
    piano = _bloccato(capitolo.piano, utente)
    capitolo = _ancora(capitolo)
    altri = piano.capitoli.defer("testo")
    if verso == "su":
        vicino = altri.filter(ordine__lt=capitolo.ordine).order_by("-ordine").first()
    else:
        vicino = altri.filter(ordine__gt=capitolo.ordine).order_by("ordine").first()
    if vicino is not None:
        capitolo.ordine, vicino.ordine = vicino.ordine, capitolo.ordine
        Capitolo.objects.bulk_update([capitolo, vicino], ["ordine"])


@transaction.atomic
def elimina_capitolo(*, capitolo: Capitolo, utente: Utente) -> None:
    """Nothing happens when it is gone already. Raises AzioneNegata."""
    _bloccato(capitolo.piano, utente)
    Capitolo.objects.filter(pk=capitolo.pk).delete()


def _bloccato(piano: Piano, utente: Utente) -> Piano:
    piano = Piano.objects.select_for_update(of=("self",)).select_related("ente", "atto").get(pk=piano.pk)
    controlla_puo_scrivere(utente, piano)
    return piano


def _ancora(capitolo: Capitolo) -> Capitolo:
    """The chapter as it is now, with its plan locked. Raises DatiNonValidi when it is gone."""
    ora = Capitolo.objects.filter(pk=capitolo.pk).first()
    if ora is None:
        raise DatiNonValidi({"": ["Questo capitolo non c'è più: qualcuno lo ha eliminato."]})
    return ora


def _controlla(capitolo: Capitolo) -> None:
    """A chapter has a title, a text that can be printed and a number, or else a title, of its own."""
    errori = {"testo": frasi} if (frasi := difetti(capitolo.testo)) else {}
    if not capitolo.titolo:
        errori["titolo"] = ["Scrivi il titolo del capitolo."]
    altri = Capitolo.objects.filter(piano_id=capitolo.piano_id).exclude(pk=capitolo.pk)
    if capitolo.chiave in {altro.chiave for altro in altri.defer("testo")}:
        campo = "numero" if capitolo.numero else "titolo"
        errori[campo] = [f"Nel piano c'è già un capitolo «{capitolo.chiave}»: dagli un altro {campo}."]
    if errori:
        raise DatiNonValidi(errori)
