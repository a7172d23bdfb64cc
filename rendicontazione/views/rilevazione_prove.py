"""The proofs of a result from inside its entry form: what was typed beside them stays on the page."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from pianoperf.web.rifiuti import DatiNonValidi
from rendicontazione.annullamenti.offerte import offri_rimetti_evidenza
from rendicontazione.forms.risultato import RisultatoForm
from rendicontazione.models import Evidenza, Risultato
from rendicontazione.services.evidenze import (
    allega_evidenza,
    allega_indirizzo,
    cambia_riservatezza,
    togli_evidenza,
)
from rendicontazione.views.basi import o_404


class ConProve:
    """Buttons `togli`, `riserva`, `apri_a_tutti` with the id of a proof; fields `file`, `indirizzo`, `riservata`."""

    request: HttpRequest
    risultato: Risultato

    @property
    def chiede_una_prova(self) -> bool:
        return any(nome in self.request.POST for nome in ("togli", "riserva", "apri_a_tutti"))

    def cambia_prova(self) -> None:
        dati, chi, adesso = self.request.POST, self.request.user, timezone.now()
        if "togli" in dati:
            evidenza = self._propria(dati["togli"])
            codice, ente = evidenza.pk, self.risultato.rendicontazione.piano.ente
            togli_evidenza(evidenza=evidenza, utente=chi, adesso=adesso)
            frase = f"Evidenza tolta: {evidenza}."
            offri_rimetti_evidenza(self.request, ente, frase, codice, self.request.path)
            return
        riservata = "riserva" in dati
        evidenza = self._propria(dati["riserva" if riservata else "apri_a_tutti"])
        cambia_riservatezza(evidenza=evidenza, riservata=riservata, utente=chi, adesso=adesso)
        esito = "riservata" if riservata else "visibile a tutti i ruoli dell'ente"
        messages.success(self.request, f"Evidenza ora {esito}: {evidenza}.")

    def _propria(self, codice: str) -> Evidenza:
        proprie = {str(evidenza.pk): evidenza for evidenza in self.risultato.evidenze.all()}
        trovata: Evidenza = o_404(proprie.get(codice))
        return trovata

    def allega(self, form: RisultatoForm) -> bool:
        """Keep a valid file even when the rest must be corrected: a browser does not offer it again."""
        caricato = self.request.FILES.get("file")
        if caricato is None:
            return True
        try:
            evidenza = allega_evidenza(
                risultato=self.risultato,
                caricato=caricato,
                utente=self.request.user,
                adesso=timezone.now(),
                riservata="riservata" in self.request.POST,
            )
        except DatiNonValidi as errore:
            form.segna_errori({"file": [*errore.errori["file"], f"Scegli di nuovo il file: «{caricato.name}»."]})
            return False
        messages.success(self.request, f"Evidenza allegata: {evidenza.nome}.")
        return True

    def collega(self, form: RisultatoForm) -> bool:
        """Keep a valid link even when the rest must be corrected, as for a file."""
        indirizzo = self.request.POST.get("indirizzo", "").strip()
        if not indirizzo:
            return True
        try:
            evidenza = allega_indirizzo(
                risultato=self.risultato,
                indirizzo=indirizzo,
                utente=self.request.user,
                adesso=timezone.now(),
                riservata="riservata" in self.request.POST,
            )
        except DatiNonValidi as errore:
            form.segna_errori(errore.errori)
            return False
        form.senza_indirizzo()
        messages.success(self.request, f"Collegamento aggiunto: {evidenza.host}.")
        return True
