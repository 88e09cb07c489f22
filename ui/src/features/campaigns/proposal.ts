// What a new campaign is called and when it is: the clerk's year, so that nothing needs typing.
import type { Campaign, Season } from '@/generated/bindings';

/** The occasion that is next on a day, and the year it belongs to. */
export function nextSeason(today: string): { season: Season; year: number } {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  // The survey for the two festivals begins in October and belongs to the year that follows.
  if (month >= 10) return { season: 'new_year_spring_festival', year: year + 1 };
  if (month <= 2) return { season: 'new_year_spring_festival', year };
  if (month <= 5) return { season: 'may_day', year };
  if (month <= 7) return { season: 'sending_cool', year };
  if (month === 8) return { season: 'autumn_scholarship', year };
  return { season: 'mid_autumn_national_day', year };
}

const NAMES: Record<Season, (year: number) => string> = {
  new_year_spring_festival: (year) => `${year}年元旦春节送温暖`,
  may_day: (year) => `${year}年五一慰问`,
  sending_cool: (year) => `${year}年夏送清凉`,
  autumn_scholarship: (year) => `${year}年金秋助学`,
  mid_autumn_national_day: (year) => `${year}年中秋国庆慰问`,
  visit_drive: (year) => `${year}年走基层访万家`,
  daily: (year) => `${year}年日常慰问`,
};

/** The usual name of a campaign. */
export const proposeName = (season: Season, year: number): string => NAMES[season](year);

/** A name that nobody typed: it follows season and year. */
export const isProposed = (name: string): boolean =>
  name.trim() === '' ||
  Object.values(NAMES).some((make) => make(Number(name.slice(0, 4))) === name.trim());

/** A campaign as the wizard opens with it. */
export function blankCampaign(today: string): Campaign {
  const { season, year } = nextSeason(today);
  return {
    id: '',
    name: proposeName(season, year),
    year,
    season,
    state: 'planning',
    starts_on: today,
    ends_on: null,
    budget: null,
    fund_ids: [],
    pack: null,
    rules: [],
    basis: null,
    note: null,
  };
}
