"""The identity providers (OpenID Connect), read from the environment and checked: half a configuration does not start.

PIANOPERF_OIDC names them ("ente,spid"); each has its own variables: PIANOPERF_OIDC_ENTE_EMITTENTE and so on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from pianoperf import ambiente

PROTOCOLLO = "openid_connect"
RUOLI = ("amministratore", "direttore", "responsabile", "nucleo", "organo")
RUOLI_OBBLIGATI = ("amministratore", "nucleo")
LOCALI = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, repr=False)
class Fornitore:
    """One provider. `ente` is the codice of the only body it speaks for, "" for all of them.

    `claim_codice_fiscale` is the claim that carries it, "" when it is not used; `fattori` are the values of acr or amr
    that count as a second factor. Never printed whole: it holds the secret.
    """

    nome: str
    etichetta: str
    emittente: str
    client_id: str
    segreto: str
    ambiti: tuple[str, ...]
    ente: str
    email_verificata: bool
    claim_codice_fiscale: str
    fattori: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Fornitore({self.nome}, {self.emittente})"


def leggi(*, sviluppo: bool) -> list[Fornitore]:
    """Raises ImproperlyConfigured with the name of the variable that is missing or wrong."""
    return [_leggi(nome, sviluppo) for nome in ambiente.elenco("PIANOPERF_OIDC")]


def _leggi(nome: str, sviluppo: bool) -> Fornitore:
    if not re.fullmatch(r"[a-z][a-z0-9]{0,19}", nome):
        raise ImproperlyConfigured(f"PIANOPERF_OIDC: «{nome}» non va: minuscole e cifre, per esempio «ente» o «spid».")
    prefisso = f"PIANOPERF_OIDC_{nome.upper()}_"
    fornitore = Fornitore(
        nome=nome,
        etichetta=ambiente.testo(f"{prefisso}NOME", nome.upper()),
        emittente=ambiente.testo(f"{prefisso}EMITTENTE"),
        client_id=ambiente.testo(f"{prefisso}CLIENT_ID"),
        segreto=_segreto(prefisso),
        ambiti=tuple(ambiente.testo(f"{prefisso}AMBITI", "openid profile email").split()),
        ente=ambiente.testo(f"{prefisso}ENTE"),
        email_verificata=ambiente.vero(f"{prefisso}EMAIL_VERIFICATA"),
        claim_codice_fiscale=ambiente.testo(f"{prefisso}CODICE_FISCALE"),
        fattori=tuple(ambiente.elenco(f"{prefisso}SECONDO_FATTORE")),
    )
    _controlla(fornitore, prefisso, sviluppo)
    return fornitore


def _segreto(prefisso: str) -> str:
    """The secret, or the content of the file that keeps it."""
    percorso = ambiente.testo(f"{prefisso}SEGRETO_FILE")
    if not percorso:
        return ambiente.testo(f"{prefisso}SEGRETO")
    try:
        return Path(percorso).read_text(encoding="utf-8").strip()
    except OSError as errore:
        raise ImproperlyConfigured(f"{prefisso}SEGRETO_FILE non si legge: {errore.strerror}.") from errore


def _controlla(fornitore: Fornitore, prefisso: str, sviluppo: bool) -> None:
    voci = (("EMITTENTE", fornitore.emittente), ("CLIENT_ID", fornitore.client_id), ("SEGRETO", fornitore.segreto))
    mancano = [prefisso + voce for voce, valore in voci if not valore]
    if mancano:
        raise ImproperlyConfigured(f"Il fornitore di identità «{fornitore.nome}» è a metà: manca {', '.join(mancano)}.")
    sito = urlsplit(fornitore.emittente)
    if sito.scheme != "https" and not (sviluppo and sito.scheme == "http" and sito.hostname in LOCALI):
        raise ImproperlyConfigured(f"{prefisso}EMITTENTE deve cominciare con https://.")


def per_allauth(fornitori: list[Fornitore]) -> dict[str, object]:
    """SOCIALACCOUNT_PROVIDERS. PKCE always; `fetch_userinfo` is decided by what the provider declares."""
    return {PROTOCOLLO: {"APPS": [_app(fornitore) for fornitore in fornitori]}}


def _app(fornitore: Fornitore) -> dict[str, object]:
    return {
        "provider_id": fornitore.nome,
        "name": fornitore.etichetta,
        "client_id": fornitore.client_id,
        "secret": fornitore.segreto,
        "settings": {
            "server_url": fornitore.emittente.rstrip("/") + "/.well-known/openid-configuration",
            "oauth_pkce_enabled": True,
            "scope": list(fornitore.ambiti),
        },
    }


def ruoli_obbligati(*, incorporato: bool) -> tuple[str, ...]:
    """PIANOPERF_SECONDO_FATTORE ("amministratore,nucleo" or "nessuno"); unset, those two, and nobody when embedded."""
    scelti = ambiente.elenco("PIANOPERF_SECONDO_FATTORE")
    if not scelti:
        return () if incorporato else RUOLI_OBBLIGATI
    if scelti == ["nessuno"]:
        return ()
    ignoti = sorted(set(scelti) - set(RUOLI))
    if ignoti:
        raise ImproperlyConfigured(
            f"PIANOPERF_SECONDO_FATTORE: {', '.join(ignoti)} non è un ruolo. Scrivi {', '.join(RUOLI)} o nessuno."
        )
    return tuple(scelti)
