"""What happens after my part is done, by the state of the year."""

from __future__ import annotations

from rendicontazione.enums import StatoRendicontazione
from rendicontazione.models import Rendicontazione

S = StatoRendicontazione
POI = {
    S.APERTA: "Quando la finestra si chiude, il direttore trasmette l'anno al Nucleo. "
    "Il Nucleo può rimandarti un risultato: ti arriva un messaggio e lo ritrovi qui.",
    S.TRASMESSA: "L'anno è al Nucleo, che deve ancora cominciare l'esame. Se ti rimanda un risultato, lo ritrovi qui.",
    S.IN_VALIDAZIONE: "Il Nucleo sta esaminando i risultati. Se te ne rimanda uno, ti arriva un messaggio "
    "e lo ritrovi qui.",
    S.VALIDATA: "Il Nucleo ha validato l'anno: adesso l'organo di governo lo approva con un atto.",
    S.APPROVATA: "L'anno è approvato: adesso l'amministratore lo pubblica.",
    S.PUBBLICATA: "L'anno è pubblicato: non c'è altro da fare.",
}


def che_cosa_succede_poi(rendicontazione: Rendicontazione) -> str:
    return POI[StatoRendicontazione(rendicontazione.stato)]
