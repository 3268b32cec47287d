/** One message on its way out: what it is about, and where it goes. The carrier makes the card of it when it is sent. */
export interface Outgoing {
  accountId: string;
  id: string;
  /** Names a file in the carrier's messages/: 'digest', 'morningCard', 'digestInDoubt'. */
  kind: string;
  about: string;
  conversationId: string;
  /** Ids and numbers, never names: those are put in when it is sent. */
  content: Readonly<Record<string, unknown>>;
}

/**
 * Posts the message that was made ready, once. NotSentError: it certainly did not arrive. Every other error is a doubt:
 * the service may have taken it before the connection broke, and Teams has no idempotency key to ask by.
 */
export type Post = () => Promise<{ messageId: string | null }>;

export interface Carrier {
  /**
   * Makes a message ready: everything that can be done before it leaves. Nothing has left when this throws; an error
   * that is not a NotSentError is tried again.
   */
  prepare(message: Outgoing): Promise<Post>;
}

/** The message certainly did not arrive. */
export class NotSentError extends Error {
  override name = 'NotSentError';
  /**
   * retry: later, it may work (throttled, no connection was made); final: it never will;
   * suspend: nothing can be sent into this conversation until the bot is installed or written to again;
   * pointless: what it was about is gone.
   */
  readonly next: 'retry' | 'final' | 'suspend' | 'pointless';
  readonly code: string;
  readonly retryAfterMs: number | null;
  constructor(next: NotSentError['next'], code: string, message: string, retryAfterMs: number | null = null) {
    super(message);
    this.next = next;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}
