//! The end of a sync: do both sides hold the same, and if not, where do they differ first?

use std::collections::BTreeMap;

use songnuan_model::record::Id;

use super::{Outcome, Progress, Run, Step, Why};
use crate::messages::DigestReply;
use crate::ports::{Hub, Replica};
use crate::receipt::{Agreement, Difference};

/// Times that the comparison follows a hub that others keep changing.
const ATTEMPTS: u32 = 3;

impl<R: Replica, H: Hub, P: Progress> Run<'_, R, H, P> {
    /// Compares contents when nothing waits here. Both digests must be of the same entry.
    pub(super) async fn compare(&mut self) -> Outcome<(), R::Error> {
        self.receipt.agreement = Agreement::MovedOn;
        for _ in 0..ATTEMPTS {
            let waiting = self.replica.waiting().await.map_err(Why::Replica)?;
            if waiting.ops + waiting.refused > 0 {
                self.receipt.agreement = Agreement::Waiting;
                return Ok(());
            }
            let (here, there) = self.digests(None).await?;
            if here.head != there.head {
                self.pull_all().await?;
                continue;
            }
            if here.whole == there.whole {
                let records = here.whole.split(':').next().map(str::parse);
                self.receipt.agreement = Agreement::Same {
                    records: records.and_then(Result::ok).unwrap_or_default(),
                };
                return Ok(());
            }
            if let Some(found) = self.differing(&here, &there).await? {
                self.receipt.agreement = found;
                return Ok(());
            }
        }
        Ok(())
    }

    /// The first difference; `None` when the hub moved on meanwhile.
    async fn differing(
        &mut self,
        here: &DigestReply,
        there: &DigestReply,
    ) -> Outcome<Option<Agreement>, R::Error> {
        let mut pairs = here.buckets.iter().zip(&there.buckets);
        let bucket = pairs.position(|(one, other)| one != other);
        let Some(bucket) = bucket.and_then(|n| u8::try_from(n).ok()) else {
            return Ok(Some(Agreement::Unclear));
        };
        let head = here.head;
        let (here, there) = self.digests(Some(bucket)).await?;
        if here.head != head || there.head != head {
            return Ok(None);
        }
        Ok(Some(first_difference(&here, &there)))
    }

    async fn digests(
        &mut self,
        bucket: Option<u8>,
    ) -> Outcome<(DigestReply, DigestReply), R::Error> {
        self.step(Step::Comparing)?;
        let there = self.hub.digest(bucket).await.map_err(Why::Hub)?;
        let here = self.replica.digest(bucket).await.map_err(Why::Replica)?;
        Ok((here, there))
    }
}

/// By id.
fn first_difference(here: &DigestReply, there: &DigestReply) -> Agreement {
    type Side<'a> = Option<(&'a str, &'a str)>;
    let mut records: BTreeMap<&Id, (Side, Side)> = BTreeMap::new();
    for (id, kind, digest) in &here.records {
        records.entry(id).or_default().0 = Some((kind, digest));
    }
    for (id, kind, digest) in &there.records {
        records.entry(id).or_default().1 = Some((kind, digest));
    }
    let differs = |id: &Id, kind: &str, how| Agreement::Differs {
        record: id.clone(),
        kind: kind.to_owned(),
        how,
    };
    for (id, sides) in records {
        match sides {
            (Some(one), Some(other)) if one == other => {}
            (Some((kind, _)), Some(_)) => return differs(id, kind, Difference::OtherContent),
            (Some((kind, _)), None) => return differs(id, kind, Difference::OnlyHere),
            (None, Some((kind, _))) => return differs(id, kind, Difference::OnlyThere),
            (None, None) => {}
        }
    }
    Agreement::Unclear
}
