import type { z } from 'zod';
import type { Pulse } from '../pulse.ts';
import type { Message, Turn } from '../turn.ts';

/**
 * What a button does (Action.Execute). The answer takes the card's place for the person who clicked, and for nobody else;
 * `turn.replace` changes it for everybody. Whatever the card says, the person who clicked is checked: `turn.person`.
 */
export interface Action<S extends z.ZodType = z.ZodType> {
  verb: string;
  /** What the card may send: its `data` and its inputs. Anything else is refused. */
  data: S;
  run(turn: Turn, data: z.output<S>, pulse: Pulse): Promise<Message>;
}

// biome-ignore lint/suspicious/noExplicitAny: the table holds actions of every kind of data
export type AnyAction = Action<any>;
export const defineAction = <S extends z.ZodType>(action: Action<S>): AnyAction => action;
