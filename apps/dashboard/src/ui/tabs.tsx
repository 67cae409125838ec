'use client';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import { classNames } from './class-names.ts';

export interface Tab {
  value: string;
  word: string;
}

/**
 * The tabs pattern of the ARIA Authoring Practices: one stop for Tab, arrows move and choose. Our own, since
 * the usual primitives write style attributes, which the content security policy forbids.
 */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
  mono = false,
  panelClass,
  children,
}: {
  label: string;
  tabs: readonly Tab[];
  value: string;
  onChange: (value: string) => void;
  mono?: boolean;
  panelClass?: string;
  children: ReactNode;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const at = tabs.findIndex((tab) => tab.value === value);

  function move(event: KeyboardEvent<HTMLDivElement>) {
    const last = tabs.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at <= 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const next = moves[event.key];
    const tab = next === undefined ? undefined : tabs[next];
    if (next === undefined || tab === undefined) return;
    event.preventDefault();
    onChange(tab.value);
    const button = list.current?.querySelectorAll('button')[next];
    button?.focus();
    button?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  return (
    <>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={move}
        className="flex gap-1 overflow-x-auto border-b px-3 sm:px-4"
      >
        {tabs.map((tab, index) => (
          <button
            key={tab.value}
            type="button"
            role="tab"
            id={`${id}-tab-${String(index)}`}
            aria-selected={index === at}
            aria-controls={index === at ? `${id}-panel` : undefined}
            tabIndex={index === at ? 0 : -1}
            onClick={() => onChange(tab.value)}
            className={classNames(
              'shrink-0 border-b-2 border-transparent px-2 py-2.5 text-[0.8125rem] font-medium text-soft',
              '-outline-offset-2 hover:text-text aria-selected:border-accent aria-selected:text-text',
              mono && 'font-mono',
            )}
          >
            {tab.word}
          </button>
        ))}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-tab-${String(at)}`}
        className={panelClass}
      >
        {children}
      </div>
    </>
  );
}
