# shellcheck shell=bash
# Tells what the tests are doing, and sums up what they said. Both read Maven's output: its XML reports keep one of two when a
# class has both examples and properties.
: "${home:?the checkout}"

# From Maven's output on standard input: a line for each module and test class, and the first lines of what went wrong.
narrate_tests() {
  local line name class rest=0
  while IFS= read -r line; do
    case "$line" in
      '[INFO] Building Countersign '?*' '*']')
        read -r name _ <<<"${line#'[INFO] Building Countersign '}"
        [[ $name != [a-z]* ]] || step "$name"
        ;;
      *'Tests run: '*' -- in '*)
        class=${line##* -- in }
        class=${class#dev.countersign.}
        line=${line#*Tests run: }
        if [[ $line == *'<<< '* ]]; then say "        FAILED $class"; else say "        $class ${line%%,*}"; fi
        ;;
      *' <<< FAILURE!' | *' <<< ERROR!') rest=16 ;&
      *) ((rest-- <= 0)) || say "          ${line#'[ERROR] '}" ;;
    esac
  done
}

# The first line of every failure in the Maven log $1, for whoever sees only the end of a long log.
failures_of() {
  awk '
    / <<< (FAILURE|ERROR)!$/ { sub(/^\[[A-Z]+\] /, ""); sub(/ -- Time elapsed.*/, ""); print "failed: " $0; rest = 14; next }
    rest-- > 0 && /[^[:space:]]/ && !/^\[/ && !/^\tat |^[[:space:]]+at / { print "  " substr($0, 1, 600) }
    /^\[(INFO|ERROR|WARNING)\]|^[[:space:]]+at / { rest = 0 }' "$1"
}

# Each module's count, and one line for all, from the Maven log $1 and the launcher's results $2. False when a test failed or was
# skipped, or none ran.
sum_up() {
  awk '
    FILENAME == ARGV[2] {
      if (!launched++) { module = "launcher"; modules[++count] = module }
      if ($1 == "passed") passed[module]++; else failed[module]++
      next
    }
    /^\[INFO\] Building Countersign [a-z]/ { module = $4; modules[++count] = module }
    /^\[[A-Z]+\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$/ {
      gsub(/[^0-9 ]/, "")
      bad = $2 + $3
      passed[module] += $1 - bad - $4; failed[module] += bad; skipped += $4
    }
    END {
      for (i = 1; i <= count; i++) {
        printf "  %-12s %5d passed %5d failed\n", modules[i], passed[modules[i]], failed[modules[i]]
        allPassed += passed[modules[i]]; allFailed += failed[modules[i]]
      }
      if (skipped) print skipped " skipped, which counts as failed: a test that does not run proves nothing"
      print allPassed + 0 " passed, " allFailed + skipped " failed"
      exit !(allPassed > 0 && allFailed + skipped == 0)
    }' "$1" "$2"
}

# The test classes that --embedded does not run.
left_out() {
  local classes
  classes=$(cd "$home" && find ./*/src/test -name '*IT.java' -exec basename {} .java \; | sort)
  echo "left out, because they need real servers ($(wc -w <<<"$classes")): ${classes//$'\n'/, }"
}
