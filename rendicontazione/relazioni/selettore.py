"""From the database to a Vista: the plan, its act and, with results, the grades of the year."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from indicatori.selectors import piano_in_dati
from obiettivi.enums import Famiglia
from obiettivi.models import Atto, Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.enums import StatoRendicontazione, TipoDocumento
from rendicontazione.models import Rendicontazione
from rendicontazione.models.documento import ANNO_A_SCELTA
from rendicontazione.nucleo.fotografia import esito_in_parole
from rendicontazione.relazioni.di_chi_dati import Soggetto, di_chi, ristretta
from rendicontazione.relazioni.esiti import esiti_di, grado_di, testo_del_risultato
from rendicontazione.relazioni.regole import regole_in_parole
from rendicontazione.relazioni.relazione_dati import relazione_di
from rendicontazione.relazioni.testo_a_fronte import fronte_di, rimodulazioni_dell_anno
from rendicontazione.relazioni.verbale import verbale_di
from rendicontazione.relazioni.vista import AttoVista, AvanzamentoVista, FaseVista, Tipo, Vista
from rendicontazione.selectors.pagine import riaperture_di
from rendicontazione.selectors.pluriennale import avanzamenti
from rendicontazione.selectors.valutazione import Valutazione, valutazione
from rendicontazione.veste.selectors import veste_di


def vista_di(
    piano: Piano,
    tipo: Tipo,
    anno: int | None = None,
    versioni: tuple[int, int] | None = None,
    *,
    soggetto: Soggetto | None = None,
) -> Vista:
    """What the document prints. `versioni` are the two of a testo a fronte, `soggetto` whose sheet it is.

    Raises Rifiuto when the year has no rendicontazione, the plan has no such versions or nothing for the soggetto.
    """
    if tipo == TipoDocumento.TESTO_A_FRONTE:
        return _vista_a_fronte(piano, versioni)
    vista = Vista(
        piano=piano_in_dati(piano),
        ente=piano.ente.nome,
        ente_breve=piano.ente.nome_breve,
        atto=_atto(piano.atto),
        veste=veste_di(piano.ente),
    )
    _aggiungi_versione(vista, piano)
    if tipo in ANNO_A_SCELTA:
        return _vista_di_chi(vista, piano, tipo, anno, soggetto)
    if tipo != "piano":
        _aggiungi_anno(vista, piano, anno, tipo)
    return vista


def _vista_di_chi(vista: Vista, piano: Piano, tipo: Tipo, anno: int | None, soggetto: Soggetto | None) -> Vista:
    if soggetto is None or soggetto.ente_id != piano.ente_id:
        raise Rifiuto("Indica di quale struttura o di quale persona vuoi la scheda.")
    valutata = None
    if anno is not None:
        _aggiungi_anno(vista, piano, anno, tipo)
        valutata = valutazione(piano.rendicontazioni.select_related("profilo", "piano__ente").get(anno=anno))
    return ristretta(vista, di_chi(piano, soggetto, valutata))


def _vista_a_fronte(piano: Piano, versioni: tuple[int, int] | None) -> Vista:
    dati, atto, fronte = fronte_di(piano, versioni)
    return Vista(
        piano=dati,
        ente=piano.ente.nome,
        ente_breve=piano.ente.nome_breve,
        atto=_atto(atto),
        fronte=fronte,
        veste=veste_di(piano.ente),
    )


def _aggiungi_versione(vista: Vista, piano: Piano) -> None:
    """The number of the version in force, and its act when it is not the first."""
    ultima = piano.versioni.select_related("atto").defer("dati").order_by("-numero").first()
    if ultima is None:
        return
    vista.versione = ultima.numero
    if ultima.numero > 1:
        vista.atto_rimodulazione = _atto(ultima.atto)


def _aggiungi_anno(vista: Vista, piano: Piano, anno: int | None, tipo: Tipo) -> None:
    tutte = list(piano.rendicontazioni.select_related("profilo", "atto", "piano__ente", "trasmessa_da", "validata_da"))
    chiesta = next((voce for voce in tutte if voce.anno == anno), None)
    if chiesta is None:
        raise Rifiuto(f"Il piano «{piano.codice}» non ha una rendicontazione del {anno}.")
    vista.anno = chiesta.anno
    vista.stato_anno = _stato(chiesta)
    if chiesta.chiusa:
        vista.esito_anno, vista.osservazioni = esito_in_parole(chiesta), chiesta.osservazioni
    vista.atto_anno = _atto(chiesta.atto)
    vista.fasi = _fasi(chiesta)
    if tipo == TipoDocumento.RELAZIONE:
        vista.rimodulazioni = rimodulazioni_dell_anno(piano, chiesta.anno)
    # Closed years are reprinted beside the year asked for; open ones are not final and stay out.
    stampate = [chiesta] + [voce for voce in tutte if voce.anno < chiesta.anno and voce.chiusa]
    vista.dimostrativo = any(voce.dimostrativa for voce in stampate)
    for voce in stampate:
        valutata = valutazione(voce)
        vista.esiti.update(esiti_di(valutata))
        if voce is chiesta:
            vista.regole = regole_in_parole(valutata.profilo)
            vista.schede = {s.scheda.codice: grado_di(s.aggregato, s.fascia) for s in valutata.schede if s.indicatori}
            vista.totale = grado_di(valutata.ente, valutata.fascia)
            vista.avanzamenti = _avanzamenti(valutata)
            vista.relazione = relazione_di(valutata) if tipo == TipoDocumento.RELAZIONE else None
            vista.verbale = verbale_di(valutata, testo_del_risultato) if tipo == "verbale" else None


def _avanzamenti(valutata: Valutazione) -> dict[str, AvanzamentoVista]:
    """Only where the steps have weights: elsewhere there is nothing to sum over the years."""
    if valutata.rendicontazione.piano.famiglia != Famiglia.PIAO:
        return {}
    return {
        voce.scheda.scheda.codice: AvanzamentoVista(grado_di(voce.aggregato, None), voce.frase)
        for voce in avanzamenti(valutata)
    }


def _stato(rendicontazione: Rendicontazione) -> str:
    """A year just closed by the Nucleo is called by its outcome: it may be "Non validata"."""
    if rendicontazione.stato == StatoRendicontazione.VALIDATA and rendicontazione.esito:
        return esito_in_parole(rendicontazione)
    return rendicontazione.get_stato_display()


def _fasi(rendicontazione: Rendicontazione) -> tuple[FaseVista, ...]:
    r = rendicontazione
    fasi = [
        FaseVista("Apertura della rilevazione", _giorno(r.finestra_dal)),
        FaseVista("Chiusura della rilevazione", _giorno(r.finestra_al)),
        FaseVista("Trasmissione al Nucleo di valutazione", _giorno(r.trasmessa_il), _nome(r.trasmessa_da)),
        *(FaseVista("Riapertura", _giorno(v.riaperta_il), str(v.atto)) for v in riaperture_di(r)),
        FaseVista("Validazione", _giorno(r.validata_il), _nome(r.validata_da)),
        FaseVista("Approvazione", r.atto.data if r.atto else None, r.atto.organo if r.atto else ""),
        FaseVista("Pubblicazione", _giorno(r.pubblicata_il)),
    ]
    return tuple(fase for fase in fasi if fase.data)


def _giorno(momento: datetime | None) -> date | None:
    return timezone.localdate(momento) if momento else None


def _nome(utente: Utente | None) -> str:
    return str(utente) if utente else ""


def _atto(atto: Atto | None) -> AttoVista | None:
    return AttoVista(atto.organo, atto.numero, atto.data, atto.allegato, atto.dimostrativo) if atto else None
