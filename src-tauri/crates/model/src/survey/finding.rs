//! Doubts about a row: code, severity, the column they stand in, and what verdict follows.

use super::columns::SheetKind;

/// What follows from a row's findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Verdict {
    /// No findings.
    Ok,
    /// Warnings only.
    Warning,
    /// At least one rejecting finding: the row is not imported.
    Reject,
}

impl Verdict {
    /// The word in machine-readable output.
    pub fn id(self) -> &'static str {
        match self {
            Self::Ok => "import_ok",
            Self::Warning => "import_with_warning",
            Self::Reject => "reject",
        }
    }
}

/// What a finding points at besides its own cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// Nothing more.
    None,
    /// A field of the row (`mandatory_missing:name`).
    Field(&'static str),
    /// The n-th month of the income sheet (`amount_unparseable:m6`).
    Month(u8),
    /// Another row (`duplicate_of_row:12`).
    Row(u32),
}

/// One doubt about one cell (or, with column 0, about the row).
#[derive(Clone)]
pub struct Finding {
    pub code: Code,
    pub subject: Subject,
    /// 1-based column, 0 when the doubt is about the whole row.
    pub col: u32,
    /// The row is not imported because of this.
    pub reject: bool,
    /// What the remedy needs: a likely check digit, a computed amount. Never a whole number or name.
    pub hint: Option<Box<str>>,
}

impl Finding {
    /// A warning about a cell.
    pub fn warn(code: Code, col: u32) -> Self {
        Self {
            code,
            subject: Subject::None,
            col,
            reject: false,
            hint: None,
        }
    }

    /// A rejecting finding about a cell.
    pub fn reject(code: Code, col: u32) -> Self {
        Self {
            reject: true,
            ..Self::warn(code, col)
        }
    }

    /// Names the field.
    #[must_use]
    pub fn field(mut self, field: &'static str) -> Self {
        self.subject = Subject::Field(field);
        self
    }

    /// Names the other row.
    #[must_use]
    pub fn row(mut self, row: u32) -> Self {
        self.subject = Subject::Row(row);
        self
    }

    /// Names the month, counted from 1.
    #[must_use]
    pub fn month(mut self, month: u8) -> Self {
        self.subject = Subject::Month(month);
        self
    }

    /// Adds what the remedy needs.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// `duplicate_of_row:12`, `amount_unparseable:m6`, `id_checksum_invalid`.
    pub fn text(&self) -> String {
        match self.subject {
            Subject::None => self.code.id().to_owned(),
            Subject::Field(field) => format!("{}:{field}", self.code.id()),
            Subject::Month(month) => format!("{}:m{month}", self.code.id()),
            Subject::Row(row) => format!("{}:{row}", self.code.id()),
        }
    }
}

/// A harmless repair; not part of the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// Blanks, apostrophe or full-width forms removed from an identity number.
    IdCleaned,
    /// x became X.
    IdLowerX,
    /// The 15-digit number stood in a number cell; 15 digits are exact there.
    IdStoredAsNumber,
    /// Blanks or unusual middle dots in a name.
    NameCleaned,
    /// Only a yearly sum was given, no months.
    AnnualLumpSum,
}

impl Note {
    /// The word in machine-readable output.
    pub fn id(self) -> &'static str {
        match self {
            Self::IdCleaned => "id_cleaned",
            Self::IdLowerX => "id_lower_x",
            Self::IdStoredAsNumber => "id_stored_as_number",
            Self::NameCleaned => "name_cleaned",
            Self::AnnualLumpSum => "annual_lump_sum",
        }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $id:literal,)*) => {
        /// Every kind of doubt the import knows. Codes are kept for ever: people script on them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The word in machine-readable output.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }
        }
    };
}

codes! {
    IdChecksumInvalid = "id_checksum_invalid",
    IdDateInvalid = "id_date_invalid",
    IdBirthInFuture = "id_birth_in_future",
    IdFormatInvalid = "id_format_invalid",
    IdDamaged = "id_damaged_by_spreadsheet",
    IdUpgraded = "id_15_upgraded",
    IdUnknownDivision = "id_unknown_division",
    IdSexMismatch = "id_sex_mismatch",
    IdBirthMismatch = "id_birth_mismatch",
    DocNoFormatInvalid = "doc_no_format_invalid",
    DuplicateOfRow = "duplicate_of_row",
    MandatoryMissing = "mandatory_missing",
    SimilarPerson = "similar_person",
    ApplicantInOtherHousehold = "applicant_in_other_household",
    NamePlaceholderChar = "name_placeholder_char",
    DateUnparseable = "date_unparseable",
    DatePartial = "date_partial",
    AmountUnparseable = "amount_unparseable",
    AmountNegative = "amount_negative",
    AmountMissing = "amount_missing",
    OperatingLoss = "operating_loss",
    RowTotalMismatch = "row_total_mismatch",
    AnnualIncomeMismatch = "annual_income_mismatch",
    FamilySizeMismatch = "family_size_mismatch",
    CategoryDiffers = "category_differs_from_computed",
    CodeNotInList = "code_not_in_list",
    PhoneInvalid = "phone_invalid",
    CardLuhn = "card_luhn_warning",
    CardDamaged = "card_damaged_by_spreadsheet",
    CardLength = "card_length_invalid",
    CardHolderDiffers = "card_holder_differs",
    ContractExpired = "contract_expired",
    AgeImplausible = "age_implausible",
    FileUntouched = "file_untouched_over_1_year",
    HouseholdNotFound = "household_not_found",
    HouseholdRowRejected = "household_row_rejected",
    MemberIdMissing = "member_id_missing",
    MemberIdChecksumInvalid = "member_id_checksum_invalid",
    MemberIdDateInvalid = "member_id_date_invalid",
    MemberIdDamaged = "member_id_damaged_by_spreadsheet",
    MemberIdFormatInvalid = "member_id_format_invalid",
    MemberIdUpgraded = "member_id_15_upgraded",
    MemberIdUnknownDivision = "member_id_unknown_division",
    MemberIdSexMismatch = "member_id_sex_mismatch",
    MemberIdBirthMismatch = "member_id_birth_mismatch",
    MemberInTwoHouseholds = "member_in_two_households",
    MemberIsApplicant = "member_is_applicant",
    MinorHealthData = "minor_under_14_health_data",
    AidedTwice = "aided_twice_in_campaign",
    PaidAfterDeath = "paid_after_death",
    /// The cell holds a formula; its last computed value was taken.
    FormulaInsteadOfValue = "formula_instead_of_value",
    /// The cell shows `#N/A`, `#REF!` …
    CellError = "cell_error",
    /// A count of people that is no whole number.
    CountUnparseable = "count_unparseable",
    /// Two rows carry the same 户序号.
    SeqDuplicate = "seq_duplicate",
    UsccFormatInvalid = "uscc_format_invalid",
    UsccChecksumInvalid = "uscc_checksum_invalid",
    UsccOrgChecksum = "uscc_org_checksum_warning",
    UsccUnknownKind = "uscc_unknown_kind",
    DuplicateCode = "duplicate_code",
    DuplicateName = "duplicate_name",
    ParentUnknown = "parent_unknown",
    ParentCycle = "parent_cycle",
    MembersExceedEmployees = "members_exceed_employees",
    PartExceedsEmployees = "part_exceeds_employees",
    DatesReversed = "dates_reversed",
    LevelUnknown = "level_unknown",
    FormUnknown = "form_unknown",
    /// A list without an amount and without goods, or with an amount of nothing.
    AmountZero = "amount_zero",
    /// 计量单位 is neither 户 nor 人.
    UnitUnknown = "unit_unknown",
    /// The person is known under another name.
    NameDiffers = "name_differs_from_stored",
    /// 本页小计 is not the sum of its rows.
    SubtotalMismatch = "subtotal_mismatch",
    /// 合计 is not the sum of the list.
    TotalMismatch = "total_mismatch",
    /// 大写 does not say what the figures say.
    UppercaseMismatch = "uppercase_mismatch",
    /// 人数, 户数 or 次数 is not what was counted.
    CountMismatch = "count_mismatch",
    /// More difficulties solved than raised.
    SolvedExceedsRaised = "solved_exceeds_raised",
    /// The same visit stands on the list twice.
    DuplicateVisit = "duplicate_visit",
    /// The day lies in the future.
    DateInFuture = "date_in_future",
    /// The same student twice on a list of applications, under one parent.
    StudentTwice = "student_twice",
    /// The same student under another parent.
    StudentTwoParents = "student_under_two_parents",
    /// One bank card for two students.
    CardOfTwoStudents = "card_of_two_students",
    /// Younger than six on the day of application.
    StudentTooYoung = "student_too_young",
    TuitionZero = "tuition_zero",
    AppliedAfterDeadline = "applied_after_deadline",
    /// A monthly income so large that the yearly one was meant.
    IncomeLooksYearly = "income_looks_yearly",
    HonorBeforeBirth = "honor_before_birth",
    /// Recovered on a day before it was lost.
    MedalRecoveredEarly = "medal_recovered_before_lost",
    /// Dates of loss beside a medal that is said to be held.
    MedalStateDiffers = "medal_state_differs",
    /// Nobody of this name in the registry.
    HonorPersonUnknown = "honor_person_unknown",
    /// Several people of this name in the registry.
    HonorPersonAmbiguous = "honor_person_ambiguous",
}

/// A row after its checks.
#[derive(Clone)]
pub struct Checked<T> {
    /// 1-based row as Excel shows it.
    pub row: u32,
    pub findings: Vec<Finding>,
    pub notes: Vec<Note>,
    pub data: T,
}

impl<T> Checked<T> {
    /// What follows from the findings.
    pub fn verdict(&self) -> Verdict {
        if self.findings.is_empty() {
            Verdict::Ok
        } else if self.findings.iter().any(|finding| finding.reject) {
            Verdict::Reject
        } else {
            Verdict::Warning
        }
    }

    /// The row will be imported (with or without warnings).
    pub fn accepted(&self) -> bool {
        self.verdict() != Verdict::Reject
    }
}

/// A doubt about a whole sheet or column rather than a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SheetProblem {
    /// A sheet of the survey is not in the workbook.
    SheetMissing(SheetKind),
    /// The workbook has a sheet that is none of the survey's.
    SheetUnknown(String),
    /// A heading nobody knows: the column is not imported until the user says what it is.
    ColumnUnknown {
        kind: SheetKind,
        col: u32,
        header: String,
    },
    /// A column of the form is not on the sheet.
    ColumnMissing {
        kind: SheetKind,
        label: &'static str,
        mandatory: bool,
    },
    /// Two columns say the same; the first is used.
    ColumnRepeated {
        kind: SheetKind,
        col: u32,
        header: String,
    },
}
