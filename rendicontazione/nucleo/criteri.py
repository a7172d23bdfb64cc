"""The questions of the checklist: Linee guida DFP 3/2018, ch. 4, and D.Lgs. 150/2009, art. 14, c. 4-bis."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Domanda:
    codice: str
    titolo: str
    testo: str


DOMANDE = (
    Domanda(
        "coerenza",
        "Coerenza con il piano",
        "I contenuti della relazione corrispondono a quelli del piano dell'anno?",
    ),
    Domanda(
        "completezza",
        "Risultati di tutti gli obiettivi",
        "La relazione presenta i risultati di tutti gli obiettivi del piano?",
    ),
    Domanda(
        "anticorruzione",
        "Anticorruzione e trasparenza",
        "Sono compresi gli obiettivi di prevenzione della corruzione e di trasparenza?",
    ),
    Domanda(
        "metodo", "Uso degli indicatori", "Il metodo di calcolo previsto per gli indicatori è usato correttamente?"
    ),
    Domanda("affidabilita", "Affidabilità dei dati", "I dati hanno una fonte esterna certificata o una prova interna?"),
    Domanda(
        "scostamenti",
        "Scostamenti e cause",
        "Gli scostamenti tra risultati ottenuti e previsti sono indicati, con le loro ragioni?",
    ),
    Domanda(
        "processo",
        "Adeguatezza del processo",
        "Il processo di misurazione e valutazione dei risultati descritto è adeguato?",
    ),
    Domanda("conformita", "Conformità", "La relazione rispetta la legge e le linee guida?"),
    Domanda("sinteticita", "Sinteticità", "La relazione è sintetica: lunghezza del testo, tabelle, quadri d'insieme?"),
    Domanda("chiarezza", "Chiarezza", "La relazione è chiara e si comprende subito, anche per chi non è del mestiere?"),
    Domanda(
        "gradimento",
        "Valutazioni degli utenti",
        "La validazione tiene conto delle valutazioni degli utenti (D.Lgs. 150/2009, art. 14, c. 4-bis)?",
    ),
)
PER_CODICE = {domanda.codice: domanda for domanda in DOMANDE}
