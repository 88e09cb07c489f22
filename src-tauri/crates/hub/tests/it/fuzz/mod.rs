//! Mutated bytes at every decoder, from seeds: what matters is that each of them comes back, and
//! that what one reads it can write and read again.
//!
//! The everyday run has a fixed number of rounds; `cargo xtask fuzz` plays as many as one has time
//! for. A failing input is printed; `cargo xtask fuzz --add HEX` keeps it in the corpus for ever.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stderr)]

mod mutate;
mod seeds;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use songnuan_hub::testing::decoders;
use songnuan_sync::decoders::{Decoder, Reading};

use mutate::{Chance, Mutator};
use seeds::{corpus, corpus_folder};

/// Rounds of the everyday run.
const ROUNDS: u64 = 20_000;
/// Rounds of `cargo xtask fuzz`, unless it says how many.
const MANY: u64 = 1_000_000;
const SEED: u64 = 20_261_123;
/// The largest message there may be takes a fraction of it, on a busy machine, unoptimised.
const LONGEST: Duration = Duration::from_secs(60);

/// Whether a decoder read an input; or what it did that it should not.
fn tried(decoder: &Decoder, input: &[u8]) -> Result<bool, String> {
    let start = Instant::now();
    let read = catch_unwind(AssertUnwindSafe(|| (decoder.read)(input)));
    match read {
        Err(_) => Err("did not come back".to_owned()),
        Ok(Reading::Changed) => Err("does not read again what it read".to_owned()),
        Ok(_) if start.elapsed() > LONGEST => Err(format!("took {:.1?}", start.elapsed())),
        Ok(read) => Ok(read.reads()),
    }
}

/// `good-*` are read by somebody, `bad-*` by nobody; the rest once was in the way of a fault.
#[test]
fn the_corpus_is_read_as_it_always_was() {
    let decoders = decoders();
    if std::env::var_os("SONGNUAN_BLESS").is_some() {
        seeds::bless();
    }
    let mut count = 0;
    for (name, bytes) in corpus() {
        let mut read = false;
        for decoder in &decoders {
            let tried = tried(decoder, &bytes);
            read |= tried.unwrap_or_else(|trouble| panic!("{name}: {} {trouble}", decoder.name));
        }
        assert!(!name.starts_with("good-") || read, "{name}");
        assert!(!name.starts_with("bad-") || !read, "{name}");
        count += 1;
    }
    assert!(count >= 50, "{count}");
    for decoder in &decoders {
        let read = corpus().iter().any(|(_, it)| (decoder.read)(it).reads());
        assert!(read, "nothing in the corpus that {:?} reads", decoder.name);
    }
}

/// What it takes to make sense of a run: how often each decoder read what it was given.
struct Sums {
    rounds: u64,
    read: Vec<u64>,
    bombs: u64,
}

fn play(seed: u64, rounds: u64) -> Sums {
    let decoders = decoders();
    let mut mutator = Mutator::new(Chance::new(seed), corpus(), &decoders);
    let mut sums = Sums {
        rounds,
        read: vec![0; decoders.len()],
        bombs: 0,
    };
    for round in 0..rounds {
        let (which, input) = mutator.next();
        let read = tried(&decoders[which], &input).unwrap_or_else(|trouble| {
            let hex: String = input.iter().map(|byte| format!("{byte:02x}")).collect();
            panic!(
                "{}: {trouble}, seed {seed}, round {round}\n  cargo xtask fuzz --add {hex}",
                decoders[which].name
            );
        });
        sums.read[which] += u64::from(read);
    }
    sums.bombs = mutator.bombs;
    sums
}

#[test]
fn mutated_bytes_come_back() {
    let sums = play(SEED, ROUNDS);
    // Otherwise the mutations would be so crude that nothing behind the first check is met.
    for (decoder, read) in decoders().iter().zip(&sums.read) {
        assert!(*read > 0, "no mutated input that {:?} reads", decoder.name);
    }
    assert!(sums.bombs > 0);
}

#[test]
#[ignore = "cargo xtask fuzz"]
fn more_rounds() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let rounds: u64 = number("SONGNUAN_FUZZ_ROUNDS").unwrap_or(MANY);
    let from: u64 = number("SONGNUAN_FUZZ_FROM").unwrap_or(SEED);
    let start = Instant::now();
    // Each part with a seed of its own, so that a failure is soon played again.
    let parts = rounds.div_ceil(ROUNDS);
    let mut read = 0;
    for part in 0..parts {
        let rounds = ROUNDS.min(rounds - part * ROUNDS);
        let sums = play(from + part, rounds);
        read += sums.read.iter().sum::<u64>();
        let (seed, took) = (from + part, start.elapsed());
        eprintln!(
            "seed {seed}: {} rounds, {} bombs; {read} inputs read so far, {took:.0?}",
            sums.rounds, sums.bombs
        );
    }
}

#[test]
#[ignore = "cargo xtask fuzz --add"]
fn add_to_the_corpus() {
    let hex = std::env::var("SONGNUAN_FUZZ_ADD").unwrap_or_default();
    let digits: Vec<u32> = hex.chars().map(|c| c.to_digit(16).unwrap()).collect();
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|two| u8::try_from(two[0] * 16 + two[1]).unwrap())
        .collect();
    let name = format!("seen-{}", &blake3::hash(&bytes).to_hex()[..12]);
    std::fs::write(corpus_folder().join(&name), bytes).unwrap();
    eprintln!("{name}");
}
