//! The words of the reason codes, for pages and paper.

/// What a reason code says in Chinese; an unknown code is shown as it is.
pub fn reason_label(code: &str) -> String {
    if let Some(row) = code.strip_prefix("duplicate_of_row:") {
        return format!("与第 {row} 行是同一名学生");
    }
    if let Some(field) = code.strip_prefix("missing:") {
        let word = match field {
            "level" => "学历层次",
            "student_kind" => "学生类型",
            "parent_state" => "家长状态",
            "parent_is_member" => "家长是否会员",
            "applied_on" => "申请日期",
            other => other,
        };
        return format!("缺少{word}，待补");
    }
    let words = match code {
        "filed" => "家长在档",
        "not_filed" => "家长未建档",
        "university_tier" => "按大学标准",
        "senior_secondary_tier" => "按高中(中职)标准",
        "graduate_as_university" => "研究生按大学标准",
        "file_not_active" => "档案已脱困或注销，按未建档",
        "student_loan_is_not_aid" => "助学贷款不算其他资助",
        "capped_per_student" => "按每生每年上限减少",
        "excluded_military_academy" => "军事院校学生不予资助",
        "excluded_free_normal" => "免费师范生不予资助",
        "excluded_targeted_training" => "定向生不予资助",
        "aided_elsewhere" => "已获其他资助",
        "after_deadline" => "超过申请截止日期",
        "before_window" => "申请日期早于开始日期",
        "parent_not_in_service" => "家长不在职",
        "parent_not_union_member" => "家长不是工会会员",
        "duplicate_in_round" => "本次助学已有这名学生的申请",
        "not_in_base_data" => "不在基础数据库中",
        "student_cap_used_up" => "每生每年上限已用完",
        "no_standard" => "政策包没有资助标准，金额由人确定",
        other => other,
    };
    words.to_owned()
}
