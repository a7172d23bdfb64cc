#!/bin/sh
# What a container (or a service unit) runs: web, worker [queues], beat, migra, sano; anything else goes to manage.py.
set -eu
cd "$(dirname "$0")/../.."

case "${1:-web}" in
web)
    exec python -m gunicorn pianoperf.wsgi --bind "${PIANOPERF_ASCOLTO:-0.0.0.0:8000}" \
        --workers "${PIANOPERF_PROCESSI:-3}" --threads 4 --timeout 60 --max-requests 2000 --max-requests-jitter 200 \
        --worker-tmp-dir /dev/shm --no-control-socket --logger-class pianoperf.diario.server.RegistroDelServer
    ;;
worker)
    # With no queue named it hears them all; limits and recycling of the processes are in the settings, for every one.
    exec python -m celery -A pianoperf -q worker --concurrency "${PIANOPERF_PROCESSI:-2}" --loglevel INFO ${2:+-Q "$2"}
    ;;
beat)
    exec python -m celery -A pianoperf -q beat --schedule "${PIANOPERF_VAR:-var}/celerybeat-schedule" --pidfile "" \
        --loglevel INFO
    ;;
migra)
    python manage.py migrate --noinput
    exec python manage.py collectstatic --noinput --verbosity 0
    ;;
sano)
    exec python - <<'PYTHON'
import os
import urllib.request

ascolto = os.environ.get("PIANOPERF_ASCOLTO", "0.0.0.0:8000").replace("0.0.0.0", "127.0.0.1")
host = os.environ.get("PIANOPERF_HOSTS", "localhost").split(",")[0].strip()
richiesta = urllib.request.Request(f"http://{ascolto}/salute/viva/", headers={"Host": host})
urllib.request.urlopen(richiesta, timeout=8)
PYTHON
    ;;
*)
    exec python manage.py "$@"
    ;;
esac
