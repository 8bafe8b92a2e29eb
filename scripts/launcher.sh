# shellcheck shell=bash
# Runs the launcher as a person would, on this checkout, and looks at exit codes and what is printed.
: "${home:?the checkout}" "${logs:?where to keep logs}"

launcher_results=$logs/launcher.results

# expect CODE WORDS ARGUMENT...: the launcher must end with CODE and print WORDS (an extended regular expression).
expect() {
  local code=$1 words=$2 got=0 out=$logs/launcher.out
  shift 2
  ./countersign "$@" >"$out" 2>&1 </dev/null || got=$?
  if ((got == code)) && grep -qE -- "$words" "$out"; then
    say "        countersign $*"
    echo "passed $*" >>"$launcher_results"
  else
    say "        FAILED countersign $*: exit $got instead of $code, or no «$words» in:"
    tail -15 "$out" | sed 's/^/          /' >&2
    echo "FAILED $*" >>"$launcher_results"
  fi
}

try_launcher() {
  step "launcher"
  : >"$launcher_results"
  expect 0 'Usage: countersign' --help
  expect 0 'Usage: countersign release start' release start --help
  expect 2 'Usage|Unknown|Unmatched|See' --no-such-option
  expect 2 'no-such-manifest.yaml' check -f no-such-manifest.yaml
  expect 7 "can't reach" release list --address 127.0.0.1:1
  expect 0 'RELEASED' demo --yes
  expect 3 'REJECTED' demo --yes --scenario biased
  expect 6 'ROLLED_BACK' demo --yes --scenario regression
}
