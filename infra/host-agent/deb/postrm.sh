#!/bin/sh
# Removing keeps key, journal and settings, so that installing it again goes on; purging leaves nothing.
set -e
if [ "$1" = purge ]; then
  rm -f /etc/systemd/system/*.wants/openclaw-host-agent@*.service
  rm -rf /var/lib/openclaw-host-agent /etc/openclaw-host-agent /etc/systemd/system/openclaw-host-agent@*.service.d
fi
if [ -d /run/systemd/system ]; then
  systemctl daemon-reload || true
  if [ "$1" != upgrade ]; then systemctl reset-failed 'openclaw-host-agent@*.service' 2>/dev/null || true; fi
fi
exit 0
