"""A Vista made to hurt the layout: what no body writes on purpose, and some body will."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from rendicontazione.relazioni.vista import Vista
from tests.relazioni.piani import vista, vista_con_risultati

PAROLA = "Precipitevolissimevolmente" * 3 + "xy"
LUNGA = " ".join(f"parola{n}" for n in range(220))
ALTA = "\n".join(f"riga {n} di quaranta" for n in range(1, 41))
PIU_DI_UNA_PAGINA = " ".join(f"capoverso{n}" for n in range(1, 130))
TITOLO = "Un titolo molto lungo che continua " * 12 + "e finisce"
RESPONSABILI = ", ".join(f"Responsabile Cognome{n}" for n in range(1, 13))
ACCENTI = "àèéìòù ÀÈÉÌÒÙ perché «così» – ’ “virgolette” … ≥ 90 % ≤ € 1.000,00"
EBRAICO = "דוד בן־גוריון"
ARABO = "محمد عبد الله"
COMBINANTI = "e\u0301 x\u0330 n\u0303 q\u0307 xx qq"
SPAZIO_NULLO = "prima\u200bdopo"
ALTRE_SCRITTURE = "Ελληνικά Кириллица ☺ ⚠ ♥ ∑ √ ⅓"
EMOJI = "bene 🎉 così 👍🏽 ✔\ufe0f 😀"
EMOJI_DETTE = (
    "bene [U+1F389 PARTY POPPER] così [U+1F44D THUMBS UP SIGN][U+1F3FD EMOJI MODIFIER FITZPATRICK TYPE-4] ✔ 😀"
)
IDEOGRAMMI = "中文"
IDEOGRAMMI_DETTI = "[U+4E2D CJK UNIFIED IDEOGRAPH-4E2D][U+6587 CJK UNIFIED IDEOGRAPH-6587]"
CONTROLLI = "uno\x07due\x1btre"
CONTROLLI_DETTI = "uno[U+0007]due[U+001B]tre"

# What is written in the plan, and what is read in its document.
LETTI = {
    PAROLA: PAROLA,
    LUNGA: LUNGA,
    ALTA: ALTA,
    PIU_DI_UNA_PAGINA: PIU_DI_UNA_PAGINA,
    ACCENTI: ACCENTI,
    EBRAICO: EBRAICO,
    ARABO: ARABO,
    COMBINANTI: COMBINANTI,
    SPAZIO_NULLO: SPAZIO_NULLO.replace("\u200b", ""),
    ALTRE_SCRITTURE: ALTRE_SCRITTURE,
    EMOJI: EMOJI_DETTE,
    IDEOGRAMMI: IDEOGRAMMI_DETTI,
    CONTROLLI: CONTROLLI_DETTI,
}
PIANI = {"schede": "asc-insieme-2023-2025", "piao": "cssm-2023-2025", "albero": "coeso-2021-2023"}


def tormentata(famiglia: str) -> Vista:
    """A plan of the family with results, its first scheda full of everything, its second empty."""
    codice = PIANI[famiglia]
    primo = vista(codice).piano.triennio[0]
    letta = deepcopy(vista_con_risultati(codice, primo))
    letta.piano.schede = letta.piano.schede[:2]
    letta.piano.capitoli = []
    scheda, vuota = letta.piano.schede
    modello = max((voce for voce in scheda.indicatori), key=lambda voce: bool(voce.previsioni.get(primo)))
    scheda.titolo = TITOLO
    scheda.responsabile = f"{EBRAICO} {ARABO}"
    scheda.altri_servizi = RESPONSABILI
    scheda.testi = {**scheda.testi, "situazione_attuale": PIU_DI_UNA_PAGINA * 3, "stakeholders": ALTRE_SCRITTURE}
    scheda.indicatori = [
        replace(
            modello,
            codice=f"{scheda.codice}.{n}",
            descrizione=scritto,
            responsabili=RESPONSABILI,
            algoritmo=scritto,
            strutture=(EBRAICO, ARABO),
            previsioni={primo: scritto, primo + 1: "", primo + 2: PAROLA},
            note=EMOJI,
        )
        for n, scritto in enumerate(LETTI, 1)
    ]
    esito = next(iter(letta.esiti.values()))
    for voce in scheda.indicatori:
        chiave = (scheda.codice, voce.codice, primo)
        letta.esiti[chiave] = replace(
            esito, scheda=scheda.codice, indicatore=voce.codice, testo=voce.descrizione, nota=EMOJI
        )
    vuota.titolo = vuota.responsabile = vuota.altri_servizi = ""
    vuota.testi = {}
    vuota.indicatori = [replace(vuota.indicatori[0], descrizione="", algoritmo="", baseline="", previsioni={primo: ""})]
    return letta


def con_trecento_indicatori() -> Vista:
    """One scheda with 300 indicators."""
    letta = deepcopy(vista(PIANI["schede"]))
    scheda = letta.piano.schede[0]
    letta.piano.schede = [scheda]
    modello = scheda.indicatori[0]
    scheda.indicatori = [
        replace(modello, codice=f"1.{n}", azione="", descrizione=f"Indicatore numero {n} di trecento")
        for n in range(1, 301)
    ]
    return letta
