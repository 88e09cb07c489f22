//! The search box over the model's own records: parts of names, pinyin, last digits, rare
//! characters; what comes first.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout
)]

use crate::support;

use songnuan_model::record::Id;
use songnuan_model::records::Person;
use songnuan_store::Store;
use support::{fresh, op};

fn person(id: &str, name: &str) -> Person {
    Person {
        id: Id::new(id),
        name: name.into(),
        id_no: format!("99810119800101{id:0>4}"),
        mobile: Some(format!("1990000{id:0>4}")),
        home_address: Some("示例县青石镇李家村3组".into()),
        ..Person::default()
    }
}

async fn filled() -> (tempfile::TempDir, Store) {
    let (dir, store) = fresh().await;
    let mut tx = store.begin(op(1)).await.unwrap();
    for (id, name) in [
        ("1", "张三"),
        ("2", "张三丰"),
        ("3", "李张三"),
        ("4", "买买提·艾力"),
        ("5", "𬱖明"),
        ("6", "䶮𠮷"),
        ("7", "王五"),
        ("8", "三张"),
    ] {
        tx.put(&person(id, name)).await.unwrap();
    }
    tx.commit().await.unwrap();
    (dir, store)
}

async fn names(store: &Store, text: &str) -> Vec<String> {
    store
        .search(text, 20)
        .await
        .unwrap()
        .into_iter()
        .map(|hit| hit.title)
        .collect()
}

#[tokio::test]
async fn parts_of_names_are_found_in_order() {
    let (_dir, store) = filled().await;
    // The exact name, then names that begin with it, then the rest.
    assert_eq!(names(&store, "张三").await, ["张三", "张三丰", "李张三"]);
    assert_eq!(
        names(&store, "三").await,
        ["三张", "张三", "张三丰", "李张三"]
    );
    assert_eq!(names(&store, "丰").await, ["张三丰"]);
    assert_eq!(names(&store, "张三丰").await, ["张三丰"]);
    assert!(names(&store, "张四").await.is_empty());
    assert_eq!(store.search("张三", 2).await.unwrap().len(), 2);
    assert!(store.search("张三", 0).await.unwrap().is_empty());
}

#[tokio::test]
async fn rare_characters_and_dots_are_found() {
    let (_dir, store) = filled().await;
    assert_eq!(names(&store, "𬱖").await, ["𬱖明"]);
    assert_eq!(names(&store, "𠮷").await, ["䶮𠮷"]);
    assert_eq!(names(&store, "䶮𠮷").await, ["䶮𠮷"]);
    for dots in ["买买提·艾力", "买买提•艾力", "买买提艾力", "艾力", "提艾"] {
        assert_eq!(names(&store, dots).await, ["买买提·艾力"], "{dots}");
    }
}

#[tokio::test]
async fn pinyin_digits_and_places_are_found() {
    let (_dir, store) = filled().await;
    for text in ["zsf", "ZSF", "zhangsanf", "sanfeng"] {
        assert_eq!(names(&store, text).await, ["张三丰"], "{text}");
    }
    assert_eq!(names(&store, "0007").await, ["王五"]);
    assert_eq!(names(&store, "19900000007").await, ["王五"]);
    assert_eq!(names(&store, "007").await, ["王五"], "full-width digits");
    assert_eq!(names(&store, "李家村").await.len(), 8);
    assert_eq!(
        names(&store, "李家村 王").await,
        ["王五"],
        "all words must be there"
    );
    assert_eq!(names(&store, "王 五").await, ["王五"]);
    assert!(names(&store, "李家村 赵").await.is_empty());
}

#[tokio::test]
async fn odd_input_finds_nothing_and_breaks_nothing() {
    let (_dir, store) = filled().await;
    for text in [
        "",
        "  ",
        "\"",
        "张\" OR \"李",
        "*",
        "NEAR(",
        "%",
        "\u{10ffff}",
        "-",
        "·",
    ] {
        assert!(names(&store, text).await.is_empty(), "{text}");
    }
    names(&store, &"张".repeat(5_000)).await;
}

#[tokio::test]
async fn kinds_are_told_apart() {
    let (_dir, store) = filled().await;
    assert_eq!(
        store
            .search_kinds("张三", &["person"], 9)
            .await
            .unwrap()
            .len(),
        3
    );
    assert!(
        store
            .search_kinds("张三", &["union_org"], 9)
            .await
            .unwrap()
            .is_empty()
    );
}
