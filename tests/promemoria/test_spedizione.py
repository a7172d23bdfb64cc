"""The messages leave once, by the one job table; what fails is tried three times and then said in a sentence."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.conf import LazySettings, settings
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend

from pianoperf.celery import app
from pianoperf.lavori.enums import StatoLavoro, TipoLavoro
from pianoperf.lavori.models import Lavoro
from rendicontazione.models import Messaggio, Rendicontazione
from rendicontazione.promemoria import spedizione, tasks
from rendicontazione.promemoria.selectors import INTERROTTO, stato_di
from rendicontazione.promemoria.services import riprova_messaggio, scrivi_promemoria, sollecita
from tests.promemoria.scadenze import alle, anno_fino_al, con_indirizzi, lavora
from tests.scenari import Cast

MATTINA = alle(2024, 2, 1, 7)


@pytest.fixture
def anno(cast: Cast) -> Rendicontazione:
    con_indirizzi(Rossi="rita@ente.it", Bianchi="bruno@ente.it")
    return anno_fino_al(cast, alle(2024, 3, 31, 23, 59))


class PostaRotta(EmailBackend):
    """Refuses one address; with `muta`, does not answer at all."""

    rifiutati = ("rita@ente.it",)
    muta = False
    aperture = 0

    def open(self) -> bool:
        PostaRotta.aperture += 1
        if self.muta:
            raise TimeoutError("timed out")
        return True

    def send_messages(self, messages: list[EmailMessage]) -> int:
        for messaggio in messages:
            if messaggio.to[0] in self.rifiutati:
                raise smtplib.SMTPRecipientsRefused({messaggio.to[0]: (550, b"no such user")})
        return super().send_messages(messages)


@pytest.fixture
def rotta(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> type[PostaRotta]:
    settings.EMAIL_BACKEND = "tests.promemoria.test_spedizione.PostaRotta"
    monkeypatch.setattr(PostaRotta, "aperture", 0)
    monkeypatch.setattr(PostaRotta, "muta", False)
    return PostaRotta


def test_the_digest_of_the_day_is_one_job_and_leaves_once(
    cast: Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks.chiedi_promemoria(MATTINA)
    tasks.chiedi_promemoria(MATTINA + timedelta(minutes=1))
    assert Lavoro.objects.filter(tipo=TipoLavoro.PROMEMORIA).count() == 1
    lavora(MATTINA, monkeypatch)
    lavora(MATTINA, monkeypatch)
    tasks.riprendi(MATTINA + timedelta(minutes=10))
    lavora(MATTINA + timedelta(minutes=10), monkeypatch)
    assert sorted(lettera.to[0] for lettera in mail.outbox) == ["bruno@ente.it", "rita@ente.it"]
    assert Lavoro.objects.get().stato == StatoLavoro.PRONTO
    assert set(Messaggio.objects.values_list("spedito_il", "tentativi", "errore")) == {(MATTINA, 1, "")}


def test_the_letter_has_the_headers_of_an_automatic_one(
    cast: Cast, anno: Rendicontazione, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_RISPOSTE = "performance@ente.it"
    settings.INDIRIZZO_DEL_SITO = "https://piani.ente.it"
    tasks.chiedi_promemoria(MATTINA)
    lavora(MATTINA, monkeypatch)
    lettera = next(una for una in mail.outbox if una.to == ["rita@ente.it"])
    intestazioni = lettera.message()
    assert lettera.reply_to == ["performance@ente.it"]
    assert intestazioni["Auto-Submitted"] == "auto-generated"
    assert intestazioni["List-Id"] == "Promemoria di pianoperf <promemoria.ente-prova.piani.ente.it>"
    assert intestazioni["Message-ID"].endswith("@piani.ente.it>")
    assert intestazioni.get_content_type() == "text/plain"
    assert "https://piani.ente.it/ente-prova/rilevazioni/" in lettera.body
    assert "Buongiorno Rita Rossi," in lettera.body
    assert "\n\n\n\n" not in lettera.body


def test_an_address_that_is_refused_does_not_stop_the_others(
    cast: Cast, anno: Rendicontazione, rotta: type[PostaRotta], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks.chiedi_promemoria(MATTINA)
    lavora(MATTINA, monkeypatch)
    assert [lettera.to for lettera in mail.outbox] == [["bruno@ente.it"]]
    fallito = Messaggio.objects.get(persona__cognome="Rossi")
    assert fallito.errore == "Il server di posta rifiuta l'indirizzo rita@ente.it: controllalo nell'anagrafica."
    assert stato_di(fallito) == ("attesa", "si riprova")
    assert Lavoro.objects.get().stato == StatoLavoro.PRONTO


def test_it_is_tried_three_times_and_then_left_to_a_person(
    cast: Cast, anno: Rendicontazione, rotta: type[PostaRotta], monkeypatch: pytest.MonkeyPatch
) -> None:
    tasks.chiedi_promemoria(MATTINA)
    lavora(MATTINA, monkeypatch)
    for volta in range(1, 6):
        dopo = MATTINA + timedelta(minutes=10 * volta)
        tasks.riprendi(dopo)
        lavora(dopo, monkeypatch)
    fallito = Messaggio.objects.get(persona__cognome="Rossi")
    assert (fallito.tentativi, stato_di(fallito)) == (3, ("errore", "non riuscito"))
    assert Messaggio.objects.get(persona__cognome="Bianchi").tentativi == 1
    con_indirizzi(Rossi="rita.rossi@ente.it")
    riprova_messaggio(messaggio=fallito, utente=cast.amministratrice, adesso=MATTINA + timedelta(hours=2))
    lavora(MATTINA + timedelta(hours=2), monkeypatch)
    fallito.refresh_from_db()
    assert (fallito.indirizzo, fallito.errore) == ("rita.rossi@ente.it", "")
    assert fallito.spedito_il == MATTINA + timedelta(hours=2)


def test_a_server_that_does_not_answer_is_asked_once_a_job(
    cast: Cast, anno: Rendicontazione, rotta: type[PostaRotta], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotta, "muta", True)
    tasks.chiedi_promemoria(MATTINA)
    lavora(MATTINA, monkeypatch)
    assert rotta.aperture == 1
    errori = set(Messaggio.objects.values_list("errore", "tentativi"))
    assert errori == {("Il server di posta non risponde: controlla l'host, la porta e la rete.", 1)}


def test_a_message_interrupted_while_it_leaves_is_not_sent_again_by_itself(
    cast: Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    scritti = scrivi_promemoria(ente=cast.ente, adesso=MATTINA)

    def muore(*_: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as guasto:
        guasto.setattr(spedizione, "_spedisci", muore)
        with pytest.raises(KeyboardInterrupt):
            spedizione.spedisci(scritti, adesso=MATTINA)
    for minuti in (10, 20, 30):
        tasks.riprendi(MATTINA + timedelta(minutes=minuti))
        lavora(MATTINA + timedelta(minutes=minuti), monkeypatch)
    assert len(mail.outbox) == 1
    interrotto = Messaggio.objects.get(spedito_il=None)
    assert (interrotto.errore, stato_di(interrotto)) == (INTERROTTO, ("errore", "non riuscito"))


def test_two_workers_with_the_same_message_send_it_once(cast: Cast, anno: Rendicontazione) -> None:
    scritti = scrivi_promemoria(ente=cast.ente, adesso=MATTINA)
    stessi = list(Messaggio.objects.filter(pk__in=[uno.pk for uno in scritti]))
    assert spedizione.spedisci(scritti, adesso=MATTINA) == 2
    assert spedizione.spedisci(stessi, adesso=MATTINA) == 0
    assert len(mail.outbox) == 2


def test_before_seven_the_sweep_asks_for_no_digest(cast: Cast, anno: Rendicontazione) -> None:
    tasks.riprendi(alle(2024, 2, 1, 6, 59))
    assert not Lavoro.objects.exists()
    tasks.riprendi(MATTINA)
    assert Lavoro.objects.get().parametri == {"che_cosa": "promemoria", "giorno": "2024-02-01"}


def test_a_digest_that_failed_is_not_asked_for_again_that_day(cast: Cast, anno: Rendicontazione) -> None:
    tasks.riprendi(MATTINA)
    Lavoro.objects.update(stato=StatoLavoro.FALLITO, finito_il=MATTINA)
    tasks.riprendi(MATTINA + timedelta(minutes=10))
    assert Lavoro.objects.count() == 1
    tasks.riprendi(MATTINA + timedelta(days=1))
    assert Lavoro.objects.count() == 2


def test_a_body_with_no_year_in_course_has_no_job(cast: Cast) -> None:
    tasks.chiedi_promemoria(MATTINA)
    assert not Lavoro.objects.exists()


def test_beat_rings_at_seven_in_rome_and_every_ten_minutes() -> None:
    app.loader.import_default_modules()
    giornaliero = settings.CELERY_BEAT_SCHEDULE["promemoria-del-giorno"]
    assert (giornaliero["schedule"].hour, giornaliero["schedule"].minute) == ({7}, {0})
    assert settings.CELERY_TIMEZONE == "Europe/Rome"
    for voce in settings.CELERY_BEAT_SCHEDULE.values():
        assert voce["task"] in app.tasks


def test_an_answer_to_a_reminder_by_hand_goes_to_who_asked_for_it(
    cast: Cast, anno: Rendicontazione, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast.direttore.email = "dario@ente.it"
    cast.direttore.save()
    rita = cast.responsabile.persone.get()
    sollecita(rendicontazione=anno, persona=rita, periodo="finale", utente=cast.direttore, adesso=MATTINA)
    lavora(MATTINA, monkeypatch)
    assert mail.outbox[0].reply_to == ["dario@ente.it"]
    assert "Dario Dirigente di Ente di prova ti ricorda che cosa manca." in mail.outbox[0].body
