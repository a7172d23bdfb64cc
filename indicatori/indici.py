"""What the search reads of an indicator and of its targets: the indexes and the questions must say the same."""

from pianoperf.web.cercabile import Insieme, Parole

INDICATORE = Insieme(Parole("codice", "descrizione", peso="A"), Parole("note", "responsabili_testo", "algoritmo"))
PREVISIONE = Parole("testo", "annotazione")
