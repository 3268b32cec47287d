/**
 * Asks for many at once what many ask for while an answer is under way: nobody waits longer than alone, and where
 * hundreds ask at the same minute, the database is asked a few times.
 * @param ask answers in the order of the questions. Where it throws, each question is asked alone, so that one that
 *   cannot be asked spoils no other's answer.
 * @param most how many questions are asked together
 */
export function together<Q, A>(ask: (questions: readonly Q[]) => Promise<readonly A[]>, most = 64): (question: Q) => Promise<A> {
  interface Waiting {
    question: Q;
    resolve: (answer: A) => void;
    reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let isAsking = false;

  const alone = async ({ question, resolve, reject }: Waiting): Promise<void> => {
    try {
      const [answer] = await ask([question]);
      resolve(answer as A);
    } catch (error) {
      reject(error);
    }
  };
  const askAll = async (): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      if (batch.length === 1) {
        await alone(batch[0] as Waiting);
        continue;
      }
      try {
        const answers = await ask(batch.map(({ question }) => question));
        for (const [index, { resolve }] of batch.entries()) resolve(answers[index] as A);
      } catch {
        for (const one of batch) await alone(one);
      }
    }
    isAsking = false;
  };
  return (question) =>
    new Promise<A>((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      void askAll();
    });
}
