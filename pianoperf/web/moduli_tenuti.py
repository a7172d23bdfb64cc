"""What somebody sent when the session was over: kept in the new session, for the same person, until it is sent again.

Kept are texts only: no file, no password, no token. A form is not kept when its texts are longer than MASSIMO bytes,
and no more than QUANTI are; they are lost with the session that keeps them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from pianoperf.web.autore import CAMPO, autore_di

CHIAVE = "moduli_tenuti"
RIPRESO = "_ripreso"
MASSIMO = 256 * 1024
QUANTI = 3
TECNICI = {"csrfmiddlewaretoken", CAMPO, RIPRESO}
DELL_ACCESSO = {"accedi", "esci", "riprendi"}
SEGRETI = re.compile(r"passw|parola|token|otp|secret|segret|sicurezza|credential", re.IGNORECASE)
# shown to nobody: versions and the names of the buttons
DI_SERVIZIO = re.compile(r"versione$|^(csrfmiddlewaretoken|_autore|_ripreso|salva|invia|tieni|azione)$")


@dataclass(frozen=True)
class ModuloTenuto:
    """`indirizzo` is where it was going; `campi` what goes there again; `file` the names of what could not be kept."""

    id: str
    indirizzo: str
    inviato_il: datetime
    campi: tuple[tuple[str, str], ...]
    file: tuple[str, ...]

    @property
    def scritti(self) -> list[tuple[str, str]]:
        """(name in words, text) of what a person wrote."""
        return [
            (nome_in_parole(nome), testo)
            for nome, testo in self.campi
            if testo.strip() and not DI_SERVIZIO.search(nome)
        ]


def nome_in_parole(nome: str) -> str:
    """ "r12-parte_0" is "Riga 12, parte 1": a form that was lost has no labels any more."""
    riga = re.match(r"r(\d+)-(.+)", nome)
    radice = riga.group(2) if riga else nome
    parte = re.fullmatch(r"parte_(\d+)(.*)", radice)
    parole = f"parte {int(parte.group(1)) + 1}{parte.group(2)}" if parte else radice
    parole = parole.replace("_", " ").strip()
    return f"Riga {riga.group(1)}, {parole}" if riga else parole[:1].upper() + parole[1:]


def tieni(request: HttpRequest) -> bool:
    """Keep the form of this request for its author; False when it has none, must not be kept, or is too long.

    A command without a text is kept too: its address cannot be opened after the login, only sent to again.
    """
    autore, dati = autore_di(request.POST), request.POST
    nome_url = request.resolver_match.url_name if request.resolver_match else None
    if autore is None or nome_url in DELL_ACCESSO or SEGRETI.search(request.path):
        return False
    campi = campi_di(dati)
    if sum(len(nome) + len(testo.encode()) for nome, testo in campi) > MASSIMO:
        return False
    voce = {
        "id": uuid4().hex,
        "utente": autore,
        "indirizzo": request.get_full_path(),
        "inviato_il": timezone.now().isoformat(),
        "campi": campi,
        "file": [str(caricato.name) for _, caricati in request.FILES.lists() for caricato in caricati],
    }
    altri = [uno for uno in request.session.get(CHIAVE, ()) if uno["id"] != dati.get(RIPRESO)]
    request.session[CHIAVE] = [*altri, voce][-QUANTI:]
    return True


def campi_di(dati: QueryDict, *, anche_tecnici: bool = False) -> list[tuple[str, str]]:
    """What may be kept of a form: no secret; the marks of the form itself only to send the very same one again."""
    return [
        (nome, testo)
        for nome, testi in dati.lists()
        if (nome in TECNICI and anche_tecnici) or not (nome in TECNICI or SEGRETI.search(nome))
        for testo in testi
    ]


def tenuti(sessione: SessionBase) -> int:
    """How many forms wait for somebody to log in."""
    return len(sessione.get(CHIAVE, ()))


def tenuti_per(sessione: SessionBase, utente_id: int) -> list[ModuloTenuto]:
    """Those of this person; what another wrote is thrown away at the first look."""
    voci = sessione.get(CHIAVE, [])
    suoi = [voce for voce in voci if voce["utente"] == utente_id]
    if len(suoi) != len(voci):
        sessione[CHIAVE] = suoi
    return [
        ModuloTenuto(
            voce["id"],
            voce["indirizzo"],
            datetime.fromisoformat(voce["inviato_il"]),
            tuple((nome, testo) for nome, testo in voce["campi"]),
            tuple(voce["file"]),
        )
        for voce in suoi
    ]


def butta(sessione: SessionBase, modulo_id: str) -> None:
    voci = sessione.get(CHIAVE, [])
    restano = [voce for voce in voci if voce["id"] != modulo_id]
    if len(restano) != len(voci):
        sessione[CHIAVE] = restano
