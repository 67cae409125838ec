/** Copies to the clipboard; also on a plain-HTTP address, where browsers withhold the newer interface. */
export async function copyText(text: string): Promise<void> {
  if ('clipboard' in navigator) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const carrier = document.createElement('textarea');
  carrier.value = text;
  carrier.readOnly = true;
  document.body.append(carrier);
  carrier.select();
  document.execCommand('copy');
  carrier.remove();
}
