const SETTING = 'certline-keys';

/** WCAG 2.1.4: keys of one letter can be turned off, for people who speak or mistype them. */
export function keysAreOn(): boolean {
  return localStorage.getItem(SETTING) !== 'off';
}

export function turnKeys(on: boolean): void {
  if (on) localStorage.removeItem(SETTING);
  else localStorage.setItem(SETTING, 'off');
}

/** Whether a key pressed there belongs to a text that somebody is writing. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
  );
}
