"""The e-mail settings, read from the environment and checked: half a configuration does not start."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.validators import validate_email

from pianoperf import ambiente

SMTP = "django.core.mail.backends.smtp.EmailBackend"
CONSOLE = "django.core.mail.backends.console.EmailBackend"
SU_FILE = "django.core.mail.backends.filebased.EmailBackend"
NOMI = {"console": CONSOLE, "file": SU_FILE, "smtp": SMTP}
CIFRATURE = ("starttls", "ssl", "no")
VARIABILI_SMTP = ("PIANOPERF_SMTP_HOST", "PIANOPERF_SMTP_UTENTE", "PIANOPERF_SMTP_PASSWORD", "PIANOPERF_SMTP_PORTA")
SITO_DI_PROVA = "http://localhost:8000"
MITTENTE_DI_PROVA = "pianoperf@localhost"


@dataclass(frozen=True)
class Posta:
    """`attesa` is in seconds; `risposte` is where answers go, "" for the sender itself; `indirizzo` of the site."""

    backend: str
    host: str
    porta: int
    utente: str
    password: str
    cifratura: str
    attesa: int
    mittente: str
    risposte: str
    indirizzo: str
    preavvisi: tuple[int, ...]


def leggi() -> Posta:
    """Raises ImproperlyConfigured with the sentence that says which variable is missing or wrong.

    With an SMTP host messages leave by SMTP; without, they are kept in files: a log holds nobody's name nor letters.
    """
    host = ambiente.testo("PIANOPERF_SMTP_HOST")
    scelto = ambiente.testo("PIANOPERF_EMAIL_BACKEND")
    backend = NOMI.get(scelto.lower(), scelto) or (SMTP if host else SU_FILE)
    cifratura = ambiente.testo("PIANOPERF_SMTP_TLS", "starttls").lower()
    posta = Posta(
        backend=backend,
        host=host,
        porta=_numero("PIANOPERF_SMTP_PORTA", {"ssl": 465, "no": 25}.get(cifratura, 587)),
        utente=ambiente.testo("PIANOPERF_SMTP_UTENTE"),
        password=ambiente.testo("PIANOPERF_SMTP_PASSWORD"),
        cifratura=cifratura,
        attesa=_numero("PIANOPERF_SMTP_ATTESA", 10),
        mittente=ambiente.testo("PIANOPERF_EMAIL_MITTENTE"),
        risposte=ambiente.testo("PIANOPERF_EMAIL_RISPOSTE"),
        indirizzo=ambiente.testo("PIANOPERF_INDIRIZZO").rstrip("/"),
        preavvisi=_preavvisi(),
    )
    _controlla(posta)
    return Posta(
        **{
            **vars(posta),
            "mittente": posta.mittente or MITTENTE_DI_PROVA,
            "indirizzo": posta.indirizzo or SITO_DI_PROVA,
        }
    )


def _controlla(posta: Posta) -> None:
    mancano = []
    if posta.backend == SMTP:
        mancano += [("PIANOPERF_SMTP_HOST", posta.host), ("PIANOPERF_EMAIL_MITTENTE", posta.mittente)]
        mancano += [("PIANOPERF_INDIRIZZO", posta.indirizzo)]
        if posta.utente or posta.password:
            mancano += [("PIANOPERF_SMTP_UTENTE", posta.utente), ("PIANOPERF_SMTP_PASSWORD", posta.password)]
    elif any(ambiente.testo(nome) for nome in VARIABILI_SMTP) and not posta.host:
        mancano += [("PIANOPERF_SMTP_HOST", "")]
    nomi = [nome for nome, valore in mancano if not valore]
    if nomi:
        raise ImproperlyConfigured(f"La posta è configurata a metà: manca {', '.join(nomi)}.")
    _controlla_forme(posta)


def _controlla_forme(posta: Posta) -> None:
    if posta.cifratura not in CIFRATURE:
        raise ImproperlyConfigured(f"PIANOPERF_SMTP_TLS è «{posta.cifratura}»: scrivi {', '.join(CIFRATURE)}.")
    sito = urlsplit(posta.indirizzo)
    if posta.indirizzo and (sito.scheme not in ("http", "https") or not sito.hostname):
        raise ImproperlyConfigured("PIANOPERF_INDIRIZZO è l'indirizzo del sito, per esempio https://piani.ente.it.")
    for nome, valore in (("MITTENTE", posta.mittente), ("RISPOSTE", posta.risposte)):
        if valore and not _e_un_indirizzo(valore):
            raise ImproperlyConfigured(f"PIANOPERF_EMAIL_{nome} non è un indirizzo di posta: «{valore}».")


def _e_un_indirizzo(testo: str) -> bool:
    """ "a@b.it" or "Nome <a@b.it>"."""
    solo = testo.rsplit("<", 1)[-1].rstrip(">").strip()
    try:
        validate_email(solo)
    except Exception:  # the validator's own error: any of them means that it is no address
        return False
    return "\n" not in testo


def _numero(nome: str, predefinito: int) -> int:
    testo = ambiente.testo(nome)
    if not testo:
        return predefinito
    if not testo.isdecimal() or not 0 < int(testo) < 65536:
        raise ImproperlyConfigured(f"{nome} deve essere un numero intero positivo, non «{testo}».")
    return int(testo)


def _preavvisi() -> tuple[int, ...]:
    """How many days before the end of a window people are reminded, longest first; 15, 7 and 1 when not said."""
    voci = ambiente.elenco("PIANOPERF_PREAVVISI") or ["15", "7", "1"]
    if any(not voce.isdecimal() or not 0 < int(voce) <= 90 for voce in voci):
        raise ImproperlyConfigured("PIANOPERF_PREAVVISI sono giorni da 1 a 90 separati da virgole, per esempio 15,7,1.")
    return tuple(sorted({int(voce) for voce in voci}, reverse=True))
