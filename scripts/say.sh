# shellcheck shell=bash
# Words for the person at the terminal. Everything goes to standard error: standard output is the command's own.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "countersign: $1"
  shift
  for line in "$@"; do say "  $line"; done
  exit 1
}
