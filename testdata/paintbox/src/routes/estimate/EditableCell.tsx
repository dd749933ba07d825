import { useState, type KeyboardEvent } from 'react';

import classes from './EditableCell.module.css';

interface Props {
  text: string;
  label: string;
  /** What the input holds when editing starts. */
  initial: string;
  /** Receives a number or a formula that starts with "=". */
  onCommit: (input: string) => void;
}

export function EditableCell({ text, label, initial, onCommit }: Props) {
  const [draft, setDraft] = useState<string | null>(null);

  function commit() {
    if (draft !== null && draft !== initial) onCommit(draft);
    setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Enter') commit();
    if (event.key === 'Escape') setDraft(null);
  }

  if (draft === null) {
    return (
      <button type="button" className={classes.show} aria-label={label} onClick={() => setDraft(initial)}>
        {text}
      </button>
    );
  }
  return (
    <input
      autoFocus
      className={classes.input}
      aria-label={label}
      value={draft}
      size={8}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
