"""The job table in the administration: read, never edited."""

import pytest
from django.urls import reverse

from pianoperf.organizzazione.models import Utente


@pytest.fixture
def amministrazione(client, db):
    client.force_login(Utente.objects.create_superuser("radice"))
    return client


def test_the_jobs_are_listed_and_shown(amministrazione, accoda):
    lavoro = accoda()
    assert "In coda" in amministrazione.get(reverse("admin:lavori_lavoro_changelist")).content.decode()
    assert amministrazione.get(reverse("admin:lavori_lavoro_change", args=[lavoro.pk])).status_code == 200


def test_a_job_cannot_be_added_changed_or_deleted(amministrazione, accoda):
    lavoro = accoda()
    assert amministrazione.get(reverse("admin:lavori_lavoro_add")).status_code == 403
    assert amministrazione.post(reverse("admin:lavori_lavoro_change", args=[lavoro.pk])).status_code == 403
    assert amministrazione.post(reverse("admin:lavori_lavoro_delete", args=[lavoro.pk])).status_code == 403
