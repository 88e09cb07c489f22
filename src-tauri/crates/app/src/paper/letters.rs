//! 慰问信 from items of a campaign: who, the occasion, what is brought.

use songnuan_model::dates::chinese_date;
use songnuan_model::money::Fen;
use songnuan_model::record::Id;
use songnuan_model::records::{Campaign, CampaignItem, Season};
use songnuan_reports::data::LetterForm;

use super::forms::Forms;
use super::gather::Gather;
use super::people::People;
use crate::error::{AppError, AppResult};

impl Gather<'_> {
    /// One letter for each selected item; a campaign stands for everybody on its list.
    pub async fn letters(&self) -> AppResult<Forms> {
        let items = self.items(self.selected()?).await?;
        let people = People::of_items(self.store, &items).await?;
        let mut campaigns: Vec<Campaign> = Vec::new();
        let mut letters = Vec::with_capacity(items.len());
        for item in &items {
            let known = campaigns.iter().any(|it| it.id == item.campaign_id);
            if !known && let Some(campaign) = self.store.get(&item.campaign_id).await? {
                campaigns.push(campaign);
            }
            let campaign = campaigns.iter().find(|it| it.id == item.campaign_id);
            letters.push(self.letter(item, campaign, people.name(&item.person_id)));
        }
        Ok(Forms::Letters(letters))
    }

    /// The items behind ids of items and campaigns.
    pub async fn items(&self, ids: &[Id]) -> AppResult<Vec<CampaignItem>> {
        self.progress.stage("收集资料", ids.len());
        let mut items = Vec::new();
        for (done, id) in ids.iter().enumerate() {
            if let Some(item) = self.try_get::<CampaignItem>(id).await {
                items.push(item);
            } else if self.try_get::<Campaign>(id).await.is_some() {
                items.extend(self.list_of(id).await?);
            } else {
                return Err(AppError::not_found("所选的名单人员或活动"));
            }
            self.progress.done(done + 1)?;
        }
        Ok(items)
    }

    fn letter(&self, item: &CampaignItem, campaign: Option<&Campaign>, name: String) -> LetterForm {
        let unit = &self.settings.org_name;
        let opening = format!(
            "{}{unit}谨向您和您的家人致以节日的问候和诚挚的祝福！",
            campaign.map(greeting).unwrap_or_default()
        );
        let opening = match campaign.map(|it| it.season) {
            Some(Season::NewYearSpringFestival | Season::MayDay | Season::MidAutumnNationalDay) => {
                opening
            }
            _ => opening.replace("节日的问候", "亲切的问候"),
        };
        let mut paragraphs = vec![
            opening,
            "长期以来，您在各自的岗位上辛勤劳动，为单位的发展和地方的建设尽心尽力。对您的付出，我们表示衷心的感谢！"
                .to_owned(),
        ];
        paragraphs.extend(gift(item));
        paragraphs.push(
            "工会是职工之家，您的冷暖我们时刻牵挂在心。生活中如有困难，请随时与工会联系，我们将尽力为您排忧解难。"
                .to_owned(),
        );
        paragraphs.push("衷心祝愿您和家人身体健康，工作顺利，阖家幸福！".to_owned());
        LetterForm {
            addressee: format!("{name}同志："),
            paragraphs,
            unit: unit.clone(),
            on: chinese_date(self.today),
        }
    }
}

/// 值此……之际, by the occasion.
fn greeting(campaign: &Campaign) -> String {
    let year = campaign.year;
    match campaign.season {
        Season::NewYearSpringFestival => format!("值此{year}年元旦、春节来临之际，"),
        Season::MayDay => "值此“五一”国际劳动节来临之际，".to_owned(),
        Season::SendingCool => "值此盛夏高温时节，".to_owned(),
        Season::AutumnScholarship => "值此新学年开学之际，".to_owned(),
        Season::MidAutumnNationalDay => "值此中秋、国庆佳节来临之际，".to_owned(),
        Season::VisitDrive | Season::Daily => String::new(),
    }
}

/// What is handed over with the letter.
fn gift(item: &CampaignItem) -> Option<String> {
    let money = (item.amount > Fen::ZERO).then(|| {
        let (words, figures) = (item.amount.uppercase(), item.amount);
        format!("慰问金人民币{words}（¥{figures}）")
    });
    let goods = item.goods.as_ref().filter(|goods| !goods.is_empty());
    let goods = goods.map(|goods| format!("慰问品（{goods}）"));
    let parts: Vec<String> = [money, goods].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("现送上{}，略表心意。", parts.join("和")))
}
