"""Which document a file is, of which version of the plan, and whether a single byte has changed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from obiettivi.enums import StatoPiano
from pianoperf.web.templatetags.formati import data
from rendicontazione.documenti.archivio import impronta
from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Documento

NESSUNO = (
    "Nessun documento registrato corrisponde a questo file: non è stato prodotto qui, "
    "oppure i suoi riferimenti sono stati tolti."
)
CODICE_DEI_DATI = re.compile(rb"dati-sha256:([0-9a-f]{64})")


@dataclass(frozen=True, slots=True)
class Verifica:
    """What a file is: unaltered when its bytes are ours; `documento` is None for a file we never made.

    `in_vigore` is the number of the version of the plan in force now, None for a draft.
    """

    documento: Documento | None
    intatto: bool
    in_vigore: int | None = None

    @property
    def frase(self) -> str:
        if self.documento is None:
            return NESSUNO
        if self.intatto:
            return f"Il file è «{self.documento.nome}» ed è identico a quello prodotto."
        return f"Il file viene da «{self.documento.nome}» ma è stato modificato dopo la produzione."

    @property
    def dettagli(self) -> list[str]:
        """Plan and version, state of what was printed, what became of our copy; a sentence each."""
        if self.documento is None:
            return []
        piano = self.documento.piano
        frasi = [f"Piano: {piano.titolo} ({piano.codice}), {self._versione}."]
        if stato := stato_stampato(self.documento):
            frasi.append(f"Quando è stato prodotto: {stato}.")
        if self.documento.rimosso_il:
            quando = data(self.documento.rimosso_il)
            frasi.append(
                f"La copia conservata qui è scaduta ed è stata tolta il {quando}: l'impronta resta registrata."
            )
        return frasi

    @property
    def _versione(self) -> str:
        if self.documento is None or self.documento.versione is None:
            return "bozza del piano"
        numero = self.documento.versione
        if self.in_vigore is None or numero >= self.in_vigore:
            return f"versione {numero}, quella in vigore"
        return f"versione {numero}; quella in vigore è la {self.in_vigore}"


def stato_stampato(documento: Documento) -> str:
    """The state that the plan, or the year, had when the document was asked for; "" where it was not noted."""
    stato = documento.lavoro.parametri.get("stato", "")
    if documento.anno is not None and stato in StatoRendicontazione.values:
        return f"anno {documento.anno}, {StatoRendicontazione(stato).label.lower()}"
    return f"piano {StatoPiano(stato).label.lower()}" if stato in StatoPiano.values else ""


def verifica_pdf(contenuto: bytes, documenti: QuerySet[Documento]) -> Verifica:
    """Which of these documents a file is, also when our copy has expired.

    A changed file is recognised by the code of the data that every document carries in its metadata.
    """
    pronti = documenti.filter(pronto_il__isnull=False).order_by("pronto_il")
    sha256 = impronta(contenuto)
    uguale = pronti.filter(Q(sha256=sha256) | Q(lavoro__parametri__impronte_di_prima__contains=[sha256])).first()
    if uguale:
        return _verifica(uguale, intatto=True)
    trovato = CODICE_DEI_DATI.search(contenuto)
    codice = trovato.group(1).decode() if trovato else None
    return _verifica(pronti.filter(lavoro__chiave=codice).first() if codice else None, intatto=False)


def _verifica(documento: Documento | None, *, intatto: bool) -> Verifica:
    if documento is None:
        return Verifica(None, intatto=False)
    in_vigore = documento.piano.versioni.aggregate(numero=Max("numero"))["numero"]
    return Verifica(documento, intatto, in_vigore)
