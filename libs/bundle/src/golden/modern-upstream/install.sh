#!/bin/sh
# Installs the certificate of test.imdst.com into nginx. Written by Certline.
name='test.imdst.com'
directory='/srv/tls'
made_for='1.27.4'
key_in_bundle='yes'
http2_directive='yes'
probe_host='test.imdst.com'

# It checks this folder, writes the new files beside the old ones, swaps them, lets nginx test the result and