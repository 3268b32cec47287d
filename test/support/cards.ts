/** A strict check of the elements that the bot's cards are made of: anything else would blank a card on a phone. */

// biome-ignore lint/suspicious/noExplicitAny: cards are JSON of every shape
type Json = any;

interface Shape {
  required: readonly string[];
  optional: readonly string[];
}
const common = ['id', 'spacing', 'separator', 'isVisible', 'height', 'horizontalAlignment', 'fallback', 'requires'];
const elements: Readonly<Record<string, Shape>> = {
  TextBlock: { required: ['text'], optional: ['wrap', 'size', 'weight', 'color', 'isSubtle', 'style', 'maxLines'] },
  ColumnSet: { required: ['columns'], optional: ['selectAction', 'style'] },
  Column: { required: ['items', 'width'], optional: ['selectAction', 'style', 'verticalContentAlignment'] },
  Container: { required: ['items'], optional: ['style', 'selectAction', 'bleed'] },
  FactSet: { required: ['facts'], optional: [] },
  ActionSet: { required: ['actions'], optional: [] },
  Image: { required: ['url', 'altText'], optional: ['size', 'style'] },
  'Input.ChoiceSet': { required: ['id', 'label', 'choices'], optional: ['style', 'isRequired', 'errorMessage', 'value', 'isMultiSelect'] },
  'Input.Date': { required: ['id', 'label'], optional: ['isRequired', 'errorMessage', 'value', 'min', 'max'] },
  'Input.Text': { required: ['id', 'label'], optional: ['isRequired', 'errorMessage', 'value', 'isMultiline', 'placeholder', 'maxLength'] },
  'Chart.Donut': { required: ['data', 'title'], optional: ['maxWidth', 'colorSet'] },
  'Chart.Line': { required: ['data', 'title'], optional: ['xAxisTitle', 'yAxisTitle', 'colorSet'] },
  'Chart.VerticalBar': { required: ['data', 'title'], optional: ['xAxisTitle', 'yAxisTitle', 'showBarValues', 'color', 'colorSet'] },
};
const actions: Readonly<Record<string, Shape>> = {
  'Action.Execute': { required: ['title', 'verb', 'data'], optional: ['style', 'associatedInputs', 'fallback', 'mode'] },
  'Action.Submit': { required: ['title', 'data'], optional: ['style'] },
  'Action.OpenUrl': { required: ['title', 'url'], optional: ['style'] },
  'Action.ShowCard': { required: ['title', 'card'], optional: ['style'] },
};
/** What phones draw: the 1.2 part, of which the card must be able to live. */
const old = new Set([
  'TextBlock',
  'ColumnSet',
  'Column',
  'Container',
  'FactSet',
  'ActionSet',
  'Image',
  'Input.ChoiceSet',
  'Input.Date',
  'Input.Text',
]);

/** @returns what is wrong with a card, each as 'where: what'; [] for a good one. */
export function cardProblems(card: Json): string[] {
  const problems: string[] = [];
  const say = (where: string, what: string) => problems.push(`${where}: ${what}`);
  const shape = (where: string, one: Json, known: Readonly<Record<string, Shape>>, shared: readonly string[]) => {
    const expected = known[one?.type];
    if (!expected) return say(where, `unknown type ${one?.type}`);
    for (const name of expected.required) if (one[name] === undefined || one[name] === null) say(where, `${one.type} lacks ${name}`);
    for (const name of Object.keys(one)) {
      if (name !== 'type' && !expected.required.includes(name) && !expected.optional.includes(name) && !shared.includes(name))
        say(where, `${one.type} has ${name}`);
      if (one[name] === null || Number.isNaN(one[name])) say(where, `${name} is ${one[name]}`);
    }
  };
  const action = (where: string, one: Json) => {
    shape(where, one, actions, ['id', 'tooltip', 'iconUrl']);
    if (one.type === 'Action.OpenUrl' && !/^https?:\/\//.test(one.url)) say(where, `url ${one.url}`);
    if (one.type === 'Action.ShowCard') body(where, one.card.body ?? []);
    if (one.fallback && one.fallback !== 'drop') action(`${where}.fallback`, one.fallback);
    if (typeof one.title === 'string' && one.title.trim() === '') say(where, 'no title');
  };
  const element = (where: string, one: Json) => {
    shape(where, one, elements, common);
    if (one.type === 'TextBlock' && typeof one.text !== 'string') say(where, 'text is no string');
    if (!old.has(one.type) && !one.fallback) say(where, `${one.type} has no fallback`);
    if (one.fallback && one.fallback !== 'drop') element(`${where}.fallback`, one.fallback);
    if (one.selectAction) action(`${where}.selectAction`, one.selectAction);
    if (one.type === 'ColumnSet' && one.columns.length > 3) say(where, 'more than three columns');
    if (one.type === 'FactSet')
      for (const fact of one.facts)
        if (typeof fact.title !== 'string' || typeof fact.value !== 'string') say(where, 'a fact without words');
    for (const [name, list] of [
      ['columns', one.columns],
      ['items', one.items],
    ] as const)
      if (Array.isArray(list))
        body(
          `${where}.${name}`,
          list.map((item: Json) => (name === 'columns' ? { type: 'Column', ...item } : item)),
        );
    if (one.type === 'ActionSet') row(where, one.actions);
    if (one.type?.startsWith('Chart.')) chart(where, one);
  };
  const chart = (where: string, one: Json) => {
    if (one.data.length === 0) say(where, 'an empty chart');
    for (const part of one.data) {
      if (one.type === 'Chart.Line') {
        if (!part.legend || part.values.some((point: Json) => typeof point.y !== 'number' || point.x === undefined))
          say(where, 'a line without points');
      } else if (one.type === 'Chart.Donut') {
        if (!part.legend || typeof part.value !== 'number' || part.value < 0) say(where, 'a part without value');
      } else if (typeof part.y !== 'number' || part.x === undefined || part.y < 0) say(where, 'a bar that cannot be drawn');
    }
  };
  const body = (where: string, list: readonly Json[]) => {
    for (const [index, one] of list.entries()) element(`${where}[${index}]`, one);
  };
  const row = (where: string, list: readonly Json[]) => {
    if (list.length > 6) say(where, `${list.length} actions`);
    for (const [index, one] of list.entries()) action(`${where}.actions[${index}]`, one);
  };
  if (card?.type !== 'AdaptiveCard') return ['no Adaptive Card'];
  if (card.version !== '1.5') say('card', `version ${card.version}`);
  if (!card.fallbackText) say('card', 'no fallbackText');
  body('body', card.body);
  row('card', card.actions ?? []);
  const size = Buffer.byteLength(JSON.stringify(card));
  if (size > 28_000) say('card', `${size} bytes`);
  if (card.refresh && (card.refresh.action?.type !== 'Action.Execute' || (card.refresh.userIds?.length ?? 0) > 60)) say('card', 'refresh');
  return problems;
}

/** Everything that a reader sees of a card: texts of elements, facts, buttons, and what stands for charts. */
export function textsOf(card: Json): string {
  const texts: string[] = [];
  const walk = (one: Json): void => {
    if (Array.isArray(one)) {
      for (const inner of one) walk(inner);
      return;
    }
    if (one === null || typeof one !== 'object') return;
    for (const name of ['text', 'title', 'value', 'label', 'legend']) if (typeof one[name] === 'string') texts.push(one[name]);
    for (const [name, inner] of Object.entries(one)) if (name !== 'data' && name !== 'refresh') walk(inner);
  };
  walk(card);
  return texts.join('\n');
}
