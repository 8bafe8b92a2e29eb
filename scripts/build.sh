# shellcheck shell=bash
# Builds the two programs of the checkout at $home, `cli` and `worker`, each into a directory of its own named by what it was
# made from: a newer build never pulls the jars from under a program that is still running.
: "${home:?the checkout}"

modules_of() {
  case "$1" in
    cli) echo workflows starter-cli ;;
    worker) echo workflows activities starter-cli worker ;;
  esac
}

# A name for the sources of program $1 as they are now, and for the JDK in $2 that builds and runs them.
stamp_of() {
  local module paths=(pom.xml)
  for module in $(modules_of "$1"); do
    paths+=("$module/pom.xml")
    [[ ! -d $home/$module/src/main ]] || paths+=("$module/src/main")
  done
  (
    cd "$home" || exit
    find "${paths[@]}" -type f -print0 | LC_ALL=C sort -z | xargs -0 "${digest[@]}" scripts/build.sh "$2/release" | "${digest[@]}" | cut -c1-16
  )
}

digest=(sha256sum)
command -v sha256sum >/dev/null || digest=(shasum -a 256)

# The JVM's own warnings would land on standard output, which belongs to the command.
jvm_flags=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Xlog:disable -Xlog:all=error:stderr)

# Builds program $1 under stamp $2 with the JDK in $3, unless another start does so first.
build() {
  mkdir -p "$home/target/run"
  (
    if command -v flock >/dev/null && ! flock -n 9; then
      say "another start is building; waiting for it"
      flock 9
    fi
    [[ -e $home/target/run/$1-$2/ready ]] || build_locked "$@"
  ) 9>"$home/target/run/lock"
}

build_locked() {
  local program=$1 run=$home/target/run/$1-$2 jdk=$3 module=worker log=$home/target/run/build-$1.log
  [[ $program == worker ]] || module=starter-cli
  need_maven
  SECONDS=0
  say "building Countersign ($program) with $(basename -- "$jdk"); log: $log"
  (maven "$jdk" -Dmaven.test.skip=true -pl "$module" -am package 2>&1 9>&-) | tee "$log" | narrate || {
    die "the build failed" "$(errors_of "$log")" "The whole log is in $log"
  }
  rm -rf "$run"
  "assemble_$program" "$run" "$jdk"
  rehearse "$run" "$jdk"
  touch "$run/ready"
  sweep "$program" "$run"
  say "built in $SECONDS s"
}

need_maven() {
  command -v mvn >/dev/null || die "needs Maven (mvn) to build and found none" "Get it:  apt-get install maven,  brew install maven,  sdk install maven"
}

# maven JDK ARGUMENT...: in the checkout. Java takes the home directory from the passwd file; here it is $HOME, as for all else.
maven() {
  local jdk=$1
  shift
  cd "$home" && JAVA_HOME=$jdk MAVEN_OPTS="-Duser.home=$HOME ${MAVEN_OPTS-}" mvn -B "$@"
}

# One line for each module of Maven's output on standard input.
narrate() {
  local line name count fetched=0
  while IFS= read -r line; do
    case "$line" in
      '[INFO] Building Countersign '?*' '*']')
        read -r name _ count <<<"${line#'[INFO] Building Countersign '}"
        [[ -z $count ]] || say "  $name $count"
        ;;
      *Downloading*)
        ((fetched++)) || say "  fetching libraries (once)"
        ;;
    esac
  done
}

# The errors of a Maven log, without its advice.
errors_of() {
  grep -q '^\[ERROR\]' "$1" || tail -20 "$1"
  # a warning that counts as an error stands there as a warning only
  ! grep -q 'warnings found and -Werror specified' "$1" || awk '/^\[WARNING\] .*\.java:/ { print substr($0, 11); if (++n == 20) exit }' "$1"
  awk '/^\[ERROR\]/ { print substr($0, 9); if (++n == 60 || /-> \[Help/) exit }' "$1"
}

assemble_cli() {
  local jars=$home/starter-cli/target
  mkdir -p "$1"
  cp -r "$jars/lib" "$1/lib"
  cp "$jars/countersign-starter-cli-$(version).jar" "$1/app.jar"
}

# A jar of jars starts slowly; taken apart it starts at once.
assemble_worker() {
  "$2/bin/java" -Djarmode=tools -jar "$home/worker/target/countersign-worker-$(version)-exec.jar" extract --destination "$1" >&2
  mv "$1/countersign-worker-$(version)-exec.jar" "$1/app.jar"
}

version() { sed -n 's|^  <version>\(.*\)</version>|\1|p' "$home/pom.xml"; }

# Starts the program once and keeps what the JVM learned (JEP 514). Only speed depends on it.
rehearse() {
  local limit=()
  command -v timeout >/dev/null && limit=(timeout 60)
  say "  rehearsing the start"
  ${limit[@]+"${limit[@]}"} "$2/bin/java" "${jvm_flags[@]}" -Dspring.context.exit=onRefresh -XX:AOTCacheOutput="$1/app.aot" \
    -jar "$1/app.jar" --help >"$1/rehearsal.log" 2>&1 9>&- || true
}

# Holds a shared lock that the JVM inherits, so that `sweep` knows this build is in use.
keep_while_running() {
  command -v flock >/dev/null || return 0
  exec 8<"$1/ready"
  flock -s 8
}

# Removes older builds of program $1 that nothing runs any more.
sweep() {
  local old
  command -v flock >/dev/null || return 0
  for old in "$home/target/run/$1"-*/; do
    old=${old%/}
    [[ $old != "$2" ]] || continue
    if [[ ! -e $old/ready ]] || flock -n "$old/ready" true; then rm -rf "$old"; fi
  done
}

# XGBoost's library links against GNU OpenMP, which slim images leave out.
need_openmp() {
  [[ $(uname -s) == Linux ]] || return 0
  compgen -G '/usr/lib*/*/libgomp.so.1' >/dev/null || compgen -G '/usr/lib*/libgomp.so.1' >/dev/null && return 0
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    say "installing libgomp1, which XGBoost needs"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq libgomp1; } >/dev/null 2>&1 && return 0
  fi
  say "note: XGBoost models need GNU OpenMP, which is not here. Get it:  apt-get install libgomp1,  dnf install libgomp"
}
