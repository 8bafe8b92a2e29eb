# shellcheck shell=bash
# Installs the real servers and tools that tests run against, and tells the tests where they are.
: "${home:?the checkout}" "${digest:?how to digest, from build.sh}"
logs=$home/target/verify

# Later versions of the Temporal command line can't be installed by `go install`.
temporal=github.com/temporalio/cli/cmd/temporal@v1.5.1
cosign=github.com/sigstore/cosign/v2/cmd/cosign@v2.6.5
cache=${XDG_CACHE_HOME:-$HOME/.cache}/countersign
PATH=$PATH:/usr/sbin # Debian keeps daemons there, and only root looks there

# What Debian has: the package, and a program or file by which to tell that it is there already.
debian=(
  "haproxy haproxy"
  "prometheus prometheus"
  "chromium chromium"
  "chromium-driver chromedriver"
  "postgresql /usr/lib/postgresql/*/bin/initdb"
  "libgomp1 /usr/lib/*/libgomp.so.1"
  "libfaketime /usr/lib/*/faketime/libfaketime.so.1"
  "curl curl"
  "socat socat"
  "golang-go go"
  "python3-venv python3"
  "shellcheck shellcheck"
)
pending=()

install_servers() {
  mkdir -p "$cache/bin"
  install_packages
  install_in_background temporal "Temporal" "program_is_here $temporal" "install_program $temporal"
  install_in_background cosign "cosign" "program_is_here $cosign" "install_program $cosign"
  install_in_background mlflow "MLflow" "venv_is_here mlflow" "install_venv mlflow"
  [[ ${mode-} != full ]] || install_in_background trino "Trino" trino_is_here install_trino
  install_in_background tools "Python tools" "venv_is_here tools" "install_venv tools"
  install_in_background audit "DVC and AIF360's repairs" "venv_is_here audit" "install_venv audit"
}

install_packages() {
  local entry missing=()
  for entry in "${debian[@]}"; do
    is_here "${entry#* }" || missing+=("${entry%% *}")
  done
  python3 -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
  if ((${#missing[@]} == 0)); then
    step "packages: all here"
    return
  fi
  if [[ $(id -u) != 0 ]] || ! command -v apt-get >/dev/null; then
    die "missing: ${missing[*]}" "Get them:  sudo apt-get install ${missing[*]}" "or run the tests that need no server:  ./verify --embedded"
  fi
  step "packages: installing ${missing[*]}"
  {
    thrice apt-get -q update
    DEBIAN_FRONTEND=noninteractive thrice apt-get -q install -y --no-install-recommends "${missing[@]}"
  } >"$logs/packages.log" 2>&1 || die "apt-get could not install ${missing[*]}" "$(tail -5 "$logs/packages.log")" "or run the tests that need no server:  ./verify --embedded"
}

is_here() { if [[ $1 == /* ]]; then compgen -G "$1" >/dev/null; else command -v "$1" >/dev/null; fi; }

# For downloads only; no test is ever run twice.
thrice() { "$@" || { sleep 5 && "$@"; } || { sleep 15 && "$@"; }; }

# install_in_background ID WORDS CHECK COMMAND: nothing when CHECK says it is there.
install_in_background() {
  if $3; then
    step "$2: here"
    return
  fi
  step "$2: installing in the background; log: $logs/$1.log"
  (
    if command -v flock >/dev/null; then flock 7; fi
    # shellcheck disable=SC2086 # a command and its argument
    $3 || thrice $4
  ) 7>"$cache/$1.lock" >"$logs/$1.log" 2>&1 &
  pending+=("$1 $!")
}

servers_pending() { ((${#pending[@]} > 0)); }

await_servers() {
  local entry id
  for entry in ${pending[@]+"${pending[@]}"}; do
    id=${entry% *}
    wait "${entry#* }" || die "$id could not be installed" "$(tail -5 "$logs/$id.log")" "The whole log is in $logs/$id.log" "Or run the tests that need no server:  ./verify --embedded"
    step "$id: installed"
  done
}

# A Go program says itself which version it is of.
program_is_here() {
  local path=${1%@*}
  [[ -x $cache/bin/${path##*/} ]] && go version -m "$cache/bin/${path##*/}" | grep -q "^[[:space:]]mod[[:space:]]${path%/cmd/*}[[:space:]]${1#*@}[[:space:]]"
}

install_program() { GOBIN=$cache/bin nice go install "$1"; }

# The archive is large, so only the long tests get it; of its plugins only what they use is kept.
trino=476
trino_is_here() { [[ -e $cache/trino-$trino/ready && $(readlink "$cache/trino") == "$cache/trino-$trino" ]]; }

install_trino() {
  local to=$cache/trino-$trino whole=$cache/trino-$trino.whole part
  rm -rf "$to" "$whole"
  mkdir -p "$to/plugin" "$whole"
  (cd "$whole" && mvn -B -q dependency:copy -Dartifact="io.trino:trino-server:$trino:tar.gz" -DoutputDirectory="$whole") &&
    tar xzf "$whole/trino-server-$trino.tar.gz" -C "$whole" || return
  for part in bin lib secrets-plugin plugin/hive; do
    mv "$whole/trino-server-$trino/$part" "$to/$part" || return
  done
  rm -rf "$whole"
  touch "$to/ready"
  ln -sfn "$to" "$cache/trino"
}

# A virtual environment is named by what is in it; the name `mlflow` or `tools` beside it points to the newest.
venv_of() {
  local lock=$home/scripts/python/$1
  echo "$cache/$1-$(python3 -c 'import platform; print(platform.python_version())')-$(cat "$lock.txt" "$lock.lock" | "${digest[@]}" | cut -c1-12)"
}

venv_is_here() { [[ -e $(venv_of "$1")/ready && $(readlink "$cache/$1") == "$(venv_of "$1")" ]]; }

install_venv() {
  local venv
  venv=$(venv_of "$1")
  if [[ ! -e $venv/ready ]]; then
    python3 -m venv --clear "$venv" &&
      "$venv/bin/python" -m pip install --progress-bar off -r "$home/scripts/python/$1.txt" -c "$home/scripts/python/$1.lock" &&
      touch "$venv/ready" || return
  fi
  ln -sfn "$venv" "$cache/$1"
}

export_servers() {
  export COUNTERSIGN_TEMPORAL=${COUNTERSIGN_TEMPORAL:-$cache/bin/temporal}
  export COUNTERSIGN_COSIGN=${COUNTERSIGN_COSIGN:-$cache/bin/cosign}
  export COUNTERSIGN_MLFLOW_PYTHON=${COUNTERSIGN_MLFLOW_PYTHON:-$cache/mlflow/bin/python}
  export COUNTERSIGN_AUDIT_PYTHON=${COUNTERSIGN_AUDIT_PYTHON:-$cache/audit/bin/python}
  export COUNTERSIGN_PYTHON=${COUNTERSIGN_PYTHON:-$cache/tools/bin/python}
  export COUNTERSIGN_TRINO=${COUNTERSIGN_TRINO:-$cache/trino/bin/launcher}
  export COUNTERSIGN_CHROMIUM=${COUNTERSIGN_CHROMIUM:-$(command -v chromium)}
  export COUNTERSIGN_HAPROXY=${COUNTERSIGN_HAPROXY:-$(command -v haproxy)}
  export COUNTERSIGN_PROMETHEUS=${COUNTERSIGN_PROMETHEUS:-$(command -v prometheus)}
}
