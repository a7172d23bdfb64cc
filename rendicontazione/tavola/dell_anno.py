"""Rows on the year and its results: open windows, fill in, hand over, examine, validate, approve, publish."""

from __future__ import annotations

from rendicontazione import permissions as anno
from rendicontazione.annullamenti import permissions as annullamenti
from rendicontazione.annullamenti import services as servizi_annullamenti
from rendicontazione.calendario import permissions as calendario
from rendicontazione.calendario import services as servizi_calendario
from rendicontazione.griglia import services as griglia
from rendicontazione.nucleo import permissions as nucleo
from rendicontazione.nucleo.services import conferma, criteri, discussione, richieste, sedute
from rendicontazione.promemoria import permissions as promemoria
from rendicontazione.promemoria import services as servizi_promemoria
from rendicontazione.prove import permissions as prove
from rendicontazione.pubblica import services as pubblica
from rendicontazione.services import anno as servizi_anno
from rendicontazione.services import chiusura, evidenze, invio, risultati
from rendicontazione.tavola.voci import ANNO, PROROGA, RICHIESTA, RISULTATO, TUTTI, A, Comando, D, N, R

IN_VALIDAZIONE = ("in validazione, manca un giudizio", "in validazione, tutto deciso", "riaperta")
AL_LAVORO = ("aperta", "trasmessa", *IN_VALIDAZIONE)
DA_SCRIVERE = (
    "aperta: da inserire",
    "aperta: bozza",
    "aperta: rinviato",
    "in validazione: rinviato",
    "riaperta: rinviato",
)
DA_CHIEDERE = (
    "aperta: da inserire",
    "aperta: bozza",
    "aperta: trasmesso",
    "aperta: rinviato",
    "finestra chiusa: bozza",
    "finestra chiusa, con una proroga: bozza",
    "al Nucleo: bozza",
    "al Nucleo: trasmesso",
    "in validazione: rinviato",
    "riaperta: rinviato",
)
PRIMA_DI_CHIUDERE = tuple(stato for stato in RISULTATO.stati if not stato.startswith("validata"))

DELL_ANNO = (
    Comando("Prorogare la finestra per tutti", ANNO, anno.controlla_puo_prorogare, (A,), ("aperta",),
            (servizi_anno.proroga_finestra,)),
    Comando("Fissare il monitoraggio intermedio", ANNO, calendario.controlla_puo_fissare, (A,), ("aperta",),
            (servizi_calendario.fissa_intermedio,)),
    Comando("Concedere una proroga a una persona", ANNO, calendario.controlla_puo_concedere, (A,), ("aperta",),
            (servizi_calendario.concedi_proroga,)),
    Comando("Terminare una proroga", PROROGA, calendario.controlla_puo_terminare, (A,), ("in corso",),
            (servizi_calendario.termina_proroga,)),
    Comando("Sollecitare chi deve inserire", ANNO, promemoria.controlla_puo_sollecitare, (A, D), AL_LAVORO,
            (servizi_promemoria.sollecita, servizi_promemoria.sollecita_tutti),
            e_ancora="la persona ha qualcosa da fare, un indirizzo e nessun avviso nelle ultime 24 ore"),
    Comando("Vedere un risultato", RISULTATO, anno.controlla_puo_vedere, TUTTI, suoi=True),
    Comando("Inserire, allegare evidenze e inviare", RISULTATO, anno.controlla_puo_compilare, (A, D, R), DA_SCRIVERE,
            (risultati.salva_bozza, risultati.invia_risultato, griglia.salva_righe, invio.invia_scheda,
             evidenze.allega_evidenza, evidenze.allega_indirizzo, evidenze.cambia_riservatezza,
             evidenze.togli_evidenza, evidenze.rimetti_evidenza),
            suoi=True, e_ancora="per inviare il risultato è completo"),
    Comando("Inserire con una proroga", RISULTATO, anno.controlla_puo_compilare, (R,),
            ("finestra chiusa, con una proroga: bozza",), suoi=True,
            e_ancora="solo la persona prorogata, o chi la sostituisce"),
    Comando("Annullare l'invio", RISULTATO, annullamenti.controlla_puo_annullare_invio, (A, D, R),
            ("aperta: trasmesso",), (servizi_annullamenti.annulla_invii,), suoi=True,
            e_ancora="solo chi ha inviato, entro un'ora, se niente è cambiato, la finestra è aperta e nessuna "
            "richiesta è in attesa"),
    Comando("Trasmettere l'anno al Nucleo", ANNO, anno.controlla_puo_trasmettere, (D,), ("aperta",),
            (servizi_anno.trasmetti_rendicontazione,)),
    Comando("Scaricare tutte le evidenze", ANNO, prove.controlla_puo_raccogliere, (A, D, N)),
    Comando("Chiedere una forzatura del grado", RISULTATO, nucleo.controlla_puo_chiedere, (D,),
            ("aperta: trasmesso", "al Nucleo: trasmesso"), (richieste.chiedi_al_nucleo,),
            argomenti={"tipo": "forzatura"}, e_ancora="nessun'altra richiesta in attesa"),
    Comando("Chiedere una neutralizzazione", RISULTATO, nucleo.controlla_puo_chiedere, (D,), DA_CHIEDERE,
            (richieste.chiedi_al_nucleo,), argomenti={"tipo": "neutralizzazione"},
            e_ancora="nessun'altra richiesta in attesa"),
    Comando("Ritirare una richiesta", RICHIESTA, nucleo.controlla_puo_ritirare, (D,), ("in attesa",),
            (richieste.ritira_richiesta,), e_ancora="solo chi l'ha fatta"),
    Comando("Decidere una richiesta", RICHIESTA, nucleo.controlla_puo_decidere, (N,),
            ("in attesa", "in attesa, in validazione"), (richieste.accogli_richiesta, richieste.respingi_richiesta)),
    Comando("Intervenire nella discussione", RISULTATO, nucleo.controlla_puo_intervenire, (A, D, R, N),
            PRIMA_DI_CHIUDERE, (discussione.intervieni,), suoi=True),
    Comando("Avviare la validazione", ANNO, anno.controlla_puo_prendere_in_esame, (N,), ("trasmessa",),
            (servizi_anno.avvia_validazione,)),
    Comando("Giudicare un risultato", RISULTATO, anno.controlla_puo_giudicare, (N,),
            ("aperta: trasmesso", "al Nucleo: trasmesso", "in validazione: trasmesso", "riaperta: confermato"),
            (risultati.giudica_risultato,), e_ancora="nessuna richiesta in attesa; non è del monitoraggio intermedio"),
    Comando("Annullare il giudizio", RISULTATO, annullamenti.controlla_puo_annullare_giudizio, (N,),
            ("aperta: rinviato", "aperta: confermato", "in validazione: rinviato", "in validazione: confermato",
             "riaperta: confermato", "riaperta: rinviato"), (servizi_annullamenti.annulla_giudizi,),
            e_ancora="solo chi l'ha dato, entro un'ora, se niente è cambiato nel frattempo"),
    Comando("Confermare insieme i completi", ANNO, nucleo.controlla_puo_confermare_insieme, (N,), IN_VALIDAZIONE,
            (conferma.conferma_completi,)),
    Comando("Registrare o togliere una seduta", ANNO, nucleo.controlla_puo_registrare_sedute, (N,), AL_LAVORO,
            (sedute.registra_seduta, sedute.togli_seduta)),
    Comando("Rispondere ai criteri di validazione", ANNO, nucleo.controlla_puo_verificare, (N,),
            ("trasmessa", *IN_VALIDAZIONE), (criteri.rispondi_ai_criteri,)),
    Comando("Validare l'anno", ANNO, anno.controlla_puo_validare, (N,), ("in validazione, tutto deciso", "riaperta"),
            (servizi_anno.valida_rendicontazione,),
            e_ancora="nessuna richiesta in attesa e, se i componenti sono registrati, una seduta valida"),
    Comando("Registrare l'approvazione dell'anno", ANNO, anno.controlla_puo_approvare, (A,), ("validata",),
            (chiusura.approva_rendicontazione,)),
    Comando("Registrare la pubblicazione", ANNO, anno.controlla_puo_pubblicare, (A,), ("approvata",),
            (chiusura.pubblica_rendicontazione, pubblica.chiedi_per_il_pubblico)),
    Comando("Riaprire l'anno", ANNO, anno.controlla_puo_riaprire, (A,),
            ("validata", "non validata", "approvata", "pubblicata"),
            (chiusura.riapri_rendicontazione, pubblica.rifai_gli_anni_dopo)),
)  # fmt: skip
