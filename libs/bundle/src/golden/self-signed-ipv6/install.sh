#!/bin/sh
# Installs the certificate of _ipv6.2001-db8--7 into nginx. Written by Certline.
name='_ipv6.2001-db8--7'
directory='/etc/nginx/sslkey'
made_for='1.25.1'
key_in_bundle='yes'
http2_directive='yes'
probe_host=''

# It checks this folder, writes the new files beside the old ones, swaps them, lets nginx test the result and