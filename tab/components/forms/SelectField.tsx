import { Field, makeStyles, Select } from '@fluentui/react-components';

// A long choice must not make the field wider than its place.
const useStyles = makeStyles({ select: { minWidth: 0, '& > select': { width: '100%', minWidth: 0, textOverflow: 'ellipsis' } } });

export interface Option {
  value: string;
  text: string;
}
export interface OptionGroup {
  title: string;
  options: readonly Option[];
}

/** One of many, by the platform's own list: it is typed into, and on a phone it is a wheel. A value that is not among them is kept. */
export function SelectField({
  label,
  hint,
  value,
  options = [],
  groups = [],
  className,
  disabled,
  required,
  choose,
}: {
  label: string;
  hint?: string;
  value: string;
  options?: readonly Option[];
  groups?: readonly OptionGroup[];
  className?: string;
  disabled?: boolean;
  /** The form is not sent without a choice; the browser says so at the field. */
  required?: boolean;
  choose(value: string): void;
}) {
  const styles = useStyles();
  const isListed = [...options, ...groups.flatMap((group) => group.options)].some((option) => option.value === value);
  const item = (option: Option) => (
    <option key={option.value} value={option.value}>
      {option.text}
    </option>
  );
  return (
    <Field label={label} hint={hint} required={required} className={className}>
      <Select className={styles.select} value={value} disabled={disabled} onChange={(_, data) => choose(data.value)}>
        {!isListed && item({ value, text: value })}
        {options.map(item)}
        {groups.map(({ title, options: listed }) => (
          <optgroup key={title} label={title}>
            {listed.map(item)}
          </optgroup>
        ))}
      </Select>
    </Field>
  );
}
