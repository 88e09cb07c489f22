//! One cell of a form: what stands in it and how.

use super::BODY_PT;
use crate::fonts::Face;

/// Where text stands in its cell, across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    Left,
    Centre,
    Right,
}

/// Text in a box.
#[derive(Clone)]
pub(crate) struct Text {
    pub text: String,
    pub face: Face,
    /// Points; shrinks from here.
    pub size: f32,
    pub ink: Ink,
    /// Starts at the top instead of the middle.
    pub top: bool,
}

/// The bottom right of an opinion cell.
#[derive(Clone)]
pub(crate) struct Sign {
    /// “签字(盖章):”.
    pub by: String,
    /// The date, or the blanks for one.
    pub date: String,
    /// A place for a seal.
    pub seal: bool,
}

/// What stands in a cell.
#[derive(Clone)]
pub(crate) enum Content {
    Text(Text),
    /// One character below the other.
    Vertical(String),
    /// The form's portrait, two inches high; without one the words for the place to paste it.
    Portrait(String),
    /// Title and text from the top left, signature and date at the bottom right.
    Opinion {
        title: String,
        text: String,
        sign: Sign,
    },
}

/// A cell: its extent in columns and rows, its name for reports, its content.
#[derive(Clone)]
pub(crate) struct Cell {
    pub span: usize,
    pub rows: usize,
    pub name: String,
    pub content: Content,
}

impl Cell {
    fn text(name: &str, text: &str, face: Face, size: f32, ink: Ink) -> Self {
        let text = Text {
            text: text.to_owned(),
            face,
            size,
            ink,
            top: false,
        };
        Self {
            span: 1,
            rows: 1,
            name: name.to_owned(),
            content: Content::Text(text),
        }
    }

    /// A printed label: 黑体, centred.
    pub(crate) fn label(text: &str) -> Self {
        Self::text(text, text, Face::Sans, 9.5, Ink::Centre)
    }

    /// A value, centred. `name` is its label, for reports of missing characters and overflow.
    pub(crate) fn value(name: &str, text: &str) -> Self {
        Self::text(name, text, Face::Serif, BODY_PT, Ink::Centre)
    }

    /// A value that reads from the left: addresses, free text.
    pub(crate) fn prose(name: &str, text: &str) -> Self {
        Self::text(name, text, Face::Serif, BODY_PT, Ink::Left)
    }

    /// An amount, right-aligned.
    pub(crate) fn amount(name: &str, text: &str) -> Self {
        Self::text(name, text, Face::Serif, BODY_PT, Ink::Right)
    }

    /// A label set one character below the other, beside `rows` rows.
    pub(crate) fn vertical(text: &str, rows: usize) -> Self {
        let content = Content::Vertical(text.to_owned());
        Self {
            span: 1,
            rows,
            name: text.to_owned(),
            content,
        }
    }

    /// A place for the portrait, beside `rows` rows.
    pub(crate) fn portrait(text: &str, rows: usize) -> Self {
        Self {
            span: 1,
            rows,
            name: text.to_owned(),
            content: Content::Portrait(text.to_owned()),
        }
    }

    /// An opinion with its signature.
    pub(crate) fn opinion(title: &str, text: &str, sign: Sign) -> Self {
        let content = Content::Opinion {
            title: title.to_owned(),
            text: text.to_owned(),
            sign,
        };
        Self {
            span: 1,
            rows: 1,
            name: title.to_owned(),
            content,
        }
    }

    /// An opinion whose title stands in a cell of its own beside it.
    pub(crate) fn untitled(mut self) -> Self {
        if let Content::Opinion { title, .. } = &mut self.content {
            title.clear();
        }
        self
    }

    /// How many columns it covers.
    pub(crate) fn span(mut self, columns: usize) -> Self {
        self.span = columns;
        self
    }

    /// How many rows it covers.
    pub(crate) fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// Another size of type, points.
    pub(crate) fn size(mut self, points: f32) -> Self {
        if let Content::Text(text) = &mut self.content {
            text.size = points;
        }
        self
    }
}
