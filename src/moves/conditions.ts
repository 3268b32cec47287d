/** SQL over a condition: it is open on the horizon. */
export const isOpen = (condition: string, horizon: string): string =>
  `${condition}.opened_on <= ${horizon} and coalesce(${condition}.closed_on > ${horizon}, true)`;
