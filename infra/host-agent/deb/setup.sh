#!/bin/sh
# Lets the host agent of one user join the bot, and starts its service. The package itself starts nothing.
# shellcheck disable=SC2015 # what stands after || ends this script
set -eu
umask 022

NAME=openclaw-host-agent
ETC=/etc/$NAME
HOST_MJS=/usr/lib/$NAME/host.mjs

usage() {
  cat <<END
$NAME-setup --owner USER --url URL --name HOST --code-file FILE|- [--node FILE] [--proxy URL] [--no-proxy LIST]
                          [--ca FILE] [--fleet-key FILE] [--plain-http] [--rejoin]
$NAME-setup --owner USER --remove     stops it, and takes its key and journal away

USER owns OpenClaw; the host agent runs with its rights. The code is what "/openclaw enroll HOST" has shown; it is read
from a file or, with -, from standard input. Exit codes: 0 done, 1 it failed, 2 used wrongly.

Examples:
  $NAME-setup --owner openclaw --url https://bot.example --name node-3 --code-file - < code
  $NAME-setup --owner openclaw --url https://bot.example --name node-3 --code-file code --proxy http://proxy.example:3128
END
}
fail() {
  printf '%s\nNext: %s\n' "$1" "$2" >&2
  exit "${3:-1}"
}
wrong() { fail "$1 Nothing was done." "$NAME-setup --help shows examples" 2; }

OWNER='' URL='' HOST='' CODE='' NODE='' PROXY='' NOPROXY='' CA='' FLEET='' PLAINHTTP='' REJOIN='' REMOVE=''
while [ $# -gt 0 ]; do
  case $1 in
    --help | -h) usage && exit 0 ;;
    --plain-http) PLAINHTTP=yes ;;
    --rejoin) REJOIN=yes ;;
    --remove) REMOVE=yes ;;
    --owner | --url | --name | --code-file | --node | --proxy | --no-proxy | --ca | --fleet-key)
      [ $# -ge 2 ] || wrong "$1 needs a value."
      case $1 in
        --owner) OWNER=$2 ;; --url) URL=$2 ;; --name) HOST=$2 ;; --code-file) CODE=$2 ;; --node) NODE=$2 ;;
        --proxy) PROXY=$2 ;; --no-proxy) NOPROXY=$2 ;; --ca) CA=$2 ;; --fleet-key) FLEET=$2 ;;
      esac
      shift
      ;;
    *) wrong "There is no option '$1'." ;;
  esac
  shift
done
[ "$(id -u)" = 0 ] || fail 'This is for root. Nothing was done.' 'run it with sudo' 2
[ -n "$OWNER" ] || wrong '--owner is needed: the user that owns OpenClaw.'
id -u -- "$OWNER" >/dev/null 2>&1 || fail "There is no user '$OWNER'. Nothing was done." 'name the user that owns OpenClaw' 2
for value in "$PROXY" "$NOPROXY"; do
  case $value in *[!A-Za-z0-9:/.,@_%*[\]-]*) wrong '--proxy and --no-proxy take URLs and names only (write other characters as %XX).' ;; esac
done
STATE=/var/lib/$NAME/$OWNER
UNIT=$NAME@$OWNER
booted() { [ -d /run/systemd/system ]; }

if [ -n "$REMOVE" ]; then
  ! booted || systemctl disable --now "$UNIT" >/dev/null 2>&1 || true
  rm -rf "$STATE"
  echo "The host agent of $OWNER is gone from here. In chat: /openclaw host NAME revoke."
  exit 0
fi
[ -n "$URL" ] && [ -n "$HOST" ] && [ -n "$CODE" ] || wrong '--url, --name and --code-file are needed.'
[ "$CODE" = - ] || [ -r "$CODE" ] || wrong "The code cannot be read from $CODE."
[ -z "$CA" ] || [ -r "$CA" ] || wrong "$CA cannot be read."
# What the owner reads or runs is named from the top: it is done in another folder.
case $FLEET in '' | /*) ;; *) FLEET=$PWD/$FLEET ;; esac
case $NODE in '' | /*) ;; *) NODE=$PWD/$NODE ;; esac
owner_id=$(id -u -- "$OWNER")
owner_home=$(getent passwd "$OWNER" | cut -d: -f6)
# Of root's settings the owner is given the way out alone; nothing that the owner may have written is run as root.
as_owner() (
  cd /
  if [ -f "$ETC/env" ]; then
    while IFS='=' read -r key value; do
      case $key in HTTPS_PROXY | NO_PROXY | NODE_EXTRA_CA_CERTS) export "$key=$value" ;; esac
    done <"$ETC/env"
  fi
  exec runuser -u "$OWNER" -- env -i "PATH=$PATH" "LANG=${LANG:-C.UTF-8}" "HOME=$owner_home" "USER=$OWNER" "LOGNAME=$OWNER" \
    ${HTTPS_PROXY:+"HTTPS_PROXY=$HTTPS_PROXY"} ${NO_PROXY:+"NO_PROXY=$NO_PROXY"} \
    ${https_proxy:+"https_proxy=$https_proxy"} ${no_proxy:+"no_proxy=$no_proxy"} ${ALL_PROXY:+"ALL_PROXY=$ALL_PROXY"} \
    ${NODE_EXTRA_CA_CERTS:+"NODE_EXTRA_CA_CERTS=$NODE_EXTRA_CA_CERTS"} "$@"
)
# shellcheck disable=SC2016 # the inner shell puts it in
[ -z "$FLEET" ] || as_owner sh -c '[ -r "$1" ]' sh "$FLEET" ||
  fail "$OWNER cannot read $FLEET, and the host agent reads it as that user. Nothing was done." "give it to that user: chown $OWNER $FLEET; it is not needed there afterwards" 2
# The code alone is read from standard input.
if [ "$CODE" = - ]; then exec 3<&0 </dev/null; else exec 3<"$CODE"; fi

fits() {
  [ -x "$1" ] && as_owner "$1" -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 22 || (a === 22 && b >= 12) ? 0 : 1)' >/dev/null 2>&1
}
# Whether only root and the owner could have put it there or could change it: the file and each folder above it. As in
# install.sh, which is brought alone.
theirs_alone() (
  at=$1
  group=$(id -gn -- "$OWNER")
  # A group that has the owner's name is the owner's alone.
  [ "$group" = "$OWNER" ] && group=$(id -g -- "$OWNER") || group=0
  set -f
  while :; do
    # shellcheck disable=SC2046
    set -- $(ls -ldn "$at" 2>/dev/null | head -n 1)
    [ $# -gt 4 ] && { [ "$3" = 0 ] || [ "$3" = "$owner_id" ]; } || exit 1
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
  # What OpenClaw runs with now comes first, then what was chosen before.
  for process in /proc/[0-9]*; do
    exe=$(readlink "$process/exe" 2>/dev/null) || continue
    case $exe in */node) ! grep -q openclaw "$process/cmdline" 2>/dev/null || echo "$exe" ;; esac
  done
  for found in "$ETC/node" "$(command -v node || true)" /usr/local/bin/node /usr/bin/node /opt/node*/bin/node "$owner_home"/.nvm/versions/node/*/bin/node; do
    [ ! -x "$found" ] || echo "$found"
  done
}
if [ -n "$NODE" ]; then
  # Whoever installs it has named it; it is run as the owner all the same.
  fits "$NODE" || fail "$NODE is no Node 22.12 or newer that $OWNER can run. Nothing was done." 'name another one with --node' 2
  NODE=$(readlink -f -- "$(as_owner "$NODE" -p process.execPath)")
  theirs_alone "$NODE" || echo "Note: others than root and $OWNER could change $NODE."
else
  list=$(candidates)
  foreign=''
  oldifs=$IFS
  IFS='
'
  for found in $list; do
    IFS=$oldifs
    real=$(readlink -f -- "$found") && theirs_alone "$real" || { foreign="$foreign $found" && continue; }
    # A manager's name for many programs (volta, asdf) is no Node under its own name.
    if fits "$real"; then
      NODE=$real
      break
    fi
  done
  IFS=$oldifs
  [ -n "$NODE" ] || fail "No Node 22.12 or newer was found that $OWNER can run. Nothing was done.${foreign:+ Left alone, as others than root and $OWNER could have put it there:$foreign.}" 'OpenClaw runs on one: name it with --node FILE'
fi

mkdir -p "$ETC"
rm -f "$ETC/node.new"
ln -s "$NODE" "$ETC/node.new"
mv -fT "$ETC/node.new" "$ETC/node"
if [ -n "$CA" ]; then install -m 644 "$CA" "$ETC/ca.pem"; fi
if [ -n "$PROXY$NOPROXY$CA" ]; then
  (
    umask 077
    {
      [ -z "$PROXY" ] || echo "HTTPS_PROXY=$PROXY"
      [ -z "$NOPROXY" ] || echo "NO_PROXY=$NOPROXY"
      [ ! -f "$ETC/ca.pem" ] || echo "NODE_EXTRA_CA_CERTS=$ETC/ca.pem"
    } >"$ETC/env.new"
  )
  mv "$ETC/env.new" "$ETC/env"
fi
install -d -m 755 "/var/lib/$NAME"
[ -d "$STATE" ] || install -d -m 700 -o "$OWNER" -g "$(id -gn -- "$OWNER")" "$STATE"
agent() { as_owner "$ETC/node" "$HOST_MJS" "$@"; }
if [ -f "$STATE/bot.json" ] && [ -z "$REJOIN" ]; then
  echo 'This host has joined before; the code was not used (--rejoin joins anew).'
else
  ! booted || systemctl stop "$UNIT" 2>/dev/null || true
  agent join --url "$URL" --token - --name "$HOST" --state "$STATE" ${FLEET:+--fleet-key "$FLEET"} ${PLAINHTTP:+--plain-http} <&3 ||
    fail 'It has not joined (why: above).' "make a new code with /openclaw enroll $HOST, then run this again with it"
fi
if ! booted; then
  echo "Joined. systemd does not run here: start it with $NAME run --state $STATE as $OWNER."
  exit 0
fi
systemctl enable "$UNIT" >/dev/null 2>&1
systemctl reset-failed "$UNIT" 2>/dev/null || true
systemctl restart "$UNIT" || true
agent status --wait 60s --state "$STATE" || fail 'It has joined, and the bot does not hear it (why: above).' "journalctl -u $UNIT"
echo "Done. Next: /openclaw triage $HOST in chat."
