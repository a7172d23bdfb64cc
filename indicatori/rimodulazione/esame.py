"""A proposal examined: its changes with their reasons, what still hinders the approval, what the checks find new."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from indicatori.models import Previsione
from indicatori.motore.controlli import Rilievo, controlla
from indicatori.motore.documento import PianoDati
from indicatori.rimodulazione.cambiamenti import Cambiamento, cambiamenti_tra
from indicatori.rimodulazione.dati import da_json
from indicatori.rimodulazione.policies import anni_bloccati
from indicatori.rimodulazione.porte import custode
from obiettivi.models import Rimodulazione

DELL_EDIZIONE = frozenset({"ente", "famiglia", "primo_anno"})
ALTRA_EDIZIONE = "L'ente, il tipo e gli anni del piano non si rimodulano: per altri anni serve un'altra edizione."
NIENTE = "Non c'è ancora nessun cambiamento."
BASE_VECCHIA = (
    "Il piano è stato rimodulato dopo che questa proposta è cominciata: ritirala e proponine una sul piano di adesso."
)


@dataclass(frozen=True, slots=True)
class CambiamentoMotivato:
    """A change, its reason ("" when it has none yet) and the sentence that forbids it ("" when it may be made)."""

    cambiamento: Cambiamento
    motivo: str
    divieto: str


@dataclass(frozen=True)
class EsameRimodulazione:
    """Everything is computed from the two JSON and the years: nothing is written."""

    rimodulazione: Rimodulazione
    base: PianoDati
    proposto: PianoDati

    @classmethod
    def di(cls, rimodulazione: Rimodulazione) -> EsameRimodulazione:
        return cls(rimodulazione, da_json(rimodulazione.base.dati), da_json(rimodulazione.dati))

    @cached_property
    def bloccati(self) -> dict[int, str]:
        return anni_bloccati(self.rimodulazione.piano)

    @cached_property
    def cambiamenti(self) -> list[CambiamentoMotivato]:
        motivi = self.rimodulazione.motivi
        return [
            CambiamentoMotivato(voce, motivi.get(voce.percorso, ""), divieto(voce, self.bloccati))
            for voce in cambiamenti_tra(self.base, self.proposto)
        ]

    @cached_property
    def mancanze(self) -> list[str]:
        """Every sentence that refuses the approval, in the order in which a person would mend them."""
        if not self.cambiamenti:
            return [NIENTE]
        frasi = [BASE_VECCHIA] if _superata(self.rimodulazione) else []
        frasi += [f"{voce.cambiamento.luogo}: {voce.divieto}" for voce in self.cambiamenti if voce.divieto]
        senza = [voce for voce in self.cambiamenti if not voce.motivo]
        if senza:
            quanti = "1 cambiamento è" if len(senza) == 1 else f"{len(senza)} cambiamenti sono"
            frasi.append(f"{quanti} senza motivo: scrivilo accanto a ogni cambiamento.")
        tolte, cambiate = self.target_toccati
        return frasi + custode().impedimenti(piano=self.rimodulazione.piano, tolte=tolte, cambiate=cambiate)

    @cached_property
    def target_toccati(self) -> tuple[list[int], list[int]]:
        """(previsioni that would go or lose their text, previsioni whose text changes)."""
        nuove = {(s.codice, v.codice, anno): t for s in self.proposto.schede for v in s.indicatori
                 for anno, t in v.previsioni.items()}  # fmt: skip
        righe = Previsione.objects.filter(indicatore__scheda__piano=self.rimodulazione.piano).exclude(testo="")
        tolte, cambiate = [], []
        nomi = ("pk", "indicatore__scheda__codice", "indicatore__codice", "anno", "testo")
        for pk, scheda, codice, anno, testo in righe.values_list(*nomi):
            dopo = nuove.get((scheda, codice, anno), "")
            if not dopo:
                tolte.append(pk)
            elif dopo != testo:
                cambiate.append(pk)
        return tolte, cambiate

    @cached_property
    def rilievi_nuovi(self) -> list[Rilievo]:
        """The findings that the present plan does not have."""
        prima = set(controlla(self.base))
        return [rilievo for rilievo in self.rilievi if rilievo not in prima]

    @cached_property
    def rilievi(self) -> list[Rilievo]:
        return controlla(self.proposto)

    @cached_property
    def rilievi_risolti(self) -> list[Rilievo]:
        dopo = set(self.rilievi)
        return [rilievo for rilievo in controlla(self.base) if rilievo not in dopo]


def divieto(cambiamento: Cambiamento, bloccati: dict[int, str]) -> str:
    """Why a change may not be made, "" when it may."""
    if cambiamento.genere == "piano" and cambiamento.campo in DELL_EDIZIONE:
        return ALTRA_EDIZIONE
    anni = sorted(cambiamento.anni & bloccati.keys())
    if not anni:
        return ""
    if cambiamento.anno is not None or not cambiamento.campo:
        return bloccati[anni[0]]
    return f"{bloccati[anni[0]]} «{cambiamento.etichetta}» vale per tutti gli anni dell'indicatore."


def _superata(rimodulazione: Rimodulazione) -> bool:
    return rimodulazione.piano.versioni.filter(numero__gt=rimodulazione.base.numero).exists()
