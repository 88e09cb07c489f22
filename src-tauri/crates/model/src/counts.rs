//! Counts that say what they count: 户, 人, 人次, 件 and 次 never add up into each other.
//!
//! Each is a type of its own and adds only to itself; what mixes them does not compile:
//!
//! ```compile_fail
//! use songnuan_model::counts::{Households, Persons};
//! let _ = Households(1) + Persons(1);
//! ```

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! count {
    ($(#[$doc:meta])* $name:ident, $label:literal) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash,
            Serialize, Deserialize, TS,
        )]
        #[serde(transparent)]
        #[ts(type = "number")]
        pub struct $name(pub u32);

        impl $name {
            /// The word behind the number.
            pub fn label(self) -> &'static str {
                $label
            }

            /// The number alone, for a cell whose heading says what it counts.
            pub fn number(self) -> u32 {
                self.0
            }
        }

        /// With its word: `6户`.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", self.0, $label)
            }
        }

        impl Add for $name {
            type Output = Self;

            /// Saturates: no office counts four thousand million of anything.
            fn add(self, other: Self) -> Self {
                Self(self.0.saturating_add(other.0))
            }
        }

        impl AddAssign for $name {
            fn add_assign(&mut self, other: Self) {
                *self = *self + other;
            }
        }

        impl Sum for $name {
            fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
                counts.fold(Self::default(), Add::add)
            }
        }

        impl From<usize> for $name {
            fn from(count: usize) -> Self {
                Self(u32::try_from(count).unwrap_or(u32::MAX))
            }
        }
    };
}

count!(
    /// 户: households, each once.
    Households,
    "户"
);
count!(
    /// 人: people, each once.
    Persons,
    "人"
);
count!(
    /// 人次: people, each as often as they came up.
    PersonTimes,
    "人次"
);
count!(
    /// 件: matters (goods, requests, difficulties), each once.
    Matters,
    "件"
);
count!(
    /// 次: visits.
    Visits,
    "次"
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_adds_to_itself_and_says_what_it_counts() {
        assert_eq!((Households(4) + Households(2)).to_string(), "6户");
        let persons: Persons = [24_usize, 11].into_iter().map(Persons::from).sum();
        assert_eq!((persons, persons.label()), (Persons(35), "人"));
        let mut times = PersonTimes(u32::MAX);
        times += PersonTimes(1);
        assert_eq!(times.number(), u32::MAX);
        assert_eq!((Matters(1).label(), Visits(1).label()), ("件", "次"));
    }
}
