"""What the settings refuse to start with: each refusal is one sentence that names the variable."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

LUNGHEZZA_MINIMA = 50
CARATTERI_DIVERSI = 10
COME_SI_FA = "Creane una con «openssl rand -hex 32»."
# what stands in examples, guides and old versions of this program: anybody can read them
CHIAVI_NOTE = (
    "django-insecure-",
    "solo-per-la-banca-dati-incorporata",
    "changeme",
    "change-me",
    "your-secret-key",
    "scegli-una-chiave",
)
# names that only this machine, or its own network, gives a meaning to
SUFFISSI_LOCALI = (".localhost", ".local", ".lan", ".internal", ".test", ".home.arpa")


def controlla_produzione(*, chiave: str, hosts: Sequence[str], origini: Sequence[str]) -> None:
    """What a service that others reach needs. Raises ImproperlyConfigured."""
    _controlla_chiave(chiave)
    if not hosts:
        raise ImproperlyConfigured(
            "Manca PIANOPERF_HOSTS: indica il nome con cui si raggiunge il servizio, per esempio piani.ente.it."
        )
    if any("*" in host or host.startswith(".") for host in hosts):
        raise ImproperlyConfigured(
            "PIANOPERF_HOSTS non può valere per ogni nome: scrivi i nomi uno per uno, senza «*»."
        )
    if any("/" in host or " " in host for host in hosts):
        raise ImproperlyConfigured("PIANOPERF_HOSTS sono nomi, senza https:// e senza percorso, separati da virgole.")
    for origine in origini:
        _controlla_origine(origine)


def controlla_prova(*, chi: str, hosts: Sequence[str]) -> None:
    """Demo data, known passwords and plain HTTP are for this machine: `chi` is the variable that asks for them."""
    pubblici = [host for host in hosts if _e_pubblico(host)]
    if pubblici:
        raise ImproperlyConfigured(
            f"{chi} è per provare su questa macchina, ma PIANOPERF_HOSTS contiene «{pubblici[0]}»: per un servizio "
            "vero indica DATABASE_URL e REDIS_URL e togli PIANOPERF_INCORPORATO e PIANOPERF_DEBUG."
        )


def _controlla_chiave(chiave: str) -> None:
    if not chiave:
        raise ImproperlyConfigured(
            f"Manca PIANOPERF_SECRET_KEY: indica una chiave segreta lunga e casuale. {COME_SI_FA}"
        )
    if any(nota in chiave.lower() for nota in CHIAVI_NOTE):
        raise ImproperlyConfigured(f"PIANOPERF_SECRET_KEY è una chiave di esempio, che tutti conoscono. {COME_SI_FA}")
    if len(chiave) < LUNGHEZZA_MINIMA:
        raise ImproperlyConfigured(
            f"PIANOPERF_SECRET_KEY è troppo corta: servono almeno {LUNGHEZZA_MINIMA} caratteri. {COME_SI_FA}"
        )
    if len(set(chiave)) < CARATTERI_DIVERSI or _si_ripete(chiave):
        raise ImproperlyConfigured(f"PIANOPERF_SECRET_KEY è troppo poco varia per essere casuale. {COME_SI_FA}")


def _si_ripete(chiave: str) -> bool:
    """A short piece written over and over: the key is found again inside two of itself before its own length."""
    return (chiave + chiave).find(chiave, 1) < len(chiave)


def _controlla_origine(origine: str) -> None:
    parti = urlsplit(origine)
    if parti.scheme != "https" or not parti.hostname or parti.path not in ("", "/") or "*" in origine:
        raise ImproperlyConfigured(
            f"PIANOPERF_ORIGINI contiene «{origine}»: ogni origine comincia con https:// e ha un nome intero, "
            "per esempio https://piani.ente.it."
        )


def _e_pubblico(host: str) -> bool:
    nome = host.lower().strip("[].")
    try:
        numero = ip_address(nome)
    except ValueError:
        return "*" in host or host.startswith(".") or ("." in nome and not f".{nome}".endswith(SUFFISSI_LOCALI))
    return not (numero.is_loopback or numero.is_private)
