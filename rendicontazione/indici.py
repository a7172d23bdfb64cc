"""What the search reads of a result, of an opinion, of a request: the indexes and the questions must say the same."""

from pianoperf.web.cercabile import Parole

RISULTATO = Parole("nota", "motivo", "fonte")
GIUDIZIO = Parole("motivo")
RICHIESTA = Parole("motivo", "risposta")
