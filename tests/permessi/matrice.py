"""The matrix of addresses: every URL of the project with a name stands here, or the suite fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.permessi.scena import Regola, Scena

Argomenti = Callable[[Scena], dict[str, Any]]

TUTTI = frozenset({"amministratrice", "direttore", "responsabile", "nucleo", "organo"})
VEDONO = TUTTI - {"responsabile"}
AMMINISTRA = frozenset({"amministratrice"})
DIRIGE = frozenset({"direttore"})
PREPARA = AMMINISTRA | DIRIGE
COMPILA = PREPARA | {"responsabile"}
NUCLEO = frozenset({"nucleo"})
CONTROLLA = PREPARA | NUCLEO
NON_COMPILA = frozenset({"nucleo", "organo"})
RESPONSABILE = frozenset({"responsabile"})

# Open to anybody, also where a body is named: tests/pubblica
PUBBLICHE = {
    "robots",
    "pubblica",
    "pubblica_mappa",
    "pubblica_mappa_comune",
    "pubblica_mappa_ente",
    "pubblica_cataloghi",
    "pubblica_catalogo",
    "pubblica_colonne",
    "pubblica_schema",
    "pubblica_ente",
    "pubblica_verifica",
    "pubblica_documento",
    "pubblica_piano",
    "pubblica_dati_piano",
    "pubblica_pacchetto",
    "pubblica_anno",
    "pubblica_dati_anno",
    "api",
    "api_openapi",
}

# Opened by a key and by no login: tests/permessi/test_api.py
API = {
    "api_ente",
    "api_piani",
    "api_documenti",
    "api_piano",
    "api_schede",
    "api_scheda",
    "api_indicatori",
    "api_rendicontazioni",
    "api_rendicontazione",
    "api_risultati",
    "api_niente",
}

# Without a body in the address: tests/permessi/test_senza_ente.py
SENZA_ENTE = {
    "salute",
    "salute_pronta",
    "salute_viva",
    "accessibilita",
    "componenti",
    "aiuto",
    "aiuto_pagina",
    "aiuto_primi_passi",
    "tastiera",
    "scrivania",
    "accedi",
    "esci",
    "cambia_password",
    "enti",
    "enti_csv",
    "riprendi",
    "lavoro",
    "riprova_lavoro",
    "annulla_lavoro",
    "richiedi_lavoro",
}

# The way in, and what each does to his own: tests/accesso/test_indirizzi.py
ACCESSO = {
    "account_login",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "openid_connect_login",
    "openid_connect_callback",
    "invito",
    "password_reset",
    "password_reset_inviata",
    "password_reset_confirm",
    "sicurezza",
    "mfa_index",
    "mfa_list_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_add_webauthn",
    "mfa_remove_webauthn",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "sessione_chiudi",
    "sessioni_chiudi",
    "identita_scollega",
}

ATTO = {"organo": "Consiglio", "numero": "9", "data": "2024-03-01", "data_atto": "2024-03-01", "motivo": "Un errore"}

SCRITTO = {"versione": 0, "parte_0": "SI", "nota": "", "causa": "", "fonte": ""}
SCRITTO_ALTRUI = {**SCRITTO, "parte_0": "5"}


def con(**argomenti: Any) -> Argomenti:
    """Keywords of an address: a value, or what makes it from the scene."""
    return lambda scena: {nome: valore(scena) if callable(valore) else valore for nome, valore in argomenti.items()}


def _niente(scena: Scena) -> dict[str, Any]:
    return {}


def _cose(nome: str) -> Callable[[Scena], Any]:
    return lambda scena: getattr(scena, nome)


def get(ammessi: frozenset[str], argomenti: Argomenti = _niente, **altro: Any) -> Regola:
    return Regola(ammessi, argomenti, **altro)


def post(ammessi: frozenset[str], argomenti: Argomenti = _niente, **altro: Any) -> Regola:
    return Regola(ammessi, argomenti, "post", **altro)


def tutti_e_due(ammessi: frozenset[str], argomenti: Argomenti = _niente, **altro: Any) -> list[Regola]:
    return [get(ammessi, argomenti, **altro), post(ammessi, argomenti, **altro)]


def mio_e_altrui(nome: Callable[[Scena, str], int], parametro: str) -> tuple[Argomenti, Argomenti]:
    """The one of the responsabile of the cast, and somebody else's."""
    return con(**{parametro: lambda s: nome(s, "1.1")}), con(**{parametro: lambda s: nome(s, "2.1")})


P = con(piano=_cose("piano"))
ANNO = con(piano=_cose("piano"), anno=2023)
SCHEDA = con(piano=_cose("piano"), scheda="1")
PREVISIONE = con(piano=_cose("piano"), previsione=_cose("previsione"))
BOZZA = con(piano=_cose("bozza"))
CAPITOLO = con(piano=_cose("bozza"), capitolo=_cose("capitolo"))
FOGLIO = con(importazione=_cose("importazione"))
PROPOSTA = con(piano=_cose("piano"), rimodulazione=_cose("proposta"))
SUO_CAPITOLO = con(piano=_cose("piano"), rimodulazione=_cose("proposta_con_capitolo"), posto=1)
SUA_SCHEDA = con(piano=_cose("piano"), rimodulazione=_cose("proposta"), scheda="1")
MIO, ALTRUI = mio_e_altrui(Scena.risultato, "risultato")
PROVA, PROVA_ALTRUI = mio_e_altrui(Scena.evidenza, "evidenza")
RICHIESTA, RICHIESTA_ALTRUI = mio_e_altrui(Scena.richiesta, "richiesta")
RISERVATA = con(evidenza=lambda s: s.evidenza("1.1", riservata=True))
COMPONENTE = con(componente=_cose("componente"))
SEDUTA = con(piano=_cose("piano"), anno=2023, seduta=_cose("seduta"))
SCADENZA = con(scadenza=_cose("scadenza"))
MESSAGGIO = con(messaggio=_cose("messaggio"))
CICLO = con(anno=2023)
CICLO_DEL_PIANO = con(anno=2023, piano=_cose("piano"))


def _con_scheda(codice: str) -> Argomenti:
    return con(piano=_cose("piano"), anno=2023, codice=codice)


def _riga(**altro: Any) -> Argomenti:
    return lambda scena: {**SUA_SCHEDA(scena), **altro}


DEL_PIANO: dict[str, list[Regola]] = {
    "strumenti": [get(TUTTI)],
    "ricerca": [get(TUTTI)],
    "ricerca_suggerimenti": [get(TUTTI)],
    "accessi": [get(AMMINISTRA), post(AMMINISTRA, dati=lambda s: {"scelta": "predefinita"})],
    "inviti": tutti_e_due(AMMINISTRA),
    "invito_rispedisci": [post(AMMINISTRA, con(invito=_cose("invito")))],
    "invito_revoca": [post(AMMINISTRA, con(invito=_cose("invito")))],
    "deleghe": tutti_e_due(COMPILA),
    "delega_ritira": [post(PREPARA, con(delega=_cose("delega")), assente=RESPONSABILE)],
    "dichiarazione": tutti_e_due(AMMINISTRA),
    "registro": [get(CONTROLLA)],
    "registro_csv": [get(CONTROLLA)],
    "piani": [get(TUTTI)],
    "piano": [get(TUTTI, P)],
    "approva_piano": [post(frozenset(), P, dati=lambda s: ATTO)],
    "chiudi_piano": tutti_e_due(frozenset(), P),
    "scheda": [get(TUTTI, SCHEDA)],
    "capitoli": [get(TUTTI, P), get(TUTTI, BOZZA)],
    "capitolo": [get(TUTTI, CAPITOLO)],
    "capitolo_nuovo": [*tutti_e_due(AMMINISTRA, BOZZA), *tutti_e_due(frozenset(), P)],
    "capitolo_modifica": tutti_e_due(AMMINISTRA, CAPITOLO),
    "capitolo_sposta": [post(AMMINISTRA, CAPITOLO)],
    "capitolo_elimina": tutti_e_due(AMMINISTRA, CAPITOLO),
    "indicatori_scheda": [get(TUTTI, SCHEDA)],
    "letture": [get(TUTTI, P)],
    "conferma_certe": tutti_e_due(PREPARA, P),
    "annulla_conferma": [post(PREPARA)],
    "lettura": [get(TUTTI, PREVISIONE), post(PREPARA, PREVISIONE)],
    "lettura_anteprima": [get(TUTTI, PREVISIONE), post(TUTTI, PREVISIONE)],
    "importazioni": tutti_e_due(AMMINISTRA),
    "importazione_modello_vuoto": [get(TUTTI, con(formato="xlsx"))],
    "importazione_anteprima": [get(AMMINISTRA, FOGLIO)],
    "importazione_stato": [get(AMMINISTRA, FOGLIO)],
    "importazione_differenze": [get(frozenset(), FOGLIO, assente=AMMINISTRA)],
    "importazione_annotato": [get(AMMINISTRA, FOGLIO)],
    "importazione_conferma": [post(AMMINISTRA, FOGLIO)],
    "importazione_riesamina": [post(AMMINISTRA, FOGLIO)],
    "esporta_piano": [get(TUTTI, con(piano=_cose("piano"), formato="json"))],
    "prossima_edizione": [get(TUTTI, P), post(AMMINISTRA, P)],
    "edizione_precedente": [get(TUTTI, P), post(AMMINISTRA, P, dati=lambda s: {"precedente": ""})],
    "versioni": [get(TUTTI, P)],
    "testo_a_fronte": [get(TUTTI, P)],
    "testo_a_fronte_chiedi": [post(TUTTI, P, dati=lambda s: {"da": "1", "a": "1"})],
    "rimodulazione_nuova": tutti_e_due(PREPARA, P),
    "rimodulazione": [get(VEDONO, PROPOSTA)],
    "rimodulazione_motivi": [post(PREPARA, PROPOSTA)],
    "rimodulazione_annulla": [post(PREPARA, PROPOSTA)],
    "rimodulazione_ritira": tutti_e_due(PREPARA, PROPOSTA),
    "rimodulazione_approva": [get(AMMINISTRA, PROPOSTA), post(AMMINISTRA, PROPOSTA)],
    "rimodulazione_scheda": [get(VEDONO, SUA_SCHEDA)],
    "rimodulazione_testata": tutti_e_due(PREPARA, SUA_SCHEDA),
    "rimodulazione_nuovo_capitolo": tutti_e_due(PREPARA, PROPOSTA),
    "rimodulazione_capitolo": tutti_e_due(PREPARA, SUO_CAPITOLO),
    "rimodulazione_togli_capitolo": [post(PREPARA, SUO_CAPITOLO)],
    "rimodulazione_togli": [post(PREPARA, SUA_SCHEDA, dati=lambda s: {"che_cosa": "indicatore 1.4"})],
    "rimodulazione_nuova_azione": tutti_e_due(PREPARA, SUA_SCHEDA),
    "rimodulazione_azione": tutti_e_due(PREPARA, _riga(numero="1")),
    "rimodulazione_nuovo_indicatore": tutti_e_due(PREPARA, SUA_SCHEDA),
    "rimodulazione_indicatore": tutti_e_due(PREPARA, _riga(codice="1.1")),
    "rimodulazione_lettura": [post(VEDONO, _riga(anno=2024))],
}

DELL_ANNO: dict[str, list[Regola]] = {
    "scrivania_rilevazioni": [get(TUTTI)],
    "mio_anno": [get(COMPILA)],
    "mio_anno_ultima_volta": [get(COMPILA)],
    "annulla_giudizi": [post(NUCLEO)],
    "annulla_invii": [post(COMPILA)],
    "rimetti_evidenza": [post(COMPILA)],
    "rendicontazioni_piano": [get(TUTTI, P)],
    "rilevazioni": [get(TUTTI)],
    "rilevazione_apri": tutti_e_due(AMMINISTRA),
    "rilevazione": [
        get(TUTTI, MIO),
        get(VEDONO, ALTRUI),
        post(COMPILA, MIO, dati=lambda s: SCRITTO, sul_posto=NON_COMPILA),
        post(PREPARA, ALTRUI, dati=lambda s: SCRITTO_ALTRUI, sul_posto=NON_COMPILA),
    ],
    "rilevazione_prova": [post(TUTTI, MIO), post(VEDONO, ALTRUI)],
    "rilevazione_bozza": [
        post(COMPILA, MIO, dati=lambda s: SCRITTO),
        post(PREPARA, ALTRUI, dati=lambda s: SCRITTO_ALTRUI),
    ],
    "rilevazioni_anno": [get(TUTTI, ANNO)],
    "completamento": [get(CONTROLLA, ANNO)],
    "sollecita": [post(PREPARA, ANNO, dati=lambda s: {"persona": "tutti"})],
    "scheda_invia": [
        *tutti_e_due(COMPILA, _con_scheda("1")),
        *tutti_e_due(PREPARA, _con_scheda("2"), assente=RESPONSABILE),
    ],
    "griglia": [get(TUTTI, ANNO), post(TUTTI, ANNO)],
    "evidenze_anno": [get(CONTROLLA, ANNO)],
    "evidenze_zip": [get(CONTROLLA, ANNO)],
    "evidenze_obbligatorie": tutti_e_due(AMMINISTRA, P),
    "evidenza": [
        get(TUTTI, PROVA),
        get(VEDONO, PROVA_ALTRUI),
        get(COMPILA | NUCLEO, RISERVATA, assente=frozenset({"organo"})),
    ],
    "evidenza_togli": [post(COMPILA, PROVA), post(PREPARA, PROVA_ALTRUI)],
    "quadri": [get(VEDONO)],
    "quadro": [get(VEDONO, ANNO)],
    "quadro_grado": [get(VEDONO, ANNO)],
    "quadro_schede": [get(VEDONO, ANNO)],
    "quadro_gruppi": [get(VEDONO, ANNO)],
    "quadro_tempi": [get(VEDONO, ANNO)],
    "quadro_confronti": [get(VEDONO, ANNO)],
    "quadro_novita": [get(VEDONO, ANNO)],
    "quadro_indicatori": [get(VEDONO, ANNO)],
    "quadro_indicatori_file": [get(VEDONO, con(piano=_cose("piano"), anno=2023, formato="csv"))],
    "quadro_scheda": [get(VEDONO, _con_scheda("1"))],
    "esporta_risultati": [get(TUTTI, con(piano=_cose("piano"), anno=2023, formato="json"))],
    "rendicontazione_proroga": tutti_e_due(AMMINISTRA, ANNO),
    "rendicontazione_trasmetti": tutti_e_due(DIRIGE, ANNO),
    "rendicontazione_avvia": tutti_e_due(NUCLEO, ANNO, prepara=Scena.trasmetti),
    "rendicontazione_valida": tutti_e_due(NUCLEO, ANNO, prepara=Scena.in_validazione),
    "rendicontazione_approva": tutti_e_due(AMMINISTRA, ANNO, prepara=Scena.valida),
    "rendicontazione_pubblica": tutti_e_due(AMMINISTRA, ANNO, prepara=Scena.approva),
    "rendicontazione_riapri": tutti_e_due(AMMINISTRA, ANNO, prepara=Scena.valida),
    "esame": [
        get(VEDONO, MIO),
        post(NUCLEO, MIO, prepara=Scena.invia, dati=lambda s: {"esito": "confermato"}, sul_posto=VEDONO - NUCLEO),
    ],
}

DEL_NUCLEO: dict[str, list[Regola]] = {
    "nucleo_componenti": [get(VEDONO), post(AMMINISTRA)],
    "nucleo_componente": tutti_e_due(AMMINISTRA, COMPONENTE),
    "nucleo_componente_togli": [post(AMMINISTRA, COMPONENTE)],
    "nucleo_esami": [get(VEDONO, ANNO)],
    "nucleo_sedute": [get(VEDONO, ANNO), post(NUCLEO, ANNO)],
    "nucleo_seduta": tutti_e_due(NUCLEO, SEDUTA),
    "nucleo_seduta_togli": [post(NUCLEO, SEDUTA)],
    "nucleo_richieste": [get(VEDONO, ANNO)],
    "nucleo_verifica": [get(VEDONO, ANNO), post(NUCLEO, ANNO, prepara=Scena.trasmetti)],
    "nucleo_riscontro": [get(VEDONO, con(piano=_cose("piano"), anno=2023, chiave="misurati"))],
    "nucleo_completi": [get(VEDONO, ANNO), post(NUCLEO, ANNO, prepara=Scena.in_validazione)],
    "richiesta": [
        get(TUTTI, RICHIESTA),
        get(VEDONO, RICHIESTA_ALTRUI),
        post(NUCLEO, RICHIESTA),
        post(DIRIGE, RICHIESTA, dati=lambda s: {"ritira": "1"}),
    ],
    "richiesta_nuova": tutti_e_due(DIRIGE, MIO),
    "discussione": [
        get(TUTTI, MIO),
        get(VEDONO, ALTRUI),
        post(COMPILA | NUCLEO, MIO, dati=lambda s: {"testo": "Perché?"}),
        post(CONTROLLA, ALTRUI, dati=lambda s: {"testo": "Perché?"}),
    ],
}

DELL_ENTE: dict[str, list[Regola]] = {
    "documenti": [get(TUTTI)],
    "documento_chiedi": [post(TUTTI)],
    "documento_verifica": tutti_e_due(TUTTI),
    "documento_di_chi": tutti_e_due(TUTTI),
    "documento_scarica": [get(TUTTI, con(documento=_cose("documento")))],
    "raccolta_chiedi": [post(TUTTI)],
    "raccolta_scarica": [get(TUTTI, con(raccolta=_cose("raccolta")))],
    "esportazioni": tutti_e_due(PREPARA),
    "esportazione_scarica": [
        get(PREPARA, con(esportazione=lambda s: s.esportazione())),
        get(AMMINISTRA, con(esportazione=lambda s: s.esportazione(con_email=True))),
    ],
    "veste": tutti_e_due(AMMINISTRA),
    "veste_anteprima": [post(AMMINISTRA)],
    "veste_logo": [get(TUTTI)],
    "veste_prova": [post(AMMINISTRA)],
    "veste_ripristina": [post(AMMINISTRA)],
    "veste_stile": [get(AMMINISTRA)],
    "chiavi_api": tutti_e_due(AMMINISTRA),
    "chiave_api_revoca": tutti_e_due(AMMINISTRA, con(chiave=_cose("chiave"))),
    "calendario": [get(TUTTI)],
    "calendario_anno": [get(TUTTI, CICLO)],
    "calendario_ics": [get(TUTTI, CICLO)],
    "scadenza_nuova": tutti_e_due(AMMINISTRA, CICLO),
    "scadenza": tutti_e_due(AMMINISTRA, SCADENZA),
    "scadenza_togli": tutti_e_due(AMMINISTRA, SCADENZA),
    "ritardo_motivo": tutti_e_due(AMMINISTRA, con(anno=2023, adempimento="piano")),
    "intermedio_fissa": tutti_e_due(AMMINISTRA, CICLO_DEL_PIANO),
    "proroga_concedi": tutti_e_due(AMMINISTRA, CICLO_DEL_PIANO),
    "proroga_termina": [post(AMMINISTRA, con(proroga=_cose("proroga")))],
    "messaggi": [get(AMMINISTRA)],
    "messaggi_riprova": [post(AMMINISTRA, prepara=Scena.messaggio_fermo)],
    "messaggio": [get(AMMINISTRA, MESSAGGIO)],
    "messaggio_riprova": [post(AMMINISTRA, MESSAGGIO)],
}

MATRICE: dict[str, list[Regola]] = {**DEL_PIANO, **DELL_ANNO, **DEL_NUCLEO, **DELL_ENTE}
