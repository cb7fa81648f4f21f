# Sourced by mvnw and parallax: leaves JAVA_HOME at a JDK 25 or newer, or ends with a message that says what to do.
# Looks at JAVA_HOME, PATH, the system's folders, SDKMAN, ~/.jdks and macOS, in this order.

parallax_jdk_wanted=25

parallax_is_jdk() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  parallax_jdk_major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release")
  [ -n "$parallax_jdk_major" ] && [ "$parallax_jdk_major" -ge "$parallax_jdk_wanted" ]
}

parallax_find_jdk() {
  if [ -n "${JAVA_HOME-}" ] && parallax_is_jdk "$JAVA_HOME"; then return 0; fi
  if command -v javac >/dev/null 2>&1; then
    parallax_javac=$(readlink -f "$(command -v javac)" 2>/dev/null || command -v javac)
    parallax_home=${parallax_javac%/bin/javac}
    if parallax_is_jdk "$parallax_home"; then JAVA_HOME=$parallax_home; return 0; fi
  fi
  set +f
  for parallax_home in /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/java/* /opt/jdk*; do
    if parallax_is_jdk "$parallax_home"; then JAVA_HOME=$parallax_home; return 0; fi
  done
  cat >&2 <<TEXT
No JDK $parallax_jdk_wanted found: looked at JAVA_HOME (${JAVA_HOME:-not set}), PATH, /usr/lib/jvm, SDKMAN, ~/.jdks and /Library/Java.
Parallax is compiled and run with JDK $parallax_jdk_wanted or newer. Install one (for example Eclipse Temurin $parallax_jdk_wanted),
or set JAVA_HOME to the folder that holds its bin/javac, and run this again.
TEXT
  exit 1
}

parallax_find_jdk
export JAVA_HOME
