# Sourced by ./start, ./check and tools/lint in the project's folder: finds a Python and makes .venv with it.

# Progress lines count from here.
REBOND_STARTED=$(date +%s)
export REBOND_STARTED

# Without byte-code every start takes ten times as long.  Who does not want it beside the code gets it under .state.
if [ -n "${PYTHONDONTWRITEBYTECODE:-}" ]; then
    unset PYTHONDONTWRITEBYTECODE
    export PYTHONPYCACHEPREFIX="$PWD/.state/bytecode"
fi

bootstrap() { # bootstrap start|check|lint
    for python in "${PYTHON:-}" python3.11 python3.12 python3.13 python3 python; do
        [ -n "$python" ] || continue
        if "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null; then
            "$python" -m tools.bootstrap "$1"
            return
        fi
    done
    echo "Python 3.11, 3.12 or 3.13 is needed (PYTHON=/path/to/python3.11 names one)." >&2
    exit 1
}
