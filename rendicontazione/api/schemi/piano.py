"""A plan whole, in the shape of `manage.py esporta` (DESIGN.md 8), and its parts in lists."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ninja import Schema
from pydantic import Field

from indicatori.enums import StatoLettura
from indicatori.motore.condizioni import Genere
from obiettivi.enums import Famiglia, TipoScheda
from rendicontazione.api.schemi.basi import Filtri, Pagina

PERCENTO = "Percentuale, numero con al massimo tre decimali."
PER_ANNO = 'Per anno, scritto come testo: {"2023": …}.'
Numero = int | float


class ObiettivoStrategico(Schema):
    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    titolo: str = Field(description="Titolo.")
    area: str = Field(description="Area strategica.")


class Azione(Schema):
    numero: str = Field(description="Numero dell'azione nella scheda.")
    innovazione: bool = Field(description="Vero se l'azione è innovativa.")
    descrizione: str = Field(description="Testo del piano.")
    risultato_atteso: str = Field(description="Che cosa ci si aspetta.")
    anni: list[int] = Field(description="Anni in cui si svolge.")


class IndicatoreDelPiano(Schema):
    """An indicator, or a step, as the plan prints it."""

    codice: str = Field(description="Unico nella sua scheda.")
    azione: str = Field(description="Numero dell'azione; vuoto se il piano non lo dice.")
    descrizione: str = Field(description="Testo del piano.")
    responsabili: str = Field(description="Come li stampa il piano.")
    strutture: list[str] = Field(description="Strutture a cui è affidato.")
    algoritmo: str = Field(description="Come si calcola.")
    baseline: str = Field(description="Valore di partenza.")
    termine: date | None = Field(description="Giorno entro cui va concluso; null se il piano non lo dice.")
    peso: Numero | None = Field(description=PERCENTO)
    pesi_anno: dict[str, str] = Field(description="Peso nell'anno, in percentuale con due decimali. " + PER_ANNO)
    verso: str = Field(description="Se conviene che il valore cresca o cali; vuoto se il piano non lo dice.")
    ciclico: bool = Field(description="Vero se si ripete ogni anno.")
    condizionato_da: str = Field(description="Codice dello step da cui dipende; vuoto se nessuno.")
    previsioni: dict[str, str] = Field(description="Target con le parole del piano. " + PER_ANNO)
    annotazioni: dict[str, str] = Field(description="Testi che il piano stampa fra i risultati. " + PER_ANNO)
    risultati: dict[str, str] = Field(description="Risultati degli anni che la chiave vede. " + PER_ANNO)
    note: str = Field(description="Note del piano.")


class Scheda(Schema):
    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    tipo: TipoScheda = Field(description="Obiettivo di performance, o di altro tipo.")
    titolo: str = Field(description="Titolo.")
    triennio_dichiarato: str = Field(description="Il triennio scritto sulla scheda, dove è diverso.")
    responsabile: str = Field(description="Responsabile della scheda, come lo stampa il piano.")
    altri_servizi: str = Field(description="Altri servizi coinvolti.")
    incidenza: Numero | None = Field(description=PERCENTO)
    obiettivi_strategici: list[str] = Field(description="Codici.")
    testi: dict[str, str] = Field(description="I testi della scheda, per nome del paragrafo.")
    azioni: list[Azione] = Field(description="Le azioni della scheda.")
    indicatori: list[IndicatoreDelPiano] = Field(description="Gli indicatori della scheda.")


class Capitolo(Schema):
    numero: str = Field(description="Numero del capitolo.")
    titolo: str = Field(description="Titolo.")
    testo: str = Field(description="Markdown.")
    tavola: str = Field(description="Tavola generata che accompagna il testo; vuota se nessuna.")


class Piano(Schema):
    """The JSON of `manage.py esporta`, with the number of the version."""

    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    ente: str = Field(description="Codice dell'ente.")
    famiglia: Famiglia = Field(description="Come è fatto il piano: schede, albero o PIAO.")
    titolo: str = Field(description="Titolo.")
    triennio: list[int] = Field(min_length=3, max_length=3, description="I tre anni del piano.")
    versione: int = Field(description="Numero della versione del piano.")
    obiettivi_strategici: list[ObiettivoStrategico] = Field(description="Gli obiettivi strategici.")
    schede: list[Scheda] = Field(description="Le schede, nell'ordine del piano.")
    capitoli: list[Capitolo] = Field([], description="I capitoli di testo del piano.")


class FiltriPiano(Schema):
    versione: int | None = Field(
        None, ge=1, le=10_000, description="Una versione approvata prima; senza, quella in vigore."
    )


class SchedaInElenco(Schema):
    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    tipo: TipoScheda = Field(description="Obiettivo di performance, o di altro tipo.")
    titolo: str = Field(description="Titolo.")
    triennio_dichiarato: str = Field(description="Il triennio scritto sulla scheda, dove è diverso.")
    responsabile: str = Field(description="Responsabile della scheda, come lo stampa il piano.")
    altri_servizi: str = Field(description="Altri servizi coinvolti.")
    incidenza: Numero | None = Field(description=PERCENTO)
    obiettivi_strategici: list[str] = Field(description="Codici degli obiettivi strategici.")
    azioni: int = Field(description="Quante azioni ha.")
    indicatori: int = Field(description="Quanti indicatori ha.")
    indirizzo: str = Field(json_schema_extra={"format": "uri"}, description="Da dove si legge per intero.")


class PaginaSchede(Pagina):
    elementi: list[SchedaInElenco] = Field(description="Gli elementi di questa pagina.")


class Condizione(Schema):
    """One measurable part of a target, as the engine reads it."""

    kind: Genere = Field(description="Che genere di condizione è.")
    op: Literal["<", "<=", "=", ">=", ">"] | None
    value: Numero | None = Field(description="Nell'unità «unit»: il 95 % è 95.")
    unit: str | None = Field(description="Unità di misura; null se non ce n'è.")
    date: str | None = Field(description="MM-DD, o YYYY-MM-DD dove il testo dice l'anno.")
    label: str | None = Field(description="Come la condizione si chiama nel testo; null se non ha nome.")
    value_max: Numero | None = Field(None, description="Fine di un intervallo.")
    baseline: Numero | None = Field(None, description="Da dove parte una variazione.")
    sub: str | None = Field(None, description="milestone o placeholder, per le condizioni qualitative.")


class Lettura(Schema):
    stato: StatoLettura = Field(description="confermata da una persona, o soltanto proposta (solo chiave interna).")
    condizioni: list[Condizione] = Field(description="Le parti misurabili del target.")


class Previsione(Schema):
    anno: int = Field(description="Anno a cui si riferisce.")
    testo: str = Field(description="Il target con le parole del piano.")
    annotazione: str = Field(description="Testo che il piano stampa accanto al target.")
    lettura: Lettura | None = Field(description="null finché nessuno l'ha confermata, o nelle versioni di prima.")


class Indicatore(Schema):
    scheda: str = Field(description="Codice della scheda.")
    codice: str = Field(description="Codice, che entra negli indirizzi e non cambia.")
    azione: str = Field(description="Numero dell'azione; vuoto se non ne ha.")
    descrizione: str = Field(description="Testo del piano.")
    responsabili: str = Field(description="Come li stampa il piano.")
    strutture: list[str] = Field(description="Strutture a cui è affidato.")
    algoritmo: str = Field(description="Come si calcola.")
    baseline: str = Field(description="Valore di partenza.")
    termine: date | None = Field(description="Giorno entro cui va concluso; null se il piano non lo dice.")
    peso: Numero | None = Field(description=PERCENTO)
    pesi_anno: dict[str, str] = Field(description="Peso nell'anno, in percentuale, per anno.")
    verso: str = Field(description="Se conviene che il valore cresca o cali; vuoto se il piano non lo dice.")
    ciclico: bool = Field(description="Vero se si ripete ogni anno.")
    condizionato_da: str = Field(description="Codice dello step da cui dipende; vuoto se nessuno.")
    note: str = Field(description="Note del piano.")
    previsioni: list[Previsione] = Field(description="I target, uno per anno.")


class PaginaIndicatori(Pagina):
    elementi: list[Indicatore] = Field(description="Gli elementi di questa pagina.")


class FiltriIndicatori(Filtri):
    scheda: str | None = Field(None, max_length=20, description="Solo quelli di questa scheda, per codice.")
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo quelli con un target in quest'anno.")
