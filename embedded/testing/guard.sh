#!/bin/sh
# Ends what a test run started and removes its folder once the run itself is gone, however it went.
# Standard input closes at that moment; until then it names the processes: "watch <pid>" or "forget".
pids=
while read -r word pid; do
  case $word in
    watch) pids="$pids $pid" ;;
    forget) pids= ;;
  esac
done
for pid in $pids; do kill -INT "$pid" 2>/dev/null; done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  left=
  for pid in $pids; do kill -0 "$pid" 2>/dev/null && left=yes; done
  [ -z "$left" ] && break
  sleep 1
done
for pid in $pids; do kill -KILL "$pid" 2>/dev/null; done
rm -rf "$1"
