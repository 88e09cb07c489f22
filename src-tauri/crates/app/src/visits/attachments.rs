//! Photographs and scans of a visit, a file, a model worker or a medal: adding, showing, removing.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use songnuan_model::record::{Id, Record};
use songnuan_model::records::{Attachment, HardshipFile, Honor, Incident, ModelWorker, Visit};
use songnuan_model::roles::Act;
use songnuan_store::Store;

use super::photo::{self, Photo, Refusal};
use crate::app::App;
use crate::commands::internal;
use crate::commands::shared::{FileBytes, Nothing, RecordRef};
use crate::commands::visits::{AttachmentAdd, AttachmentView};
use crate::error::{AppError, AppResult, Code};
use crate::files::Reader;
use crate::op::Op;

/// Thumbnails kept in memory at most; about 10 KB each.
const KEPT: usize = 500;
/// The kind of the picture that stands on 劳动模范登记表.
pub const PORTRAIT: &str = "证件照";
/// Longest file name kept, characters.
const NAME_LIMIT: usize = 120;

/// Thumbnails made in this run, by the address of the picture.
#[derive(Default)]
pub struct Thumbnails {
    made: Mutex<HashMap<String, String>>,
}

impl Thumbnails {
    /// Forgets everything (the program is locked).
    pub fn clear(&self) {
        self.made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    fn get(&self, blob: &str) -> Option<String> {
        self.made
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(blob)
            .cloned()
    }

    fn put(&self, blob: &str, thumbnail: &str) {
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        if made.len() >= KEPT {
            made.clear();
        }
        made.insert(blob.to_owned(), thumbnail.to_owned());
    }
}

/// Adds a photograph or scan. The bytes are stored before the record that names them: a crash in
/// between leaves bytes nobody names, never a name without bytes.
pub async fn attachment_add(app: &App, request: AttachmentAdd) -> AppResult<AttachmentView> {
    let store = app.store_for(Act::RecordVisits).await?;
    owner_exists(&store, &request.owner_id).await?;
    let name = clean_name(&request.file_name);
    let refuse = |refusal| refused(&name, refusal);
    let raw = STANDARD
        .decode(request.base64.trim())
        .map_err(|_| refuse(Refusal::Broken))?;
    let told = name.clone();
    let photo = tokio::task::spawn_blocking(move || photo::take_in(&told, &raw))
        .await
        .map_err(internal)?
        .map_err(refuse)?;
    let blob = store.put_blob(photo.bytes.clone()).await?;
    let kind = request.kind.trim();
    let attachment = Attachment {
        id: app.host().new_id(),
        owner_id: request.owner_id,
        blob,
        file_name: name,
        kind: if kind.is_empty() {
            "现场照片"
        } else {
            kind
        }
        .to_owned(),
        media_type: photo.media_type.to_owned(),
        width: photo.width,
        height: photo.height,
        size: u32::try_from(photo.bytes.len()).unwrap_or(u32::MAX),
        taken_at: photo.taken_at.clone(),
        location: photo.location.clone().filter(|_| request.keep_location),
    };
    let mut tx = app.begin(Op::AddAttachment, "").await?;
    tx.put(&attachment).await?;
    tx.commit().await?;
    let notes = notes(&photo, request.keep_location);
    let findings = photo
        .findings
        .iter()
        .map(|finding| (*finding).to_owned())
        .collect();
    let mut view = view(app, &store, attachment).await?;
    (view.findings, view.notes) = (findings, notes);
    Ok(view)
}

/// The stored bytes.
pub async fn attachment_get(app: &App, request: RecordRef) -> AppResult<FileBytes> {
    let store = app.store_for(Act::SeeCases).await?;
    let attachment = store.get::<Attachment>(&request.id).await?;
    let attachment = attachment.ok_or_else(|| AppError::not_found("这个附件"))?;
    let bytes = store.get_blob(&attachment.blob).await?;
    Ok(FileBytes {
        file_name: attachment.file_name,
        media_type: attachment.media_type,
        base64: STANDARD.encode(bytes),
        warnings: Vec::new(),
        pages: 0,
    })
}

/// Removes an attachment; undo brings it back.
pub async fn attachment_remove(app: &App, request: RecordRef) -> AppResult<Nothing> {
    let store = app.store_for(Act::RecordVisits).await?;
    if store.get::<Attachment>(&request.id).await?.is_none() {
        return Err(AppError::not_found("这个附件"));
    }
    let mut tx = app.begin(Op::RemoveAttachment, "").await?;
    tx.delete::<Attachment>(&request.id).await?;
    tx.commit().await?;
    Ok(Nothing {})
}

/// The attachments of a record with their thumbnails.
pub async fn attachments_of(
    app: &App,
    reader: &Reader<'_>,
    owner: &Id,
) -> AppResult<Vec<AttachmentView>> {
    let mut views = Vec::new();
    for attachment in reader.children::<Attachment>(owner).await? {
        views.push(view(app, reader.store, attachment).await?);
    }
    Ok(views)
}

async fn view(app: &App, store: &Store, attachment: Attachment) -> AppResult<AttachmentView> {
    let thumbnail = match app.thumbnails().get(&attachment.blob) {
        Some(thumbnail) => thumbnail,
        None => {
            // A damaged picture must not hide the page it hangs on; `verify` names it.
            let bytes = store.get_blob(&attachment.blob).await.unwrap_or_default();
            let made = tokio::task::spawn_blocking(move || photo::thumbnail(&bytes));
            let thumbnail = made.await.map_err(internal)?;
            app.thumbnails().put(&attachment.blob, &thumbnail);
            thumbnail
        }
    };
    let notes = match thumbnail.is_empty() {
        true => vec!["这张照片的文件缺失或损坏，打不开。请从备份恢复，或重新添加。".to_owned()],
        false => Vec::new(),
    };
    Ok(AttachmentView {
        attachment,
        thumbnail,
        findings: Vec::new(),
        notes,
    })
}

async fn owner_exists(store: &Store, id: &Id) -> AppResult<()> {
    // A wrong kind of id is an error of its own there; here it just means "not that".
    let known = store.get::<Visit>(id).await.ok().flatten().is_some()
        || store.get::<HardshipFile>(id).await.ok().flatten().is_some()
        || store.get::<ModelWorker>(id).await.ok().flatten().is_some()
        || store.get::<Honor>(id).await.ok().flatten().is_some()
        || store.get::<Incident>(id).await.ok().flatten().is_some();
    if known {
        return Ok(());
    }
    let what = format!("附件所属的{}", crate::files::kind_label(Visit::KIND));
    Err(AppError::not_found(&what))
}

/// The last part of a path, without control characters.
fn clean_name(raw: &str) -> String {
    let name = raw.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = name
        .chars()
        .filter(|c| !c.is_control())
        .take(NAME_LIMIT)
        .collect();
    if name.trim().is_empty() {
        "照片.jpg".to_owned()
    } else {
        name.trim().to_owned()
    }
}

fn refused(name: &str, refusal: Refusal) -> AppError {
    let file = ("file", name.to_owned());
    match refusal {
        Refusal::NotAnImage => AppError::with(Code::ImageNotAnImage, [file]),
        Refusal::Broken => AppError::with(Code::ImageBroken, [file]),
        Refusal::TooLarge(detail) => {
            AppError::with(Code::ImageTooLarge, [file, ("detail", detail)])
        }
    }
}

/// What was noticed, as sentences.
fn notes(photo: &Photo, keep_location: bool) -> Vec<String> {
    let note = |finding: &&str| match *finding {
        "gps_present" if keep_location => "照片带有拍摄地点，已按要求保留。".to_owned(),
        "gps_present" => "照片带有拍摄地点，保存时已去掉。".to_owned(),
        "extension_differs_from_content" => {
            "文件扩展名与实际格式不符，已按实际格式保存。".to_owned()
        }
        _ => format!(
            "照片较大，已缩小到 {}×{} 像素保存。",
            photo.width, photo.height
        ),
    };
    photo.findings.iter().map(note).collect()
}
