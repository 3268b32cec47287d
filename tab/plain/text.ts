export interface PlainText {
  title: string;
  sections: readonly { heading?: string; paragraphs: readonly string[] }[];
}
