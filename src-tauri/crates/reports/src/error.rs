//! What can go wrong while making a document, in sentences a clerk can act on.

/// A document that was not made. Nothing the user entered is ever touched by this crate, so every
/// sentence can promise that.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A font file is missing or is not a font. Field: file name.
    #[error(
        "字体文件“{0}”缺失或已损坏，无法生成文件；已录入的资料不受影响。请重新安装程序或恢复该字体文件后再试。"
    )]
    Font(String),
    /// Nothing was selected.
    #[error("没有选中要打印的内容，未生成文件。请先在列表中勾选至少一条。")]
    Nothing,
    /// The progress callback answered `false`.
    #[error("已取消，未生成文件；已录入的资料不受影响。")]
    Cancelled,
    /// A form describes itself inconsistently (a programming mistake, found by tests).
    #[error("表格版式有误（{0}），未生成文件；已录入的资料不受影响。请把这句话告诉维护人员。")]
    Layout(String),
    /// A workbook could not be written. Field: the library's reason.
    #[error("无法生成 Excel 文件（{0}）；已录入的资料不受影响。请减少行数或检查工作表名称后再试。")]
    Workbook(String),
}
