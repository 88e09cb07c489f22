//! What kind of file a workbook's bytes are, checked before anything is unpacked.

use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;

use crate::error::{AppError, AppResult, Code};
use crate::jobs::Progress;

/// A workbook that may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// Office Open XML.
    Xlsx,
    /// Older or other formats, read the slow way (.xls, .xlsb, .ods).
    Other,
}

/// Unpacked size no survey comes near: 100,000 rows of 20 columns unpack to about 0.1 GiB.
const MAX_UNPACKED: u64 = 1 << 30;
/// From this size on, how well a part was packed is looked at.
const RATIO_FROM: u64 = 64 << 20;
/// Sheets pack 10 to 60 times; only bombs pack better than this.
const MAX_RATIO: u64 = 250;
/// Largest file taken at all.
const MAX_FILE: usize = 256 << 20;

/// Says what the bytes are, or why they cannot be imported.
pub fn inspect(file: &str, bytes: &[u8], progress: &Progress) -> AppResult<Container> {
    if bytes.len() > MAX_FILE {
        return Err(too_large(file, "文件超过 256 MB"));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // Office wraps an encrypted workbook into an OLE container with this stream.
        let name: Vec<u8> = "EncryptedPackage"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let encrypted = bytes.windows(name.len()).any(|window| window == name);
        return if encrypted {
            Err(AppError::with(
                Code::WorkbookEncrypted,
                [("file", file.to_owned())],
            ))
        } else {
            Ok(Container::Other)
        };
    }
    if !bytes.starts_with(b"PK") {
        return Err(not_a_workbook(file));
    }
    unpackable(file, bytes, progress)
}

/// Unpacks every part once into nothing, within limits: a declared size may lie.
fn unpackable(file: &str, bytes: &[u8], progress: &Progress) -> AppResult<Container> {
    let mut archive =
        ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file, "压缩包不完整"))?;
    let mut declared = 0_u64;
    let mut kind = None;
    for index in 0..archive.len() {
        let part = archive
            .by_index_raw(index)
            .map_err(|_| damaged(file, "目录读不出来"))?;
        declared = declared.saturating_add(part.size());
        if part.encrypted() {
            return Err(AppError::with(
                Code::WorkbookEncrypted,
                [("file", file.to_owned())],
            ));
        }
        if part.size() > RATIO_FROM && part.size() / part.compressed_size().max(1) > MAX_RATIO {
            return Err(too_large(file, "压缩比异常"));
        }
        let name = part.name().map_err(|_| damaged(file, "目录读不出来"))?;
        let name = name.to_ascii_lowercase().replace('\\', "/");
        kind = match name.as_str() {
            "xl/workbook.xml" => Some(Container::Xlsx),
            "xl/workbook.bin" | "content.xml" => kind.or(Some(Container::Other)),
            _ => kind,
        };
    }
    let kind = kind.ok_or_else(|| not_a_workbook(file))?;
    if declared > MAX_UNPACKED {
        return Err(too_large(file, "解开后超过 1 GB"));
    }
    let mut left = MAX_UNPACKED;
    for index in 0..archive.len() {
        let part = archive
            .by_index(index)
            .map_err(|_| damaged(file, "有一部分读不出来"))?;
        let packed = part.compressed_size().max(1);
        let unpacked = copy(&mut part.take(left + 1), &mut sink())
            .map_err(|_| damaged(file, "有一部分内容不完整"))?;
        if unpacked > left || (unpacked > RATIO_FROM && unpacked / packed > MAX_RATIO) {
            return Err(too_large(file, "压缩比异常"));
        }
        left -= unpacked;
        progress.done(0)?;
    }
    Ok(kind)
}

/// The answer for bytes that are something else.
pub(super) fn not_a_workbook(file: &str) -> AppError {
    AppError::with(Code::NotAWorkbook, [("file", file.to_owned())])
}

/// The answer for a workbook that breaks off.
pub(super) fn damaged(file: &str, detail: &str) -> AppError {
    let params = [("file", file.to_owned()), ("detail", detail.to_owned())];
    AppError::with(Code::WorkbookDamaged, params)
}

/// The answer for a workbook that would fill the memory.
pub(super) fn too_large(file: &str, detail: &str) -> AppError {
    let params = [("file", file.to_owned()), ("detail", detail.to_owned())];
    AppError::with(Code::WorkbookTooLarge, params)
}
