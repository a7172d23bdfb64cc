"""A change in words: the object, the fields with their old and new value, and where it was made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Field, Model
from django.template.defaultfilters import filesizeformat
from django.urls import Resolver404, resolve

from indicatori.motore.condizioni import Condizione
from indicatori.motore.descrizione import descrivi
from pianoperf.web.templatetags.formati import data, data_ora, numero

NIENTE = "–"
TACIUTI = {"id", "versione", "modifica", "ordine"}
LUNGHEZZA = 400
OPERAZIONI = {"insert": "Creazione", "update": "Modifica", "delete": "Eliminazione"}
# What the object's name needs, so that a page of rows asks for it once.
CON_I_NOMI = {
    "rendicontazione.risultato": ("previsione__indicatore__scheda",),
    "rendicontazione.rendicontazione": ("piano__ente",),
    "indicatori.previsione": ("indicatore__scheda",),
    "indicatori.responsabilita": ("indicatore", "persona"),
    "indicatori.attribuzione": ("indicatore", "struttura"),
    "obiettivi.collegamento": ("scheda", "obiettivo"),
    "obiettivi.versione": ("piano__ente",),
    "obiettivi.rimodulazione": ("piano__ente",),
    "obiettivi.piano": ("ente",),
    "organizzazione.incarico": ("utente", "ente"),
    "organizzazione.delega": ("delegante", "delegato"),
}
PAGINE = {
    "rilevazione": "Pagina del risultato",
    "rilevazione_bozza": "Bozza salvata da sola",
    "griglia": "Griglia dei risultati",
    "scheda_invia": "Invio di una scheda",
    "evidenze_obbligatorie": "Evidenze obbligatorie",
    "esame": "Esame del Nucleo",
    "importazione_conferma": "Conferma di un'importazione",
    "approva_piano": "Approvazione del piano",
    "capitolo_nuovo": "Capitoli del piano",
    "capitolo_modifica": "Capitoli del piano",
    "capitolo_sposta": "Capitoli del piano",
    "capitolo_elimina": "Capitoli del piano",
    "rilevazione_apri": "Apertura di un anno",
    "rendicontazione_proroga": "Proroga della finestra",
    "intermedio_fissa": "Monitoraggio intermedio",
    "proroga_concedi": "Proroga a una persona",
    "proroga_termina": "Fine di una proroga",
    "scadenza_nuova": "Calendario",
    "scadenza": "Calendario",
    "scadenza_togli": "Calendario",
    "ritardo_motivo": "Motivo di un ritardo",
    "rendicontazione_trasmetti": "Trasmissione al Nucleo",
    "rendicontazione_avvia": "Avvio della validazione",
    "rendicontazione_valida": "Validazione",
    "rendicontazione_approva": "Approvazione dell'anno",
    "rendicontazione_pubblica": "Pubblicazione",
    "rendicontazione_riapri": "Riapertura",
    "evidenza_togli": "Evidenza tolta",
    "rimetti_evidenza": "Evidenza rimessa",
    "annulla_giudizi": "Giudizio annullato",
    "annulla_invii": "Invio annullato",
    "annulla_conferma": "Conferma di letture annullata",
    "conferma_certe": "Letture confermate insieme",
    "nucleo_completi": "Conferma dei completi",
    "lettura": "Lettura del target",
    "deleghe": "Deleghe",
    "delega_ritira": "Deleghe",
}


def cambiamenti(prima: Mapping[str, Any] | None, dopo: Mapping[str, Any], operazione: str) -> list[str]:
    """The names of the fields to show: those that differ, or all the filled ones of a new or deleted row."""
    nomi = [nome for nome in dopo if nome not in TACIUTI]
    if operazione == "update" and prima is not None:
        return [nome for nome in nomi if prima.get(nome) != dopo[nome]]
    return [nome for nome in nomi if dopo[nome] not in (None, "", [], {})]


def valore_in_parole(campo: Field[Any, Any], valore: Any, nomi: Mapping[tuple[str, Any], str]) -> str:
    """The value as a person reads it; `nomi` are the names of the rows that foreign keys point at."""
    if valore in (None, "", [], {}):
        return NIENTE
    if campo.related_model is not None:
        return nomi.get((campo.related_model._meta.label_lower, valore), f"n. {valore}")
    if campo.choices:
        return str(dict(campo.flatchoices).get(valore, valore))
    in_parole = IN_PAROLE.get(campo.name)
    return accorcia("; ".join(map(in_parole, valore)) if in_parole and isinstance(valore, list) else _semplice(valore))


def _condizione(dati: dict[str, Any]) -> str:
    return descrivi(Condizione.da_json(dati))


def _avviso(dati: dict[str, Any]) -> str:
    return str(dati.get("messaggio", ""))


def _misura(dati: dict[str, Any] | None) -> str:
    """The result of one condition: "sì", "20/06/2023", "12 su 15"; what was left out is a dash."""
    if not dati:
        return NIENTE
    if {"numeratore", "denominatore"} <= dati.keys() and "numero" not in dati:
        return f"{_numero(dati['numeratore'])} su {_numero(dati['denominatore'])}"
    lette = {"fatto": _semplice, "data": lambda testo: data(date.fromisoformat(testo)), "numero": _numero}
    trovate = [leggi(dati[nome]) for nome, leggi in lette.items() if dati.get(nome) is not None]
    return ", ".join([*trovate, *(["in corso"] if dati.get("in_corso") else [])]) or NIENTE


def _numero(testo: str) -> str:
    return numero(Decimal(testo))


# Fields that keep what the engine knows: said as the pages say it.
IN_PAROLE: dict[str, Callable[[Any], str]] = {"condizioni": _condizione, "avvisi": _avviso, "valori": _misura}


def _semplice(valore: Any) -> str:
    if isinstance(valore, bytes | memoryview):
        return f"un file di {filesizeformat(len(bytes(valore)))}"
    if isinstance(valore, bool):
        return "sì" if valore else "no"
    if isinstance(valore, datetime):
        return data_ora(valore)
    if isinstance(valore, date):
        return data(valore)
    if isinstance(valore, dict):
        return ", ".join(f"{chiave}: {_semplice(voce)}" for chiave, voce in valore.items())
    if isinstance(valore, list | tuple):
        return "; ".join(_semplice(voce) for voce in valore)
    if isinstance(valore, Decimal):
        return numero(valore)
    return NIENTE if valore is None else str(valore)


def accorcia(testo: str) -> str:
    return testo if len(testo) <= LUNGHEZZA else f"{testo[:LUNGHEZZA]}…"


def provenienza(contesto: Mapping[str, Any]) -> str:
    """From which page, workbook, job or command the change came."""
    if "file" in contesto:
        return f"Importazione di «{contesto['file']}»"
    if "comando" in contesto:
        return f"Comando {contesto['comando']}"
    if "lavoro" in contesto:
        return f"Lavoro in coda: {contesto['lavoro']}"
    if contesto.get("url"):
        return _pagina(str(contesto["url"]))
    return "Dal sistema"


def _pagina(indirizzo: str) -> str:
    try:
        nome = resolve(indirizzo).view_name
    except Resolver404:
        return indirizzo
    if nome.startswith("admin:"):
        return "Anagrafiche"
    return PAGINE.get(nome, nome.replace("_", " ").capitalize())


def nomi_delle_righe(modello: type[Model], chiavi: Iterable[Any]) -> dict[tuple[str, Any], str]:
    """The names of the rows that are still there, by label and key."""
    etichetta = modello._meta.label_lower
    righe = modello._base_manager.filter(pk__in=set(chiavi)).select_related(*CON_I_NOMI.get(etichetta, ()))
    return {(etichetta, riga.pk): accorcia(str(riga)) for riga in righe}
