//! Users, roles, passwords, and who may do what.

use serde_json::{Value, json};
use songnuan_app::error::Code;
use songnuan_app::testing::sit_down;
use songnuan_model::records::Role;

use super::support::{CLERK, Unit, unit};

fn user(id: &Value, name: &str, roles: &[&str], active: bool, password: Option<&str>) -> Value {
    json!({
        "id": id, "name": name, "roles": roles, "active": active, "password": password,
        "note": null,
    })
}

fn new(name: &str, roles: &[&str]) -> Value {
    user(&json!(""), name, roles, true, Some("chu-shi-mi-ma"))
}

async fn names(unit: &Unit) -> Vec<String> {
    let list = unit.ok("user_list", json!({})).await;
    let list = list.as_array().unwrap().iter();
    list.map(|view| view["user"]["name"].as_str().unwrap().to_owned())
        .collect()
}

#[tokio::test]
async fn the_founder_names_others_and_each_comes_in_with_an_own_password() {
    let unit = unit().await;
    let list = unit.ok("user_list", json!({})).await;
    assert_eq!(list[0]["roles_label"], "管理员、干事");
    assert_eq!(list[0]["me"], true);
    let no_password = user(&json!(""), "杨主席", &["leader"], true, None);
    let refused = unit.refused("user_save", no_password).await;
    assert!(refused.message.contains("还没有密码"), "{refused}");
    let short = user(&json!(""), "杨主席", &["leader"], true, Some("12345"));
    assert_eq!(
        unit.refused("user_save", short).await.code,
        Code::PasswordTooShort
    );
    let leader = unit.ok("user_save", new("杨主席", &["leader"])).await;
    assert_eq!(leader["has_password"], true);
    assert_eq!(
        names(&unit).await,
        [CLERK, "杨主席"],
        "the founder is recorded too"
    );
    let taken = unit.refused("user_save", new("杨主席", &["clerk"])).await;
    assert!(taken.message.contains("已经有叫"), "{taken}");
    unit.ok("lock", json!({})).await;
    let came = json!({ "user": "杨主席", "password": "chu-shi-mi-ma" });
    let state = unit.ok("unlock", came).await;
    assert_eq!(state["roles"], json!(["leader"]));
    let refused = unit.refused("user_list", json!({})).await;
    assert_eq!(refused.code, Code::NotAllowed);
    let change = json!({ "old_password": "chu-shi-mi-ma", "new_password": "zi-ji-de-mi-ma" });
    unit.ok("change_password", change).await;
    unit.ok("lock", json!({})).await;
    let came = json!({ "user": "杨主席", "password": "zi-ji-de-mi-ma" });
    unit.ok("unlock", came).await;
}

#[tokio::test]
async fn the_last_administrator_stays_and_a_name_never_changes() {
    let unit = unit().await;
    unit.ok("user_save", new("陆会计", &["finance"])).await;
    let list = unit.ok("user_list", json!({})).await;
    let (me, other) = (&list[0]["user"]["id"], &list[1]["user"]["id"]);
    let less = user(me, CLERK, &["clerk"], true, None);
    let refused = unit.refused("user_save", less.clone()).await;
    assert!(refused.message.contains("没有管理员"), "{refused}");
    let off = user(me, CLERK, &["administrator"], false, None);
    unit.refused("user_save", off).await;
    let renamed = user(other, "陆出纳", &["finance"], true, None);
    let refused = unit.refused("user_save", renamed).await;
    assert!(refused.message.contains("名字不能改"), "{refused}");
    unit.ok(
        "user_save",
        user(other, "陆会计", &["finance", "administrator"], true, None),
    )
    .await;
    unit.ok("user_save", less).await;
    // The own right ends at once.
    let refused = unit.refused("user_list", json!({})).await;
    assert_eq!(refused.code, Code::NotAllowed);
}

#[tokio::test]
async fn somebody_deactivated_does_not_come_in_again() {
    let unit = unit().await;
    let leader = unit.ok("user_save", new("杨主席", &["leader"])).await;
    let id = &leader["user"]["id"];
    let off = unit
        .ok("user_save", user(id, "杨主席", &["leader"], false, None))
        .await;
    assert_eq!(off["has_password"], false);
    // A window that is still open may not write either.
    sit_down(&unit.app, "杨主席", &Role::ALL).await;
    let campaign = json!({ "fund": {
        "id": "", "name": "工会经费", "level": "union_funds", "year": 2026,
        "from": "2026-01-01", "to": "2026-12-31", "closed": false, "note": null,
    }, "opening": null });
    let refused = unit.refused("fund_save", campaign).await;
    assert_eq!(refused.code, Code::NotAllowed);
    unit.clerk().await;
    unit.refused("user_save", user(id, "杨主席", &["leader"], true, None))
        .await;
    let back = user(id, "杨主席", &["leader"], true, Some("hui-lai-le"));
    assert_eq!(unit.ok("user_save", back).await["has_password"], true);
}

#[tokio::test]
async fn a_key_without_a_user_opens_nothing() {
    let unit = unit().await;
    unit.ok("user_save", new("陆会计", &["finance"])).await;
    let store = unit.app.store().await.unwrap();
    let cost = songnuan_store::KdfCost::test();
    store.add_user("旧钥匙", "jiu-yao-shi", cost).await.unwrap();
    unit.ok("lock", json!({})).await;
    let coming = json!({ "user": "旧钥匙", "password": "jiu-yao-shi" });
    let refused = unit.refused("unlock", coming).await;
    assert!(refused.message.contains("已停用"), "{refused}");
    assert_eq!(
        unit.refused("user_list", json!({})).await.code,
        Code::Locked
    );
}

#[tokio::test]
async fn the_access_log_says_who_looked_at_what() {
    let unit = unit().await;
    let workers = unit.workers(1).await;
    let reveal = json!({
        "record_id": workers[0].person.id, "field": "id_no", "reason": "核对身份",
    });
    unit.ok("reveal", reveal.clone()).await;
    let card = json!({
        "record_id": workers[0].file.id, "field": "card_no", "reason": "核对账户",
    });
    unit.ok("reveal", card).await;
    let log = unit.ok("access_log", json!({ "who": CLERK })).await;
    assert_eq!(log.as_array().unwrap().len(), 2);
    assert_eq!(log[0]["field_label"], "银行卡号");
    assert_eq!(log[1]["field_label"], "证件号码");
    assert_eq!(log[1]["subject"], "王**");
    assert_eq!(log[1]["reason"], "核对身份");
    let none = unit.ok("access_log", json!({ "to": "2026-11-21" })).await;
    assert_eq!(none, json!([]));
    sit_down(&unit.app, "会计", &[Role::Finance]).await;
    unit.refused("access_log", json!({})).await;
    sit_down(&unit.app, "管理员", &[Role::Administrator]).await;
    unit.refused("reveal", reveal).await;
}

#[tokio::test]
async fn a_visitor_sees_cases_and_no_money() {
    let unit = unit().await;
    let workers = unit.workers(1).await;
    unit.fund(100).await;
    sit_down(&unit.app, "唐走访", &[Role::Visitor]).await;
    unit.ok("file_get", json!({ "id": workers[0].file.id }))
        .await;
    unit.ok("home", json!({})).await;
    let visit = json!({ "visit": {
        "id": "", "file_id": workers[0].file.id, "state": "visited", "visited_on": "2026-11-20",
        "visitors": ["唐走访"],
    }, "difficulties": [], "draft_key": null });
    unit.ok("visit_save", visit).await;
    for (command, request) in [
        ("fund_list", json!({})),
        ("fund_ledger", json!({ "fund_id": "x" })),
        ("batch_list", json!({})),
        ("batch_get", json!({ "id": "x" })),
        ("export_files", json!({ "query": {} })),
        ("undo", json!({ "op_id": null })),
        (
            "file_edit",
            json!({ "file_id": "x", "edits": [{
            "record_id": "x", "field": "note", "value": "x" }], "why": "" }),
        ),
    ] {
        let refused = unit.refused(command, request).await;
        assert_eq!(refused.code, Code::NotAllowed, "{command}: {refused}");
    }
    let seen = unit
        .ok("history", json!({ "record_id": null, "limit": 50 }))
        .await;
    let titles: Vec<&str> = seen
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["title"].as_str().unwrap())
        .collect();
    assert_eq!(titles, ["登记走访", "导入困难职工摸底表"], "no funds in it");
}
