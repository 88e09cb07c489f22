//! The audit pack: everything an auditor asks of a batch, the same bytes every time.

use serde_json::{Value, json};
use songnuan_app::error::Code;

use super::support::{bytes_of, names, squeezed, unit};

#[tokio::test(flavor = "multi_thread")]
async fn one_pdf_and_one_folder_tell_the_whole_batch() {
    let unit = unit().await;
    let campaign = unit.sample().await;
    let batch = unit.draft(&campaign, "cash").await;
    unit.post(&batch).await;
    let objection = json!({ "opinion": "反映某人已调离" });
    unit.step(&batch, "objection_raised", objection).await;
    let detail = unit.ok("batch_get", json!({ "id": batch["id"] })).await;
    let open = &detail["notice"]["open_objections"][0]["id"];
    let settled = json!({ "opinion": "经核实仍在岗", "objection_id": open });
    unit.step(&batch, "objection_resolved", settled).await;
    unit.pay(&batch, 40).await;

    let ask = json!({ "batch_id": batch["id"] });
    let pack = unit.job("audit_pack_start", ask.clone()).await.unwrap();
    let again = unit.job("audit_pack_start", ask.clone()).await.unwrap();
    assert_eq!(pack, again, "the same facts, the same bytes");
    let files = pack["files"].as_array().unwrap();
    let named: Vec<&str> = files
        .iter()
        .map(|it| it["file_name"].as_str().unwrap())
        .collect();
    let no = batch["no"].as_str().unwrap();
    let pdf = format!("批次{no}审计资料.pdf");
    assert_eq!(
        named,
        [&pdf, "发放明细.xlsx", "认定结论.json", "操作历史.xlsx"]
    );
    assert_eq!(pack["folder"], format!("芦塘荡镇总工会-批次{no}审计资料"));
    let pages = unit.text(&files[0]);
    let text = squeezed(&pages);
    for said in [
        "人民币伍万贰仟元整（¥52,000.00）",
        "6户、35人",
        "一、依据与标准",
        "二、领取人认定结论",
        "反映某人已调离",
        "经核实仍在岗",
        "厂务公开栏",
        "审批杨主席同意",
        "陈大勇丈夫",
        "取出现金52,000.00",
        "其中未发放1笔",
        "六、操作历史",
        "本页小计（人数11）",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(
        names().iter().all(|name| text.contains(name.as_str())),
        "everybody"
    );
    assert!(
        squeezed(&pages[..1]).contains("2026年12月2日"),
        "the cover is one page"
    );
    let numbered = format!("第{}页共{}页", pages.len(), pages.len());
    assert!(text.contains(&numbered), "numbered through: {numbered}");
    let verdicts: Value = serde_json::from_slice(&bytes_of(&files[2])).unwrap();
    assert_eq!(verdicts["batch_no"], no);

    unit.visitor().await;
    let refused = unit.job("audit_pack_start", ask).await.unwrap_err();
    assert_eq!(refused.code, Code::NotAllowed);
}
