//! Every operation that changes data, by name, with the Chinese title history shows.

/// A named operation. One verb, one transaction, one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    CreateUnit,
    ImportUnions,
    ImportHardship,
    OpenFile,
    EditFile,
    SaveMember,
    MemberLeaves,
    SaveIncome,
    SaveRigid,
    RemoveLine,
    AddStep,
    PlanVisit,
    RecordVisit,
    SaveDifficulty,
    AddAttachment,
    RemoveAttachment,
    Undo,
}

impl Op {
    const ALL: [Self; 17] = [
        Self::CreateUnit,
        Self::ImportUnions,
        Self::ImportHardship,
        Self::OpenFile,
        Self::EditFile,
        Self::SaveMember,
        Self::MemberLeaves,
        Self::SaveIncome,
        Self::SaveRigid,
        Self::RemoveLine,
        Self::AddStep,
        Self::PlanVisit,
        Self::RecordVisit,
        Self::SaveDifficulty,
        Self::AddAttachment,
        Self::RemoveAttachment,
        Self::Undo,
    ];

    /// The name stored in the history.
    pub fn kind(self) -> &'static str {
        match self {
            Self::CreateUnit => "create_unit",
            Self::ImportUnions => "import_unions",
            Self::ImportHardship => "import_hardship",
            Self::OpenFile => "file_open",
            Self::EditFile => "file_edit",
            Self::SaveMember => "member_save",
            Self::MemberLeaves => "member_leave",
            Self::SaveIncome => "income_save",
            Self::SaveRigid => "rigid_save",
            Self::RemoveLine => "line_remove",
            Self::AddStep => "file_step",
            Self::PlanVisit => "visit_plan",
            Self::RecordVisit => "visit_record",
            Self::SaveDifficulty => "difficulty_save",
            Self::AddAttachment => "attachment_add",
            Self::RemoveAttachment => "attachment_remove",
            Self::Undo => "undo",
        }
    }

    /// What history and the undo bar call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::CreateUnit => "新建单位",
            Self::ImportUnions => "导入工会组织",
            Self::ImportHardship => "导入困难职工摸底表",
            Self::OpenFile => "建立档案",
            Self::EditFile => "修改档案",
            Self::SaveMember => "登记家庭成员",
            Self::MemberLeaves => "家庭成员离开",
            Self::SaveIncome => "登记收入",
            Self::SaveRigid => "登记刚性支出",
            Self::RemoveLine => "删除收支明细",
            Self::AddStep => "办理流程",
            Self::PlanVisit => "安排走访",
            Self::RecordVisit => "登记走访",
            Self::SaveDifficulty => "登记困难事项",
            Self::AddAttachment => "添加附件",
            Self::RemoveAttachment => "移除附件",
            Self::Undo => "撤销",
        }
    }

    /// The title for a stored name; unknown names (from a newer program) are shown as they are.
    pub fn title_of(kind: &str) -> String {
        let found = Self::ALL.into_iter().find(|op| op.kind() == kind);
        found.map_or_else(|| kind.to_owned(), |op| op.title().to_owned())
    }
}
