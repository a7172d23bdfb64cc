"""docker-compose.yml follows the Compose specification, keeps secrets out and names every service of the design."""

from __future__ import annotations

import re

import pytest
import yaml
from jsonschema import Draft202012Validator

from pianoperf.ambiente import RADICE

TESTO = (RADICE / "docker-compose.yml").read_text(encoding="utf-8")
SCRIPT = (RADICE / "docs" / "produzione" / "comando.sh").read_text(encoding="utf-8")

PAROLE = {"type": "array", "items": {"type": "string"}}
DURATA = {"type": "string", "pattern": r"^(\d+(us|ms|s|m|h))+$"}
AMBIENTE = {"type": "object", "additionalProperties": {"type": ["string", "number", "null"]}}
ESAME = {
    "type": "object",
    "properties": {
        "test": PAROLE,
        "interval": DURATA,
        "timeout": DURATA,
        "start_period": DURATA,
        "retries": {"type": "integer"},
        "disable": {"type": "boolean"},
    },
    "additionalProperties": False,
}
ATTESA = {
    "type": "object",
    "required": ["condition"],
    "properties": {"condition": {"enum": ["service_started", "service_healthy", "service_completed_successfully"]}},
    "additionalProperties": False,
}
SERVIZIO = {
    "type": "object",
    "required": ["image", "networks"],
    "properties": {
        "build": {"type": "string"},
        "cap_drop": PAROLE,
        "command": PAROLE,
        "depends_on": {"type": "object", "additionalProperties": ATTESA},
        "env_file": PAROLE,
        "environment": AMBIENTE,
        "healthcheck": ESAME,
        "image": {"type": "string"},
        "networks": PAROLE,
        "ports": {"type": "array", "items": {"type": "string", "pattern": r"^\d+:\d+$"}},
        "read_only": {"type": "boolean"},
        "restart": {"enum": ["no", "always", "on-failure", "unless-stopped"]},
        "security_opt": PAROLE,
        "stop_grace_period": DURATA,
        "tmpfs": PAROLE,
        "volumes": {"type": "array", "items": {"type": "string", "pattern": r"^[^:]+:/[^:]+(:ro)?$"}},
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["services"],
    "properties": {
        "name": {"type": "string", "pattern": r"^[a-z0-9][a-z0-9_-]*$"},
        "services": {"type": "object", "additionalProperties": SERVIZIO},
        "networks": {"type": "object"},
        "volumes": {"type": "object"},
    },
    "patternProperties": {"^x-": {}},
    "additionalProperties": False,
}


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load(TESTO)


def test_the_file_follows_the_specification(compose):
    errori = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(SCHEMA).iter_errors(compose)]
    assert errori == []


def test_it_has_every_part_of_the_production_shape(compose):
    assert set(compose["services"]) == {
        "postgres", "redis", "migra", "web", "worker", "worker-documenti", "worker-importazioni", "beat", "proxy",
    }  # fmt: skip


def test_everything_a_service_names_exists(compose):
    for nome, servizio in compose["services"].items():
        assert set(servizio.get("depends_on", {})) <= set(compose["services"]), nome
        assert set(servizio["networks"]) <= set(compose["networks"]), nome
        for volume in servizio.get("volumes", []):
            origine = volume.split(":")[0]
            assert (RADICE / origine).exists() if origine.startswith(".") else origine in compose["volumes"], volume


def test_every_container_command_is_one_the_script_knows(compose):
    noti = set(re.findall(r"^(\w+)\)$", SCRIPT, re.MULTILINE))
    comandi = {s["command"][0] for s in compose["services"].values() if s["image"].startswith("pianoperf:")}
    assert comandi == {"web", "worker", "beat", "migra"}
    assert comandi <= noti


def test_every_queue_has_a_worker_and_no_worker_leaves_the_limits_of_the_settings(compose, settings):
    comandi = [s["command"] for s in compose["services"].values() if s.get("command", [""])[0] == "worker"]
    assert sorted(c[1] for c in comandi) == sorted(coda.name for coda in settings.CELERY_TASK_QUEUES)
    assert set(settings.CODE_DEI_LAVORI.values()) <= {coda.name for coda in settings.CELERY_TASK_QUEUES}
    assert not re.search(r"celery .*--(pool|max-|soft-time|time-limit)", SCRIPT)
    assert settings.CELERY_WORKER_MAX_TASKS_PER_CHILD > 0
    assert settings.CELERY_WORKER_MAX_MEMORY_PER_CHILD > 0
    limiti = [(settings.CELERY_TASK_SOFT_TIME_LIMIT, settings.CELERY_TASK_TIME_LIMIT)]
    assert all(morbido < duro for morbido, duro in [*limiti, *settings.TEMPI_DEI_LAVORI.values()])


def test_secrets_come_from_outside_and_are_required():
    for segreto in ("POSTGRES_PASSWORD", "PIANOPERF_SECRET_KEY", "PIANOPERF_HOSTS"):
        assert f"${{{segreto}:?" in TESTO
    esempio = (RADICE / ".env.example").read_text(encoding="utf-8")
    for segreto in ("POSTGRES_PASSWORD", "PIANOPERF_SECRET_KEY"):
        assert f"\n{segreto}=\n" in esempio


def test_every_variable_asked_of_the_person_is_in_the_example():
    chieste = set(re.findall(r"\$\{(\w+)(?::\?|\})", TESTO))
    esempio = (RADICE / ".env.example").read_text(encoding="utf-8")
    assert chieste <= set(re.findall(r"^(\w+)=", esempio, re.MULTILINE))


def test_only_the_proxy_is_reachable_from_outside(compose):
    assert [nome for nome, servizio in compose["services"].items() if "ports" in servizio] == ["proxy"]
    assert compose["networks"]["interna"]["internal"] is True
    for nome in ("postgres", "redis"):
        assert compose["services"][nome]["networks"] == ["interna"]


def test_the_image_does_not_run_as_root():
    righe = (RADICE / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert righe.index("USER pianoperf") < next(i for i, riga in enumerate(righe) if riga.startswith("ENTRYPOINT"))
    assert not any(riga.startswith("USER root") for riga in righe)
    # the code is copied before the user changes: it belongs to root, and who serves cannot write it
    assert righe.index("COPY . .") < righe.index("USER pianoperf")


def test_our_containers_write_nowhere_but_in_their_data(compose):
    for nome, servizio in compose["services"].items():
        assert servizio["security_opt"] == ["no-new-privileges:true"], nome
        if servizio["image"].startswith("pianoperf:"):
            assert servizio["read_only"] is True, nome
            assert servizio["cap_drop"] == ["ALL"], nome
            assert servizio["tmpfs"] == ["/tmp"], nome
            assert servizio["volumes"] == ["dati:/var/lib/pianoperf"], nome


def test_every_variable_of_the_env_file_reaches_the_application(compose):
    for nome, servizio in compose["services"].items():
        nostro = servizio["image"].startswith("pianoperf:")
        assert servizio.get("env_file", []) == ([".env"] if nostro else []), nome
