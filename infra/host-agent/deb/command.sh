#!/bin/sh
# host.mjs on the path, run by the Node that was chosen for it.
NODE=/etc/openclaw-host-agent/node
if [ ! -x "$NODE" ]; then
  printf '%s\n' "No Node was chosen for the host agent yet ($NODE). Nothing was done." \
    'Next: openclaw-host-agent-setup --owner USER … finds one, or: ln -sfn /path/to/node /etc/openclaw-host-agent/node' >&2
  exit 2
fi
exec "$NODE" /usr/lib/openclaw-host-agent/host.mjs "$@"
