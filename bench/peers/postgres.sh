#!/bin/sh
# A PostgreSQL cluster to throw away, on 127.0.0.1:25432 under data/postgres. Usage, as root: postgres.sh start|stop
set -e
DATA=$(cd "$(dirname "$0")" && pwd)/data/postgres
BIN=${PGBIN:-$(ls -d /usr/lib/postgresql/*/bin | tail -1)}
AS="runuser -u postgres --"
case "$1" in
start)
  if [ ! -d "$DATA" ]; then
    install -d -o postgres -m 700 "$DATA"
    (cd / && $AS "$BIN/initdb" -D "$DATA" -U postgres -A trust --no-locale -E UTF8 >/dev/null)
  fi
  # Defaults otherwise: fsync and synchronous_commit are on.
  (cd / && $AS "$BIN/pg_ctl" -D "$DATA" -w -l "$DATA/log" -o "-p 25432 -h 127.0.0.1 -k $DATA" start >/dev/null)
  ;;
stop) (cd / && $AS "$BIN/pg_ctl" -D "$DATA" -m fast -w stop >/dev/null) ;;
esac
