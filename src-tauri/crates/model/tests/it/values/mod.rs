//! Tables and properties of the value types: papers, dates, money, text, names, calendar, codes.

#![allow(clippy::unwrap_used)] // any function of a test may unwrap, not only those marked

mod calendar;
mod codes;
mod dates;
mod money;
mod names;
mod papers;
mod text;
