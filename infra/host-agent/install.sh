#!/bin/sh
# Brings the host agent of the OpenClaw incident bot onto this machine, and later a newer one in its place.
# Everything is checked before anything is put in place. The program is a link to a whole release, so that whoever
# stops this script at any moment leaves the old one or the new one; running it again finishes the work.
# shellcheck disable=SC2015 # what stands after || in A && B || C ends this script, or is meant for both
set -eu
umask 022

NAME=openclaw-host-agent
ME=${0##*/}
OLDEST=22.12

usage() {
  cat <<END
$ME [--from DIR|URL] [--sum HEX]          the files (absent: beside this script), and the SHA-256 of SHA256SUMS
$ME --user | --system --owner USER        a service of this user (absent: unless run by root), or of the system
$ME --url URL --name HOST --code-file FILE|-   joins the bot with the code that "/openclaw enroll HOST" has shown
$ME --rollback                            back to the release before this one
$ME --uninstall                           stops it and takes everything away, its key and journal too

  --service systemd|plain|none   who keeps it running; absent: systemd where it runs, else plain (nothing restarts it)
  --node FILE                    the Node to run it with, $OLDEST or newer; absent: OpenClaw's own, else the first that fits
  --proxy URL --no-proxy LIST    the way out (HTTPS_PROXY, NO_PROXY); "none" takes it away again
  --ca FILE                      certificates of your own authority, in PEM; "none" takes them away again
  --fleet-key FILE               32 bytes that all hosts of a fleet share, so that fingerprints can be compared
  --plain-http                   the network up to an http address is yours alone
  --rejoin                       joins anew although it has joined: with a new key and a new journal
  --wait SECONDS                 how long the new one may take to come up (absent: 60)
  --root DIR                     puts everything below DIR, e.g. an image; nothing is started unless --service says how
  --dry-run                      says what would be done, and does nothing

The code is read from a file or, with -, from standard input: never from the command line, which others can read.
Run again it upgrades what is there: key, journal, enrolment, proxy and certificates stay. When the new one does not
come up within --wait, the one before is put back and started. Exit codes: 0 done, or nothing to do; 1 it failed, and
what was there stays; 2 used wrongly, nothing was done.

Examples:
  ./$ME --url https://bot.example --name node-3 --code-file ./code
  ./$ME --system --owner openclaw --url https://bot.example --name node-3 --code-file - < code
  ./$ME --from https://files.example/host-agent --sum 4b1f…  --proxy http://proxy.example:3128 --ca ./ca.pem
  ./$ME --dry-run --uninstall
END
}

say() { printf '%s\n' "$*"; }
# A sentence with the cause, what to do next, and the exit code.
fail() {
  printf '%s\nNext: %s\n' "$1" "$2" >&2
  exit "${3:-1}"
}
wrong() { fail "$1 Nothing was done." "$ME --help shows examples" 2; }
# Says a step; false where it is only to be said.
step() {
  if [ -n "$DRY" ]; then
    say "would: $2"
    return 1
  fi
  say "- $2"
}

FROM='' SUM='' SCOPE='' OWNER='' SERVICE='' NODE='' URL='' HOST='' CODE='' PROXY='' NOPROXY='' CA='' FLEET='' ROOT=''
DRY='' DO=install REJOIN='' PLAINHTTP='' WAIT=60
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage && exit 0 ;;
    --user | --system) SCOPE=${1#--} ;;
    --rollback | --uninstall) DO=${1#--} ;;
    --dry-run) DRY=yes ;;
    --rejoin) REJOIN=yes ;;
    --plain-http) PLAINHTTP=yes ;;
    --from | --sum | --owner | --service | --node | --url | --name | --code-file | --proxy | --no-proxy | --ca | --fleet-key | --root | --wait)
      [ $# -ge 2 ] || wrong "$1 needs a value."
      case $1 in
        --from) FROM=$2 ;; --sum) SUM=$2 ;; --owner) OWNER=$2 ;; --service) SERVICE=$2 ;; --node) NODE=$2 ;;
        --url) URL=$2 ;; --name) HOST=$2 ;; --code-file) CODE=$2 ;; --proxy) PROXY=$2 ;; --no-proxy) NOPROXY=$2 ;;
        --ca) CA=$2 ;; --fleet-key) FLEET=$2 ;; --root) ROOT=${2%/} ;; --wait) WAIT=$2 ;;
      esac
      shift
      ;;
    *) wrong "There is no option '$1'." ;;
  esac
  shift
done

# --- Who, where ---------------------------------------------------------------------------------------------------
[ -n "$SCOPE" ] || { [ "$(id -u)" = 0 ] && SCOPE=system || SCOPE=user; }
case $WAIT in '' | *[!0-9]*) wrong '--wait takes seconds.' ;; esac
case $SERVICE in '' | systemd | plain | none) ;; *) wrong "There is no --service '$SERVICE'." ;; esac
case $HOST in *[!a-z0-9._-]*) wrong "'$HOST' is no host name: small letters, digits, dots and dashes." ;; esac
case $SUM in '') ;; *[!0-9a-f]*) wrong '--sum takes 64 small hexadecimal digits.' ;; *) [ ${#SUM} = 64 ] || wrong '--sum takes 64 small hexadecimal digits.' ;; esac
for value in "$PROXY" "$NOPROXY"; do
  # They go into a file that systemd reads: nothing in it may mean something there.
  case $value in *[!A-Za-z0-9:/.,@_%*[\]-]*) wrong '--proxy and --no-proxy take URLs and names only (write other characters as %XX).' ;; esac
done
[ -n "$CODE" ] && { [ -n "$URL" ] && [ -n "$HOST" ] || wrong '--code-file needs --url and --name.'; }
[ "$CODE" = - ] || [ -z "$CODE" ] || [ -r "$CODE" ] || wrong "The code cannot be read from $CODE."
[ -z "$CA" ] || [ "$CA" = none ] || [ -r "$CA" ] || wrong "$CA cannot be read."
# What the owner reads or runs is named from the top: it is done in another folder.
case $FLEET in '' | /*) ;; *) FLEET=$PWD/$FLEET ;; esac
case $NODE in '' | /*) ;; *) NODE=$PWD/$NODE ;; esac
if [ "$SCOPE" = system ]; then
  [ "$(id -u)" = 0 ] || fail 'A service of the system is installed by root. Nothing was done.' 'run it with sudo, or with --user' 2
  [ -n "$OWNER" ] || wrong '--system needs --owner USER, the user that owns OpenClaw.'
  id -u -- "$OWNER" >/dev/null 2>&1 || fail "There is no user '$OWNER'. Nothing was done." 'name the user that owns OpenClaw' 2
  LIB=$ROOT/usr/local/lib/$NAME STATE=$ROOT/var/lib/$NAME/$OWNER
  ETC=$ROOT/etc/$NAME UNITS=$ROOT/etc/systemd/system FILE=$NAME@.service UNIT=$NAME@$OWNER
else
  [ -n "${HOME:-}" ] || wrong 'HOME is not set.'
  OWNER=$(id -un)
  LIB=$ROOT$HOME/.local/lib/$NAME STATE=$ROOT$HOME/.$NAME
  ETC=$ROOT$HOME/.config/$NAME UNITS=$ROOT$HOME/.config/systemd/user FILE=$NAME.service UNIT=$NAME
  XDG_RUNTIME_DIR=${XDG_RUNTIME_DIR:-/run/user/$(id -u)}
  export XDG_RUNTIME_DIR
fi
# The code alone may be read from standard input, and only by who joins.
[ "$CODE" != - ] || exec 3<&0 </dev/null
systemctl_() { if [ "$SCOPE" = user ]; then systemctl --user "$@"; else systemctl "$@"; fi; }
if [ -z "$SERVICE" ]; then
  if [ -n "$ROOT" ]; then SERVICE=none
  elif [ -d /run/systemd/system ]; then SERVICE=systemd
  elif [ "$(uname -s)" = Linux ]; then SERVICE=plain
  else SERVICE=none; fi
fi
if [ "$SERVICE" = systemd ] && ! systemctl_ show-environment >/dev/null 2>&1; then
  fail "The service manager of $OWNER does not answer. Nothing was done." 'log in as that user (su and sudo -u have no session), or use --service plain' 1
fi

owner_id=$(id -u -- "$OWNER")
owner_home=$(getent passwd "$OWNER" 2>/dev/null | cut -d: -f6 || true)
owner_home=${owner_home:-${HOME:-/}}
# Runs it with the rights of the user that the host agent runs as, and with that user's home. Of root's settings it is
# given the way out alone. What that user or its files say is never run, opened or ended with root's rights.
as_owner() {
  if [ "$(id -u)" = "$owner_id" ]; then
    "$@"
    return
  fi
  set -- env -i "PATH=$PATH" "LANG=${LANG:-C.UTF-8}" "HOME=$owner_home" "USER=$OWNER" "LOGNAME=$OWNER" \
    ${HTTPS_PROXY:+"HTTPS_PROXY=$HTTPS_PROXY"} ${NO_PROXY:+"NO_PROXY=$NO_PROXY"} \
    ${https_proxy:+"https_proxy=$https_proxy"} ${no_proxy:+"no_proxy=$no_proxy"} ${ALL_PROXY:+"ALL_PROXY=$ALL_PROXY"} \
    ${NODE_EXTRA_CA_CERTS:+"NODE_EXTRA_CA_CERTS=$NODE_EXTRA_CA_CERTS"} "$@"
  if command -v runuser >/dev/null 2>&1; then (cd / && runuser -u "$OWNER" -- "$@")
  elif command -v sudo >/dev/null 2>&1; then (cd / && sudo -u "$OWNER" -- "$@")
  else fail "Neither runuser nor sudo is here to become $OWNER." 'install util-linux'; fi
}
# shellcheck disable=SC2016 # the inner shell puts it in
[ -z "$FLEET" ] || as_owner sh -c '[ -r "$1" ]' sh "$FLEET" ||
  fail "$OWNER cannot read $FLEET, and the host agent reads it as that user. Nothing was done." "give it to that user: chown $OWNER $FLEET; it is not needed there afterwards" 2
way_out() {
  [ -f "$ETC/env" ] || return 0
  while IFS='=' read -r key value; do
    case $key in HTTPS_PROXY | NO_PROXY | NODE_EXTRA_CA_CERTS) export "$key=$value" ;; esac
  done <"$ETC/env"
}
# The program, with the way out that is set for it.
agent() (
  cd /
  way_out
  # What is new may stand still whatever it is asked: it is not waited for without end.
  limit=''
  [ "$1" != status ] || ! command -v timeout >/dev/null 2>&1 || limit="timeout -k 5 $((WAIT + 10))"
  # shellcheck disable=SC2086
  as_owner $limit "$LIB/node" "$LIB/host.mjs" "$@"
)

# --- The service ----------------------------------------------------------------------------------------------------
joined() { [ -f "$STATE/bot.json" ]; }
# The process that holds the state, if it is one of ours: a number alone may be anybody's by now. The owner's shell reads
# it and ends it, as the owner may write any number there.
# shellcheck disable=SC2016
pid_of_agent() {
  as_owner sh -c '
    pid=$(sed -n "s/.*\"pid\":\([0-9][0-9]*\).*/\1/p" "$1/agent.lock" 2>/dev/null)
    [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || exit 0
    if [ -r "/proc/$pid/cmdline" ]; then tr "\0" " " <"/proc/$pid/cmdline" | grep -q "host\.mjs" || exit 0; fi
    echo "$pid"' sh "$STATE"
}
# shellcheck disable=SC2016
signal() { as_owner sh -c 'kill "-$1" "$2" 2>/dev/null' sh "$1" "$2"; }
stop_agent() {
  case $SERVICE in systemd) systemctl_ stop "$UNIT" 2>/dev/null || true ;; esac
  pid=$(pid_of_agent)
  [ -n "$pid" ] || return 0
  signal TERM "$pid" || return 0
  # Looked at often at first: most end at once.
  for pause in .1 .1 .2 .3 .3 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1; do
    sleep "$pause" 2>/dev/null || sleep 1
    signal 0 "$pid" || return 0
  done
  signal KILL "$pid" || true
}
restart_agent() {
  case $SERVICE in
    systemd)
      systemctl_ reset-failed "$UNIT" 2>/dev/null || true
      systemctl_ enable "$UNIT" >/dev/null 2>&1 || true
      systemctl_ restart "$UNIT" || true
      ;;
    plain)
      stop_agent
      # It stays when the terminal goes. The owner's shell opens the log, which may be a link to anything.
      # shellcheck disable=SC2016
      (
        trap '' HUP INT
        cd /
        way_out
        as_owner sh -c 'log=$1; shift; exec "$@" >>"$log" 2>&1' sh "$STATE/agent.log" \
          "$LIB/node" "$LIB/host.mjs" run --state "$STATE"
      ) >/dev/null 2>&1 </dev/null &
      ;;
  esac
}
last_words() {
  case $SERVICE in
    systemd) if [ "$SCOPE" = user ]; then journalctl --user -q -n 5 -o cat -u "$UNIT"; else journalctl -q -n 5 -o cat -u "$UNIT"; fi ;;
    plain) as_owner tail -n 5 "$STATE/agent.log" ;;
  esac 2>/dev/null | tr -d '\000-\010\013-\037\177' | cut -c 1-300 >&2 || true
}
# Makes `$2` a link to `$1`, in one step: at no moment there is none. Into a folder `mv` would move it instead.
point() {
  rm -f "$2.new"
  ln -s "$1" "$2.new"
  [ ! -d "$2" ] || rm -rf "$2"
  mv -f "$2.new" "$2"
}
release_of() { readlink "$1" 2>/dev/null | sed -n 's|^releases/\([0-9a-f]*\)/host\.mjs$|\1|p'; }

# --- Taking it away ---------------------------------------------------------------------------------------------------
if [ "$DO" = uninstall ]; then
  if [ ! -e "$LIB" ] && [ ! -e "$STATE" ] && [ ! -e "$UNITS/$FILE" ] && [ ! -e "$ETC" ]; then
    say 'Nothing of the host agent is here.'
    exit 0
  fi
  others=''
  if [ "$SCOPE" = system ]; then
    for dir in "${STATE%/*}"/*; do [ "$dir" = "$STATE" ] || [ ! -d "$dir" ] || others="$others ${dir##*/}"; done
  fi
  if step stop "stop the host agent of $OWNER"; then
    stop_agent
    [ "$SERVICE" != systemd ] || systemctl_ disable "$UNIT" >/dev/null 2>&1 || true
  fi
  if step state "remove its key, journal and what it kept: $STATE"; then rm -rf "$STATE"; fi
  if [ -n "$others" ]; then
    say "The program stays: it also serves$others."
  elif step program "remove program, unit and settings: $LIB $UNITS/$FILE $ETC"; then
    rm -rf "${LIB:?}" "${ETC:?}" "${UNITS:?}/$FILE"
    [ "$SCOPE" != system ] || rmdir "${STATE%/*}" 2>/dev/null || true
  fi
  [ -n "$DRY" ] || [ "$SERVICE" != systemd ] || {
    systemctl_ daemon-reload
    systemctl_ reset-failed "$UNIT" 2>/dev/null || true
  }
  [ -n "$DRY" ] || say 'Removed. In chat the host stays in the list until an admin removes its key: /openclaw host NAME revoke.'
  exit 0
fi

# --- A Node that fits -------------------------------------------------------------------------------------------------
fits() {
  [ -x "$1" ] && as_owner "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) ? 0 : 1)' >/dev/null 2>&1
}
# Whether only root and the user `$2` could have put it there or could change it: the file and each folder above it.
# `$1` is a path without links.
theirs_alone() (
  at=$1 user=$2
  group=$(id -gn -- "$OWNER")
  # A group that has the owner's name is the owner's alone.
  [ "$group" = "$OWNER" ] && group=$(id -g -- "$OWNER") || group=0
  set -f
  while :; do
    # shellcheck disable=SC2046
    set -- $(ls -ldn "$at" 2>/dev/null | head -n 1)
    [ $# -gt 4 ] && { [ "$3" = 0 ] || [ "$3" = "$user" ]; } || exit 1
    case $1 in
      d????????[tT]*) ;; # others may add to it, and take nothing away that is not theirs
      ????????w* | ?????w????+*) exit 1 ;;
      ?????w*) [ "$4" = 0 ] || [ "$4" = "$group" ] || exit 1 ;;
    esac
    [ "$at" != / ] || exit 0
    at=${at%/*}
    at=${at:-/}
  done
)
candidates() {
  # OpenClaw's own: what its gateways run with now, then what their services name.
  for process in /proc/[0-9]*; do
    exe=$(readlink "$process/exe" 2>/dev/null) || continue
    case $exe in */node) ! grep -q openclaw "$process/cmdline" 2>/dev/null || say "$exe" ;; esac
  done
  as_owner sed -n 's/^ExecStart="\{0,1\}\([^ "]*\/node\).*/\1/p' "$owner_home"/.config/systemd/user/openclaw-gateway*.service /etc/systemd/system/openclaw-gateway*.service 2>/dev/null || true
  [ ! -e "$LIB/node" ] || say "$LIB/node"
  command -v node 2>/dev/null || true
  for found in /usr/local/bin/node /usr/bin/node /opt/node*/bin/node /opt/homebrew/bin/node \
    "$owner_home"/.nvm/versions/node/*/bin/node "$owner_home"/.volta/bin/node "$owner_home"/.asdf/installs/nodejs/*/bin/node \
    "$owner_home"/.local/share/mise/installs/node/*/bin/node "$owner_home"/.local/share/fnm/node-versions/*/installation/bin/node; do
    [ ! -x "$found" ] || say "$found"
  done
  return 0
}
# The file that is run by the name `$1`. A manager's name for many programs (volta, asdf) only tells it when it is run.
real_node() {
  real=$(readlink -f -- "$1") || return 1
  case $real in
    */node) say "$real" ;;
    *) told=$(as_owner "$1" -p process.execPath 2>/dev/null) && readlink -f -- "$told" ;;
  esac
}
if [ -n "$NODE" ]; then
  # Whoever installs it has named it; it is run as the owner all the same.
  named=$NODE
  fits "$named" && NODE=$(real_node "$named") && [ -n "$NODE" ] || fail "$named is no Node $OLDEST or newer that $OWNER can run. Nothing was done." 'name another one with --node' 2
  theirs_alone "$NODE" "$owner_id" || say "Note: others than root and $OWNER could change $NODE."
else
  list=$(candidates)
  foreign=''
  oldifs=$IFS
  IFS='
'
  for found in $list; do
    IFS=$oldifs
    real=$(readlink -f -- "$found") && theirs_alone "$real" "$owner_id" || { foreign="$foreign $found" && continue; }
    case $real in */node) ;; *) theirs_alone "$(readlink -f -- "${found%/*}")" "$owner_id" || continue ;; esac
    real=$(real_node "$found") && theirs_alone "$real" "$owner_id" || { foreign="$foreign $found" && continue; }
    if fits "$real"; then
      NODE=$real
      break
    fi
  done
  IFS=$oldifs
  # shellcheck disable=SC2086
  [ -n "$NODE" ] || fail "No Node $OLDEST or newer was found that $OWNER can run (looked at: $(printf '%s ' $list)). Nothing was done.${foreign:+ Left alone, as others than root and $OWNER could have put it there:$foreign.}" \
    "OpenClaw itself runs on such a Node: name it with --node FILE; one below /root is not readable for others"
fi
# With root's rights only a Node is run that nobody but root could have put there; for what else there is a way.
node_() {
  [ "$(id -u)" = "$owner_id" ] || theirs_alone "$NODE" 0 || return 1
  "$NODE" "$@"
}

# --- Back to the release before -----------------------------------------------------------------------------------------
# `$1`: --alive where the bot was not reached before either. Who is only alive must stay so for a moment.
come_up() {
  # Files that were copied by hand may be of before there was a status.
  if [ "$(release_of "$LIB/host.mjs")" = 00 ]; then
    sleep 3
    [ -n "$(pid_of_agent)" ]
    return
  fi
  # shellcheck disable=SC2086
  told=$(agent status --wait "${WAIT}s" $1 --state "$STATE") || {
    # Not asked again: what stands still would be waited for twice.
    [ -z "$told" ] || printf '%s\n' "$told" >&2
    return 1
  }
  [ -n "$1" ] || return 0
  sleep 3
  agent status --alive --state "$STATE" >/dev/null
}
if [ "$DO" = rollback ]; then
  before=$(release_of "$LIB/before")
  [ -n "$before" ] && [ -f "$LIB/releases/$before/host.mjs" ] || fail 'There is no release before this one. Nothing was done.' "install the one you want with --from"
  if step rollback "go back to release $before"; then
    now=$(release_of "$LIB/host.mjs")
    point "releases/$before/host.mjs" "$LIB/host.mjs"
    point "releases/$now/host.mjs" "$LIB/before"
    if joined && [ "$SERVICE" != none ]; then
      restart_agent
      come_up --alive || { last_words && fail 'The release before does not come up either.' 'see its log above'; }
    fi
    say "Release $before runs again."
  fi
  exit 0
fi

# --- The files, checked --------------------------------------------------------------------------------------------------
FROM=${FROM:-$(cd "$(dirname "$0")" && pwd)}
# The owner tries the program before it is put in place, and may see into /tmp; root's own folder it may not.
[ "$SCOPE" = user ] && IN=${TMPDIR:-/tmp} || IN=/tmp
IN=$(mktemp -d "$IN/$NAME.XXXXXX")
[ "$SCOPE" = user ] || chmod 755 "$IN"
trap 'rm -rf "$IN"' EXIT
trap 'exit 1' HUP INT TERM
digest() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum <"$1" | cut -c 1-64
  elif command -v shasum >/dev/null 2>&1; then shasum -a 256 <"$1" | cut -c 1-64
  else node_ -p 'require("node:crypto").createHash("sha256").update(require("node:fs").readFileSync(process.argv[1])).digest("hex")' "$1"; fi
}
get() {
  case $FROM in
    http://127.0.0.1[:/]* | http://localhost[:/]* | https://*)
      [ -z "$PROXY" ] || [ "$PROXY" = none ] || export HTTPS_PROXY="$PROXY" https_proxy="$PROXY"
      [ -z "$NOPROXY" ] || [ "$NOPROXY" = none ] || export NO_PROXY="$NOPROXY" no_proxy="$NOPROXY"
      ca=$CA && [ "$ca" != none ] || ca=''
      if command -v curl >/dev/null 2>&1; then curl -fsS --max-time 300 ${ca:+--cacert "$ca"} -o "$2" "${FROM%/}/$1"
      elif command -v wget >/dev/null 2>&1; then wget -q -T 60 ${ca:+--ca-certificate="$ca"} -O "$2" "${FROM%/}/$1"
      else
        node_ --version >/dev/null || fail 'Neither curl nor wget is here to fetch the files. Nothing was done.' 'install curl'
        NODE_USE_ENV_PROXY=1 NODE_EXTRA_CA_CERTS=$ca node_ --input-type=module -e 'import { writeFileSync } from "node:fs";
          const answer = await fetch(process.argv[1]); if (!answer.ok) process.exit(1);
          writeFileSync(process.argv[2], Buffer.from(await answer.arrayBuffer()));' "${FROM%/}/$1" "$2" 2>/dev/null
      fi
      ;;
    *://*) wrong '--from takes a folder or an https address: over http anybody on the way could replace the files and their checksums.' ;;
    *) cp "$FROM/$1" "$2" 2>/dev/null ;;
  esac
}
missing="Check --from ($FROM): it must hold SHA256SUMS and the files that it names, as node infra/host-agent/pack.mjs makes them"
get SHA256SUMS "$IN/SHA256SUMS" || fail 'SHA256SUMS could not be fetched. Nothing was done.' "$missing"
got=$(digest "$IN/SHA256SUMS")
[ -z "$SUM" ] || [ "$SUM" = "$got" ] || fail "SHA256SUMS is not the one that --sum names (it is $got). Nothing was done." 'somebody may have replaced it: ask whoever gave you the sum'
[ "$(wc -l <"$IN/SHA256SUMS")" -le 40 ] || fail 'SHA256SUMS names too many files. Nothing was done.' "$missing"
while read -r sum name rest; do
  name=${name#\*}
  case $name in '' | .* | *[!A-Za-z0-9@._-]*) fail "SHA256SUMS names something that is no plain file name. Nothing was done." "$missing" ;; esac
  [ -z "$rest" ] && [ ${#sum} = 64 ] || fail 'SHA256SUMS is not a list of checksums. Nothing was done.' "$missing"
  get "$name" "$IN/$name" || fail "$name could not be fetched. Nothing was done." "$missing"
  [ "$(digest "$IN/$name")" = "$sum" ] || fail "$name is not what SHA256SUMS says: cut off or replaced. Nothing was done." 'fetch the files again; if it stays, do not use them'
  case $name in
    *.mjs) as_owner "$NODE" --check "$IN/$name" >/dev/null 2>&1 || fail "$name does not run on $NODE. Nothing was done." 'the files may be of a newer release: use a newer Node' ;;
  esac
done <"$IN/SHA256SUMS"
[ -f "$IN/host.mjs" ] && [ -f "$IN/$FILE" ] || fail 'host.mjs or the unit is not among the files. Nothing was done.' "$missing"
version=$(as_owner "$NODE" "$IN/host.mjs" --version | tr -cd 'A-Za-z0-9.+~-') && [ -n "$version" ] || fail 'The new program does not even tell its version. Nothing was done.' "$missing"
ID=$(printf '%.16s' "$got")

# --- Into place ----------------------------------------------------------------------------------------------------------
OLD=$(release_of "$LIB/host.mjs") OLDER=$(release_of "$LIB/before")
need=--alive
if [ -e "$LIB/host.mjs" ] && agent status --state "$STATE" >/dev/null 2>&1; then need=''; fi
say "Host agent $version (release $ID) for $OWNER, with $NODE, service: $SERVICE"
[ -z "$OLD" ] || [ "$OLD" = "$ID" ] || say "It takes the place of release $OLD."
changed=''
if [ "$OLD" != "$ID" ] || [ ! -f "$LIB/releases/$ID/SHA256SUMS" ]; then
  changed=yes
  if step files "put the files into $LIB/releases/$ID"; then
    mkdir -p "$LIB/releases"
    rm -rf "$LIB/releases/.incoming"
    mkdir "$LIB/releases/.incoming"
    cp "$IN"/* "$LIB/releases/.incoming/"
    chmod 644 "$LIB/releases/.incoming"/*
    # A full disk may have cut one off.
    for file in "$IN"/*; do cmp -s "$file" "$LIB/releases/.incoming/${file##*/}" || fail "${file##*/} could not be written whole." 'is the disk full? What was there is as it was'; done
    sync
    rm -rf "$LIB/releases/$ID"
    mv "$LIB/releases/.incoming" "$LIB/releases/$ID"
  fi
fi
if [ "$(readlink "$LIB/node" 2>/dev/null)" != "$NODE" ]; then
  changed=yes
  if step node "run it with $NODE"; then point "$NODE" "$LIB/node"; fi
fi
if [ -n "$PROXY$NOPROXY$CA" ]; then
  changed=yes
  if step env "note the way out in $ETC/env"; then
    mkdir -p "$ETC"
    if [ -n "$CA" ] && [ "$CA" != none ]; then cp "$CA" "$ETC/ca.pem.new" && chmod 644 "$ETC/ca.pem.new" && mv "$ETC/ca.pem.new" "$ETC/ca.pem"; fi
    [ "$CA" != none ] || rm -f "$ETC/ca.pem"
    keep() { [ -n "$2" ] || { [ -f "$ETC/env" ] && grep "^$1=" "$ETC/env" || true; }; [ -z "$2" ] || [ "$2" = none ] || say "$1=$2"; }
    (
      umask 077
      {
        keep HTTPS_PROXY "$PROXY"
        keep NO_PROXY "$NOPROXY"
        [ ! -f "$ETC/ca.pem" ] || say "NODE_EXTRA_CA_CERTS=${ETC#"$ROOT"}/ca.pem"
      } >"$ETC/env.new"
    )
    mv "$ETC/env.new" "$ETC/env"
  fi
fi
if [ "$SERVICE" != plain ] && ! cmp -s "$IN/$FILE" "$UNITS/$FILE"; then
  changed=yes
  if step unit "put the unit into $UNITS"; then
    mkdir -p "$UNITS"
    cp "$IN/$FILE" "$UNITS/$FILE.new"
    mv "$UNITS/$FILE.new" "$UNITS/$FILE"
    [ "$SERVICE" != systemd ] || systemctl_ daemon-reload
  fi
fi
# What AWS SSM starts as root; it stays the same over releases, and whoever has no SSM has no use for it.
if [ "$SCOPE" = system ] && [ -f "$IN/ssm-order.sh" ] && ! cmp -s "$IN/ssm-order.sh" "$LIB/ssm-order"; then
  if step ssm "put $LIB/ssm-order in place, for AWS SSM"; then
    cp "$IN/ssm-order.sh" "$LIB/ssm-order.new"
    chmod 755 "$LIB/ssm-order.new"
    mv "$LIB/ssm-order.new" "$LIB/ssm-order"
  fi
fi
if [ "$SCOPE" = system ] && [ ! -d "$STATE" ]; then
  if step state "make $STATE, for $OWNER alone"; then
    mkdir -p "${STATE%/*}"
    chmod 755 "${STATE%/*}"
    mkdir -m 700 "$STATE"
    chown "$OWNER:$(id -gn -- "$OWNER")" "$STATE"
  fi
fi
if [ "$OLD" != "$ID" ]; then
  if step switch "make release $ID the one that runs"; then
    # Files that were copied here by hand are a release, too, and its way back.
    if [ -z "$OLD" ] && [ -f "$LIB/host.mjs" ] && [ ! -L "$LIB/host.mjs" ]; then
      OLD=00
      mkdir -p "$LIB/releases/$OLD"
      cp -p "$LIB"/host*.mjs "$LIB/releases/$OLD/"
    fi
    # Until it has come up: whoever runs this again after a stop must know that it never did.
    say "$ID" >"$LIB/unproven"
    [ -z "$OLD" ] || point "releases/$OLD/host.mjs" "$LIB/before"
    point "releases/$ID/host.mjs" "$LIB/host.mjs"
    rm -f "$LIB"/host-*.mjs
  fi
fi
if [ "$OLD" = "$ID" ] && [ "$(cat "$LIB/unproven" 2>/dev/null)" = "$ID" ]; then OLD=$(release_of "$LIB/before"); fi
put_back() {
  [ -n "$OLD" ] && [ "$OLD" != "$ID" ] && [ -f "$LIB/releases/$OLD/host.mjs" ] || return 1
  point "releases/$OLD/host.mjs" "$LIB/host.mjs"
  # --rollback leads where it led before, if that is still here.
  case $OLDER in
    '' | "$OLD" | "$ID") rm -f "$LIB/before" ;;
    *) if [ -f "$LIB/releases/$OLDER/host.mjs" ]; then point "releases/$OLDER/host.mjs" "$LIB/before"; else rm -f "$LIB/before"; fi ;;
  esac
  rm -rf "$LIB/unproven" "$LIB/releases/$ID"
  # One that stood still before it took its lock is known by its command alone.
  if [ "$SERVICE" = plain ]; then
    # shellcheck disable=SC2016
    as_owner sh -c 'for process in /proc/[0-9]*; do
      words=$(tr "\0" " " <"$process/cmdline" 2>/dev/null) || continue
      case $words in *"$1/host.mjs run --state $2 "*) kill -9 "${process##*/}" 2>/dev/null ;; esac
    done' sh "$LIB" "$STATE" || true
  fi
  restart_agent
}

# --- Joined, started, up ---------------------------------------------------------------------------------------------------
if [ -n "$CODE" ] && joined && [ -z "$REJOIN" ]; then
  say 'This host has joined before; the code was not used (--rejoin joins anew).'
elif [ -n "$CODE" ]; then
  changed=yes
  need=''
  if step join "join $URL as $HOST"; then
    [ "$CODE" = - ] || exec 3<"$CODE"
    [ -z "$REJOIN" ] || stop_agent
    # shellcheck disable=SC2086
    agent join --url "$URL" --token - --name "$HOST" --state "$STATE" ${FLEET:+--fleet-key "$FLEET"} ${PLAINHTTP:+--plain-http} <&3 ||
      fail 'It is installed and has not joined (why: above).' "make a new code with /openclaw enroll $HOST, then run $ME again with it"
  fi
fi
if [ -n "$DRY" ]; then
  joined && [ "$SERVICE" != none ] && step start "restart it, wait up to $WAIT s until it is up, else put back what was there" || true
  exit 0
fi
if ! joined; then
  say "Installed. It has not joined a bot: nothing was started. Next: $ME --url URL --name HOST --code-file FILE"
  exit 0
fi
if [ "$SERVICE" = none ]; then
  say "Installed and joined. Nothing was started. Next: start $UNIT, or $LIB/node $LIB/host.mjs run --state $STATE"
  exit 0
fi
if [ -z "$changed" ] && agent status --alive --state "$STATE" >/dev/null 2>&1; then
  say 'Nothing to do: this release is here and runs.'
  exit 0
fi
step start 'start it, and wait until it is up'
restart_agent
if ! come_up "$need"; then
  last_words
  if put_back; then
    come_up --alive || fail 'The new release did not come up, and neither does the one before.' 'see its log above'
    fail "The new release did not come up within $WAIT s (why: above). The one before, $OLD, is back and runs; key and journal are as they were." 'tell whoever made the release, or try --wait with more seconds'
  fi
  fail "It is installed and joined, and did not come up within $WAIT s (why: above)." "see: $LIB/node $LIB/host.mjs status --state $STATE"
fi
rm -f "$LIB/unproven"
for release in "$LIB/releases"/*; do
  case ${release##*/} in "$ID" | "$(release_of "$LIB/before")") ;; *) rm -rf "$release" ;; esac
done
agent status --state "$STATE" || true
say "Done. Next: /openclaw triage ${HOST:-NAME} in chat."
