import { Input } from '@fluentui/react-components';
import { useEffect, useState } from 'react';

/** A native date input tells every keystroke of a year; only a whole, sensible day is asked for. `clear`: what an emptied field means. */
export function DayInput({ day, choose, clear, ...field }: { day: string; choose(day: string): void; clear?: () => void }) {
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(day), [day]);
  return (
    <Input
      {...field}
      type="date"
      min="1990-01-01"
      max="2100-12-31"
      value={typed}
      onChange={(event, { value }) => {
        setTyped(value);
        if (value === '' && event.target.validity.valid && day !== '') clear?.();
        if (value && event.target.validity.valid && value !== day) choose(value);
      }}
    />
  );
}
