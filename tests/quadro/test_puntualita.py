"""When results were sent: the window, its extensions, those of a person, and what came back."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from indicatori.models import Responsabilita
from rendicontazione.calendario.services import concedi_proroga
from rendicontazione.enums import EsitoGiudizio, Periodo
from rendicontazione.models import Rendicontazione
from rendicontazione.quadro.fatti import righe_di
from rendicontazione.quadro.puntualita import Puntualita, Termine
from rendicontazione.selectors.valutazione import valutata
from rendicontazione.services.risultati import invia_risultato
from tests import scenari
from tests.scenari import ADESSO, Cast


def _invio(codice: str) -> str:
    anno = Rendicontazione.objects.select_related("piano__ente", "profilo").get()
    righe = righe_di(valutata(anno), timezone.now())
    return next(riga.puntualita for riga in righe if riga.indicatore.codice == codice)


def _inviato_il(cast: Cast, codice: str, giorni: int, *testi: str) -> None:
    salvato = scenari.bozza(cast, codice, *testi)
    invia_risultato(risultato=salvato, utente=cast.direttore, adesso=ADESSO + timedelta(days=giorni))


def _finestra(anno: Rendicontazione, giorni: int) -> None:
    anno.finestra_al = ADESSO + timedelta(days=giorni)
    anno.save(update_fields=["finestra_al"])


def test_dentro_la_finestra_o_con_la_sua_proroga(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    _inviato_il(cast, "1.1", 0, "SI")
    _finestra(anno, 60)
    _inviato_il(cast, "1.3", 40, "60")
    assert (_invio("1.1"), _invio("1.3")) == (Puntualita.IN_TEMPO, Puntualita.CON_PROROGA)


def test_la_proroga_di_un_responsabile_vale_per_i_suoi_indicatori(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    persona = Responsabilita.objects.filter(indicatore__codice="1.1").get().persona
    concedi_proroga(
        rendicontazione=anno,
        persona=persona,
        periodo=Periodo.FINALE,
        fino_al=ADESSO + timedelta(days=60),
        motivo="Malattia",
        utente=cast.amministratrice,
        adesso=ADESSO,
    )
    Rendicontazione.objects.update(finestra_al=ADESSO + timedelta(days=90))
    _inviato_il(cast, "1.1", 40, "SI")
    _inviato_il(cast, "2.1", 40, "4")
    Rendicontazione.objects.update(finestra_al=anno.finestra_al)
    assert (_invio("1.1"), _invio("2.1")) == (Puntualita.CON_PROROGA, Puntualita.DOPO)


def test_chi_corregge_dopo_un_rinvio_non_diventa_in_ritardo(cast: Cast) -> None:
    scenari.anno_aperto(cast)
    _inviato_il(cast, "1.3", 0, "60")
    scenari.giudicato(cast, "1.3", EsitoGiudizio.RINVIATO)
    Rendicontazione.objects.update(finestra_al=ADESSO + timedelta(days=90))
    _inviato_il(cast, "1.3", 80, "70")
    Rendicontazione.objects.update(finestra_al=ADESSO + timedelta(days=30))
    assert _invio("1.3") == Puntualita.IN_TEMPO


def test_cio_che_manca_e_atteso_finche_c_e_tempo_e_poi_e_mancato(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    Rendicontazione.objects.update(finestra_al=timezone.now() + timedelta(days=1))
    assert _invio("2.1") == Puntualita.ATTESI
    Rendicontazione.objects.update(finestra_al=anno.finestra_al)
    assert _invio("2.1") == Puntualita.MAI


def test_i_termini_si_contano_come_nel_grado(cast: Cast) -> None:
    anno = scenari.anno_aperto(cast)
    scenari.inviato(cast, "1.2", "30/06/2023")
    scenari.inviato(cast, "1.4", "01/07/2023", "100")
    righe = {
        riga.indicatore.codice: riga
        for riga in righe_di(
            valutata(Rendicontazione.objects.select_related("piano__ente", "profilo").get(pk=anno.pk)), timezone.now()
        )
    }
    assert righe["1.2"].termine is Termine.RISPETTATO
    assert righe["1.4"].termine is Termine.SUPERATO
    assert righe["2.1"].termine is None
    assert righe["1.2"].voce.grado.valore == 1
