"""The file LEGGIMI.txt of a body's archive."""

from __future__ import annotations

from datetime import date

from pianoperf.organizzazione.models import Ente

_TESTO = """\
{nome}
Tutti i dati dell'ente in pianoperf, al {il}.

CHE COSA C'È
  piani/        ogni piano in quattro formati: .json, .xlsx, .ods e .csv.zip.
                I fogli sono il modello compilato: si possono correggere e importare di nuovo
                dalla pagina Importazioni, oppure con il comando importa.
  risultati/    i risultati di ogni anno rendicontato: valori, gradi, note, giudizi del Nucleo.
                Sono da leggere: i risultati si importano dal foglio Risultati del piano.
  anagrafiche/  strutture, persone, elenco dei documenti prodotti.
  manifest.json l'elenco dei file: che cosa sono, quanti byte, impronta sha256.

COME CONTROLLARE CHE SIA INTERO
  Calcola l'impronta sha256 di un file e confrontala con quella scritta in manifest.json.

COME SI LEGGONO I TESTI
  I file .csv sono in UTF-8, separati da punto e virgola. Un testo che comincia con = + - @ ha davanti
  un apostrofo, perché il foglio di calcolo non lo scambi per una formula: l'importazione lo toglie.
  Scritte come _x0009_ stanno per caratteri che una cella non può contenere.

CHE COSA NON C'È
  I file delle evidenze e i PDF dei documenti, che si scaricano dalle loro pagine
  (chi gestisce il servizio li dà tutti insieme: manage.py esporta_ente);
  gli utenti e le parole d'accesso.
"""


def leggimi_dell_ente(ente: Ente, il: date) -> str:
    """The instructions, with line ends that every editor shows."""
    return _TESTO.format(nome=ente.nome, il=f"{il:%d/%m/%Y}").replace("\n", "\r\n")
