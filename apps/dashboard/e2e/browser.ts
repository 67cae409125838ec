/** Debian's Chromium; one that downloads itself is never used. */
export const browserPath = '/usr/bin/chromium';
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
];
