//! Makes inputs that are nearly right, from a seed.

use songnuan_sync::decoders::Decoder;
use songnuan_sync::wire::{MESSAGE, WireFault, pack, unpack};

/// A small deterministic generator (splitmix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below a limit; 0 when there is nothing to choose from.
    fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap();
        usize::try_from(self.next() % limit).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn byte(&mut self) -> u8 {
        u8::try_from(self.next() & 0xff).unwrap()
    }

    fn bytes(&mut self, length: usize) -> Vec<u8> {
        (0..length).map(|_| self.byte()).collect()
    }
}

/// Numbers that lengths and counts go wrong with.
const ODD: [u64; 14] = [
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0xffff,
    0x10_0000,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    0xffff_ffff_ffff_ffff,
];
/// Words that JSON goes wrong with.
const WORDS: [&str; 22] = [
    "[",
    "{",
    "]",
    "}",
    "\"",
    ",",
    ":",
    "null",
    "true",
    "-1",
    "1e999",
    "0.1",
    "-0.0",
    "1.0",
    "{}",
    "[]",
    "9223372036854775808",
    "18446744073709551616",
    "\\u0000",
    "\\ud800",
    "\u{0}",
    "\"更正\"",
];
/// What the formats begin with.
const MAGICS: [&[u8]; 6] = [
    b"SNW\x01",
    b"SNW\x02",
    b"SNBUNDLE\x01",
    b"SN1-",
    b"SNW\x01\x28\xb5\x2f\xfd",
    b"",
];
const BUNDLE: &[u8] = b"SNBUNDLE\x01";
/// A bomb takes as long as thousands of other inputs.
const BOMBS: usize = 10_000;
/// Longer inputs are rarely mutated: there are enough short ones.
const LONG: usize = 20_000;

pub struct Mutator {
    chance: Chance,
    seeds: Vec<Vec<u8>>,
    /// Which decoders read which seed.
    readers: Vec<Vec<usize>>,
    decoders: usize,
    /// How many bombs there were.
    pub bombs: u64,
}

impl Mutator {
    pub fn new(chance: Chance, corpus: Vec<(String, Vec<u8>)>, decoders: &[Decoder]) -> Self {
        let seeds = corpus.into_iter().map(|(_, bytes)| bytes);
        let seeds: Vec<Vec<u8>> = seeds.filter(|bytes| !is_bomb(bytes)).collect();
        let readers_of = |seed: &Vec<u8>| {
            let all = 0..decoders.len();
            all.filter(|n| (decoders[*n].read)(seed).reads()).collect()
        };
        let readers = seeds.iter().map(readers_of).collect();
        Self {
            chance,
            seeds,
            readers,
            decoders: decoders.len(),
            bombs: 0,
        }
    }

    /// A decoder, and an input for it.
    pub fn next(&mut self) -> (usize, Vec<u8>) {
        let which = self.seed();
        // Mostly for somebody who reads the seed itself: the others stop at its first bytes.
        let readers = &self.readers[which];
        let decoder = if readers.is_empty() || self.chance.one_in(8) {
            self.chance.below(self.decoders)
        } else {
            *self.chance.of(readers)
        };
        if self.chance.one_in(BOMBS) {
            self.bombs += 1;
            return (decoder, bomb(&mut self.chance));
        }
        let seed = self.seeds[which].clone();
        let other = self.seed();
        let chance = &mut self.chance;
        let input = match chance.below(10) {
            0 => {
                let length = chance.below(200);
                [*chance.of(&MAGICS), &chance.bytes(length)].concat()
            }
            1..=4 => below_the_packing(chance, &seed, &self.seeds[other]),
            _ => mutated(chance, seed, &self.seeds[other]),
        };
        (decoder, input)
    }

    fn seed(&mut self) -> usize {
        let which = self.chance.below(self.seeds.len());
        if self.seeds[which].len() > LONG && !self.chance.one_in(20) {
            return self.seed();
        }
        which
    }
}

/// What is inside a message is mutated and packed again; a bundle's hash is made right again.
fn below_the_packing(chance: &mut Chance, seed: &[u8], other: &[u8]) -> Vec<u8> {
    if let Ok(json) = unpack(seed, MESSAGE) {
        let other = unpack(other, MESSAGE).unwrap_or_default();
        let json = mutated(chance, json, &other);
        return pack(&json, MESSAGE).unwrap_or(json);
    }
    let mut input = mutated(chance, seed.to_vec(), other);
    if input.starts_with(BUNDLE) && input.len() > 140 {
        let length = u64::try_from(input.len()).unwrap().to_le_bytes();
        input[9..17].copy_from_slice(&length);
        let hashed = input.len() - 96;
        let hash = blake3::hash(&input[..hashed]);
        input[hashed..hashed + 32].copy_from_slice(hash.as_bytes());
    }
    input
}

fn mutated(chance: &mut Chance, mut input: Vec<u8>, other: &[u8]) -> Vec<u8> {
    for _ in 0..=chance.below(4) {
        mutate(chance, &mut input, other);
    }
    input
}

fn mutate(chance: &mut Chance, input: &mut Vec<u8>, other: &[u8]) {
    let at = chance.below(input.len());
    match chance.below(12) {
        0 | 1 if !input.is_empty() => input[at] ^= 1 << chance.below(8),
        2 if !input.is_empty() => input[at] = chance.byte(),
        3 => input.truncate(at),
        4 => {
            let length = chance.below(40);
            input.extend(chance.bytes(length));
        }
        // The beginning of one and the end of the other.
        5 => {
            input.truncate(at);
            input.extend(&other[chance.below(other.len() + 1)..]);
        }
        6 => {
            let end = at + chance.below((input.len() - at).min(30) + 1);
            let part = input[at..end].to_vec();
            input.splice(at..at, part);
        }
        7 => {
            let end = at + chance.below((input.len() - at).min(30) + 1);
            input.drain(at..end);
        }
        8 => length_field(chance, input, at),
        9 => number(chance, input, at),
        10 => {
            let deep = chance.one_in(10);
            let word = chance.of(&WORDS).repeat(if deep { 60 } else { 1 });
            input.splice(at..at, word.into_bytes());
        }
        _ => {
            let word = chance.of(&WORDS).as_bytes();
            let end = (at + word.len()).min(input.len());
            input.splice(at..end, word.iter().copied());
        }
    }
}

/// An odd number, or one near the length, written over one, two, four or eight bytes.
fn length_field(chance: &mut Chance, input: &mut [u8], at: usize) {
    let length = u64::try_from(input.len()).unwrap();
    let near = [length, length.wrapping_sub(1), length + 1, length / 2];
    let value = if chance.one_in(2) {
        *chance.of(&ODD)
    } else {
        *chance.of(&near)
    };
    let bytes = if chance.one_in(4) {
        value.to_be_bytes()
    } else {
        value.to_le_bytes()
    };
    let width = *chance.of(&[1, 2, 4, 8]);
    let end = (at + width).min(input.len());
    input[at..end].copy_from_slice(&bytes[..end - at]);
}

/// The digits after a place, exchanged for an odd number.
fn number(chance: &mut Chance, input: &mut Vec<u8>, at: usize) {
    let digit = |byte: &u8| byte.is_ascii_digit();
    let Some(start) = input[at..].iter().position(digit).map(|n| at + n) else {
        return;
    };
    let length = input[start..].iter().take_while(|it| digit(it)).count();
    let odd = chance.of(&ODD).to_string();
    input.splice(start..start + length, odd.into_bytes());
}

/// Of the corpus's own bombs each mutation is one: they would take all the time there is.
fn is_bomb(bytes: &[u8]) -> bool {
    matches!(
        unpack(bytes, MESSAGE),
        Err(WireFault::TooLarge { .. } | WireFault::TooDeep)
    )
}

/// Few bytes that would become many, in ways that a compressor makes them or says it would.
fn bomb(chance: &mut Chance) -> Vec<u8> {
    let byte = *chance.of(b"[{\"0 ");
    let length = *chance.of(&[1 << 20, (64 << 20) - 1, 64 << 20, (64 << 20) + 1, 100 << 20]);
    let wide = songnuan_sync::wire::Bounds {
        unpacked: usize::MAX,
        ..MESSAGE
    };
    let mut packed = pack(&vec![byte; length], wide).unwrap();
    // Frame header: the descriptor and what comes after it say sizes and windows.
    if chance.one_in(2) {
        for at in 8..packed.len().min(8 + chance.below(8)) {
            packed[at] = chance.byte();
        }
    }
    packed
}
