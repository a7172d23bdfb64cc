#!/bin/sh
# `make setup`: a virtual environment in .venv with the locked requirements. Quick when nothing has changed.
# PYTHON chooses the interpreter; otherwise the first suitable one on PATH, those with ready-made wheels first.
set -eu

errore() {
    echo "$1" >&2
    exit 1
}

adatto() {
    command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

scegli() {
    for nome in ${PYTHON:-python3.12 python3.11 python3 python3.13 python3.14}; do
        if adatto "$nome"; then
            echo "$nome"
            return
        fi
    done
    errore "Serve Python 3.11 o successivo${PYTHON:+, e «$PYTHON» non lo è}: installalo, oppure indicalo con «make setup PYTHON=/percorso/python3»."
}

ambiente() {
    .venv/bin/python -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && return
    python=$(scegli)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        errore "All'interprete $python manca il modulo venv: installalo (Debian, Ubuntu: apt install python3-venv) e riprova."
    echo "Creo l'ambiente virtuale .venv con $python…" >&2
    "$python" -m venv --clear .venv ||
        errore "L'ambiente virtuale .venv non si può creare: controlla spazio e permessi di questa cartella."
}

impronta() {
    { cat requirements/dev.txt; .venv/bin/python -V; } | cksum
}

cd "$(dirname "$0")/.."
ambiente
[ "$(cat .venv/requisiti 2>/dev/null)" = "$(impronta)" ] && exit 0
echo "Installo le librerie in .venv…" >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements/dev.txt ||
    errore "L'installazione delle librerie non è riuscita: il motivo è qui sopra (con Python 3.13 e successivi servono anche gcc e make; con 3.11 e 3.12 no)."
impronta >.venv/requisiti
