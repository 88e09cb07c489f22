//! The command line of campaigns: lists, candidates, visits, goods.

use chrono::NaiveDate;
use clap::{Args as ClapArgs, Subcommand};
use songnuan_app::model::records::{AidKind, Season};

use super::words::{aid_kind, season};

/// 活动
#[derive(Subcommand)]
pub enum CampaignVerb {
    /// 列出活动
    List {
        #[arg(long, value_name = "年度")]
        year: Option<i32>,
    },
    /// 看一个活动
    Show {
        #[arg(value_name = "活动")]
        campaign: String,
    },
    /// 新建活动
    New(CampaignNew),
    /// 候选人:谁可以列入名单,各有什么要注意
    Candidates(Candidates),
    /// 列入名单
    Add(CampaignAdd),
    /// 看名单
    Items {
        #[arg(value_name = "活动")]
        campaign: String,
        /// 姓名、单位、编号
        #[arg(
            long,
            default_value = "",
            value_name = "文字",
            hide_default_value = true
        )]
        text: String,
        /// 只看还没有进批次的
        #[arg(long)]
        unbatched: bool,
    },
    /// 移出名单
    Remove {
        #[arg(value_name = "活动")]
        campaign: String,
        #[arg(long = "item", value_name = "序号", required = true, num_args = 1..)]
        items: Vec<u32>,
        #[arg(long, value_name = "理由")]
        reason: String,
    },
    /// 安排走访人
    Assign {
        #[arg(value_name = "活动")]
        campaign: String,
        #[arg(long, value_name = "姓名")]
        visitor: String,
        /// 序号;不写就是还没有安排的全部
        #[arg(long = "item", value_name = "序号", num_args = 1..)]
        items: Vec<u32>,
    },
    /// 登记走访情况
    Outcome {
        #[arg(value_name = "活动")]
        campaign: String,
        #[arg(long = "item", value_name = "序号")]
        item: u32,
        /// visited 已走访,not_home 未遇,refused 谢绝,unreachable 联系不上
        #[arg(long, value_name = "情况", value_parser = ["visited", "not_home", "refused", "unreachable"], hide_possible_values = true)]
        state: String,
        #[arg(long, value_name = "日期")]
        on: Option<NaiveDate>,
        /// 分析
        #[arg(long, value_name = "文字")]
        analysis: Option<String>,
        /// 总结
        #[arg(long, value_name = "文字")]
        summary: Option<String>,
    },
    /// 核对:重复、已故、已注销、超标准,与去年名单比较
    Check {
        #[arg(value_name = "活动")]
        campaign: String,
    },
    /// 慰问品:看收发;加 --entry 登记一笔
    Goods(Goods),
}

/// 新建活动
#[derive(ClapArgs)]
pub struct CampaignNew {
    #[arg(long, value_name = "名称")]
    pub name: String,
    /// new_year_spring_festival 元旦春节,may_day 五一,sending_cool 夏送清凉,autumn_scholarship 金秋助学,mid_autumn_national_day 中秋国庆,visit_drive 大走访,daily 日常
    #[arg(long, value_name = "时节", default_value = "new_year_spring_festival", hide_default_value = true, value_parser = season)]
    pub season: Season,
    /// 年度,默认今年
    #[arg(long, value_name = "年度")]
    pub year: Option<i32>,
    /// 开始日期,默认今天
    #[arg(long, value_name = "日期")]
    pub start: Option<NaiveDate>,
    #[arg(long, value_name = "日期")]
    pub end: Option<NaiveDate>,
    #[arg(long, value_name = "元")]
    pub budget: Option<String>,
    /// 发放标准,例如 deep=2000;不写类别就是其余的人
    #[arg(long = "rule", value_name = "类别=元")]
    pub rules: Vec<String>,
    /// 按哪个政策包核对上限
    #[arg(long, value_name = "政策包")]
    pub pack: Option<String>,
    /// 依据
    #[arg(long, value_name = "文字")]
    pub basis: Option<String>,
}

/// 候选人
#[derive(ClapArgs)]
pub struct Candidates {
    #[arg(value_name = "活动")]
    pub campaign: String,
    /// 今年还没有帮扶过
    #[arg(long)]
    pub not_helped: bool,
    /// 去年名单上有
    #[arg(long)]
    pub on_last_list: bool,
    /// 住院或因病
    #[arg(long)]
    pub in_hospital: bool,
    /// 劳模
    #[arg(long)]
    pub model_workers: bool,
    /// 困难类别,可写多次
    #[arg(long, value_name = "类别")]
    pub category: Vec<String>,
    /// 也看不在档的
    #[arg(long)]
    pub any_state: bool,
    #[arg(
        long,
        default_value = "",
        value_name = "文字",
        hide_default_value = true
    )]
    pub text: String,
    /// 全部列入名单(不能发放的除外)
    #[arg(long)]
    pub add: bool,
}

/// 列入名单
#[derive(ClapArgs)]
pub struct CampaignAdd {
    #[arg(value_name = "活动")]
    pub campaign: String,
    /// 档案编号,可写多个
    #[arg(long, value_name = "档案编号", num_args = 1.., required = true)]
    pub file: Vec<String>,
    /// 金额,默认按发放标准
    #[arg(long, value_name = "元")]
    pub amount: Option<String>,
    #[arg(long, value_name = "项目", value_parser = aid_kind)]
    pub kind: Option<AidKind>,
    /// 慰问品
    #[arg(long, value_name = "文字")]
    pub goods: Option<String>,
    /// 没有在档档案时,临时救助的理由
    #[arg(long, value_name = "文字")]
    pub temporary_reason: Option<String>,
}

/// 慰问品
#[derive(ClapArgs)]
pub struct Goods {
    #[arg(value_name = "活动")]
    pub campaign: String,
    /// received 入库,handed_out 领出,given 送达,returned 交回,counted_back 清点
    #[arg(long, value_name = "收发", requires = "goods", requires = "quantity", value_parser = ["received", "handed_out", "given", "returned", "counted_back"], hide_possible_values = true)]
    pub entry: Option<String>,
    #[arg(long, value_name = "品名")]
    pub goods: Option<String>,
    #[arg(long, value_name = "份")]
    pub quantity: Option<u32>,
    /// 单价
    #[arg(long, value_name = "元")]
    pub price: Option<String>,
    /// 经手的走访人
    #[arg(long, value_name = "姓名")]
    pub holder: Option<String>,
    /// 送给名单上的谁
    #[arg(long = "item", value_name = "序号")]
    pub item: Option<u32>,
    #[arg(long, value_name = "日期")]
    pub on: Option<NaiveDate>,
}
