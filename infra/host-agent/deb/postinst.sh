#!/bin/sh
# Starts nothing that has not joined; what runs already is started anew with the new files, and what does not come up
# with them is said. The package is whole all the same, so that dpkg is not told that it failed.
set -e
NAME=openclaw-host-agent
if [ "$1" = configure ]; then
  mkdir -p /var/lib/$NAME
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
    if [ -n "$2" ]; then
      units=$(systemctl list-units --plain --no-legend --state=active,activating,reloading "$NAME@*.service" | cut -d ' ' -f 1)
      for unit in $units; do systemctl restart "$unit" || true; done
      for unit in $units; do
        owner=${unit#*@}
        owner=${owner%.service}
        if ! runuser -u "$owner" -- timeout 30 $NAME status --alive --wait 20s --state "/var/lib/$NAME/$owner" >/dev/null 2>&1; then
          printf '%s\n' "$NAME: $unit did not come up with the new files." \
            "Next: journalctl -u $unit says why; installing the package of before brings it back" >&2
        fi
      done
    fi
  fi
  if [ -z "$2" ]; then
    echo "$NAME: nothing was started. Next: $NAME-setup --help"
  fi
fi
exit 0
