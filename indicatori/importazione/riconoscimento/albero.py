"""The family of COeSO: a tree of objectives, a three-year table and tables of one year (domain.md 3.5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indicatori.importazione.modello import normalizza
from indicatori.importazione.riconoscimento.annuale import ANNUALE, azione_di, quello_di_nome, strutture_di, titoli
from indicatori.importazione.riconoscimento.consuntivo import prendi_risultato
from indicatori.importazione.riconoscimento.esito import Bozza, Posto
from indicatori.importazione.riconoscimento.intestazioni import Tabella, anni_di, intestazione
from indicatori.importazione.riconoscimento.lettore import LettoreDiRighe
from indicatori.importazione.riconoscimento.registro import Registro
from indicatori.importazione.riconoscimento.righe import Riga, pulita
from indicatori.importazione.riconoscimento.riunione import riunisci
from indicatori.importazione.riconoscimento.testi import comincia_minuscolo
from indicatori.importazione.riconoscimento.titolo import e_titolo_di_piano, titolo_di
from indicatori.importazione.riconoscimento.triennale import TRIENNALE, Operativo, Strategico, Triennale
from indicatori.motore.documento import IndicatoreDati, ObiettivoStrategicoDati, SchedaDati


def leggi_albero(fogli: Iterable[Sequence[Riga]], registro: Registro) -> Bozza:
    """The tree of a document; codes follow its order: 1, 1.1, 1.1.1."""
    lettore = LettoreAlbero(registro)
    for righe in fogli:
        lettore.leggi(righe)
    return lettore.bozza()


def _e_testo(riga: Riga, aperta: Tabella) -> bool:
    """Whether a lone text in the first column is outside the table, and not the end of the row above."""
    sola = len(riga.celle) == 1 and min(riga.celle) == riga.margine
    return sola and not (aperta.righe and comincia_minuscolo(riga.testi[0]))


class LettoreAlbero(LettoreDiRighe):
    """Knows under which objective and in which table it is."""

    def __init__(self, registro: Registro) -> None:
        super().__init__(registro)
        self.triennale = Triennale(registro)
        self.annuali: list[tuple[Operativo, Tabella]] = []
        self.titoli: list[Riga] = []
        self._strategico: Strategico | None = None
        self._operativo: Operativo | None = None

    def riga(self, riga: Riga) -> None:
        if e_titolo_di_piano(riga):
            self.titoli.append(riga)
        elif nominati := titoli(riga):
            self.aperta = None
            for titolo in nominati:
                (self._nomina_strategico if titolo.livello == "strategico" else self._nomina_operativo)(
                    titolo.nome, riga
                )
        elif not self._intestazione(riga):
            self._corpo(riga)

    def _intestazione(self, riga: Riga) -> bool:
        trovata = intestazione(riga, (ANNUALE, TRIENNALE))
        if trovata is None:
            return False
        modello, colonne = trovata
        self.aperta = Tabella(modello, colonne)
        if modello is TRIENNALE:
            self.triennale.apri(colonne)
        else:
            self.annuali.append((self._operativo or self._nomina_operativo("", riga), self.aperta))
        return True

    def _corpo(self, riga: Riga) -> None:
        aperta = self.aperta
        if aperta is not None and aperta.modello is TRIENNALE and self.triennale.riga(riga):
            return
        if aperta is None or aperta.modello is TRIENNALE or _e_testo(riga, aperta):
            self.aperta = None
            self.registro.non_letta(riga)
        else:
            aperta.righe.append(riga)

    def _nomina_strategico(self, nome: str, riga: Riga) -> Strategico:
        albero = self.triennale.albero
        trovato = quello_di_nome(nome, albero)
        if trovato is None:
            trovato = Strategico(nome)
            albero.append(trovato)
        self._scrivi_nome(trovato, nome, riga)
        self._strategico = trovato
        self._operativo = None
        return trovato

    def _scrivi_nome(self, voce: Strategico | Operativo, nome: str, riga: Riga) -> None:
        if normalizza(voce.titolo) != normalizza(nome):
            messaggio = f"L'obiettivo è scritto in due modi: vale «{nome[:80]}», non «{voce.titolo[:80]}»."
            self.registro.rileva("IMP-NOME-DIVERSO", "W", riga, messaggio, "Controlla quale è giusto.")
        voce.titolo = nome

    def _nomina_operativo(self, nome: str, riga: Riga) -> Operativo:
        """The objective as the yearly table writes it; one that comes back later is the same one."""
        strategico = self._strategico or self._nomina_strategico("", riga)
        operativi = [voce for ramo in self.triennale.albero for voce in ramo.operativi]
        trovato = quello_di_nome(nome, operativi)
        if trovato is None:
            trovato = Operativo(nome, riga)
            strategico.operativi.append(trovato)
        elif any(operativo is trovato for operativo, _ in self.annuali):
            messaggio = f"L'obiettivo «{nome[:80]}» compare più di una volta: le sue tabelle sono riunite."
            self.registro.rileva("IMP-OBIETTIVO-RIPETUTO", "W", riga, messaggio)
        self._scrivi_nome(trovato, nome, riga)
        self._operativo = trovato
        return trovato

    def bozza(self) -> Bozza:
        bozza = Bozza("albero")
        bozza.titolo, primo = titolo_di(self.titoli)
        bozza.primo_anno = min(self.triennale.anni, default=primo)
        for posto, strategico in enumerate(self.triennale.albero, start=1):
            bozza.obiettivi_strategici.append(ObiettivoStrategicoDati(str(posto), strategico.titolo))
            for numero, operativo in enumerate(strategico.operativi, start=1):
                scheda = SchedaDati(f"{posto}.{numero}", operativo.titolo, "operativo")
                scheda.obiettivi_strategici = (str(posto),)
                scheda.azioni = operativo.azioni
                self._indicatori(operativo, scheda, bozza)
                bozza.schede.append(scheda)
                bozza.posti[id(scheda)] = Posto(operativo.riga)
        return bozza

    def _indicatori(self, operativo: Operativo, scheda: SchedaDati, bozza: Bozza) -> None:
        for suo, tabella in self.annuali:
            if suo is operativo:
                tabella.rileva_ignote(self.registro)
                anni, risultati = self._anni(tabella, "previsioni"), self._anni(tabella, "risultati")
                for riga in riunisci(tabella, self.registro, chiave="descrizione"):
                    codice = f"{scheda.codice}.{len(scheda.indicatori) + 1}"
                    indicatore = self._indicatore(codice, riga, tabella, scheda, anni)
                    scheda.indicatori.append(indicatore)
                    bozza.posti[id(indicatore)] = Posto(riga, tabella.colonne.posti)
                    for anno, colonna in risultati:
                        prendi_risultato(riga, colonna, anno, scheda, indicatore, bozza, self.registro)

    def _anni(self, tabella: Tabella, campo: str) -> list[tuple[int, int]]:
        """The years of the targets or of the results; a heading that names none means the first year of the plan."""
        senza_anno = tabella.colonna(campo)
        if senza_anno and self.triennale.anni:
            return [(self.triennale.anni[0], senza_anno)]
        return anni_di(tabella, campo, self.triennale.anni, self.registro)

    def _indicatore(
        self, codice: str, riga: Riga, tabella: Tabella, scheda: SchedaDati, anni: list[tuple[int, int]]
    ) -> IndicatoreDati:
        posto = tabella.colonna("descrizione")
        descrizione = pulita(riga, posto)
        strutture = strutture_di(pulita(riga, tabella.colonna("strutture")))
        if len(strutture) > 1:
            messaggio = f"La cella nomina {len(strutture)} aree organizzative: {'; '.join(strutture)}."
            self.registro.rileva("IMP-STRUTTURE-SEPARATE", "I", riga, messaggio, colonna=tabella.colonna("strutture"))
        return IndicatoreDati(
            codice=codice,
            descrizione=descrizione,
            azione=azione_di(descrizione, scheda.azioni, riga, posto, self.registro),
            strutture=strutture,
            algoritmo=pulita(riga, tabella.colonna("algoritmo")),
            baseline=pulita(riga, tabella.colonna("baseline")),
            previsioni={anno: pulita(riga, colonna) for anno, colonna in anni if riga.testo(colonna)},
        )
