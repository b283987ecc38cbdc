#!/bin/sh
# Starts nothing that has not joined; what runs already is started anew with the new files.
set -e
if [ "$1" = configure ]; then
  mkdir -p /var/lib/openclaw-host-agent
  if [ -d /run/systemd/system ]; then
    systemctl daemon-reload || true
    if [ -n "$2" ]; then systemctl try-restart 'openclaw-host-agent@*.service' || true; fi
  fi
  if [ -z "$2" ]; then
    echo 'openclaw-host-agent: nothing was started. Next: openclaw-host-agent-setup --help'
  fi
fi
exit 0
