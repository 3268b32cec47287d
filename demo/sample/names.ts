import type { Culture } from './countries.ts';
import type { Random } from './random.ts';

const given: Readonly<Record<Culture, string>> = {
  western: 'Emma James Olivia Peter Ruth Thomas Willem Anneke Joanna Piotr Grace Marcus Helen Robert',
  german: 'Jürgen Katharina Andreas Birgit Matthias Ulrike Stefan Claudia Holger Franziska',
  latin: 'Isabelle Marco Lucía Javier Giulia Pierre Camila Rafael Inês Mateo Chiara Laurent',
  chinese: '伟 芳 敏 静 建国 丽华 志强 晓明 文杰 思远 雅婷 俊杰',
  japanese: '健一 由美子 大輔 真由美 隆 恵子 翔太 直樹 裕子 和也',
  korean: '민준 서연 지훈 수진 현우 은영',
  indian: 'Arjun Kavita Rohan Meera Sanjay Anjali Vikram Lakshmi',
  nordic: 'Astrid Björn Linnea Gunnar Sigrid Olof',
  gulf: 'Khalid Fatima Omar Layla Yousef',
  vietnamese: 'Linh Minh Huong Tuan',
};
const family: Readonly<Record<Culture, string>> = {
  western: 'Harding Visser Coleman Jansen Whitlock Nowak Bakker Ferris Mokoena Ashdown Kowalska Delaney',
  german: 'Köhler Baumgartner Weißmüller Zürcher Hofstätter Lindemann Großkopf Vogt',
  latin: 'Moreau Bianchi Fernández Carvalho Rossi Lefèvre Gutiérrez Almeida Fontaine Vidal',
  chinese: '王 李 张 刘 陈 杨 赵 黄 周 吴',
  japanese: '佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村',
  korean: '김 이 박 최 정',
  indian: 'Sharma Iyer Deshmukh Reddy Banerjee Kulkarni',
  nordic: 'Lundgren Eriksson Sandberg Nyström',
  gulf: 'Al-Rashid Haddad Mansour',
  vietnamese: 'Nguyễn Trần Phạm',
};
const words = (text: string): string[] => text.split(' ');

/** A fictitious person's name, as it is written where the person lives. */
export function personName(culture: Culture, random: Random): string {
  const [first, last] = [random.pick(words(given[culture])), random.pick(words(family[culture]))];
  if (culture === 'chinese' || culture === 'korean') return `${last}${first}`;
  return culture === 'japanese' ? `${last} ${first}` : `${first} ${last}`;
}
