"""One search: the question, what was found, how it is counted, narrowed and put in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from obiettivi.models import Piano
from pianoperf.organizzazione.enums import Ruolo
from pianoperf.organizzazione.models import Ente, Utente
from pianoperf.organizzazione.permissions import ruoli_in
from pianoperf.web.cercabile import leggi_domanda
from rendicontazione.permissions import COMPILANO_TUTTO
from rendicontazione.ricerca.caricamento import Voce, voci
from rendicontazione.ricerca.codici import codice_in
from rendicontazione.ricerca.selectors import trovati
from rendicontazione.ricerca.tipi import Tipo, Trovato

LUNGHEZZA_MINIMA, LUNGHEZZA_MASSIMA = 2, 200
PRIMI = 5
SUGGERIMENTI = 8
ESATTI = 10
_POSTO = {tipo: posto for posto, tipo in enumerate(Tipo)}


@dataclass
class Ricerca:
    """What a person finds in a body. `tipo` and `piano` (a code) narrow it, "" for all.

    With `inizio` the last word may be only begun; it becomes so by itself when the words as they are find nothing.
    `comune`: nothing was asked for, only words that every text has.
    """

    utente: Utente
    ente: Ente
    testo: str
    tipo: str = ""
    piano: str = ""
    inizio: bool = False
    domanda: str = field(default="", init=False)
    comune: bool = field(default=False, init=False)
    tutti: list[Trovato] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.testo = " ".join(self.testo.split())[:LUNGHEZZA_MASSIMA]
        self.codice = codice_in(self.testo)
        if not self.corta:
            self._cerca()

    def _cerca(self) -> None:
        self.domanda = leggi_domanda(self.testo, inizio=self.inizio)
        self.tutti = trovati(self.utente, self.ente, self.domanda, self.codice)
        self.comune = not self.domanda and not self.codice
        if not self.tutti and not self.inizio:
            self.inizio = True
            self.domanda = leggi_domanda(self.testo, inizio=True)
            self.tutti = trovati(self.utente, self.ente, self.domanda, None)

    @property
    def corta(self) -> bool:
        return len(self.testo) < LUNGHEZZA_MINIMA and not self.codice

    @cached_property
    def piani(self) -> dict[int, Piano]:
        """The plans of the body, newest first."""
        return {piano.pk: piano for piano in self.ente.piani.select_related("ente").order_by("-primo_anno", "codice")}

    @cached_property
    def _ordine_piani(self) -> dict[int, int]:
        return {pk: posto for posto, pk in enumerate(self.piani)}

    def _del_piano(self, voce: Trovato) -> bool:
        return not self.piano or self.piani[voce.piano_id].codice == self.piano

    @cached_property
    def scelti(self) -> list[Trovato]:
        """What answers inside the filters, in the order of the page: by kind, by plan, best first."""
        dentro = [voce for voce in self.tutti if (not self.tipo or voce.tipo == self.tipo) and self._del_piano(voce)]
        return sorted(dentro, key=lambda v: (_POSTO[v.tipo], self._ordine_piani[v.piano_id], -v.esatto, -v.punti, v.pk))

    def per_tipo(self) -> list[tuple[Tipo, int]]:
        """How many of each kind inside the plan chosen."""
        conti = Counter(voce.tipo for voce in self.tutti if self._del_piano(voce))
        return [(tipo, conti[tipo]) for tipo in Tipo]

    def per_piano(self) -> list[tuple[Piano, int]]:
        """The plans in which something of the chosen kind answers, with how many."""
        conti = Counter(voce.piano_id for voce in self.tutti if not self.tipo or voce.tipo == self.tipo)
        return [(piano, conti[pk]) for pk, piano in self.piani.items() if conti[pk] or piano.codice == self.piano]

    def esatti(self) -> list[Trovato]:
        """What has the code that was asked for, newest plan first."""
        dentro = [voce for voce in self.scelti if voce.esatto]
        in_ordine = sorted(dentro, key=lambda voce: (self._ordine_piani[voce.piano_id], _POSTO[voce.tipo], voce.pk))
        return in_ordine[:ESATTI]

    def gruppi(self) -> list[tuple[Tipo, int, list[Trovato]]]:
        """(kind, how many, the best few) of each kind that answers."""
        gruppi = []
        for tipo, righe in groupby(self.scelti, key=lambda voce: voce.tipo):
            elenco = list(righe)
            migliori = sorted(elenco, key=lambda v: (-v.esatto, -v.punti, self._ordine_piani[v.piano_id], v.pk))
            gruppi.append((tipo, len(elenco), migliori[:PRIMI]))
        return gruppi

    def migliori(self) -> list[Trovato]:
        """The few shown while typing: by code first, then the best of any kind."""
        esatti = self.esatti()
        altri = sorted(
            (voce for voce in self.scelti if not voce.esatto),
            key=lambda v: (-v.punti, self._ordine_piani[v.piano_id], _POSTO[v.tipo], v.pk),
        )
        return [*esatti, *altri][:SUGGERIMENTI]

    def mostra(self, scelti: Sequence[Trovato]) -> list[Voce]:
        return voci(scelti, self.piani, domanda=self.domanda, esamina=self._esamina)

    @property
    def _esamina(self) -> bool:
        ruoli = ruoli_in(self.utente, self.ente)
        return bool(ruoli & {Ruolo.NUCLEO, Ruolo.ORGANO}) and not ruoli & set(COMPILANO_TUTTO)
