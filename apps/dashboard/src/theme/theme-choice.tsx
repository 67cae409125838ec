'use client';
import { type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '../ui/class-names.ts';
import { THEME_COOKIE, THEMES, type Theme } from './theme.ts';

const LOOKS = {
  system: { word: 'As the system', icon: Monitor },
  light: { word: 'Light', icon: Sun },
  dark: { word: 'Dark', icon: Moon },
} satisfies Record<Theme, { word: string; icon: LucideIcon }>;

const YEAR_SECONDS = 31_536_000;

/** Light, dark, or whatever the system says. */
export function ThemeChoice({ initial }: { initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const name = useId();

  function choose(choice: Theme) {
    setTheme(choice);
    document.cookie = `${THEME_COOKIE}=${choice}; path=/; max-age=${String(YEAR_SECONDS)}; samesite=lax`;
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
  }

  return (
    <fieldset className="flex rounded-md border p-0.5">
      <legend className="sr-only">Colours</legend>
      {THEMES.map((choice) => {
        const { word, icon: Icon } = LOOKS[choice];
        return (
          <label
            key={choice}
            title={word}
            className={classNames(
              'grid size-6 place-items-center rounded has-focus-visible:outline-2 has-focus-visible:outline-accent',
              theme === choice ? 'bg-sunken text-text' : 'text-soft hover:text-text',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={theme === choice}
              onChange={() => choose(choice)}
            />
            <span className="sr-only">{word}</span>
            <Icon aria-hidden className="size-3.5" />
          </label>
        );
      })}
    </fieldset>
  );
}
