"""What the search reads of a plan, column by column: the indexes and the questions must say the same."""

from pianoperf.web.cercabile import Insieme, Parole, ParoleDiJson

SCHEDA = Insieme(
    Parole("codice", "titolo", peso="A"), Parole("responsabile", "altri_servizi", peso="C"), ParoleDiJson("testi")
)
AZIONE = Parole("descrizione", "risultato_atteso", peso="A")
CAPITOLO = Insieme(Parole("numero", "titolo", peso="A"), Parole("testo"))
