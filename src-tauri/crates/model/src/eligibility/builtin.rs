//! The packs that come with the program, as text (to copy and edit) and parsed.

use super::pack::Pack;
use super::parse::parse;
use super::reader::PackProblem;

macro_rules! built_in {
    ($($id:literal),* $(,)?) => {
        [$(($id, include_str!(concat!("../../../../../assets/policy/", $id, ".toml")))),*]
    };
}

/// Id and TOML text of every built-in pack, in the order they are offered.
pub const BUILT_IN: [(&str, &str); 19] = built_in![
    "demo-a",
    "demo-b",
    "demo-c",
    "shenzhen-2017",
    "xingtai-2021",
    "qingdao",
    "anqing-2025",
    "national-2016",
    "central-2015",
    "shanghai-2019",
    "hubei",
    "caps-10-8",
    "digest-2025",
    "anhui-condolence",
    "guizhou-condolence",
    "condolence-2025",
    "tianmen-2024",
    "xianning-2025",
    "xiangyang-2017",
];

/// The TOML text of a built-in pack.
pub fn built_in_text(id: &str) -> Option<&'static str> {
    BUILT_IN
        .iter()
        .find(|(known, _)| *known == id)
        .map(|(_, text)| *text)
}

/// Every built-in pack; a test holds that all of them parse.
pub fn built_in_packs() -> Result<Vec<Pack>, Vec<PackProblem>> {
    BUILT_IN.iter().map(|(_, text)| parse(text)).collect()
}
