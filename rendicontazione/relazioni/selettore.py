"""From the database to a Vista: the plan, its act and, with results, the grades of the year."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from indicatori.motore.aggregazione import Aggregato
from indicatori.motore.condizioni import Condizione
from indicatori.motore.inserimento import scrivi_valore
from indicatori.motore.numeri import formatta_percentuale as formatta
from indicatori.motore.profilo import Fascia
from indicatori.selectors import piano_in_dati
from obiettivi.models import Atto, Piano
from pianoperf.organizzazione.models import Utente
from pianoperf.web.rifiuti import Rifiuto
from rendicontazione.enums import StatoRendicontazione, StatoRisultato, TipoDocumento
from rendicontazione.models import Rendicontazione, Risultato
from rendicontazione.nucleo.fotografia import esito_in_parole
from rendicontazione.relazioni.regole import regole_in_parole
from rendicontazione.relazioni.testo_a_fronte import fronte_di, rimodulazioni_dell_anno
from rendicontazione.relazioni.verbale import verbale_di
from rendicontazione.relazioni.vista import AttoVista, EsitoVista, FaseVista, GradoVista, Tipo, Vista
from rendicontazione.selectors import Valutazione, valutazione
from rendicontazione.selectors.pagine import riaperture_di
from rendicontazione.selectors.valutazione import IndicatoreValutato

# What was not handed in is nobody's result yet: it stays out of every document.
NON_CONSEGNATI = {StatoRisultato.DA_INSERIRE, StatoRisultato.BOZZA, StatoRisultato.RINVIATO}
CON_MOTIVO = {StatoRisultato.RETTIFICATO, StatoRisultato.NON_VALUTABILE}
ETICHETTA_MASSIMA = 40


def vista_di(piano: Piano, tipo: Tipo, anno: int | None = None, versioni: tuple[int, int] | None = None) -> Vista:
    """What the document prints. `versioni` are the two of a testo a fronte.

    Raises Rifiuto when the year has no rendicontazione, or the plan has no such versions.
    """
    if tipo == TipoDocumento.TESTO_A_FRONTE:
        return _vista_a_fronte(piano, versioni)
    vista = Vista(
        piano=piano_in_dati(piano),
        ente=piano.ente.nome,
        ente_breve=piano.ente.nome_breve,
        atto=_atto(piano.atto),
    )
    _aggiungi_versione(vista, piano)
    if tipo != "piano":
        _aggiungi_anno(vista, piano, anno, tipo)
    return vista


def _vista_a_fronte(piano: Piano, versioni: tuple[int, int] | None) -> Vista:
    dati, atto, fronte = fronte_di(piano, versioni)
    return Vista(piano=dati, ente=piano.ente.nome, ente_breve=piano.ente.nome_breve, atto=_atto(atto), fronte=fronte)


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
        vista.esiti.update(_esiti(valutata))
        if voce is chiesta:
            vista.regole = regole_in_parole(valutata.profilo)
            vista.schede = {s.scheda.codice: _grado(s.aggregato, s.fascia) for s in valutata.schede if s.indicatori}
            vista.totale = _grado(valutata.ente, valutata.fascia)
            vista.verbale = verbale_di(valutata, testo_del_risultato) if tipo == "verbale" else None


def _stato(rendicontazione: Rendicontazione) -> str:
    """A year just closed by the Nucleo is called by its outcome: it may be "Non validata"."""
    if rendicontazione.stato == StatoRendicontazione.VALIDATA and rendicontazione.esito:
        return esito_in_parole(rendicontazione)
    return rendicontazione.get_stato_display()


def _grado(aggregato: Aggregato, fascia: Fascia | None) -> GradoVista:
    return GradoVista(
        grado=aggregato.valore,
        fascia=fascia.nome if fascia else "",
        motivo="" if aggregato.valore is not None else aggregato.stato.etichetta,
        valutati=aggregato.copertura.valutati,
        totale=aggregato.copertura.totale,
        spiegazione=aggregato.grado.spiegazione.testo,
    )


def _esiti(valutata: Valutazione) -> dict[tuple[str, str, int], EsitoVista]:
    esiti = {}
    for scheda in valutata.schede:
        for voce in scheda.indicatori:
            esito = _esito(scheda.scheda.codice, voce)
            esiti[esito.scheda, esito.indicatore, esito.anno] = esito
    return esiti


def _esito(scheda: str, voce: IndicatoreValutato) -> EsitoVista:
    risultato, grado = voce.risultato, voce.grado
    consegnato = risultato.stato not in NON_CONSEGNATI
    return EsitoVista(
        scheda=scheda,
        indicatore=voce.indicatore.codice,
        anno=risultato.previsione.anno,
        testo=testo_del_risultato(risultato) if consegnato else "",
        grado=grado.valore,
        fascia=voce.fascia.nome if voce.fascia else "",
        motivo="" if grado.valore is not None else grado.stato.etichetta,
        nota=_nota(voce) if consegnato else "",
        causa=risultato.get_causa_display() if consegnato and risultato.causa else "",
        fonte=risultato.fonte if consegnato else "",
        stato=risultato.get_stato_display(),
        rendicontato=consegnato,
        spiegazione=grado.spiegazione.testo,
    )


def testo_del_risultato(risultato: Risultato) -> str:
    """The entered values as a reader expects them: each with its label when the target has several."""
    coppie = zip(risultato.previsione.lette, risultato.letti, strict=True)
    scritte = [(condizione, scrivi_valore(condizione, valore)) for condizione, valore in coppie if valore]
    piu_di_una = len(risultato.previsione.condizioni) > 1
    return "; ".join(_con_etichetta(c, testo) if piu_di_una else testo for c, testo in scritte if testo)


def _con_etichetta(condizione: Condizione, testo: str) -> str:
    etichetta = condizione.etichetta or ""
    # A long label is the whole target again, already printed in the column beside.
    return f"{etichetta}: {testo}" if 0 < len(etichetta) <= ETICHETTA_MASSIMA else testo


def _nota(voce: IndicatoreValutato) -> str:
    """What was written beside the result; a change after the first validation is said wherever it is printed."""
    risultato, modifica = voce.risultato, voce.modifica
    motivo = f"Nucleo: {risultato.motivo}" if risultato.stato in CON_MOTIVO and risultato.motivo else ""
    cambiato = ""
    if modifica:
        prima = modifica.prima.stato.etichetta if modifica.prima.valore is None else formatta(modifica.prima.valore)
        cambiato = f"Modificato dopo la validazione: il grado era {prima}."
    return " ".join(parte for parte in (risultato.nota, motivo, cambiato) if parte)


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
