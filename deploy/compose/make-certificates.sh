#!/bin/sh
# A certificate authority and one certificate for each of three event store nodes, into deploy/compose/certificates.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p certificates/ca
cd certificates
openssl req -x509 -newkey rsa:2048 -nodes -days 825 -subj "/CN=Vestibule compose CA" -keyout ca.key -out ca.crt 2>/dev/null
cp ca.crt ca/ca.crt
for node in node1 node2 node3; do
  openssl req -newkey rsa:2048 -nodes -subj "/CN=kurrentdb-node" -keyout "$node.key" -out "$node.csr" 2>/dev/null
  printf 'subjectAltName=DNS:%s,DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\nkeyUsage=digitalSignature,keyEncipherment\n' "$node" > "$node.ext"
  openssl x509 -req -in "$node.csr" -CA ca.crt -CAkey ca.key -CAcreateserial -days 825 -extfile "$node.ext" -out "$node.crt" 2>/dev/null
  rm "$node.csr" "$node.ext"
done
# The containers run as users of their own.
chmod 755 . ca
chmod 644 ./*.crt ca/*.crt ./node*.key
