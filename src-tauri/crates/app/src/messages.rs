//! Every error sentence of the program, once: what happened, what was kept, what to do next.

use std::collections::BTreeMap;

use crate::error::Code;

/// The Chinese sentence for a code, with `{name}` replaced by the parameter of that name.
pub fn sentence(code: Code, params: &BTreeMap<String, String>) -> String {
    let mut text = template(code).to_owned();
    for (name, value) in params {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// The sentence with its parameter slots.
#[allow(clippy::too_many_lines)] // one line a code
pub fn template(code: Code) -> &'static str {
    match code {
        Code::WrongPassword => "密码不对。数据没有改动，请核对大小写和输入法后重试。",
        Code::PasswordTooShort => "密码太短，至少要 {min} 个字符。什么都还没有建立，请换一个再试。",
        Code::AlreadyExists => {
            "这个文件夹里已经有数据了（{where}）。原有数据没有改动，请直接打开，或换一个文件夹。"
        }
        Code::NoUnitYet => "这里还没有建立单位。请先新建单位，或打开演示数据。",
        Code::Locked => "程序已锁定。没保存的内容还在草稿里，请输入密码解锁。",
        Code::NotAllowed => {
            "{user}没有“{act}”的权限，这一步没有做。请由{who}办理，或请管理员在“使用人”里调整角色。"
        }
        Code::DatabaseTooNew => {
            "数据是新版本程序保存的（数据版本 {found}，本程序最高认识 {supported}）。数据没有改动，请安装新版程序后再打开。"
        }
        Code::DatabaseDamaged => {
            "数据文件有损坏（{detail}）。程序没有删除任何东西，请先把整个数据文件夹复制一份，再从 snapshots 文件夹里最近的快照恢复。"
        }
        Code::DatabaseBusy => {
            "数据正被另一个程序使用。这次操作没有保存，请等几秒再试，或关闭另一个窗口。"
        }
        Code::DiskFull => "磁盘已满，这次操作没有保存；以前保存的都在。请清理出空间后再保存一次。",
        Code::NotFound => "没有找到{what}。可能已被删除或编号有误，请返回列表核对。",
        Code::InvalidInput => "{reason}",
        Code::InvalidField => "“{field}”填得不对：{reason}这次没有保存，请改正后再保存。",
        Code::StepNotAllowed => "档案现在是“{status}”，不能办理“{step}”。{reason}",
        Code::LedgerRefused => "{reason}",
        Code::BatchRefused => "这一批没有拟定，什么都没有写入。共 {count} 处，请先处理：\n{detail}",
        Code::UndoConflict => {
            "这一步之后，同样的内容又被改过（{detail}）,不能直接撤销。请在“历史”里看前后经过，再手工改回。"
        }
        Code::NothingToUndo => "没有可以撤销的操作。",
        Code::NotAWorkbook => {
            "“{file}”不是 Excel 工作簿。什么都没有导入，请用 Excel 打开后另存为 .xlsx 再试。"
        }
        Code::WorkbookEncrypted => {
            "“{file}”加了打开密码，程序读不了。什么都没有导入，请在 Excel 里去掉密码另存一份再导入。"
        }
        Code::WorkbookInUse => {
            "“{file}”正在 Excel 里打开。什么都没有导入，请先在 Excel 里保存并关闭，再导入。"
        }
        Code::WorkbookTooLarge => {
            "“{file}”大得不正常（{detail}）。为保护电脑没有打开它，请只保留需要的工作表另存后再试。"
        }
        Code::WorkbookDamaged => {
            "“{file}”已损坏，读到一半读不下去（{detail}）。什么都没有导入，请让报送人重新发一份。"
        }
        Code::WorkbookWrongSheets => {
            "“{file}”里没有认得的工作表（{detail}）。什么都没有导入，请核对是不是选错了文件。"
        }
        Code::ImportRefused => {
            "有 {rejected} 行不能导入，按“全部合格才导入”的要求，整个文件都没有导入。请先按标记改好再试。"
        }
        Code::Cancelled => "已取消。什么都没有改动。",
        Code::PackInvalid => "政策包有 {count} 处问题，没有保存：{detail}",
        Code::PackUnknown => "没有编号为“{id}”的政策包。请在“政策包”页面核对编号。",
        Code::ImageBroken => {
            "照片“{file}”不完整，可能传输时中断了。这张没有保存，其他照片不受影响，请从手机重新传一次。"
        }
        Code::ImageNotAnImage => "“{file}”不是照片。这个文件没有保存，请选择 JPG 或 PNG 图片。",
        Code::ImageTooLarge => {
            "照片“{file}”太大（{detail}）。这张没有保存，请用手机自带的编辑功能缩小后再试。"
        }
        Code::FontMissing => "缺少打印字体（{detail}）。数据没有受影响，请重新安装程序。",
        Code::FileUnreadable => {
            "读不了文件“{file}”（{detail}）。什么都没有改动，请核对路径和权限。"
        }
        Code::FileUnwritable => {
            "写不了文件“{file}”（{detail}）。数据没有受影响，请换一个文件夹再保存。"
        }
        Code::JobUnknown => "这个任务已经结束或不存在。请重新开始。",
        Code::UnknownCommand => "程序不认识“{name}”这个操作。请升级程序。",
        Code::NotEnrolled => {
            "本机还没有加入同步中心。什么都没有改动，请在“设备”页用加入码加入，或请管理员发一个加入码。"
        }
        Code::BadEnrolCode => {
            "这个加入码用过了、过期了或已作废。本机没有改动，请管理员重新发一个。"
        }
        Code::SyncRunning => "正在同步。请等它做完，或先取消再来。",
        Code::HubUnreachable => {
            "连不上同步中心（{detail}）。本机的内容都在，没送出的留着；请检查网络后再同步，也可以用优盘。"
        }
        Code::HubStranger => {
            "对方不是本机加入的同步中心（{name}）。什么都没有交换；可能地址写错、中心重装过，也可能有人冒充，请找管理员核对。"
        }
        Code::HubRefused => "同步中心没有收：{reason}本机的内容都在，没有丢失。",
        Code::DeviceRevoked => {
            "这台电脑已被单位收回（{reason}），不再收发。本机没送出的内容还在，请联系管理员。"
        }
        Code::HubBehind => {
            "同步中心是从旧备份恢复的，少了本机已有的内容。什么都没有交换；请管理员确认后，选“补送给同步中心”，本机会把知道的补送回去。"
        }
        Code::BundleRefused => "没有读入：{reason}本机没有改动。",
        Code::SyncGarbled => {
            "同步中心或优盘带来的内容前后对不上，读不成。这一页没有收下，本机的内容都在。请再同步一次；还是这样，请让对方另写一份优盘。"
        }
        Code::HubForked => {
            "同步中心从旧备份恢复后又收过新内容，和本机对不上了。什么都没有交换，本机内容都在，请联系管理员。"
        }
        Code::Internal => {
            "程序内部出错（{detail}）。已保存的数据没有受影响，请重新打开程序；如再出现，请记下括号里的文字并报告。"
        }
    }
}
