'use client';
import type { ApiKey } from '@certline/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../session/api.ts';
import { Button } from '../ui/button.tsx';
import { Field, inputClass } from '../ui/field.tsx';
import { Notice } from '../ui/notice.tsx';
import { keyList } from './queries.ts';

/** Says what will happen and asks for the name, for it cannot be taken back. */
export function RemoveKey({ apiKey, onDone }: { apiKey: ApiKey; onDone: () => void }) {
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const remove = useMutation({
    mutationFn: async () => (await api()).keys.remove(apiKey.id),
    onSuccess() {
      void queries.invalidateQueries({ queryKey: keyList().queryKey });
      onDone();
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed === apiKey.name) remove.mutate();
      }}
    >
      {remove.error !== null && <Notice tone="bad">{remove.error.message}</Notice>}
      <p>
        Programs that use <b className="font-semibold">{apiKey.name}</b> are refused at once. Certificates
        that they asked for stay as they are.
      </p>
      <Field label={`Type ${apiKey.name} to go on`}>
        {(control) => (
          <input
            {...control}
            autoFocus
            autoComplete="off"
            className={inputClass}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Keep it</Button>
        <Button type="submit" look="danger" disabled={typed !== apiKey.name || remove.isPending}>
          Remove the key
        </Button>
      </div>
    </form>
  );
}
