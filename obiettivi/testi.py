"""The narrative texts of a scheda, with the headings that the plan prints (domain.md 3.4)."""

from __future__ import annotations

TITOLI = {
    "situazione_attuale": "Situazione attuale",
    "criticita": "Criticità",
    "situazione_attesa": "Situazione attesa",
    "vantaggi": "Vantaggi",
    "descrizione_azioni": "Descrizione delle azioni",
    "operatori": "Categorie di operatori coinvolti",
    "costi": "Costi",
    "indicatore_generale": "Indicatore generale di raggiungimento",
    "stakeholders": "Stakeholder",
    "dimensioni_valore_pubblico": "Dimensioni del valore pubblico",
    "aree_strategiche": "Aree strategiche",
    "anno_primo_inserimento": "Anno di primo inserimento",
}


def testi_in_ordine(testi: dict[str, str]) -> list[tuple[str, str]]:
    """(heading, text) of the texts that are there: the known ones as printed, then any other."""
    noti = [(titolo, testi[chiave]) for chiave, titolo in TITOLI.items() if testi.get(chiave)]
    altri = [(chiave.replace("_", " ").capitalize(), testo) for chiave, testo in testi.items() if chiave not in TITOLI]
    return noti + [(titolo, testo) for titolo, testo in altri if testo]
