//! Packs and questions the cap tests share.

#![allow(dead_code, clippy::unwrap_used)] // each test binary uses its part

use songnuan_model::caps::{Ask, CapRoom, Used, room};
use songnuan_model::eligibility::{Pack, built_in_text, parse};
use songnuan_model::money::{Fen, parse_yuan};
use songnuan_model::records::AidKind;

pub fn pack(id: &str) -> Pack {
    parse(built_in_text(id).unwrap()).unwrap()
}

/// A pack with the dibao line of its samples, 970.00.
pub fn with_line(id: &str) -> Pack {
    let line = "[[dibao_line]]\nfrom = 2010-01-01\nyuan = \"970.00\"\nsource = \"样例\"\n\n";
    let text = built_in_text(id).unwrap();
    parse(&text.replacen("[[version]]", &format!("{line}[[version]]"), 1)).unwrap()
}

pub fn fen(yuan: &str) -> Fen {
    parse_yuan(yuan).unwrap()
}

pub fn ask<'a>(kind: AidKind, category: &'a str) -> Ask<'a> {
    Ask {
        kind,
        on: "2025-06-01".parse().unwrap(),
        category,
        occasion: None,
        amount: Fen(100),
        cost: None,
        students: 0,
    }
}

/// The tightest room, with nothing given yet.
pub fn tightest(pack: &Pack, ask: &Ask) -> CapRoom {
    let rooms = room(pack, ask, &Used::default());
    rooms.into_iter().next().unwrap()
}
