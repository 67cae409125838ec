#!/bin/sh
# Installs the certificate of test.imdst.com into nginx. Written by Certline.
name='test.imdst.com'
directory='/etc/nginx/sslkey'
made_for='1.22.1'
key_in_bundle='yes'
http2_directive='no'
probe_host='test.imdst.com'

# It checks this folder, writes the new files beside the old ones, swaps them, lets nginx test the result and
# reloads it. When nginx refuses them or does not serve the new certificate, the old files are put back.
# It can be run again at any time; to renew, run the install.sh of the new bundle.
#
# Environment, all optional:
#   NGINX          the nginx program (default: nginx)
#   CONF_DIR       the folder of server blocks that nginx.conf includes (default: /etc/nginx/conf.d)
#   KEY            your private key, where it was made with a CSR (default: the one already installed)
#   PROBE_ADDRESS  where nginx is asked for the new certificate in the end (default: 127.0.0.1; empty: nowhere)

set -eu
umask 077
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

nginx=${NGINX:-nginx}
conf_dir=${CONF_DIR:-/etc/nginx/conf.d}
conf_dir=${conf_dir%/}
probe_address=${PROBE_ADDRESS-127.0.0.1}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
crt=$directory/$name.crt
key=$directory/$name.key
conf=$conf_dir/$name.conf

say() { printf '%s\n' "$*"; }
die() {
  printf 'install.sh: %s\n' "$*" >&2
  exit 1
}
has() { command -v "$1" >/dev/null 2>&1; }
at_least() { printf '%s\n%s\n' "$2" "$1" | sort -t . -k 1,1n -k 2,2n -k 3,3n -c 2>/dev/null; }

[ $# -eq 0 ] || die 'takes no arguments; its settings are environment variables, listed at its top.'
has openssl || die 'openssl is missing. Install it, then run this again.'
has "$nginx" || die "there is no $nginx. Install nginx, or name it with NGINX=/path/of/nginx."

# 1. Are these the files that Certline wrote?
check_sums() {
  cd "$here" || return 1
  if has sha256sum; then sha256sum -c SHA256SUMS; else shasum -a 256 -c SHA256SUMS; fi
}
report=$(check_sums 2>&1) || die "this folder is not as Certline wrote it. Download the bundle again.
$report"

# 2. Do key and certificate belong together?
new_crt=$here/$name.crt
if [ "$key_in_bundle" = yes ]; then
  new_key=$here/$name.key
else
  new_key=${KEY:-$key}
  [ -r "$new_key" ] || die "cannot read $new_key. Your private key stayed with you when you sent a CSR: name it with KEY=/path/of/your.key."
fi
key_public=$(openssl pkey -in "$new_key" -passin pass: -pubout 2>/dev/null) ||
  die "openssl cannot read the private key $new_key. nginx needs it as PEM, without a password."
crt_public=$(openssl x509 -in "$new_crt" -noout -pubkey) || die "openssl cannot read $new_crt."
[ "$key_public" = "$crt_public" ] || die "the private key $new_key does not belong to the certificate $new_crt."
openssl x509 -in "$new_crt" -noout -checkend 0 >/dev/null || die 'the certificate has expired. Ask for a new one.'

# 3. Can this nginx use them?
build=$("$nginx" -V 2>&1) || die "$nginx -V fails: $build"
for module in http_ssl_module http_v2_module; do
  case $build in
    *"--with-$module"*) ;;
    *) die "this nginx was built without $module. Install your distribution's nginx package." ;;
  esac
done
version=$(say "$build" | sed -n 's|^nginx version: [^/]*/\([0-9]*\.[0-9]*\.[0-9]*\).*|\1|p')
[ -n "$version" ] || die "cannot read the version of $nginx."
at_least "$version" 1.13.0 || die "nginx $version has no TLS 1.3. Update it to 1.13.0 or later."
if [ "$http2_directive" = yes ]; then
  at_least "$version" 1.25.1 ||
    die "this bundle is for nginx $made_for, but here is nginx $version, which writes http2 in another way. Download the bundle again for version $version."
elif at_least "$version" 1.25.1; then
  say "Note: this bundle is for nginx $made_for; nginx $version takes it with a warning about http2."
fi

# 4. Write the new files beside the old ones.
[ -d "$conf_dir" ] || die "there is no folder $conf_dir. Name the one that your nginx.conf includes with CONF_DIR=/path."
mkdir -p "$directory" || die "cannot make $directory. Run this as root: sudo sh install.sh"
for folder in "$directory" "$conf_dir"; do
  [ -w "$folder" ] || die "cannot write to $folder. Run this as root: sudo sh install.sh"
done

each() { "$1" "$crt" && "$1" "$key" && "$1" "$conf"; }
is_same() { cmp -s "$1.new.$$" "$1"; }
keep() { [ ! -e "$1" ] || cp -p "$1" "$1.old.$$"; }
swap() { mv -f "$1.new.$$" "$1"; }
restore() { if [ -e "$1.old.$$" ]; then mv -f "$1.old.$$" "$1"; else rm -f "$1"; fi; }
discard() { rm -f "$1.new.$$" "$1.old.$$"; }

stage=writing
finish() {
  status=$?
  trap - EXIT HUP INT TERM
  case $stage in
    swapped) each restore ;;
    reloaded) each restore && "$nginx" -s reload ;;
  esac
  each discard
  exit "$status"
}
trap finish EXIT
trap 'exit 130' HUP INT TERM

server_block() {
  # A kernel without IPv6 refuses the [::] sockets.
  if [ -d /proc/net ] && [ ! -e /proc/net/if_inet6 ]; then sed '/listen \[::\]/d'; else cat; fi
}
cat "$new_crt" >"$crt.new.$$"
cat "$new_key" >"$key.new.$$"
server_block <"$here/$name.conf" >"$conf.new.$$"
chmod 644 "$crt.new.$$" "$conf.new.$$"
if each is_same; then say 'These files are installed already.'; fi

# 5. Swap them, and let nginx judge all of its configuration.
each keep
stage=swapped
each swap
report=$("$nginx" -t 2>&1) || die "nginx refuses the new files; the old ones are put back.
$report"
"$nginx" -T 2>/dev/null | grep -Fx "# configuration file $conf:" >/dev/null ||
  die "nginx does not read $conf; the old files are put back. Give CONF_DIR=/path just as your nginx.conf includes it."

# 6. Reload, and see whether nginx took it: a reload that fails is told to the error log alone.
served() {
  timeout=
  if has timeout; then timeout='timeout 5'; fi
  # shellcheck disable=SC2086 # two words, or none
  $timeout openssl s_client -connect "$probe_address:$port" -servername "$probe_host" </dev/null 2>/dev/null |
    openssl x509 -noout -fingerprint -sha256 2>/dev/null
}
running=yes
report=$("$nginx" -s reload 2>&1) || case $report in
  *'invalid PID'* | *'No such file'* | *'No such process'*) running=no ;;
  *) die "nginx cannot be reloaded; the old files are put back.
$report" ;;
esac
if [ "$running" = yes ] && [ -n "$probe_host" ] && [ -n "$probe_address" ]; then
  stage=reloaded
  port=$(sed -n 's/^ *listen \([0-9][0-9]*\) ssl.*/\1/p' "$conf")
  fingerprint=$(openssl x509 -in "$crt" -noout -fingerprint -sha256)
  tries=1
  until [ "$(served)" = "$fingerprint" ]; do
    [ "$tries" -lt 10 ] || die "nginx does not serve the new certificate for $probe_host on $probe_address:$port; the old files are put back. Look into its error log, and for another server block of that name or port."
    tries=$((tries + 1))
    sleep 1
  done
fi

# 7. Done. An earlier server block that was changed by hand is not lost.
stage=installed
if [ -e "$conf.old.$$" ] && ! cmp -s "$conf.old.$$" "$conf"; then
  mv -f "$conf.old.$$" "$conf.previous"
  say "The earlier server block is kept as $conf.previous."
fi
if [ "$running" = yes ]; then
  say "$name is installed and nginx is reloaded. $(openssl x509 -in "$crt" -noout -enddate)"
else
  say "$name is installed. nginx is not running: start it, for example with: systemctl start nginx"
fi
