#!/bin/sh
# An upgrade leaves what runs alone: postinst starts it anew.
set -e
if [ "$1" = remove ] && [ -d /run/systemd/system ]; then
  systemctl stop 'openclaw-host-agent@*.service' || true
fi
exit 0
