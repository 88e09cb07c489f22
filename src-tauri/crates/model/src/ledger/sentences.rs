//! The sentences of refusals: what is wrong, what was kept, what to do.

use super::refusal::Refusal;
use crate::money::Fen;
use crate::records::{BatchStepKind, PayMethod};

/// The sentence of a refusal.
pub(super) fn sentence(refusal: &Refusal) -> String {
    of_batch(refusal)
        .or_else(|| of_cash(refusal))
        .or_else(|| of_line(refusal))
        .unwrap_or_else(|| of_money(refusal))
}

fn of_batch(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::MakerMayNot { kind, maker } => format!(
            "这个批次是{maker}拟定的，拟定人不能自己{}。批次没有改动，请换一位有权限的同事办理。",
            kind.label()
        ),
        Refusal::WrongState { kind, state } => format!(
            "批次现在是“{}”，{}。批次没有改动。",
            state.label(),
            follows(*kind)
        ),
        Refusal::DoneAlready { kind, by, on } => format!(
            "这个批次已由{by}于 {on} 办过“{}”，没有重复登记。请刷新后查看。",
            kind.label()
        ),
        Refusal::ClosedAlready { by, on } => format!(
            "这个批次已由{by}于 {on} 归档结清，没有再登记。请刷新后查看；如发现有误，请对有误的一笔做红字冲销。"
        ),
        Refusal::CancelledAlready { by, on } => format!(
            "这个批次已由{by}于 {on} 作废，不能再办理，没有登记。要发放请另拟一个批次。"
        ),
        Refusal::NoticeMissing => {
            "这个批次须先公示，还没有登记张贴公示，不能放款。批次没有改动，请先登记公示张贴日期和地点。"
                .to_owned()
        }
        Refusal::NoticeRunning { ends_on, days_left } => format!(
            "公示到 {ends_on} 结束（还有 {days_left} 个工作日），公示期间不能放款或发放。批次没有改动，请在 {ends_on} 之后办理。"
        ),
        Refusal::ObjectionOpen { count, since } => format!(
            "还有 {count} 件异议没有办结（最早一件于 {since} 提出），不能放款。批次没有改动，请先登记异议的办理结果。"
        ),
        Refusal::NoSuchObjection => {
            "没有找到要办结的异议，或者它已经办结。批次没有改动，请刷新后重新选择。".to_owned()
        }
        Refusal::NothingToPay => {
            "这个批次没有要发放的人（名单为空或已全部冲销）。批次没有改动，请作废后重新拟定。"
                .to_owned()
        }
        Refusal::LinesOpen { .. } => lines_open(refusal),
        Refusal::PaidCannotCancel { paid, exported } => {
            let bank = format!("，{exported} 笔已送银行还没有回盘");
            let bank = if *exported > 0 { bank } else { String::new() };
            format!(
                "这个批次已有 {paid} 笔发放过{bank}，不能作废。批次没有改动，请对发错的各笔分别做红字冲销。"
            )
        }
        Refusal::InFuture { on, today } => {
            format!("日期 {on} 晚于今天（{today}），没有登记。请改成实际办理的日期。")
        }
        Refusal::TooEarly { on, after, day } => {
            format!("日期 {on} 早于{after}的日期 {day}，没有登记。请核对日期。")
        }
        _ => return None,
    })
}

/// Where a step belongs, for the sentence of a step at the wrong time.
fn follows(kind: BatchStepKind) -> &'static str {
    match kind {
        BatchStepKind::Drafted => "拟定只在新建批次时登记，要改动请作废后另拟",
        BatchStepKind::Reviewed => "审核只能在拟定之后、审批之前办理",
        BatchStepKind::Approved => "审批只能在拟定或审核之后办理一次",
        BatchStepKind::NoticePosted => "公示只能在审批之后、放款之前张贴",
        BatchStepKind::ObjectionRaised => "异议只能在张贴公示之后、放款之前登记",
        BatchStepKind::ObjectionResolved => "异议办结只能在张贴公示之后、放款之前登记",
        BatchStepKind::Released => "放款须在审批之后（须公示的，公示期满且无异议）办理一次",
        BatchStepKind::CashTaken => "取出现金须在放款之后、发放完毕之前登记",
        BatchStepKind::CashReturned => "交回现金须在取出现金之后登记",
        BatchStepKind::Paid => "须先放款，逐笔登记发放结果后才能登记发放完毕",
        BatchStepKind::Closed => "须先登记发放完毕才能归档结清",
        BatchStepKind::Cancelled => "只有还没有发放过的批次可以作废",
    }
}

fn lines_open(refusal: &Refusal) -> String {
    let Refusal::LinesOpen {
        waiting,
        exported,
        bounced,
        not_collected,
    } = refusal
    else {
        return String::new();
    };
    let parts = [
        (*waiting, "笔未发放"),
        (*exported, "笔已送银行还没有回盘"),
        (*bounced, "笔被银行退回"),
        (*not_collected, "笔未领且没有冲销"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    format!(
        "还有 {}，不能登记发放完毕。批次没有改动，请先登记这些笔的结果；确实不发的，请做红字冲销。",
        parts.join("、")
    )
}

fn of_cash(refusal: &Refusal) -> Option<String> {
    Some(match refusal {
        Refusal::CashNotBalanced {
            taken,
            signed,
            returned,
            out,
        } => {
            let sums = format!("取出现金 {taken} 元，已签领 {signed} 元，交回 {returned} 元");
            if out.is_negative() {
                let more = out.plain().trim_start_matches('-').to_owned();
                format!("{sums}，签领和交回比取出的多 {more} 元。批次没有改动，请先补登取出现金。")
            } else {
                format!("{sums}，还有 {out} 元没有交回。批次没有改动，请先登记交回现金。")
            }
        }
        Refusal::CashBeyond {
            kind,
            amount,
            at_most,
        } => match kind {
            BatchStepKind::CashTaken => format!(
                "取出现金 {amount} 元超过这个批次还需要的 {at_most} 元，没有登记。请核对金额。"
            ),
            _ => format!(
                "交回现金 {amount} 元超过还在外面的 {at_most} 元，没有登记。请核对取出和签领的金额。"
            ),
        },
        Refusal::WrongMethod { what, method } => format!(
            "这个批次的发放方式是{}，不登记“{what}”。批次没有改动。",
            method.label()
        ),
        Refusal::GoodsByBank => format!(
            "只发慰问品、没有金额的，不能放进{}批次，没有登记。请另拟一个{}批次。",
            PayMethod::Bank.label(),
            PayMethod::Cash.label()
        ),
        Refusal::NoAccount => {
            "没有银行卡号或户名，不能放进银行转账批次，没有登记。请先补上账户，或改为现金签领。"
                .to_owned()
        }
        _ => return None,
    })
}

fn of_line(refusal: &Refusal) -> Option<String> {
    let text = match refusal {
        Refusal::NoSuchLine => "这个批次里没有这一笔，没有登记。请刷新后重新选择。".to_owned(),
        Refusal::NotReleased { state } => format!(
            "批次现在是“{}”，不在放款之后、发放完毕之前，不能登记发放结果。这一笔没有改动。",
            state.label()
        ),
        Refusal::LinePaid => {
            "这一笔已经发放，不会再发第二次，没有登记。如发错了或钱已退回，请做红字冲销。"
                .to_owned()
        }
        Refusal::LineReversed => {
            "这一笔已经冲销，不能再登记或再次冲销，没有改动。要重发请另拟批次。".to_owned()
        }
        Refusal::LineIsReversal => {
            "这一行是红字冲销，不是发放，没有登记。请选择原来的一笔。".to_owned()
        }
        Refusal::WrongLineState { kind, state } => format!(
            "这一笔现在是“{}”，不能登记“{}”，没有改动。请先核对它的办理过程。",
            state.label(),
            kind.label()
        ),
        Refusal::AtBank => {
            "这一笔已送银行，还没有回盘，现在改动可能重复付款，没有登记。请先导入银行回盘。"
                .to_owned()
        }
        Refusal::ReversalOfReversal => {
            "这一行本身就是红字冲销，不能再冲销，没有改动。如冲销错了，请另拟批次重新发放。"
                .to_owned()
        }
        _ => return None,
    };
    Some(text)
}

fn of_money(refusal: &Refusal) -> String {
    match refusal {
        Refusal::AmountMissing => "没有填写金额，没有登记。请填写金额（元）。".to_owned(),
        Refusal::AmountZero => "金额是 0，没有登记。请填写大于 0 的金额。".to_owned(),
        Refusal::AmountNegative { amount } => format!(
            "金额 {amount} 元是负数，没有登记。请填写大于 0 的金额；要收回已发的钱，请做红字冲销。"
        ),
        Refusal::AmountTooLarge { amount, at_most } => {
            format!("金额 {amount} 元超过单笔上限 {at_most} 元，没有登记。请检查是否多输了位数。")
        }
        Refusal::FundClosed { fund } => {
            format!("资金“{fund}”已经关闭，不能再拟批次。没有登记，请换一项资金。")
        }
        Refusal::FundOutOfPeriod { fund, on, from, to } => format!(
            "资金“{fund}”的使用期限是 {from} 至 {to}，{on} 不在其内。没有登记，请换一项资金或核对日期。"
        ),
        Refusal::FundShort {
            fund,
            left,
            asked,
            short,
        } => format!(
            "资金“{fund}”还剩 {left} 元，这一批要 {asked} 元，差 {short} 元。没有登记，请减少名单、换一项资金，或先登记新拨入的资金。"
        ),
        Refusal::NeedsFile { kind } => format!(
            "{}要按困难职工档案发放，此人没有在档的困难职工档案，没有登记。请先建档；确属临时救助的，请写明理由。",
            kind.label()
        ),
        Refusal::InOtherBatch { batch_no } => format!(
            "此人在名单上的这一项已经列入批次 {batch_no}，没有重复列入。要改由本批发放，请先在那个批次里冲销或作废。"
        ),
        Refusal::OverCap {
            text,
            article,
            limit,
            used,
            amount,
            left,
        } => {
            let so_far = format!("本年已发 {used} 元，");
            let so_far = if *used == Fen::ZERO { "" } else { &so_far };
            let text = text.trim_end_matches('。');
            format!(
                "超过上限：{text}（{article}）。上限 {limit} 元，{so_far}还可发 {left} 元，这一笔是 {amount} 元。没有登记，请减少金额。"
            )
        }
        // Every other refusal was answered before.
        _ => "这一步现在不能办理，没有登记。请刷新后查看。".to_owned(),
    }
}
