# shellcheck shell=bash
# Finds a JDK that is new enough, whatever `java` on the PATH may be.

jdk_least=25

# The feature release of the JDK in directory $1, or nothing when there is none. Reads its release file, starts no JVM.
jdk_feature() {
  [[ -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_candidates() {
  local on_path
  [[ -z ${JAVA_HOME-} ]] || printf '%s\n' "$JAVA_HOME"
  on_path=$(command -v javac || true)
  [[ -z $on_path ]] || dirname -- "$(dirname -- "$(readlink -f -- "$on_path")")"
  printf '%s\n' /usr/lib/jvm/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
    /opt/*jdk* /opt/java/* /usr/local/*jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home
}

# Prints the home of a JDK of at least $jdk_least; COUNTERSIGN_JAVA_HOME decides where it is set.
find_jdk() {
  local home feature
  if [[ -n ${COUNTERSIGN_JAVA_HOME-} ]]; then
    feature=$(jdk_feature "$COUNTERSIGN_JAVA_HOME")
    ((${feature:-0} >= jdk_least)) || die "COUNTERSIGN_JAVA_HOME=$COUNTERSIGN_JAVA_HOME is not a JDK $jdk_least or newer" \
      "Point it at one, or unset it to let Countersign look for one."
    printf '%s\n' "$COUNTERSIGN_JAVA_HOME"
    return
  fi
  while IFS= read -r home; do
    feature=$(jdk_feature "$home")
    if ((${feature:-0} >= jdk_least)); then
      printf '%s\n' "$home"
      return
    fi
  done < <(jdk_candidates)
  die "needs a JDK $jdk_least or newer and found none" \
    "Looked at COUNTERSIGN_JAVA_HOME, JAVA_HOME, the PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt." \
    "Get one:  sdk install java 25-tem   (sdkman.io),  brew install --cask temurin,  apt-get install temurin-25-jdk" \
    "or from adoptium.net, then set COUNTERSIGN_JAVA_HOME to where it is."
}
