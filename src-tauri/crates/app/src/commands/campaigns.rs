//! Campaigns: the list of recipients, candidates, checks, visits by visitor, goods. Amounts are fen.

use serde::{Deserialize, Serialize};
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{AidKind, Campaign, CampaignItem, CountUnit, GoodsEntry, VisitState};
use ts_rs::TS;

/// Filters of the campaign list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct CampaignQuery {
    pub year: Option<i32>,
}

/// Sums over a list; 户, 人, 人次 and 件 stand apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct ListTotals {
    pub items: u32,
    /// 户
    pub households: u32,
    /// 人
    pub persons: u32,
    pub amount: Fen,
    pub goods_value: Fen,
    /// What the ledger says has reached them.
    pub paid: Fen,
    /// In a batch that is not cancelled, paid or not.
    pub in_batch: Fen,
    pub visited: u32,
    pub not_home: u32,
    pub refused: u32,
    pub unreachable: u32,
    pub unassigned: u32,
}

/// A campaign in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CampaignRow {
    pub campaign: Campaign,
    pub season_label: String,
    pub state_label: String,
    pub totals: ListTotals,
    pub batches_n: u32,
}

/// A campaign with everything the page's head shows.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CampaignDetail {
    pub row: CampaignRow,
    pub by_category: Vec<CategoryTotal>,
    pub visitors: Vec<VisitorProgress>,
    /// Names to offer as visitors: users and those already assigned.
    pub visitor_names: Vec<String>,
    /// The pack whose caps hold.
    pub pack: String,
}

/// Sums of one category.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CategoryTotal {
    pub category: String,
    pub label: String,
    pub households: u32,
    pub persons: u32,
    pub amount: Fen,
}

/// How far a visitor is.
#[derive(Clone, Debug, Serialize, TS)]
pub struct VisitorProgress {
    /// Empty: not assigned to anybody.
    pub visitor: String,
    pub assigned: u32,
    pub visited: u32,
    pub not_home: u32,
    pub refused: u32,
    pub unreachable: u32,
    /// Analysis written, of those visited.
    pub analysed: u32,
    /// Summary written, of those visited.
    pub summarised: u32,
}

/// Adds or changes a campaign; an empty id adds one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct CampaignSave {
    pub campaign: Campaign,
}

/// Who might go on the list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct CandidateQuery {
    pub campaign_id: Option<Id>,
    /// Only active files (default of the wizard); otherwise files of any state.
    pub active_only: bool,
    /// Nothing paid to the household since 1 January of the campaign's year.
    pub not_helped_this_year: bool,
    /// Was on the list of the campaign of the same season a year before.
    pub on_last_list: bool,
    /// A visit in a ward, or an illness as cause.
    pub in_hospital: bool,
    pub model_workers: bool,
    /// Codes of table `category`; empty = all.
    pub categories: Vec<String>,
    /// Codes of table `cause`; empty = all.
    pub causes: Vec<String>,
    pub text: String,
}

/// What somebody should know before this person goes on the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Flag {
    /// `deceased`, `moved`, `exited`, `no_file`, `already_listed`, `helped_twice`, `no_card`,
    /// `card_luhn`, `holder_differs`, `amount_missing`, `over_cap` …
    pub code: String,
    /// The sentence, in Chinese.
    pub text: String,
    /// True: cannot be paid like this. False: to be looked at.
    pub blocking: bool,
}

/// One candidate.
#[derive(Clone, Serialize, TS)]
pub struct Candidate {
    pub file_id: Id,
    pub file_no: String,
    pub person_id: Id,
    pub household_id: Id,
    pub name: String,
    pub id_masked: String,
    pub employer: Option<String>,
    pub village: Option<String>,
    pub category: String,
    pub category_label: String,
    /// What the campaign's rules would give.
    pub amount: Fen,
    pub goods: Option<String>,
    /// Amount on the list of the same season a year before.
    pub last_amount: Option<Fen>,
    /// Paid to the household in the campaign's year so far.
    pub helped_this_year: Fen,
    pub in_list: bool,
    pub flags: Vec<Flag>,
}

/// Puts people on the list: by file, or a person without one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ItemsAdd {
    pub campaign_id: Id,
    pub items: Vec<ItemDraft>,
}

/// One to be put on the list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ItemDraft {
    /// The file, or …
    pub file_id: Option<Id>,
    /// … a person without one.
    pub person_id: Option<Id>,
    pub unit: Option<CountUnit>,
    pub category: Option<String>,
    pub aid_kind: Option<AidKind>,
    /// `None` = by the campaign's rules.
    pub amount: Option<Fen>,
    pub goods: Option<String>,
    pub temporary_reason: Option<String>,
    pub note: Option<String>,
}

/// Filters of the list.
#[derive(Clone, Debug, Default, Deserialize, TS)]
#[serde(default)]
pub struct ItemQuery {
    pub campaign_id: Option<Id>,
    pub text: String,
    pub category: Option<String>,
    pub assignee: Option<String>,
    pub outcome: Option<VisitState>,
    /// Only those not yet in a batch.
    pub unbatched: bool,
    /// Also those taken off the list.
    pub removed: bool,
    pub offset: u32,
    /// 0 = everything.
    pub limit: u32,
}

/// A page of the list.
#[derive(Clone, Serialize, TS)]
pub struct ItemList {
    pub rows: Vec<ItemRow>,
    pub totals: ListTotals,
    /// Items that match.
    pub total: u32,
}

/// One recipient on the list. Card and ID are masked; `item.card_no` is empty here.
#[derive(Clone, Serialize, TS)]
pub struct ItemRow {
    pub item: CampaignItem,
    pub name: String,
    pub id_masked: String,
    pub card_masked: Option<String>,
    pub file_no: Option<String>,
    pub category_label: String,
    pub aid_kind_label: String,
    pub outcome_label: String,
    /// Batch it is in, with its number and what became of the line.
    pub batch_id: Option<Id>,
    pub batch_no: Option<String>,
    pub paid_label: Option<String>,
    pub flags: Vec<Flag>,
}

/// Changes items. An empty `card_no` keeps the stored one.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ItemsSave {
    pub items: Vec<CampaignItem>,
    /// A card that fails Luhn was typed a second time, the same.
    pub card_confirmed: bool,
}

/// Takes people off the list, or puts them back (`reason` empty).
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ItemsRemove {
    pub ids: Vec<Id>,
    pub reason: String,
}

/// Says who goes there; empty = nobody.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct ItemsAssign {
    pub ids: Vec<Id>,
    pub assignee: String,
}

/// What the list as a whole should be looked at for.
#[derive(Clone, Serialize, TS)]
pub struct CampaignChecks {
    pub duplicates: Vec<DuplicateView>,
    /// Deceased, moved, exited, no file, over a cap …, by item.
    pub flags: Vec<ItemFlag>,
    pub compared: Option<ListComparison>,
}

/// The same person, household, phone or card twice: in this list or across campaigns and funds.
#[derive(Clone, Serialize, TS)]
pub struct DuplicateView {
    /// `person`, `household`, `phone`, `card`.
    pub by: String,
    /// The sentence that explains it.
    pub text: String,
    pub item_ids: Vec<Id>,
    /// The other campaign, when it is not this one.
    pub other_campaign: Option<String>,
}

/// A flag on an item.
#[derive(Clone, Serialize, TS)]
pub struct ItemFlag {
    pub item_id: Id,
    pub name: String,
    pub flag: Flag,
}

/// This list against the one of the same season a year before.
#[derive(Clone, Serialize, TS)]
pub struct ListComparison {
    pub last_campaign: String,
    /// On this list, not on the last one.
    pub new: Vec<ComparedRow>,
    /// On the last list, not on this one.
    pub gone: Vec<ComparedRow>,
    /// On both, with another amount.
    pub changed: Vec<ComparedRow>,
    /// On both, the same.
    pub same_n: u32,
}

/// One person in the comparison.
#[derive(Clone, Serialize, TS)]
pub struct ComparedRow {
    pub person_id: Id,
    pub file_id: Option<Id>,
    pub name: String,
    pub before: Option<Fen>,
    pub now: Option<Fen>,
    /// Why somebody may be gone: 脱困, 注销, 去世 …
    pub remark: String,
}

/// How much more somebody may get.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct RoomQuery {
    pub campaign_id: Option<Id>,
    pub person_id: Option<Id>,
    pub file_id: Option<Id>,
    pub aid_kind: AidKind,
    /// What is being typed.
    pub amount: Fen,
    /// Own out-of-pocket cost or loss, where the rule needs it.
    pub cost: Option<Fen>,
    /// An item or line already counted, to be left out.
    pub item_id: Option<Id>,
}

/// The room under every cap, tightest first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Room {
    pub rows: Vec<RoomRow>,
    /// The least of the rows; `None` = no cap.
    pub left: Option<Fen>,
    /// The sentence shown under the field, e.g. `本户今年还可发生活救助 8,640.00 元`.
    pub text: String,
    pub over: bool,
}

/// One cap with what is used of it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct RoomRow {
    pub text: String,
    pub article: String,
    pub limit: Fen,
    pub used: Fen,
    pub left: Fen,
    /// Approval above the township, e.g. `须报省总工会批准`.
    pub approval: Option<String>,
}

/// Goods of a campaign: what is where.
#[derive(Clone, Serialize, TS)]
pub struct GoodsBook {
    pub rows: Vec<GoodsRow>,
    pub entries: Vec<GoodsEntryView>,
    /// Sentences: more given than handed out, counted other than computed.
    pub problems: Vec<String>,
}

/// One kind of goods with one holder; empty holder = the store.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct GoodsRow {
    pub goods: String,
    pub holder: String,
    pub received: u32,
    pub handed_out: u32,
    pub given: u32,
    pub returned: u32,
    pub counted: Option<u32>,
    /// Pieces that should be there.
    pub left: i64,
}

/// A movement with its words.
#[derive(Clone, Serialize, TS)]
pub struct GoodsEntryView {
    pub entry: GoodsEntry,
    pub kind_label: String,
    pub recipient: Option<String>,
}

/// Adds movements of goods.
#[derive(Clone, Debug, Deserialize, TS)]
pub struct GoodsAdd {
    pub campaign_id: Id,
    pub entries: Vec<GoodsEntry>,
}
