# shellcheck shell=bash
# Words for the person at the terminal. Everything goes to standard error: standard output is the command's own.

say() { printf '%s\n' "$*" >&2; }

die() {
  say "countersign: $1"
  shift
  for line in "$@"; do say "  $line"; done
  exit 1
}

# A step of long work, with the time since the start.
step() { say "$(printf '%2d:%02d' $((SECONDS / 60)) $((SECONDS % 60))) $*"; }
