"""What the floors below must know of the results before a plan changes, and what happens to results afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from indicatori.models import Previsione
from indicatori.motore.condizioni import Condizione
from indicatori.motore.inserimento import scrivi_valore
from indicatori.motore.valori import Valore, segnaposto
from obiettivi.enums import FaseAnno
from obiettivi.models import Piano
from pianoperf.organizzazione.models import Utente
from rendicontazione.calcolo import da_conservare, grado_calcolato
from rendicontazione.enums import Periodo, StatoRendicontazione, StatoRisultato
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.policies import GIUDICATI, NEL_NUCLEO


def fasi_degli_anni(piano: Piano) -> dict[int, FaseAnno]:
    """The years of the plan whose measuring has begun. A year opened again by the Nucleo stays closed for the plan."""
    anni = piano.rendicontazioni.exclude(stato=StatoRendicontazione.PREPARAZIONE).prefetch_related("riaperture")
    fasi = {}
    for anno in anni:
        if anno.chiusa or anno.riaperture.all():
            fasi[anno.anno] = FaseAnno.CHIUSO
        else:
            fasi[anno.anno] = FaseAnno.AL_NUCLEO if anno.stato in NEL_NUCLEO else FaseAnno.APERTO
    return fasi


class CustodeDeiRisultati:
    """Keeps the results right while the plan changes under them (see indicatori.rimodulazione.porte)."""

    def impedimenti(self, *, piano: Piano, tolte: Sequence[int], cambiate: Sequence[int]) -> list[str]:
        pieni = [voce for voce in _risultati_di(tolte) if not _vuoto(voce)]
        decisi = [voce for voce in _risultati_di(cambiate) if voce.stato in GIUDICATI]
        return [
            *(f"{_nome(voce)} ha già un risultato: il suo target non si può togliere." for voce in pieni),
            *(f"{_nome(voce)} è già stato giudicato dal Nucleo: il suo target non si cambia." for voce in decisi),
        ]

    def blocca(self, *, piano: Piano) -> None:
        list(Rendicontazione.objects.select_for_update().filter(piano=piano).order_by("pk").values_list("pk"))
        risultati = Risultato.objects.select_for_update(of=("self",), no_key=True)
        list(risultati.filter(rendicontazione__piano=piano).order_by("pk").values_list("pk"))

    def prepara(self, *, tolte: Sequence[int]) -> None:
        _risultati_di(tolte).delete()

    def aggiorna(
        self, *, piano: Piano, cambiate: Mapping[int, list[dict[str, Any]]], utente: Utente, adesso: datetime
    ) -> None:
        for anno in piano.rendicontazioni.filter(stato=StatoRendicontazione.APERTA).select_related("profilo"):
            for risultato in anno.risultati.select_related("previsione__indicatore"):
                _segui(risultato, cambiate.get(risultato.previsione_id), anno, utente, adesso)
            _aggiungi_mancanti(anno)


def _risultati_di(previsioni: Sequence[int]) -> QuerySet[Risultato]:
    righe = Risultato.objects.filter(previsione__in=previsioni).select_related("previsione__indicatore__scheda")
    return righe.order_by("previsione__indicatore__scheda__ordine", "previsione__indicatore__ordine")


def _vuoto(risultato: Risultato) -> bool:
    """Nobody has written anything in it."""
    scritto = any(risultato.valori) or risultato.nota or risultato.causa or risultato.fonte
    return risultato.stato == StatoRisultato.DA_INSERIRE and not scritto and not risultato.evidenze.exists()


def _nome(risultato: Risultato) -> str:
    previsione = risultato.previsione
    return (
        f"L'indicatore {previsione.indicatore.codice} della scheda {previsione.indicatore.scheda.codice},"
        f" anno {previsione.anno},"
    )


def _segui(
    risultato: Risultato,
    prima: list[dict[str, Any]] | None,
    anno: Rendicontazione,
    utente: Utente,
    adesso: datetime,
) -> None:
    """The values move to the conditions that ask for the same thing; the grade is computed again."""
    if prima is not None and any(risultato.valori):
        _riporta_i_valori(risultato, [Condizione.da_json(voce) for voce in prima])
    elif prima is not None:
        risultato.valori = []
    grado = da_conservare(grado_calcolato(risultato, anno.profilo.letto)) if risultato.aggiornato_il else None
    if prima is None and grado == risultato.grado:
        return
    risultato.grado = grado
    if risultato.aggiornato_il:
        risultato.aggiornato_da, risultato.aggiornato_il = utente, adesso
    risultato.versione += 1
    risultato.save()


def _riporta_i_valori(risultato: Risultato, prima: list[Condizione]) -> None:
    """What no condition takes is kept in the note, and a result that lacks a part goes back to be completed."""
    liberi = {n: (c, voce) for n, (c, voce) in enumerate(zip(prima, risultato.valori, strict=False)) if voce}
    nuovi = [_preso(condizione, liberi) for condizione in risultato.previsione.lette]
    risultato.valori = nuovi
    if liberi:
        persi = "; ".join(scrivi_valore(c, Valore.da_json(voce)) for c, voce in liberi.values())
        frase = f"Risultato inserito con il target di prima della rimodulazione: {persi}."
        risultato.nota = f"{risultato.nota}\n{frase}".strip()
    aperto = any(v is None and not segnaposto(c) for c, v in zip(risultato.previsione.lette, nuovi, strict=True))
    if risultato.stato == StatoRisultato.TRASMESSO and aperto:
        risultato.stato = StatoRisultato.BOZZA
        risultato.inviato_da, risultato.inviato_il = None, None


def _preso(condizione: Condizione, liberi: dict[int, tuple[Condizione, Any]]) -> Any:
    """The value of the old condition that asks for the same thing, taken out of `liberi`; None when there is none."""
    for uguali in (_stessa_voce, _stessa_misura):
        for n, (vecchia, voce) in liberi.items():
            if uguali(vecchia, condizione):
                del liberi[n]
                return voce
    return None


def _stessa_voce(prima: Condizione, dopo: Condizione) -> bool:
    return _stessa_misura(prima, dopo) and prima.etichetta == dopo.etichetta


def _stessa_misura(prima: Condizione, dopo: Condizione) -> bool:
    return (prima.genere, prima.unita) == (dopo.genere, dopo.unita)


def _aggiungi_mancanti(anno: Rendicontazione) -> None:
    """One empty result for each target of the year that has none, in the periods that the year already measures."""
    previsioni = Previsione.objects.filter(indicatore__scheda__piano=anno.piano_id, anno=anno.anno).exclude(testo="")
    ci_sono = set(anno.risultati.values_list("previsione_id", "periodo"))
    periodi = {Periodo.FINALE, *(Periodo(periodo) for _, periodo in ci_sono)}
    Risultato.objects.bulk_create(
        Risultato(rendicontazione=anno, previsione_id=pk, periodo=periodo)
        for pk in previsioni.values_list("pk", flat=True)
        for periodo in sorted(periodi)
        if (pk, periodo) not in ci_sono
    )
