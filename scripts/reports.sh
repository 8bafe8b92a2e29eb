# shellcheck shell=bash
# Tells what the tests are doing, and sums up what they said.
: "${home:?the checkout}"

# One line for each module and each test class of Maven's output on standard input.
narrate_tests() {
  local line name class
  while IFS= read -r line; do
    case "$line" in
      '[INFO] Building Countersign '?*' '*']')
        read -r name _ <<<"${line#'[INFO] Building Countersign '}"
        [[ $name == [a-z]* ]] && step "$name"
        ;;
      *'Tests run: '*' -- in '*)
        class=${line##* -- in }
        class=${class#dev.countersign.}
        line=${line#*Tests run: }
        if [[ $line == *'<<< '* ]]; then say "        FAILED $class"; else say "        $class ${line%%,*}"; fi
        ;;
    esac
  done
}

reports_of() { find "$home/$1/target/surefire-reports" "$home/$1/target/failsafe-reports" -name 'TEST-*.xml' 2>/dev/null || true; }

# sum_of MODULE ATTRIBUTE: of all test suites of a module.
sum_of() {
  reports_of "$1" | xargs -r grep -ho "<testsuite [^>]*" | grep -o " $2=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'
}

# Each module's count, each failed test, and one line for all. False when anything failed or was skipped, or nothing ran.
sum_up() {
  local module tests bad skipped passed=0 failed=0 skips=0
  for module in $(sed -n 's|.*<module>\(.*\)</module>.*|\1|p' "$home/pom.xml"); do
    tests=$(sum_of "$module" tests)
    bad=$(($(sum_of "$module" failures) + $(sum_of "$module" errors)))
    skipped=$(sum_of "$module" skipped)
    printf '  %-12s %5d passed %5d failed\n' "$module" $((tests - bad - skipped)) $bad
    passed=$((passed + tests - bad - skipped)) failed=$((failed + bad)) skips=$((skips + skipped))
    reports_of "$module" | sort | xargs -r awk -v RS='<testcase ' '
      /<failure|<error/ { class = $0; sub(/.*classname="/, "", class); sub(/".*/, "", class)
        name = $0; sub(/^name="/, "", name); sub(/".*/, "", name)
        print "    FAILED " class "." name }'
  done
  ((skips == 0)) || echo "$skips skipped, which counts as failed: a test that does not run proves nothing"
  echo "$passed passed, $((failed + skips)) failed"
  ((passed > 0 && failed + skips == 0))
}

# The test classes that --embedded does not run.
left_out() {
  local classes
  classes=$(cd "$home" && find ./*/src/test -name '*IT.java' -exec basename {} .java \; | sort)
  echo "left out, because they need real servers ($(wc -w <<<"$classes")): ${classes//$'\n'/, }"
}
