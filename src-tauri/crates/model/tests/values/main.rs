//! Tables and properties of the value types: papers, dates, money, text, names, calendar, codes.

mod calendar;
mod codes;
mod dates;
mod money;
mod names;
mod papers;
mod text;
