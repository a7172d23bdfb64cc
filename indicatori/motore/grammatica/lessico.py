"""The words the grammar knows: comparators, units, months, periods, prepositions. Lower case, no accents."""

from __future__ import annotations

MESI: dict[str, int] = {
    nome: numero
    for numero, nomi in enumerate(
        (
            "gennaio genn gen",
            "febbraio febb feb",
            "marzo mar",
            "aprile apr",
            "maggio mag",
            "giugno giu",
            "luglio lug",
            "agosto ago",
            "settembre sett set",
            "ottobre ott",
            "novembre nov",
            "dicembre dic",
        ),
        start=1,
    )
    for nome in nomi.split()
}


def _articolate(frase: str) -> list[str]:
    """ "più di" with "più del", "più della"..."""
    if not frase.endswith(" di"):
        return [frase]
    return [frase, *(frase[:-1] + finale for finale in "el ell' ella ello ei egli elle".split())]


# longest first match; "entro" is a comparator only before a duration or a share
COMPARATORI: dict[tuple[str, ...], str] = {
    tuple(frase.split()): operatore
    for operatore, frasi in {
        ">=": (
            "almeno|minimo|minima|minimi|minime|min"
            "|come minimo|al minimo|non meno di|non meno|non inferiore|non minore|pari o superiore"
            "|uguale o superiore|superiore o uguale|superiore o pari|maggiore o uguale|uguale o maggiore"
            "|pari o maggiore|maggiore uguale|non inferiori|pari o superiori|superiori o uguali"
            "|uguali o superiori|a partire da"
            "|pari ad almeno|pari almeno|>=|=>|≥|⩾|> =|non sotto"
        ),
        "<=": (
            "massimo|massima|massimi|massime|max"
            "|al massimo|non piu di|non oltre|non superiore|non maggiore|pari o inferiore|uguale o inferiore"
            "|inferiore o uguale|inferiore o pari|minore o uguale|uguale o minore|pari o minore|minore uguale"
            "|non superiori|pari o inferiori|inferiori o uguali|uguali o inferiori|fino a|fino ad|sino a|entro"
            "|non eccedente|<=|=<|≤|⩽|< =|entro e non oltre|entro il limite di"
            "|entro il tetto di|nel limite di|nei limiti di"
        ),
        ">": "superiore|superiori|maggiore|maggiori|piu di|oltre|sopra|>",
        "<": "inferiore|inferiori|minore di|minori di|meno di|sotto|<",
        "=": "pari|uguale|esattamente|=",
    }.items()
    for base in frasi.split("|")
    for frase in _articolate(base)
}
POSPOSTI: dict[tuple[str, ...], str] = {
    ("o", "piu"): ">=",
    ("e", "piu"): ">=",
    ("o", "superiore"): ">=",
    ("o", "superiori"): ">=",
    ("e", "oltre"): ">=",
    ("o", "oltre"): ">=",
    ("o", "meno"): "<=",
    ("o", "inferiore"): "<=",
    ("o", "inferiori"): "<=",
    ("al", "massimo"): "<=",
    ("al", "minimo"): ">=",
    ("come", "minimo"): ">=",
}

TEMPI: dict[str, str] = {
    forma: unita
    for unita, forme in {
        "ore": "ore ora h hh",
        "giorni": "giorni giorno gg g",
        "minuti": "minuti minuto min",
        "settimane": "settimane settimana sett",
        "mesi": "mesi mese",
        "anni": "anni anno",
    }.items()
    for forma in forme.split()
}
GIORNI_CONTATI = frozenset("lavorativi solari consecutivi feriali continuativi naturali".split())
VALUTE = frozenset({"€", "euro", "eur"})
MULTIPLI: dict[str, int] = {
    "mila": 1000,
    "k": 1000,
    "milione": 10**6,
    "milioni": 10**6,
    "mln": 10**6,
    "miliardi": 10**9,
    "mld": 10**9,
}

# times a year
CADENZE: dict[str, int] = {
    forma: volte
    for volte, forme in {
        365: "giornaliera giornaliero giornalieri giornaliere quotidiana quotidiano quotidiani quotidiane "
        "giornalmente quotidianamente",
        104: "bisettimanale bisettimanali",
        52: "settimanale settimanali settimanalmente",
        26: "quattordicinale quattordicinali",
        24: "bimensile bimensili quindicinale quindicinali quindicinalmente",
        12: "mensile mensili mensilmente",
        6: "bimestrale bimestrali bimestralmente",
        4: "trimestrale trimestrali trimestralmente",
        3: "quadrimestrale quadrimestrali quadrimestralmente",
        2: "semestrale semestrali semestralmente",
        1: "annuale annuali annualmente",
    }.items()
    for forma in forme.split()
}
PERIODI: dict[str, int] = {
    "anno": 1,
    "semestre": 2,
    "quadrimestre": 3,
    "trimestre": 4,
    "bimestre": 6,
    "mese": 12,
    "settimana": 52,
    "giorno": 365,
}
PERIODI_PLURALI: dict[str, int] = {"anni": 1, "mesi": 12, "settimane": 52, "giorni": 365}
PORZIONI: dict[str, int] = {
    "semestre": 6,
    "sem": 6,
    "quadrimestre": 4,
    "quadrim": 4,
    "trimestre": 3,
    "trim": 3,
    "bimestre": 2,
    "bim": 2,
}
ORDINALI: dict[str, int] = {
    "primo": 1,
    "prima": 1,
    "i": 1,
    "secondo": 2,
    "seconda": 2,
    "ii": 2,
    "terzo": 3,
    "terza": 3,
    "iii": 3,
    "quarto": 4,
    "iv": 4,
    "ultimo": -1,
    "ultima": -1,
}

MIGLIORAMENTI = frozenset("miglioramento migliorare".split())
CRESCITE = MIGLIORAMENTI | frozenset(
    "aumento aumentare incremento incrementare crescita innalzamento rialzo aumentato aumentata aumentati aumentate "
    "incrementato incrementata incrementati incrementate".split()
)
CALI = frozenset(
    "riduzione ridurre diminuzione diminuire decremento calo contrazione abbattimento ridotto ridotta "
    "ridotti ridotte diminuito diminuita diminuiti diminuite".split()
)
# hundredths of the past value
MULTIPLI_DEL_PASSATO: dict[str, int] = {
    "doppio": 100,
    "triplo": 200,
    "quadruplo": 300,
    "raddoppio": 100,
    "raddoppiare": 100,
    "dimezzamento": -50,
    "dimezzare": -50,
}
# a name follows them with its capital: "sezione Amministrazione trasparente"
CONTENITORI = frozenset(
    "sezione area settore ufficio servizio servizi progetto comune comuni piano casa centro sportello sistema portale "
    "programma distretto ente fondo misura ambito provincia regione struttura unita".split()
)
MANTENIMENTI = frozenset("mantenimento mantenere conferma confermare".split())
LIVELLI = frozenset(
    "valore valori dato dati livello livelli numero risultato risultati volume volumi standard tasso indice "
    "percentuale punteggio".split()
)
DIMOSTRATIVI = frozenset("quello quella quelli quelle".split())
PASSATO = frozenset("precedente precedenti storico storici attuale attuali partenza iniziale".split())
PASSAGGI = frozenset("passaggio passare portare innalzare".split())

INVARIATI = frozenset("invariato invariata invariati invariate".split())
STABILI = frozenset("costante costanti stabile stabili".split())
# terms without a date, and what says whose they are
TEMPISTICHE = frozenset("tempi tempistiche".split())
TERMINI = TEMPISTICHE | frozenset("termini termine scadenza scadenze".split())
QUALIFICHE_DI_TERMINE = frozenset(
    "legge norma normativa normative regolamento previsto prevista previsti previste stabilito stabilita stabiliti "
    "stabilite fissato fissata fissati fissate assegnato assegnata assegnati assegnate normativi contrattuali "
    "ministeriali regionali dovuti prescritti".split()
)
NESSUNO = frozenset("nessun nessuno nessuna nessun' zero".split())
CIRCA = frozenset({"circa"})
# parts of a whole in words
PARTI: dict[str, int] = {
    "terzo": 3,
    "terzi": 3,
    "quarto": 4,
    "quarti": 4,
    "quinto": 5,
    "quinti": 5,
    "decimo": 10,
    "decimi": 10,
}

ARTICOLI = frozenset("il lo la i gli le l' un uno una un'".split())
# "dal" stays: it says from when a duration runs
PREPOSIZIONI_DI = frozenset("di d' del dello della dei degli delle dell'".split())
PREPOSIZIONI_DA = frozenset("da dal dallo dalla dai dagli dalle dall'".split())
PREPOSIZIONI = (
    PREPOSIZIONI_DI
    | PREPOSIZIONI_DA
    | frozenset(
        "a ad al allo alla ai agli alle all' in nel nello nella nei negli nelle nell' con col su sul sullo sulla sui "
        "sugli sulle sull' per tra fra".split()
    )
)
CONGIUNZIONI = frozenset("e ed o od oppure nonche con anche".split())
DEFINITE = frozenset("dei degli delle".split())

# what follows them is the name of a thing, not a quantity
NOMI_DI_CODICE = frozenset(
    "art artt articolo comma legge l lr l.r dlgs d.lgs lgs dl dm dpr dpcm dgr dgc delibera deliberazione decreto "
    "determina reg regolamento ue ce circolare avviso bando asse fase lotto azione obiettivo scheda punto allegato "
    "linea misura missione componente step zona versione iso uni en tabella modello capitolo lettera classe "
    "investimento intervento over under ultra anno anni esercizio triennio biennio covid pnrr priorita lep leps".split()
)
# so many a month is a quantity of these, not a rhythm
NOMI_DI_QUANTITA = frozenset(
    "utenti utente persone ore presenze accessi posti famiglie minori anziani beneficiari ospiti nuclei iscritti "
    "partecipanti pasti pratiche domande appuntamenti visitatori visualizzazioni reclami ricoveri casi".split()
)
EVENTI = frozenset(
    "inizio apertura stipula "
    "bilancio rendiconto consuntivo preventivo previsione approvazione adozione chiusura avvio conclusione scadenza "
    "relazione piao piano programma convocazione assemblea insediamento pubblicazione sottoscrizione collaudo".split()
)
# "entro la fine dei lavori"
PERIODI_DI_EVENTO = frozenset("mandato legislatura lavori progetto sperimentazione gestione contratto appalto".split())
ANNI_DI_STUDIO = frozenset("scolastico accademico educativo sportivo".split())
ANNUI = frozenset("annuo annua annui annue".split())
# a period after these nouns says which document it is, not how often something is done
NOMI_DI_DURATA = frozenset(
    "piano piani programma programmi budget bilancio programmazione contributo contributi costo spesa base "
    "abbonamento canone media retribuzione obiettivo obiettivi numero".split()
)
RIMANDI = frozenset(
    "definire definirsi stimare stimarsi determinare determinarsi quantificare quantificarsi individuare concordare "
    "precisare valutare stabilire specificare confermare rilevare rilevarsi".split()
)
SIGLE_DI_RIMANDO = frozenset("nd n.d n.d. tbd tba".split())
BASI: frozenset[tuple[str, ...]] = frozenset(
    tuple(frase.split())
    for frase in (
        "baseline|base line|valore di partenza|valore iniziale|valore base|dato di partenza|dato iniziale|dato storico"
        "|partenza|valore storico|base|valore attuale|dato attuale"
    ).split("|")
)
FINALI_DI_AZIONE = ("zione", "zioni", "sione", "sioni", "mento", "menti", "aggio", "tura")
# answers that are a whole target: done or not done
FATTO = frozenset(
    radice + finale
    for radice in "fatt realizzat effettuat eseguit conseguit raggiunt completat attuat adottat attivat".split()
    for finale in "oaie"
)
RISPOSTE_OPPOSTE = frozenset(
    {("vero", "falso"), ("presenza", "assenza"), ("presente", "assente"), ("on", "off"), ("si", "no"), ("si'", "no")}
    | {("s", "n"), ("s", "no"), ("si", "n"), ("no", "si"), ("no", "si'")}
)
# after "3 azioni su 5" they only say what the five are
PREVISTI = frozenset(
    "previste previsti programmate programmati totali complessivi complessive pianificate pianificati esistenti "
    "aderenti coinvolti coinvolte consorziati associati convenzionati convenzionate attivi attive".split()
)
CADENZA = frozenset("cadenza frequenza periodicita".split())
ETA = frozenset("eta fascia fasce".split())
