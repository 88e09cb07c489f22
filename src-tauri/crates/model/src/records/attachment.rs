//! An attachment: what a stored file (photograph, scan) is and what it belongs to.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::record::{Id, Record};

/// A photograph or scan kept with a file or a visit. The bytes live in the blob store.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Attachment {
    pub id: Id,
    /// Visit or hardship file id (the parent).
    pub owner_id: Id,
    /// Address of the bytes in the blob store.
    pub blob: String,
    pub file_name: String,
    /// 附件类型, e.g. 现场照片, 身份证复印件, 病历.
    pub kind: String,
    /// `image/jpeg` or `image/png`.
    pub media_type: String,
    /// Pixels as shown (orientation applied).
    pub width: u32,
    pub height: u32,
    /// Bytes stored.
    pub size: u32,
    /// When the camera says it was taken, `YYYY-MM-DD HH:MM:SS`.
    pub taken_at: Option<String>,
    /// `lat,lon` only when the user said to keep the place.
    pub location: Option<String>,
}

impl Record for Attachment {
    const KIND: &'static str = "attachment";

    fn id(&self) -> &Id {
        &self.id
    }

    fn parent(&self) -> Option<&Id> {
        Some(&self.owner_id)
    }

    fn keys(&self) -> Vec<(&'static str, String)> {
        vec![("blob", self.blob.clone())]
    }
}
