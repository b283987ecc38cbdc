#!/bin/sh
# What AWS SSM starts as root, with one signed order on standard input. As root it runs the system's own programs and
# nothing else: the Node of a host agent may lie in the home of the user whom it serves, and whoever may replace it would
# be root at the next order. So it is started with that user's rights, and only where nobody else can replace it.
set -u
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin
export PATH

NAME=openclaw-host-agent
STATES=/var/lib/$NAME
# As Node ends where what takes orders must be started first.
NEEDS_RESIDENT=4

# A sentence with a code that the bot knows, what to do next, and the exit code.
fail() {
  printf '%s\n%s\n' "$1" "$2" >&2
  exit "${3:-2}"
}

# The files: beside this one, and Node where either way of installing them puts it.
LIB=${0%/*}
LINK=$LIB/node
[ -e "$LINK" ] || LINK=/etc/$NAME/node

order=$(head -c 16001)
case $order in
  '' | *[!A-Za-z0-9_-]*) fail 'This is no order of a bot. Nothing was done.' 'SSM starts this; people have no use for it.' ;;
esac
# Nobody has looked at its signature: this only chooses the words of a refusal.
is_invitation() { printf %s "$order" | tr '_-' '/+' | base64 -d 2>/dev/null | grep -q '"invitation":'; }

# Whether nobody but root and the owner can put something else in the place of this file. Only the path that is printed
# by `readlink -f` is judged and started, so a link that is turned meanwhile changes nothing.
kept() {
  at=$1
  while :; do
    is=$(stat -c '%u %A %G' -- "$at" 2>/dev/null) || return 1
    rest=${is#* }
    case ${is%% *} in 0 | "$uid") ;; *) return 1 ;; esac
    case ${rest%% *} in
      # As in /tmp: what is there can be taken away by its owner alone.
      d????????[tT]*) ;;
      ????????w*) return 1 ;;
      # A group of the user's own is the user.
      ?????w*) case ${rest#* } in root | "$user") ;; *) return 1 ;; esac ;;
    esac
    [ "$at" != / ] || return 0
    at=${at%/*}
    at=${at:-/}
  done
}

# Whose state this is, and with what it is served: `uid`, `gid`, `user`, `home`, `node`, `program`. False where it must not be.
whose() {
  unsafe=''
  uid=$(stat -c %u -- "$1") && gid=$(id -g -- "$uid" 2>/dev/null) && user=$(id -nu -- "$uid" 2>/dev/null) ||
    { unsafe="$1 belongs to nobody known here"; return 1; }
  home=$(getent passwd "$uid" | cut -d: -f6)
  # Who need not become somebody else has a home already.
  [ "$(id -u)" != "$uid" ] || home=${HOME:-$home}
  node=$(readlink -f -- "$LINK") && program=$(readlink -f -- "$LIB/host.mjs") && [ -x "$node" ] && [ -f "$program" ] ||
    fail "There is no Node, or no host.mjs, for $LIB. Nothing was done." 'Install the host agent again.' 127
  for file in "$node" "${program%/*}"/host*.mjs; do
    kept "$file" && continue
    unsafe="somebody other than root and $user could replace $file"
    return 1
  done
}
# With the owner's rights, which cannot grow again, and none of root's environment.
as_owner() {
  set -- env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    "HOME=${home:-/}" "USER=$user" "LOGNAME=$user" "$@"
  if [ "$(id -u)" != 0 ] || [ "$uid" = 0 ]; then "$@"
  else setpriv "--reuid=$uid" "--regid=$gid" --init-groups --no-new-privs -- "$@"; fi
}
take() { printf %s "$order" | as_owner "$node" "$program" ssm-order - --state "$dir" "$@"; }

# What takes orders for longer than this command lives: the unit that is installed, else one for the time being, with the
# owner's rights and locked in likewise.
start_resident() {
  unit=$NAME@$user.service
  if [ "$dir" = "$STATES/$user" ] && systemctl cat "$unit" >/dev/null 2>&1; then
    systemctl start "$unit"
  else
    systemctl is-active --quiet "$NAME-errand-$uid.service" || systemd-run --quiet --collect \
      --unit="$NAME-errand-$uid" --uid="$uid" --gid="$gid" --setenv="HOME=${home:-/}" \
      --property=NoNewPrivileges=yes --property=CapabilityBoundingSet= --property=RestrictSUIDSGID=yes \
      --property=ProtectSystem=strict --property=ProtectHome=read-only "--property=ReadWritePaths=/tmp $dir" \
      --property=PrivateDevices=yes --property=ProtectKernelTunables=yes --property=ProtectControlGroups=yes \
      --property=UMask=0077 --property=LimitCORE=0 --property=MemoryMax=1G --property=TasksMax=256 \
      "$node" "$program" ssm-carry --state "$dir"
  fi
}

cd /
dirs=''
for dir in "$STATES"/* "${HOME:-/root}/.$NAME"; do
  # A link would lead where somebody else wants it.
  [ -d "$dir" ] && [ ! -L "$dir" ] && dirs="$dirs$dir
"
done
if [ -z "$dirs" ]; then
  is_invitation || fail 'OC-NOT-HERE: no user of this machine has a host agent here. Nothing was done.' 'Was the machine replaced? Then let it join again.'
  # The bot asks again until somebody here has said that it may come.
  said='{"refused":{"code":"not-expected","why":"no user of this machine has a host agent here: run host.mjs ssm-allow"}}'
  printf 'OCJ1 %s END\n' "$(printf %s "$said" | base64 | tr -d '\n=' | tr '/+' '_-')"
  exit 0
fi

oldifs=$IFS
IFS='
'
first='' mine='' count=0 bad=''
for dir in $dirs; do
  IFS=$oldifs
  if ! whose "$dir"; then
    bad=$unsafe
    continue
  fi
  [ -n "$first" ] || first=$dir
  # Who is alone is not asked twice.
  [ "$dirs" != "$dir
" ] || break
  if take --only-ask >/dev/null 2>&1; then
    count=$((count + 1))
    [ -n "$mine" ] || mine=$dir
  fi
done
IFS=$oldifs
dir=${mine:-$first}
[ -n "$dir" ] && { [ -n "$mine" ] || [ -z "$bad" ]; } ||
  fail "OC-UNSAFE: $bad. Nothing was done." 'Install a Node that belongs to root, and name it with install.sh --node.'
whose "$dir" || fail "OC-UNSAFE: $unsafe. Nothing was done." 'Somebody has changed it just now.'

if [ "$(id -u)" != 0 ] || [ ! -d /run/systemd/system ]; then
  take --of "$count" "$@"
  exit
fi
take --of "$count" --resident ask "$@"
code=$?
[ "$code" = "$NEEDS_RESIDENT" ] || exit "$code"
start_resident >&2 || fail "OC-NO-RESIDENT: the host agent of $user could not be started. Nothing was done." "systemctl status $NAME@$user"
take --of "$count" --resident wait "$@"
