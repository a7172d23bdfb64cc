"""The states in which pages are looked at beside the plain one: a new screen adds its lines here, or in altri.py.

`SBAGLIATI`: each form sent wrong. `VISTE`: which pages show each state of the table of permissions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from rendicontazione.nucleo.criteri import DOMANDE
from rendicontazione.tavola import voci
from tests.permessi.matrice import SCRITTO
from tests.permessi.scena import Scena

Dati = dict[str, Any]


@dataclass(frozen=True)
class Sbagliato:
    """What is sent to an address of the matrix, to its first rule with POST; `{}` is a form left empty.

    `riassunto` False: the page is refused with a sentence of its own, there is no field to go to.
    """

    dati: Callable[[Scena], Dati] = field(default=lambda scena: {})
    prepara: Callable[[Scena], object] = field(default=lambda scena: None)
    riassunto: bool = True


def _con(**dati: object) -> Sbagliato:
    return Sbagliato(lambda scena: dict(dati))


def _cella_errata(scena: Scena) -> Dati:
    scritti = {"parte_0": "forse", "nota": "", "causa": "", "fonte": "", "versione": "0"}
    return {f"r{scena.risultato()}-{nome}": valore for nome, valore in scritti.items()}


VUOTO = Sbagliato()
SBAGLIATI: dict[str, Sbagliato] = {
    "accessi": _con(scelta="propria", ruoli="re"),
    "inviti": VUOTO,
    "deleghe": VUOTO,
    "dichiarazione": _con(dichiarazione_accessibilita="https://comune.example/", contatto_accessibilita="a"),
    "capitolo_nuovo": VUOTO,
    "capitolo_modifica": VUOTO,
    "lettura": VUOTO,
    "importazioni": VUOTO,
    "rimodulazione_nuova": VUOTO,
    "rimodulazione_approva": VUOTO,
    "rimodulazione_testata": VUOTO,
    "rimodulazione_nuovo_capitolo": VUOTO,
    "rimodulazione_capitolo": VUOTO,
    "rimodulazione_nuova_azione": VUOTO,
    "rimodulazione_azione": VUOTO,
    "rimodulazione_nuovo_indicatore": VUOTO,
    "rimodulazione_indicatore": VUOTO,
    "rilevazione_apri": VUOTO,
    "rilevazione": _con(**SCRITTO | {"parte_0": "forse", "indirizzo": "dove?"}),
    "scheda_invia": Sbagliato(riassunto=False),
    "griglia": Sbagliato(_cella_errata),
    "rendicontazione_proroga": VUOTO,
    "rendicontazione_valida": VUOTO,
    "rendicontazione_approva": VUOTO,
    "rendicontazione_riapri": VUOTO,
    "esame": _con(esito="rettificato", grado_rettificato="molto"),
    "nucleo_componenti": VUOTO,
    "nucleo_componente": VUOTO,
    "nucleo_sedute": Sbagliato(prepara=lambda scena: scena.componente),
    "nucleo_seduta": VUOTO,
    "nucleo_verifica": _con(**{DOMANDE[0].codice: "forse"}),
    "nucleo_completi": Sbagliato(riassunto=False),
    "richiesta": VUOTO,
    "richiesta_nuova": VUOTO,
    "discussione": VUOTO,
    "documento_chiedi": VUOTO,
    "documento_verifica": VUOTO,
    "documento_di_chi": VUOTO,
    "veste": _con(logo=SimpleUploadedFile("logo.png", b"non un'immagine", "image/png")),
    "veste_prova": VUOTO,
    "chiavi_api": VUOTO,
    "scadenza_nuova": VUOTO,
    "scadenza": VUOTO,
    "intermedio_fissa": VUOTO,
    "proroga_concedi": VUOTO,
    "ritardo_motivo": _con(motivo="x" * 2001),
}

# A command with nothing to fill in, or an answer that is not a page: there is no wrong way to send it.
SENZA_CAMPI = {
    "invito_rispedisci",
    "invito_revoca",
    "chiave_api_revoca",
    "rimetti_evidenza",
    "annulla_giudizi",
    "annulla_conferma",
    "annulla_invii",
    "approva_piano",
    "chiudi_piano",
    "delega_ritira",
    "capitolo_sposta",
    "capitolo_elimina",
    "conferma_certe",
    "lettura_anteprima",
    "importazione_conferma",
    "importazione_riesamina",
    "prossima_edizione",
    "edizione_precedente",
    "testo_a_fronte_chiedi",
    "rimodulazione_motivi",
    "rimodulazione_annulla",
    "rimodulazione_ritira",
    "rimodulazione_togli_capitolo",
    "rimodulazione_togli",
    "rimodulazione_lettura",
    "rilevazione_prova",
    "rilevazione_bozza",
    "sollecita",
    "evidenze_obbligatorie",
    "evidenza_togli",
    "rendicontazione_trasmetti",
    "rendicontazione_avvia",
    "rendicontazione_pubblica",
    "nucleo_componente_togli",
    "nucleo_seduta_togli",
    "raccolta_chiedi",
    "esportazioni",
    "veste_anteprima",
    "veste_ripristina",
    "scadenza_togli",
    "proroga_termina",
    "messaggi_riprova",
    "messaggio_riprova",
}


@dataclass(frozen=True)
class Vista:
    """A page that shows a state: who looks, the name of the address, its keywords from what the scene gives."""

    chi: str
    nome: str
    argomenti: Callable[[Dati], Dati] = field(default=lambda cose: {})


def _anno(cose: Dati) -> Dati:
    return {"piano": cose["rendicontazione"].piano.codice, "anno": cose["rendicontazione"].anno}


def _piano(cose: Dati) -> Dati:
    return {"piano": cose["piano"].codice}


def _di(nome: str) -> Callable[[Dati], Dati]:
    return lambda cose: {nome: cose[nome].pk}


def _proposta(cose: Dati) -> Dati:
    return {"piano": cose["rimodulazione"].base.piano.codice, "rimodulazione": cose["rimodulazione"].pk}


def _lavoro(cose: Dati) -> Dati:
    return {"lavoro_id": cose["lavoro"].pk}


VISTE: dict[str, tuple[Vista, ...]] = {
    voci.PIANO.nome: (
        Vista("amministratrice", "piano", _piano),
        Vista("direttore", "piano", _piano),
        Vista("organo", "versioni", _piano),
    ),
    voci.PREVISIONE.nome: (
        Vista("direttore", "lettura", lambda c: {"piano": "ente-prova-2023-2025", "previsione": c["previsione"].pk}),
    ),
    voci.PROPOSTA.nome: (
        Vista("amministratrice", "rimodulazione", _proposta),
        Vista("nucleo", "rimodulazione", _proposta),
    ),
    voci.ANNO.nome: (
        Vista("direttore", "quadro", _anno),
        Vista("nucleo", "quadro", _anno),
        Vista("responsabile", "rilevazioni_anno", _anno),
        Vista("amministratrice", "completamento", _anno),
        Vista("nucleo", "nucleo_completi", _anno),
    ),
    voci.RISULTATO.nome: (
        Vista("responsabile", "rilevazione", _di("risultato")),
        Vista("nucleo", "esame", _di("risultato")),
    ),
    voci.RICHIESTA.nome: (
        Vista("nucleo", "richiesta", _di("richiesta")),
        Vista("direttore", "richiesta", _di("richiesta")),
    ),
    voci.PROROGA.nome: (Vista("amministratrice", "calendario_anno", lambda c: {"anno": 2023}),),
    voci.DELEGA.nome: (Vista("direttore", "deleghe"),),
    voci.MESSAGGIO.nome: (Vista("amministratrice", "messaggio", _di("messaggio")),),
    voci.ESPORTAZIONE.nome: (Vista("direttore", "esportazioni"),),
    voci.CHIAVE.nome: (Vista("amministratrice", "chiavi_api"),),
    voci.LAVORO.nome: (Vista("direttore", "lavoro", _lavoro), Vista("direttore", "documenti")),
}
# The body alone has no state; the rows of an import are here without the job that its pages show: altri.py has them.
SENZA_VISTE = {voci.ENTE.nome, voci.IMPORTAZIONE.nome}
