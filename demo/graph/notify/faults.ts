/**
 * What goes wrong with one notification, on purpose.
 * - `lost`: it is never sent.
 * - `lateMs`: sent that much later, so that others overtake it.
 * - `copies`: sent that often: 2 is doubled, 1,000 a burst.
 * - `forged`: besides the true one, so many that Graph did not send: a wrong clientState, or a subscription that never was.
 */
export type NotificationFault = { lost: true } | { lateMs: number } | { copies: number } | { forged: number };

/** Asked once for every notification; null: nothing goes wrong. */
export type NotificationFaults = () => NotificationFault | null;

const KINDS: Readonly<Record<string, NotificationFault>> = {
  lost: { lost: true },
  late: { lateMs: 5000 },
  doubled: { copies: 2 },
  burst: { copies: 1000 },
  forged: { forged: 3 },
};

/** By their share of notifications, as a setting writes them: 'lost:0.2,doubled:0.1,burst:0.01'. */
export function notificationFaultsFromSetting(setting: string, draw: () => number = Math.random): NotificationFaults {
  const shares = setting
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const [kind = '', share = ''] = part.split(':');
      const fault = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
      const chance = Number(share);
      if (!fault || share === '' || !(chance >= 0 && chance <= 1)) {
        throw new RangeError(
          `A notification's fault is one of ${Object.keys(KINDS).join(', ')}, a colon and a share between 0 and 1, such as lost:0.2; got '${part}'.`,
        );
      }
      return { fault, chance };
    });
  return () => {
    let point = draw();
    for (const { fault, chance } of shares) {
      if (point < chance) return fault;
      point -= chance;
    }
    return null;
  };
}
