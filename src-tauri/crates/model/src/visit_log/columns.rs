//! The columns a record of visits may have (DOMAIN §S12).

use crate::survey::ColumnSpec;
use crate::survey::columns::columns;

columns! {
    /// Columns of 走访记录.
    VisitCol {
        Seq = "seq" "序号" false ["编号"],
        Date = "visited_on" "走访日期" true ["日期" "走访时间" "时间"],
        Target = "target_name" "走访对象" true ["对象" "姓名" "班组" "被走访人" "职工姓名" "班组名称"],
        Org = "org_name" "所属单位" false ["单位" "工作单位" "单位名称" "所在单位"],
        Method = "method" "走访方式" false ["方式"],
        Visitors = "visitors" "走访人" true ["走访人员" "走访干部"],
        Thought = "clear_thought" "三清-思想" false ["三清—思想" "思想" "清楚思想" "三清思想"],
        Performance = "clear_performance" "三清-表现" false ["三清—表现" "表现" "清楚表现" "三清表现"],
        Difficulty = "clear_difficulty" "三清-困难" false ["三清—困难" "困难" "清楚困难" "三清困难"],
        Raised = "raised_n" "反映困难数" false ["反映困难" "困难数" "反映困难件数"],
        Solved = "solved_n" "解决困难数" false ["解决困难" "解决数" "解决困难件数"],
        Spend = "spend" "投入金额" false ["金额" "投入资金" "慰问金额"],
        PersonTimes = "person_times" "帮扶人次" false ["人次" "帮扶"],
        Note = "note" "备注" false ["说明"],
    }
}
