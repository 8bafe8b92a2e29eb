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

# The scripts themselves, where shellcheck is: ./verify installs it, --embedded does not.
check_scripts() {
  local out=$logs/shellcheck.log
  if ! command -v shellcheck >/dev/null; then
    say "        left out: shellcheck is not here"
  elif shellcheck -x countersign verify .ci/run scripts/*.sh scripts/reproducible bench/run >"$out" 2>&1; then
    say "        shellcheck"
    echo "passed shellcheck" >>"$launcher_results"
  else
    say "        FAILED shellcheck:"
    head -20 "$out" | sed 's/^/          /' >&2
    echo "FAILED shellcheck" >>"$launcher_results"
  fi
}

try_launcher() {
  step "launcher"
  : >"$launcher_results"
  check_scripts
  expect 0 'Usage: countersign' --help
  expect 0 'Usage: countersign release start' release start --help
  expect 2 'Usage|Unknown|Unmatched|See' --no-such-option
  COUNTERSIGN_JAVA_HOME=/nowhere expect 1 'is not a JDK 25 or newer' --help
  expect 2 'no-such-manifest.yaml' check -f no-such-manifest.yaml
  expect 7 "can't reach" release list --address 127.0.0.1:1
  expect 2 'there is no file release.yaml' release start -f release.yaml
  expect 2 'there is no file no-such.key' approve m/1 --seat legal --key no-such.key --address 127.0.0.1:1
  expect 0 'minimal.*' policy list --json
  expect 0 '2026.11 has 100 % of the traffic' demo --yes
  expect 3 'nothing was ever routed' demo --yes --scenario biased
  expect 6 'of 100 requests version 2026.08 answered 100' demo --yes --scenario regression
}
