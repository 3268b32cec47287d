import { describe, expect, it } from '@jest/globals';
import { saidSchedule } from '../../bot/schedule.ts';

describe('a schedule as people say it', () => {
  it.each([
    ['tuesday 9:00', 2, '09:00'],
    ['Tue at 9', 2, '09:00'],
    ['every Thursday at 4pm', 4, '16:00'],
    ['wed 12 am', 3, '00:00'],
    ['sundays 07:05', 7, '07:05'],
    ['friday', 5, undefined],
    ['14:30', undefined, '14:30'],
    ['周二 9:00', 2, '09:00'],
    ['周五下午3点半', 5, '15:30'],
    ['星期天 上午 8点', 7, '08:00'],
    ['每周一 18：15', 1, '18:15'],
    ['礼拜三晚上7点20分', 3, '19:20'],
  ])('"%s"', (said, weekday, time) => {
    expect(saidSchedule(said)).toEqual({ ...(weekday ? { weekday } : {}), ...(time ? { time } : {}) });
  });
  it.each(['', 'blue moon', 'tuesday 25:00', 'tuesday 9:75', '13pm', 'monday tuesday 9:00', 'tuesday 9:00; drop table link'])(
    '"%s" is none',
    (said) => {
      expect(saidSchedule(said)).toBeNull();
    },
  );
});
