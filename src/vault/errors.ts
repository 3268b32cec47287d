/** There is no key to seal with: nobody's sign-in can be kept. */
export class VaultClosedError extends Error {
  override name = 'VaultClosedError';
  constructor() {
    super('no TOKEN_KEY is set: sign-ins cannot be kept, and what acts in the name of people who are away does not work');
  }
}

/** A kept sign-in does not open: its key is not among those that this server has, or another stands under its name. */
export class VaultKeyError extends Error {
  override name = 'VaultKeyError';
  readonly keyName: string;
  constructor(keyName: string, what: 'missing' | 'wrong') {
    super(
      what === 'missing'
        ? `a sign-in was kept with the key "${keyName}", which this server does not have: put it back behind the newest in TOKEN_KEYS, or let people connect again`
        : `a kept sign-in does not open with the key "${keyName}": another key stands under this name, or the row was changed`,
    );
    this.keyName = keyName;
  }
}

/** Why a connection ended by itself. */
export const lossReasons = ['refused', 'consent-withdrawn', 'interaction-needed'] as const;
export type LossReason = (typeof lossReasons)[number];

/** The person has not connected this, has taken it back, or the issuer has ended it: they are told, and may connect again. */
export class NotConnectedError extends Error {
  override name = 'NotConnectedError';
  readonly because: LossReason | null;
  constructor(because: LossReason | null = null) {
    super(because ? `the person's connection has ended: ${because}` : 'the person has not connected this');
    this.because = because;
  }
}
