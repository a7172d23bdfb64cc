"""Which page of the manual concerns an address of the application: the link "Aiuto" of every page."""

from __future__ import annotations

from pianoperf.organizzazione.aiuto.manuale import INDICE

# The page, and the names of the addresses it is about. "nome*" stands for all the names that begin so: the longest
# beginning counts.
PAGINE: dict[str, tuple[str, ...]] = {
    "entrare": (
        "accedi",
        "esci",
        "cambia_password",
        "password_*",
        "invito",
        "sicurezza",
        "account_*",
        "mfa_*",
        "openid_connect_*",
        "sessione_chiudi",
        "sessioni_chiudi",
        "identita_scollega",
    ),
    "persone-e-accessi": ("accessi", "inviti", "invito_*"),
    "la-scrivania": ("scrivania*", "strumenti", "lavoro*", "*_lavoro"),
    "cercare-e-tastiera": ("ricerca*", "tastiera"),
    "il-mio-anno": ("mio_anno*",),
    "i-tuoi-enti": ("enti", "enti_*"),
    "annullare-e-riprendere": ("riprendi", "annulla_giudizi", "annulla_invii", "annulla_conferma", "rimetti_*"),
    "leggere-un-piano": ("piani", "piano", "scheda", "indicatori_scheda", "rendicontazioni_piano"),
    "scrivere-i-capitoli": ("capitolo*", "capitoli"),
    "confermare-le-letture": ("lettura*", "letture", "conferma_certe"),
    "importare-un-piano": ("importazion*",),
    "esportare": ("esporta*",),
    "cambiare-un-piano": ("rimodulazion*", "versioni", "testo_a_fronte*", "approva_piano", "chiudi_piano"),
    "la-prossima-edizione": ("prossima_edizione", "edizione_precedente"),
    "inserire-i-risultati": (
        "rilevazion*",
        "griglia",
        "scheda_invia",
        "evidenz*",
        "discussione",
        "richiesta*",
    ),
    "aprire-e-chiudere-un-anno": (
        "rilevazione_apri",
        "rendicontazione_*",
        "completamento",
        "sollecita",
        "evidenze_obbligatorie",
    ),
    "leggere-un-grado": ("quadr*",),
    "esaminare-e-giudicare": (
        "nucleo_*",
        "esame",
        "annulla_giudizi",
        "rendicontazione_avvia",
        "rendicontazione_valida",
    ),
    "chiedere-un-documento": ("document*", "raccolta_*"),
    "aspetto-dei-documenti": ("veste*",),
    "calendario-e-promemoria": (
        "calendario*",
        "scadenza*",
        "ritardo_motivo",
        "intermedio_fissa",
        "proroga_*",
        "messagg*",
    ),
    "deleghe-e-registro": ("delega_*", "deleghe", "registro*"),
    "pagina-pubblica": ("pubblica*", "robots"),
    "api": ("api", "api_*", "chiave_api_*", "chiavi_api"),
    "accessibilita": ("accessibilita", "dichiarazione"),
    INDICE: ("aiuto*", "salute*", "componenti"),
}


def pagina_di(nome_url: str | None) -> str:
    """The page of the manual for the address of that name; the index when none is about it."""
    trovate = [(len(voce), pagina) for pagina, voci in PAGINE.items() for voce in voci if _vale(voce, nome_url or "")]
    return max(trovate)[1] if trovate else INDICE


def _vale(voce: str, nome: str) -> bool:
    if voce.startswith("*"):
        return nome.endswith(voce[1:])
    return nome.startswith(voce[:-1]) if voce.endswith("*") else nome == voce
