#!/bin/sh
# Prints the three secrets that all instances share, as lines for .env. Keep them: without them the log cannot be read.
set -eu
key() { openssl rand -base64 32; }
echo "MASTER_KEYS=m1:$(key)"
echo "PEPPERS=p1:$(key)"
echo "INDEX_KEY=$(key)"
