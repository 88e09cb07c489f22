//! Tables and properties of the value types: papers, dates, money, text, names, calendar, codes.

#![allow(clippy::unwrap_used)] // helpers of tests, not only test functions, may unwrap

mod calendar;
mod codes;
mod dates;
mod money;
mod names;
mod papers;
mod text;
