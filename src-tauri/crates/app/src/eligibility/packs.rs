//! The policy packs of this unit: the built-in ones, and those copied or edited here.

use songnuan_model::eligibility::{BUILT_IN, Pack, PackProblem, check, parse};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::describe::{rows, summary};
use crate::app::App;
use crate::commands::eligibility::{PackProblemView, PackRef, PackSummary, PackText, PackView};
use crate::commands::internal;
use crate::commands::shared::Nothing;
use crate::error::{AppError, AppResult, Code};

/// Settings of own packs are called `pack:<id>` and hold the TOML text.
const PREFIX: &str = "pack:";

/// Longest pack kept, bytes; the built-in ones stay under 8,000.
const TEXT_LIMIT: usize = 256 << 10;

/// A pack with its text.
struct Held {
    pack: Pack,
    text: String,
    own: bool,
}

/// Every pack that can be used: own packs win over built-in ones of the same id.
///
/// An own pack this program cannot read (written by a newer one) is left alone and not offered.
async fn held(store: &Store) -> AppResult<Vec<Held>> {
    let mut held = Vec::new();
    for (id, text) in BUILT_IN {
        let pack = parse(text).map_err(|_| internal(format!("built-in pack {id}")))?;
        held.push(Held {
            pack,
            text: text.to_owned(),
            own: false,
        });
    }
    for (name, text) in store.settings().await? {
        let Some(id) = name.strip_prefix(PREFIX) else {
            continue;
        };
        let Ok(pack) = parse(&text) else { continue };
        held.retain(|other| other.pack.id != id);
        held.push(Held {
            pack,
            text,
            own: true,
        });
    }
    Ok(held)
}

/// The pack of this id, own before built-in.
pub async fn load_pack(store: &Store, id: &str) -> AppResult<Pack> {
    Ok(find(held(store).await?, id)?.pack)
}

fn find(held: Vec<Held>, id: &str) -> AppResult<Held> {
    let unknown = || AppError::with(Code::PackUnknown, [("id", id.to_owned())]);
    held.into_iter()
        .find(|held| held.pack.id == id)
        .ok_or_else(unknown)
}

fn view(held: Held) -> PackView {
    PackView {
        summary: summary(&held.pack, held.own),
        rows: rows(&held.pack),
        toml: held.text,
    }
}

/// All packs.
pub async fn pack_list(app: &App, _: Nothing) -> AppResult<Vec<PackSummary>> {
    let held = held(&app.store().await?).await?;
    Ok(held
        .iter()
        .map(|held| summary(&held.pack, held.own))
        .collect())
}

/// One pack as text and in words.
pub async fn pack_get(app: &App, request: PackRef) -> AppResult<PackView> {
    Ok(view(find(held(&app.store().await?).await?, &request.id)?))
}

/// What is wrong with an edited pack; nothing is saved.
pub async fn pack_check(app: &App, request: PackText) -> AppResult<Vec<PackProblemView>> {
    let problems = problems(&held(&app.store().await?).await?, &request);
    let views = problems.into_iter();
    Ok(views
        .map(|p| PackProblemView {
            place: p.place,
            message: p.message,
        })
        .collect())
}

fn problems(held: &[Held], request: &PackText) -> Vec<PackProblem> {
    if request.toml.len() > TEXT_LIMIT {
        return vec![PackProblem::new(
            "政策包",
            "内容太长，请核对是不是粘贴了别的文件。",
        )];
    }
    let id = parse(&request.toml).map(|pack| pack.id).unwrap_or_default();
    // Saving under the id it was opened with replaces it; any other id must be free.
    let replaced = request.based_on.as_deref() == Some(id.as_str());
    let others: Vec<Pack> = held
        .iter()
        .filter(|other| !(replaced && other.pack.id == id))
        .map(|other| other.pack.clone())
        .collect();
    check(&others, &request.toml)
}

/// Saves an edited or copied pack under its id; refused while anything is wrong with it.
pub async fn pack_save(app: &App, request: PackText) -> AppResult<PackView> {
    let store = app.store_for(Act::EditPolicy).await?;
    let problems = problems(&held(&store).await?, &request);
    if !problems.is_empty() {
        let detail: Vec<_> = problems
            .iter()
            .take(3)
            .map(|p| format!("{}:{}", p.place, p.message))
            .collect();
        let params = [
            ("count", problems.len().to_string()),
            ("detail", detail.join(" ")),
        ];
        return Err(AppError::with(Code::PackInvalid, params));
    }
    let pack = parse(&request.toml).map_err(|_| internal("checked pack"))?;
    store
        .set_setting(&format!("{PREFIX}{}", pack.id), Some(&request.toml))
        .await?;
    Ok(view(Held {
        pack,
        text: request.toml,
        own: true,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn built_in() -> Vec<Held> {
        BUILT_IN
            .iter()
            .map(|(_, text)| Held {
                pack: parse(text).unwrap(),
                text: (*text).to_owned(),
                own: false,
            })
            .collect()
    }

    #[test]
    fn an_id_is_taken_unless_it_is_the_pack_being_edited() {
        let text = built_in().remove(0).text;
        let ask = |toml: &str, based_on: Option<&str>| {
            let request = PackText {
                toml: toml.to_owned(),
                based_on: based_on.map(str::to_owned),
            };
            problems(&built_in(), &request)
                .into_iter()
                .map(|p| p.place)
                .collect::<Vec<_>>()
        };
        assert_eq!(ask(&text, Some("demo-a")), Vec::<String>::new());
        assert_eq!(ask(&text, Some("demo-b")), ["id"]);
        assert_eq!(ask(&text, None), ["id"]);
        // A copy needs a name of its own too.
        let copy = text.replace("id = \"demo-a\"", "id = \"ours\"");
        assert_eq!(ask(&copy, Some("demo-a")), ["name"]);
        let renamed = copy.replace("（样例A）", "（本镇）");
        assert_eq!(ask(&renamed, Some("demo-a")), Vec::<String>::new());
    }
}
