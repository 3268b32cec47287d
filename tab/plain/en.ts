import type { PlainPage } from './pages.ts';
import type { PlainText } from './text.ts';

export const en: Record<PlainPage, PlainText> = {
  privacy: {
    title: 'Privacy',
    sections: [
      {
        paragraphs: [
          'Account Pulse is run by your own organisation, on servers that it chooses. What it reads stays there: nothing is sent to the makers of the app or to anybody else, nothing is used for advertising, and no tracking is built in.',
        ],
      },
      {
        heading: 'What is held',
        paragraphs: [
          'The records that your account team keeps in its SharePoint lists, which may name people: the customer’s executives and their answers to surveys, and the colleagues who own a record. Of the person who signs in: name, address and directory id. Of rows that could not be understood: the mapped columns, for 30 days. Who changed what, for three years. A sign-in that you let it keep, sealed, until you take it back. Logs hold no names.',
        ],
      },
      {
        heading: 'Why, and who sees it',
        paragraphs: [
          'To compute and explain the numbers by which the account is measured. Only those see an account who are in its Teams channel or were named by its manager. What a named person answered is for the manager and for the owner of the relationship. Figures about colleagues are off unless your organisation has recorded a legal basis for them.',
        ],
      },
      {
        heading: 'In your browser',
        paragraphs: [
          'There are no cookies. Your choice of theme and language is kept in this browser, and that somebody has signed in here before. Sign-in tokens are held in memory and never stored.',
        ],
      },
      {
        heading: 'Your rights',
        paragraphs: [
          'You can see what is held about you at each account. To correct it, change the list that it comes from; to have it erased, ask your administrator. Erasure reaches past versions too, and outlasts the next reading of the sources. A closed account is deleted after 30 days.',
        ],
      },
    ],
  },
  terms: {
    title: 'Terms of use',
    sections: [
      {
        paragraphs: [
          'Account Pulse is provided to you by your own organisation, for its work with its customers. Whatever your organisation has agreed with you about its tools and its data holds here too.',
        ],
      },
      {
        heading: 'What you may expect',
        paragraphs: [
          'Each number is computed from the records that your team keeps, as of the time that is shown beside it. Rows that could not be understood are left out, and the app says how many. Numbers support decisions; they do not replace the systems in which contracts and revenue are booked.',
        ],
      },
      {
        heading: 'What is expected of you',
        paragraphs: [
          'Share what you see only with those who may see the account. Do not try to reach accounts, answers or figures that are not yours to see. The app acts in your name and with your rights alone.',
        ],
      },
      {
        heading: 'Questions',
        paragraphs: ['Ask your administrator, who has installed the app and answers for it.'],
      },
    ],
  },
};
