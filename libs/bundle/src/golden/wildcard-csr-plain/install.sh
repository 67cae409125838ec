#!/bin/sh
# Installs the certificate of _wildcard.imdst.com into nginx. Written by Certline.
name='_wildcard.imdst.com'
directory='/etc/nginx/sslkey'
made_for='1.22.1'
key_in_bundle='no'
http2_directive='no'
probe_host='www.imdst.com'

# It checks this folder, writes the new files beside the old ones, swaps them, lets nginx test the result and