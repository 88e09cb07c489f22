//! The workbooks that go to the county (DOMAIN §3.8): 实名制汇总表 of a campaign, 送温暖统计表.

use std::collections::{BTreeMap, HashMap, HashSet};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{
    Campaign, CampaignItem, CountUnit, HardshipFile, Person, UnionOrg, VisitState,
};
use songnuan_model::roles::Act;
use songnuan_reports::xlsx::{
    CellValue, Column, ColumnKind, HardshipRosterRow, TableSpec, hardship_roster, table_xlsx,
};
use songnuan_store::Store;

use super::export::{XLSX, file_part};
use super::federations::Federations;
use crate::app::App;
use crate::commands::figures::CountyExport;
use crate::commands::internal;
use crate::commands::shared::FileBytes;
use crate::error::{AppError, AppResult};
use crate::files::{code_label, day_unix, roster_row};

/// Writes one of them; full numbers, because the county needs them, and the access is logged.
pub async fn county_export(app: &App, request: CountyExport) -> AppResult<FileBytes> {
    let session = app.require(Act::Export).await?;
    let store = session.store;
    let campaign: Campaign = store
        .get(&request.campaign_id)
        .await?
        .ok_or_else(|| AppError::not_found("这个活动"))?;
    let mut items: Vec<CampaignItem> = store.children(&campaign.id).await?;
    items.retain(|item| item.removed_reason.is_none());
    items.sort_by_key(|item| item.seq);
    if items.is_empty() {
        return Err(AppError::invalid(format!(
            "“{}”的名单上还没有人，没有生成表格。请先排好名单。",
            campaign.name
        )));
    }
    let settings = crate::session::settings_of(&store).await?;
    let today = app.host().today();
    let unit = settings.org_name.as_str();
    let (mut table, what) = match request.sheet.as_str() {
        "roster" => {
            let rows = roster(&store, &campaign, &items, today).await?;
            let table = hardship_roster(unit, &rows, day_unix(today));
            (table, "困难职工汇总表")
        }
        "warmth_stats" => (warmth(&store, unit, &items).await?, "送温暖统计表"),
        other => {
            return Err(AppError::invalid(format!(
                "没有“{other}”这种表。可以导出 roster(实名制汇总表)或 warmth_stats(送温暖统计表)。"
            )));
        }
    };
    table.title = format!("{}{}", campaign.name, table.title);
    table.created_unix = day_unix(today);
    let entry = songnuan_store::AccessEntry {
        at: app.now()?,
        who: session.user,
        record_id: campaign.id.clone(),
        field: format!("county_{}", request.sheet),
        reason: format!("导出{what} {} 条", items.len()),
    };
    store.log_access(&entry).await?;
    let bytes = tokio::task::spawn_blocking(move || table_xlsx(&table))
        .await
        .map_err(internal)?
        .map_err(|error| AppError::invalid(error.to_string()))?;
    Ok(FileBytes {
        file_name: format!("{}-{what}-{}.xlsx", file_part(unit), today.format("%Y%m%d")),
        media_type: XLSX.to_owned(),
        base64: STANDARD.encode(bytes),
        warnings: Vec::new(),
        pages: 0,
    })
}

/// One row per recipient: the file's own row with what this campaign gives; who has no file has a
/// row with what the list knows.
async fn roster(
    store: &Store,
    campaign: &Campaign,
    items: &[CampaignItem],
    today: chrono::NaiveDate,
) -> AppResult<Vec<HardshipRosterRow>> {
    let ids: Vec<Id> = items.iter().map(|item| item.person_id.clone()).collect();
    let people = store.get_many::<Person>(&ids).await?;
    let people: HashMap<&Id, &Person> = people.iter().map(|p| (&p.id, p)).collect();
    let mut rows = Vec::with_capacity(items.len());
    for item in items {
        let mut row = match &item.file_id {
            Some(file) => roster_row(store, file, today).await?,
            None => {
                let person = people.get(&item.person_id);
                HardshipRosterRow {
                    division: person
                        .and_then(|p| p.hukou_division.clone())
                        .unwrap_or_default(),
                    name: person.map(|p| p.name.clone()).unwrap_or_default(),
                    sex: person
                        .and_then(|p| p.sex)
                        .map(|sex| sex.label().to_owned())
                        .unwrap_or_default(),
                    id_no: person.map(|p| p.id_no.clone()).unwrap_or_default(),
                    mobile: person.and_then(|p| p.mobile.clone()).unwrap_or_default(),
                    category: code_label("category", &item.category),
                    remark: "未建档".to_owned(),
                    ..HardshipRosterRow::default()
                }
            }
        };
        if let Some(employer) = &item.employer {
            row.employer.clone_from(employer);
        }
        if let Some(card) = &item.card_no {
            row.card_no.clone_from(card);
            row.bank = item.bank.clone().unwrap_or_default();
        }
        row.aid_item = format!("{} {}", campaign.name, item.aid_kind.label());
        row.aid_fen = Some(item.amount.0);
        rows.push(row);
    }
    Ok(rows)
}

/// One federation's line of 送温暖统计表.
#[derive(Default)]
struct Warmth {
    employers: HashSet<String>,
    in_trouble: HashSet<String>,
    households: i64,
    persons: i64,
    visits: i64,
    money: i64,
    goods: i64,
    migrants: i64,
    model_workers: i64,
    new_forms: i64,
    front_line: i64,
}

impl Warmth {
    fn add(&mut self, item: &CampaignItem, file: Option<&HardshipFile>, employer: Option<&str>) {
        if let Some(employer) = employer {
            self.employers.insert(employer.to_owned());
            let state = file.and_then(|file| file.employer_state.as_deref());
            if state.is_some_and(|state| state != "normal") {
                self.in_trouble.insert(employer.to_owned());
            }
        }
        match item.unit {
            CountUnit::Household => self.households += 1,
            CountUnit::Person => self.persons += 1,
        }
        self.visits += i64::from(item.outcome == VisitState::Visited);
        self.money += item.amount.0;
        self.goods += item.goods_value.unwrap_or_default().0;
        let says = |words: &[&str]| words.iter().any(|word| item.category.contains(word));
        self.migrants += i64::from(says(&["农民工"]));
        let honoured = file.and_then(|file| file.model_worker_kind.as_deref());
        let honoured = honoured.is_some_and(|kind| kind != "none");
        self.model_workers += i64::from(honoured || says(&["劳模", "劳动模范"]));
        self.new_forms += i64::from(says(&["新就业", "快递", "外卖", "网约"]));
        self.front_line += i64::from(says(&["一线"]));
    }

    fn row(&self, label: &str) -> Vec<CellValue> {
        let size = |set: &HashSet<String>| i64::try_from(set.len()).unwrap_or(i64::MAX);
        vec![
            CellValue::text(label),
            CellValue::Integer(size(&self.employers)),
            CellValue::Integer(size(&self.in_trouble)),
            CellValue::Integer(self.households),
            CellValue::Integer(self.persons),
            CellValue::Integer(self.visits),
            CellValue::Fen(self.money),
            CellValue::text(Fen(self.money).wan()),
            CellValue::Fen(self.goods),
            CellValue::text(Fen(self.goods).wan()),
            CellValue::Integer(self.migrants),
            CellValue::Integer(self.model_workers),
            CellValue::Integer(self.new_forms),
            CellValue::Integer(self.front_line),
        ]
    }
}

/// 送温暖统计表, one line per federation: an employer stands under one of them only, so that the
/// sum row is right.
async fn warmth(store: &Store, unit: &str, items: &[CampaignItem]) -> AppResult<TableSpec> {
    let federations = Federations::new(&store.all::<UnionOrg>().await?, unit);
    let ids: Vec<Id> = items
        .iter()
        .filter_map(|item| item.file_id.clone())
        .collect();
    let files = store.get_many::<HardshipFile>(&ids).await?;
    let files: HashMap<&Id, &HardshipFile> = files.iter().map(|f| (&f.id, f)).collect();
    let mut lines: BTreeMap<String, Warmth> = BTreeMap::new();
    for item in items {
        let file = item.file_id.as_ref().and_then(|id| files.get(id).copied());
        let employer = item
            .employer
            .as_deref()
            .or_else(|| file.and_then(|file| file.employer.as_deref()));
        let org = file.and_then(|file| file.org_id.as_ref());
        let line = lines.entry(federations.above(org, employer));
        line.or_default().add(item, file, employer);
    }
    use ColumnKind::{Amount, Count, Text};
    let columns = [
        ("联合会", 30.0, Text),
        ("走访企业数(家)", 10.0, Count),
        ("其中困难企业(家)", 10.0, Count),
        ("慰问职工(户)", 10.0, Count),
        ("慰问职工(人)", 10.0, Count),
        ("走访(人次)", 10.0, Count),
        ("发放慰问金(元)", 16.0, Amount),
        ("发放慰问金(万元)", 14.0, Text),
        ("慰问品折款(元)", 16.0, Amount),
        ("慰问品折款(万元)", 14.0, Text),
        ("其中农民工", 9.0, Count),
        ("其中劳模", 9.0, Count),
        ("其中新就业形态", 9.0, Count),
        ("其中一线职工", 9.0, Count),
    ];
    Ok(TableSpec {
        sheet: "送温暖统计表".to_owned(),
        title: "送温暖统计表".to_owned(),
        note_left: format!("填报单位：{unit}"),
        note_right: "单位：元、万元；户、人、人次分列，不相加".to_owned(),
        columns: columns
            .map(|(header, width, kind)| Column::new(header, width, kind))
            .to_vec(),
        rows: lines.iter().map(|(label, line)| line.row(label)).collect(),
        total_label: Some("合计".to_owned()),
        protect_header: true,
        created_unix: 0,
    })
}
