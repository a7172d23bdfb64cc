"""A year measured: its state, its grades, its results."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from indicatori.motore.gradi import StatoGrado
from rendicontazione.api.schemi.basi import Atto, Filtri, Pagina
from rendicontazione.api.schemi.piano import Condizione
from rendicontazione.enums import EsitoValidazione, StatoRisultato

StatoChiuso = Literal["validata", "approvata", "pubblicata"]
FRAZIONE = "Esatto, come frazione: «3/4», «1»."


class PassoSpiegazione(Schema):
    etichetta: str = Field(description="Che cosa si conta in questo passo.")
    programmato: str = Field(description="Che cosa chiedeva il target.")
    consuntivo: str = Field(description="Che cosa è stato raggiunto.")
    calcolo: str = Field(description="L'operazione, con i numeri.")
    peso: str | None = Field(description=FRAZIONE)
    grado: str | None = Field(description=FRAZIONE)
    escluso: str = Field(description="Perché il passo non conta; vuoto se conta.")


class Spiegazione(Schema):
    testo: str = Field(description="In una frase.")
    voci: list[PassoSpiegazione] = Field(description="Un passo per riga.")


class Grado(Schema):
    """A degree of achievement, a share of one: never a float, so that nothing is lost on the way."""

    stato: StatoGrado = Field(description="Se si calcola, e se no perché.")
    valore: str | None = Field(
        pattern=r"^[0-9]+\.[0-9]{6}$", description="Quota di uno, sei decimali: «0.750000». null se non si calcola."
    )
    frazione: str | None = Field(pattern=r"^[0-9]+(/[0-9]+)?$", description=FRAZIONE)
    spiegazione: Spiegazione = Field(description="Come si è arrivati al grado.")


class Copertura(Schema):
    valutati: int = Field(description="Quanti indicatori hanno un grado.")
    totale: int = Field(description="Quanti indicatori in tutto.")
    neutralizzati: int = Field(description="Quanti il Nucleo ha lasciato fuori.")


class GradoDiScheda(Schema):
    scheda: str = Field(description="Codice della scheda.")
    titolo: str = Field(description="Titolo.")
    grado: Grado = Field(description="Grado di raggiungimento.")
    fascia: str | None = Field(description="Nome della fascia in cui cade il grado; null senza un grado.")
    copertura: Copertura = Field(description="Su quanti indicatori è calcolato.")


class Fascia(Schema):
    nome: str = Field(description="Nome della fascia.")
    da: str = Field(description="Da quale quota di uno comincia, compresa. " + FRAZIONE)


class AnnoInElenco(Schema):
    piano: str = Field(description="Codice del piano.")
    anno: int = Field(description="Anno a cui si riferisce.")
    stato: StatoChiuso = Field(description="A che punto è.")
    esito: EsitoValidazione | None = Field(description="Esito della validazione del Nucleo.")
    osservazioni: str = Field(description="Del Nucleo di valutazione.")
    validata_il: datetime = Field(description="Quando il Nucleo ha validato.")
    atto: Atto | None = Field(description="Quello che approva la rendicontazione.")
    pubblicata_il: datetime | None = Field(description="Quando l'anno è stato pubblicato; null se non lo è ancora.")
    dimostrativo: bool = Field(description="Vero se i dati sono inventati, per dimostrazione.")
    indirizzo: str = Field(json_schema_extra={"format": "uri"}, description="Da dove si legge per intero.")


class Anno(AnnoInElenco):
    grado: Grado = Field(description="Di tutto l'ente.")
    fascia: str | None = Field(description="Nome della fascia in cui cade il grado; null senza un grado.")
    copertura: Copertura = Field(description="Quanti indicatori hanno un grado, su quanti.")
    fasce: list[Fascia] = Field(description="Le fasce di quell'anno, dalla più bassa.")
    schede: list[GradoDiScheda] = Field(description="Le schede, nell'ordine del piano.")


class PaginaAnni(Pagina):
    elementi: list[AnnoInElenco] = Field(description="Gli elementi di questa pagina.")


class FiltriAnni(Filtri):
    anno: int | None = Field(None, ge=2000, le=2100, description="Solo quest'anno.")
    stato: StatoChiuso | None = Field(None, description="Solo gli anni in questo stato.")


class Valore(Schema):
    """What was entered for one condition; numbers as text, exact."""

    fatto: bool | None = Field(None, description="Vero o falso per una cosa da fare.")
    in_corso: bool = Field(False, description="Vero se non è finita.")
    data: date | None = Field(None, description="Giorno in cui è stato fatto.")
    numero: str | None = Field(None, description="Numero esatto, come testo.")
    numeratore: str | None = Field(None, description="Numeratore di un rapporto, esatto.")
    denominatore: str | None = Field(None, description="Denominatore di un rapporto, esatto.")


class Risultato(Schema):
    scheda: str = Field(description="Codice della scheda.")
    indicatore: str = Field(description="Codice, unico nella scheda.")
    azione: str = Field(description="Numero dell'azione; vuoto se non ne ha.")
    descrizione: str = Field(description="Testo del piano.")
    anno: int = Field(description="Anno a cui si riferisce.")
    previsione: str = Field(description="Il target come fu valutato.")
    condizioni: list[Condizione] = Field(description="Le parti misurabili del target.")
    stato: StatoRisultato = Field(description="A che punto è il risultato.")
    rendicontato: bool = Field(description="Falso se nessuno ha consegnato il risultato.")
    risultato: str = Field(description="In parole; vuoto se non rendicontato.")
    valori: list[Valore | None] = Field(description="Uno per condizione, nello stesso ordine.")
    grado: Grado = Field(description="Grado di raggiungimento.")
    grado_calcolato: Grado | None = Field(description="Quello dei valori inseriti, dove il Nucleo l'ha rettificato.")
    fascia: str | None = Field(description="Nome della fascia in cui cade il grado; null senza un grado.")
    peso: str | None = Field(description="Peso dello step nell'anno, in centesimi. " + FRAZIONE)
    nota: str = Field(description="Nota di chi ha inserito il risultato.")
    causa: str = Field(description="Causa dello scostamento; vuota se non c'è.")
    fonte: str = Field(description="Da dove viene il dato.")
    scostamento: str = Field(description="Perché il risultato è lontano dal target.")
    modificato: bool = Field(description="Vero se è cambiato dopo la prima validazione.")


class PaginaRisultati(Pagina):
    elementi: list[Risultato] = Field(description="Gli elementi di questa pagina.")


class FiltriRisultati(Filtri):
    scheda: str | None = Field(None, max_length=20, description="Solo quelli di questa scheda, per codice.")
    stato: StatoRisultato | None = Field(None, description="Solo i risultati in questo stato.")
