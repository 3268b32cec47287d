/** SQL over `o`: a win that may be a key win, closed so lately that its flags at close may still be corrected. */
export const keyWinAtClose = (asOf: string): string =>
  `o.status = 'won' and o.type is distinct from 'renewal' and o.closed_on between ${asOf} - 30 and ${asOf}
      and (o.key_win_at_close or o.amount is not null)`;
