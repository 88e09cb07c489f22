//! Extra sheets with photographs.

use super::draw::{self, Place, Setting};
use super::pages::{heading, new_canvas, small};
use super::{FRAME_PT, Form, Ink};
use crate::pdf::{Binder, Canvas, jpeg_size};

/// Two photographs to a sheet, each with its caption; an unreadable one leaves its frame and a
/// notice, so that one bad picture does not hold up hundreds of forms.
pub(super) fn photo_pages(binder: &mut Binder<'_>, form: &Form<'_>) -> Vec<Canvas> {
    let mut pages = Vec::new();
    const CAPTION: f32 = 8.0;
    let (left, width) = (form.page.left(), form.page.width());
    for (sheet, pair) in form.photos.chunks(2).enumerate() {
        let mut page = new_canvas(&form.page);
        let pictures: Vec<_> = pair
            .iter()
            .map(|photo| {
                let picture = jpeg_size(&photo.jpeg)?;
                let size = (picture.width as f32, picture.height as f32);
                Some((binder.add_picture(picture), size))
            })
            .collect();
        let mut setting = Setting {
            type_setter: &mut binder.type_setter,
            identity: &form.identity,
            seals: false,
            notes: Vec::new(),
            portrait: None,
        };
        let title = format!("{}（附页：现场照片）", form.title);
        let above = [(form.identity.clone(), String::new())];
        let top = heading(&mut setting, &mut page, &form.page, &title, &above);
        let height = (form.page.foot() - top) / 2.0 - 2.0;
        for (index, (photo, picture)) in pair.iter().zip(&pictures).enumerate() {
            let y = top + index as f32 * (height + 2.0);
            let area = Place {
                x: left,
                y,
                w: width,
                h: height - CAPTION,
            };
            page.frame(left, y, width, height, FRAME_PT);
            let number = sheet * 2 + index + 1;
            match picture {
                Some((id, (w, h))) => {
                    let scale = ((area.w - 4.0) / w).min((area.h - 4.0) / h);
                    let (w, h) = (w * scale, h * scale);
                    let (x, y) = (area.x + (area.w - w) / 2.0, area.y + (area.h - h) / 2.0);
                    page.picture(id, x, y, w, h);
                }
                None => {
                    let text = small("照片无法读取，未能印出", Ink::Centre);
                    draw::free_line(&mut setting, &mut page, &text, area);
                    let notice = format!(
                        "{}：第 {number} 张照片不是可用的 JPEG 图片，未能印出；请重新添加该照片。",
                        form.identity
                    );
                    binder.notices.push(notice);
                }
            }
            let caption = small(&format!("照片 {number}　{}", photo.caption), Ink::Centre);
            let at = Place {
                y: y + height - CAPTION,
                h: CAPTION,
                ..area
            };
            page.line((left, at.y), (left + width, at.y), super::LINE_PT);
            draw::free_line(&mut setting, &mut page, &caption, at);
        }
        pages.push(page);
    }
    pages
}
